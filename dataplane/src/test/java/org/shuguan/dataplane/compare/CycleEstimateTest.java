package org.shuguan.dataplane.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.shuguan.dataplane.compare.CycleEstimate.Cycle;
import org.shuguan.dataplane.compare.CycleEstimate.Observation;

class CycleEstimateTest {
    private static final Instant START = Instant.parse("2026-01-05T02:00:00Z");

    @Test
    void whatChangesEveryDayIsDaily() {
        assertThat(observed(1, 10, 1).cycle()).isEqualTo(Cycle.DAILY);
    }

    @Test
    void whatIsLookedAtDailyAndChangesMonthlyIsMonthly() {
        assertThat(observed(1, 150, 30).cycle()).isEqualTo(Cycle.MONTHLY);
        assertThat(observed(7, 30, 28).cycle()).isEqualTo(Cycle.MONTHLY);
        assertThat(observed(7, 60, 91).cycle()).isEqualTo(Cycle.QUARTERLY);
    }

    /// If a monthly census finds a change each time, the data may change more often than monthly.
    @Test
    void whatChangedEachTimeOneLookedIsNotSaidToChangeThatOften() {
        CycleEstimate rhythm = observed(30, 6, 30);
        assertThat(rhythm.cycle()).isNull();
        assertThat(codes(rhythm)).contains("each-time");
    }

    @Test
    void aColumnOfDatesTellsWhatTheCensusesCannot() {
        List<Observation> seen = new ArrayList<>();
        for (int month = 0; month < 6; month++) {
            Instant at = START.plus(30L * month, ChronoUnit.DAYS);
            seen.add(new Observation(at, 100 + month, "s" + month, LocalDate.ofInstant(at, java.time.ZoneOffset.UTC)));
        }
        assertThat(CycleEstimate.from(seen).cycle()).isEqualTo(Cycle.DAILY);
    }

    @Test
    void whatComesWithoutRuleIsIrregular() {
        List<Observation> seen = new ArrayList<>();
        int[] changes = {3, 5, 60, 62, 150};
        for (int day = 0; day < 160; day++) {
            int at = day;
            seen.add(at(day, "s" + IntStream.of(changes).filter(c -> c <= at).count(), null));
        }
        assertThat(CycleEstimate.from(seen).cycle()).isEqualTo(Cycle.IRREGULAR);
    }

    @Test
    void oneCensusOrASampleSaysNothingOfACycle() {
        assertThat(CycleEstimate.from(List.of(at(0, "a", null))).cycle()).isNull();
        assertThat(CycleEstimate.from(List.of(at(0, null, null), at(9, null, null)))
                        .cycle())
                .isNull();
        CycleEstimate stale = CycleEstimate.from(List.of(at(0, "a", LocalDate.of(2024, 12, 31))));
        assertThat(codes(stale)).containsExactly("once", "newest");
        assertThat(stale.evidence().getLast().facts()).containsEntry("days", "370");
    }

    private static List<String> codes(CycleEstimate rhythm) {
        return rhythm.evidence().stream().map(CycleEstimate.Evidence::code).toList();
    }

    /// Censuses at a fixed interval of data that changes at another fixed interval.
    private static CycleEstimate observed(int every, int times, int changes) {
        return CycleEstimate.from(IntStream.range(0, times)
                .mapToObj(n -> at(n * every, "s" + n * every / changes, null))
                .toList());
    }

    private static Observation at(int day, @Nullable String signature, @Nullable LocalDate newest) {
        return new Observation(START.plus(day, ChronoUnit.DAYS), 100, signature, newest);
    }
}
