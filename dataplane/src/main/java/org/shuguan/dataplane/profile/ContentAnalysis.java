package org.shuguan.dataplane.profile;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Computes the [ColumnContent] of a column from its sample.
final class ContentAnalysis {
    /// Minimum share of rows whose values are of the kind; the others are counted as other.
    private static final double MOST = 0.8;

    /// Share of rows that numbers or days must have among all, however many values are missing.
    private static final double FEWEST = 0.1;

    /// What stands in a cell without a value: `--`, `—`, `/`, `n/a`.
    private static final Pattern MISSING = Pattern.compile(
            "(?i)[-—–―－_]{1,4}|[/\\\\／]{1,2}|[.…]{1,6}|\\*{1,3}|n/?a\\.?|null|none|无|暂无|缺|不详|未知|空|#N/A");

    private final Map<Notation, Long> forms = new EnumMap<>(Notation.class);
    private long all;
    private long numbers;
    private long days;
    private long lost;
    private long missing;
    private @Nullable BigDecimal least;
    private @Nullable BigDecimal most;
    private @Nullable LocalDate first;
    private @Nullable LocalDate last;

    private ContentAnalysis() {}

    /// @param sample distinct values with their counts
    /// @param scale number of rows that one row of the sample stands for
    static @Nullable ColumnContent of(List<ColumnProfile.Count> sample, double scale) {
        ContentAnalysis contents = new ContentAnalysis();
        sample.forEach(contents::add);
        return contents.content(sample, scale);
    }

    private void add(ColumnProfile.Count value) {
        if (value.value().isBlank()) {
            return;
        }
        all += value.count();
        if (MISSING.matcher(value.value().strip()).matches()) {
            missing += value.count();
            return;
        }
        ParsedValue written = ParsedValue.of(value.value());
        if (written.number() != null) {
            numbers += value.count();
            least = least == null || written.number().compareTo(least) < 0 ? written.number() : least;
            most = most == null || written.number().compareTo(most) > 0 ? written.number() : most;
        }
        if (written.day() != null) {
            days += value.count();
            first = first == null || written.day().isBefore(first) ? written.day() : first;
            last = last == null || written.day().isAfter(last) ? written.day() : last;
        }
        if (written.lostDigits()) {
            lost += value.count();
        }
        written.forms().forEach(form -> forms.merge(form, value.count(), Long::sum));
    }

    private @Nullable ColumnContent content(List<ColumnProfile.Count> sample, double scale) {
        if (all == 0) {
            return null;
        }
        double enough = Math.max((all - missing) * MOST, all * FEWEST);
        ColumnContent.Kind kind =
                days >= enough ? ColumnContent.Kind.DAY : numbers >= enough ? ColumnContent.Kind.NUMBER : null;
        if (kind == null && lost == 0) {
            return null;
        }
        long of = kind == ColumnContent.Kind.DAY ? days : kind == ColumnContent.Kind.NUMBER ? numbers : 0;
        List<ColumnProfile.Count> counted = kind == null
                ? List.of()
                : forms.entrySet().stream()
                        .filter(form -> form.getKey().kind() == null
                                || form.getKey().kind() == kind
                                || form.getKey() == Notation.COMPACT)
                        .map(form -> new ColumnProfile.Count(
                                form.getKey() == Notation.COMPACT && kind == ColumnContent.Kind.NUMBER
                                        ? Notation.PLAIN.word()
                                        : form.getKey().word(),
                                Math.round(form.getValue() * scale)))
                        .sorted(Comparator.comparingLong(ColumnProfile.Count::count)
                                .reversed())
                        .toList();
        return new ColumnContent(
                kind,
                merged(counted),
                kind == null ? 0 : Math.round((all - of) * scale),
                kind == null ? null : kind == ColumnContent.Kind.DAY ? String.valueOf(first) : plain(least),
                kind == null ? null : kind == ColumnContent.Kind.DAY ? String.valueOf(last) : plain(most),
                Math.round(lost * scale),
                kind == null ? List.of() : others(sample, kind, scale));
    }

    /// Examples of values that are not of the kind.
    private static List<ColumnProfile.Count> others(
            List<ColumnProfile.Count> sample, ColumnContent.Kind kind, double scale) {
        return sample.stream()
                .filter(value -> !value.value().isBlank() && !isOf(kind, ParsedValue.of(value.value())))
                .sorted(Comparator.comparingLong(ColumnProfile.Count::count).reversed())
                .limit(ColumnContent.MOST_EXAMPLES)
                .map(value -> new ColumnProfile.Count(value.value(), Math.round(value.count() * scale)))
                .toList();
    }

    private static boolean isOf(ColumnContent.Kind kind, ParsedValue value) {
        return kind == ColumnContent.Kind.DAY ? value.day() != null : value.number() != null;
    }

    private static List<ColumnProfile.Count> merged(List<ColumnProfile.Count> counted) {
        Map<String, Long> merged = new java.util.LinkedHashMap<>();
        counted.forEach(one -> merged.merge(one.value(), one.count(), Long::sum));
        return merged.entrySet().stream()
                .map(one -> new ColumnProfile.Count(one.getKey(), one.getValue()))
                .toList();
    }

    private static @Nullable String plain(@Nullable BigDecimal number) {
        return number == null ? null : number.stripTrailingZeros().toPlainString();
    }
}
