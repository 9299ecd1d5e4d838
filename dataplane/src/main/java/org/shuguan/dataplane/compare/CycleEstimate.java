package org.shuguan.dataplane.compare;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// An estimate of how often a table changes, from the censuses of it, with the evidence. A census detects only
/// whether something changed since the one before: several changes between two censuses count once.
///
/// @param cycle null if the observations are too few
/// @param evidence codes of sentences with their facts
public record CycleEstimate(@Nullable Cycle cycle, List<Evidence> evidence) {
    private static final ZoneId CITY_TIME = ZoneId.of("Asia/Shanghai");
    /// Spread of the gaps in relation to their mean. A matter of statistics: above it a mean says nothing.
    private static final double REGULAR = 0.6;
    /// Days without a change after which no cycle of the guide can be meant: more than a year.
    private static final int LONG = 400;

    /// The update cycles of the national guide that can be observed from outside.
    public enum Cycle {
        DAILY,
        WEEKLY,
        MONTHLY,
        QUARTERLY,
        HALF_YEARLY,
        YEARLY,
        IRREGULAR;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// What one census found.
    ///
    /// @param at when the census was taken
    /// @param rows number of rows
    /// @param signature hash of the content, null if only a sample was read
    /// @param newest the latest day in the table's date columns, null if there is none
    public record Observation(
            Instant at,
            long rows,
            @Nullable String signature,
            @Nullable LocalDate newest) {}

    /// A sentence that supports the estimate.
    ///
    /// @param code the sentence's code
    /// @param facts its placeholders and their values
    public record Evidence(String code, Map<String, String> facts) {}

    public CycleEstimate {
        evidence = List.copyOf(evidence);
    }

    /// Estimates the cycle of one table.
    ///
    /// @param seen observations of the table, in any order
    /// @param grace how late a change may be within its cycle
    public static CycleEstimate from(List<Observation> seen, CycleGrace grace) {
        List<Observation> whole = seen.stream()
                .filter(one -> one.signature() != null)
                .sorted(Comparator.comparing(Observation::at))
                .toList();
        List<Evidence> evidence = new ArrayList<>();
        Cycle byChanges = byChanges(whole, grace, evidence);
        Cycle byDates = byDates(whole, grace, evidence);
        return new CycleEstimate(byChanges != null ? byChanges : byDates, evidence);
    }

    private static @Nullable Cycle byChanges(List<Observation> whole, CycleGrace grace, List<Evidence> evidence) {
        if (whole.size() < 2) {
            evidence.add(new Evidence("once", Map.of("n", text(whole.size()))));
            return null;
        }
        double span = days(whole.getFirst().at(), whole.getLast().at());
        List<Observation> changed = new ArrayList<>();
        for (int i = 1; i < whole.size(); i++) {
            if (!Objects.equals(whole.get(i).signature(), whole.get(i - 1).signature())) {
                changed.add(whole.get(i));
            }
        }
        evidence.add(new Evidence(
                changed.isEmpty() ? "unchanged" : "changed",
                Map.of("n", text(whole.size()), "days", text(Math.round(span)), "k", text(changed.size()))));
        long first = whole.getFirst().rows();
        long last = whole.getLast().rows();
        if (first != last) {
            evidence.add(new Evidence("rows", Map.of("from", text(first), "to", text(last))));
        }
        if (changed.isEmpty()) {
            return span > LONG ? Cycle.IRREGULAR : null;
        }
        return changed.size() < 3 ? null : ofGaps(whole, changed, grace, evidence);
    }

    private static @Nullable Cycle ofGaps(
            List<Observation> whole, List<Observation> changed, CycleGrace grace, List<Evidence> evidence) {
        List<Double> gaps = new ArrayList<>();
        for (int i = 1; i < changed.size(); i++) {
            gaps.add(days(changed.get(i - 1).at(), changed.get(i).at()));
        }
        double mean = gaps.stream().mapToDouble(d -> d).average().orElse(0);
        double spread = Math.sqrt(gaps.stream()
                .mapToDouble(d -> (d - mean) * (d - mean))
                .average()
                .orElse(0));
        evidence.add(new Evidence("gaps", Map.of("days", decimal(mean))));
        if (changed.size() == whole.size() - 1 && grace.cycle(mean) != Cycle.DAILY) {
            // The table had changed at every census: it may change far more often than censuses are taken.
            evidence.add(new Evidence("each-time", Map.of("days", decimal(mean))));
            return null;
        }
        if (spread > REGULAR * mean) {
            evidence.add(new Evidence("uneven", Map.of()));
            return Cycle.IRREGULAR;
        }
        return grace.cycle(mean);
    }

    /// Data that is updated every C days is never older than C days, and is nearly that old just before an update.
    private static @Nullable Cycle byDates(List<Observation> whole, CycleGrace grace, List<Evidence> evidence) {
        List<Observation> dated =
                whole.stream().filter(one -> one.newest() != null).toList();
        if (dated.isEmpty()) {
            return null;
        }
        Observation last = dated.getLast();
        LocalDate newest = Objects.requireNonNull(last.newest());
        evidence.add(new Evidence("newest", Map.of("day", newest.toString(), "days", text(age(last)))));
        long moved = dated.stream().map(Observation::newest).distinct().count();
        if (moved < 3) {
            return null;
        }
        long oldest = dated.stream().mapToLong(CycleEstimate::age).max().orElse(0);
        evidence.add(new Evidence("never-older", Map.of("n", text(dated.size()), "days", text(oldest))));
        return grace.cycle((double) oldest);
    }

    private static long age(Observation one) {
        LocalDate day = one.at().atZone(CITY_TIME).toLocalDate();
        return Math.max(
                0, day.toEpochDay() - Objects.requireNonNull(one.newest()).toEpochDay());
    }

    private static double days(Instant from, Instant to) {
        return Duration.between(from, to).toMinutes() / 1440.0;
    }

    private static String text(long number) {
        return Long.toString(number);
    }

    private static String decimal(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }
}
