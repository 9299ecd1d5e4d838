package org.shuguan.dataplane.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @Test
    void theGraceSaysHowLateAChangeStillKeepsItsCycle() {
        assertThat(observed(1, 250, 50).cycle()).isEqualTo(Cycle.QUARTERLY);
        var patient = new CycleGrace(1, 3, 25, 45, 90, 185);
        assertThat(observed(1, 250, 50, patient).cycle()).isEqualTo(Cycle.MONTHLY);
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
        assertThat(CycleEstimate.from(seen, CycleGrace.DEFAULT).cycle()).isEqualTo(Cycle.DAILY);
    }

    @Test
    void whatComesWithoutRuleIsIrregular() {
        List<Observation> seen = new ArrayList<>();
        int[] changes = {3, 5, 60, 62, 150};
        for (int day = 0; day < 160; day++) {
            int at = day;
            seen.add(at(day, "s" + IntStream.of(changes).filter(c -> c <= at).count(), null));
        }
        assertThat(CycleEstimate.from(seen, CycleGrace.DEFAULT).cycle()).isEqualTo(Cycle.IRREGULAR);
    }

    @Test
    void oneCensusOrASampleSaysNothingOfACycle() {
        assertThat(CycleEstimate.from(List.of(at(0, "a", null)), CycleGrace.DEFAULT)
                        .cycle())
                .isNull();
        assertThat(CycleEstimate.from(List.of(at(0, null, null), at(9, null, null)), CycleGrace.DEFAULT)
                        .cycle())
                .isNull();
        CycleEstimate stale = CycleEstimate.from(List.of(at(0, "a", LocalDate.of(2024, 12, 31))), CycleGrace.DEFAULT);
        assertThat(codes(stale)).containsExactly("once", "newest");
        assertThat(stale.evidence().getLast().facts()).containsEntry("days", "370");
    }

    /// The longest gap that still counts as each cycle of the national guide.
    @ParameterizedTest
    @CsvSource({
        "2, DAILY",
        "3, WEEKLY",
        "10, WEEKLY",
        "11, MONTHLY",
        "45, MONTHLY",
        "46, QUARTERLY",
        "135, QUARTERLY",
        "136, HALF_YEARLY",
        "270, HALF_YEARLY",
        "271, YEARLY",
        "550, YEARLY",
        "551, IRREGULAR"
    })
    void theMeanGapGivesTheCycle(int gap, Cycle cycle) {
        List<Observation> seen = new ArrayList<>(List.of(at(0, "s", null), at(1, "s", null)));
        for (int n = 0; n < 4; n++) {
            seen.add(at(10 + n * gap, "s" + n, null));
        }
        CycleEstimate estimate = estimated(seen);
        assertThat(estimate.cycle()).isEqualTo(cycle);
        assertThat(codes(estimate)).containsExactly("changed", "gaps");
        assertThat(estimate.evidence().getLast().facts()).containsEntry("days", gap + ".0");
        assertThat(estimate.evidence().getFirst().facts())
                .isEqualTo(Map.of("n", "6", "k", "4", "days", Integer.toString(10 + 3 * gap)));
    }

    @Test
    void aCycleIsSaidInTheWordsOfTheGuide() {
        assertThat(Cycle.HALF_YEARLY.word()).isEqualTo("half-yearly");
    }

    @Test
    void twoChangesAreTooFew() {
        List<Observation> seen = List.of(at(0, "a", null), at(5, "b", null), at(7, "b", null), at(9, "c", null));
        CycleEstimate estimate = estimated(seen);
        assertThat(estimate.cycle()).isNull();
        assertThat(codes(estimate)).containsExactly("changed");
    }

    @Test
    void whatDoesNotChangeForMoreThanAYearHasNoCycle() {
        CycleEstimate shorter = estimated(List.of(at(0, "a", null), at(400, "a", null)));
        assertThat(shorter.cycle()).isNull();
        assertThat(codes(shorter)).containsExactly("unchanged");
        assertThat(shorter.evidence().getFirst().facts()).isEqualTo(Map.of("n", "2", "k", "0", "days", "400"));
        assertThat(estimated(List.of(at(0, "a", null), at(401, "a", null))).cycle())
                .isEqualTo(Cycle.IRREGULAR);
    }

    @Test
    void theOrderOfTheObservationsDoesNotMatterAndSamplesAreLeftOut() {
        List<Observation> seen = new ArrayList<>();
        for (int n = 9; n >= 0; n--) {
            seen.add(at(n * 7, "s" + n / 4, null));
            seen.add(at(n * 7 + 1, null, null));
        }
        CycleEstimate estimate = estimated(seen);
        assertThat(estimate.evidence().getFirst().facts()).isEqualTo(Map.of("n", "10", "k", "2", "days", "63"));
    }

    @Test
    void whetherTheNumberOfRowsChangedIsEvidence() {
        CycleEstimate grown = estimated(List.of(
                new Observation(START, 100, "a", null),
                new Observation(START.plus(2, ChronoUnit.DAYS), 90, "b", null)));
        assertThat(codes(grown)).containsExactly("changed", "rows");
        assertThat(grown.evidence().getLast().facts()).isEqualTo(Map.of("from", "100", "to", "90"));
    }

    @Test
    void gapsThatSpreadByMoreThanSixTenthsOfTheirMeanAreIrregular() {
        assertThat(codes(changing(0, 1, 10, 20, 30, 40))).containsExactly("changed", "gaps");
        CycleEstimate uneven = changing(0, 1, 10, 12, 14, 60);
        assertThat(uneven.cycle()).isEqualTo(Cycle.IRREGULAR);
        assertThat(codes(uneven)).containsExactly("changed", "gaps", "uneven");
        // 4 and 16: they spread by six tenths of the mean, 10, and not by more.
        assertThat(changing(0, 1, 10, 14, 30).cycle()).isEqualTo(Cycle.WEEKLY);
        assertThat(changing(0, 1, 10, 13, 30).cycle()).isEqualTo(Cycle.IRREGULAR);
    }

    /// Changes at every census tell a cycle only where the censuses come daily.
    @Test
    void aChangeAtEachCensusIsEvidenceOfItself() {
        CycleEstimate weekly = observed(7, 5, 7);
        assertThat(weekly.cycle()).isNull();
        assertThat(codes(weekly)).containsExactly("changed", "gaps", "each-time");
        assertThat(weekly.evidence().getLast().facts()).containsEntry("days", "7.0");
        assertThat(codes(observed(1, 5, 1))).containsExactly("changed", "gaps");
    }

    /// Midnight in the city comes eight hours before that of Greenwich.
    @Test
    void theAgeOfTheNewestDayIsCountedByTheCitysCalendar() {
        LocalDate day = LocalDate.of(2026, 1, 5);
        assertThat(age(Instant.parse("2026-01-05T15:59:00Z"), day)).isEqualTo("0");
        assertThat(age(Instant.parse("2026-01-05T16:00:00Z"), day)).isEqualTo("1");
        assertThat(age(Instant.parse("2026-01-01T16:00:00Z"), day)).isEqualTo("0");
    }

    /// Data that is never older than a week and often that old is updated weekly.
    @Test
    void theOldestAgeEverSeenGivesTheCycle() {
        LocalDate first = LocalDate.of(2026, 1, 5);
        List<Observation> seen = new ArrayList<>();
        for (int n = 0; n < 3; n++) {
            seen.add(at(n * 30, n == 2 ? "s1" : "s" + n, first.plusDays(n * 30L - (n == 1 ? 7 : 1))));
        }
        CycleEstimate weekly = estimated(seen);
        assertThat(weekly.cycle()).isEqualTo(Cycle.WEEKLY);
        assertThat(codes(weekly)).containsExactly("changed", "newest", "never-older");
        assertThat(weekly.evidence().get(1).facts()).isEqualTo(Map.of("day", "2026-03-05", "days", "1"));
        assertThat(weekly.evidence().getLast().facts()).isEqualTo(Map.of("n", "3", "days", "7"));
    }

    @Test
    void aNewestDayThatHardlyMovesTellsNoCycle() {
        LocalDate day = LocalDate.of(2026, 1, 1);
        CycleEstimate estimate =
                estimated(List.of(at(0, "a", day), at(30, "a", day), at(60, "b", day.plusDays(9)), at(90, "b", null)));
        assertThat(estimate.cycle()).isNull();
        assertThat(codes(estimate)).containsExactly("changed", "newest");
    }

    private static String age(Instant at, LocalDate newest) {
        return java.util.Objects.requireNonNull(estimated(List.of(new Observation(at, 1, "a", newest)))
                .evidence()
                .getLast()
                .facts()
                .get("days"));
    }

    /// Censuses on these days, of which each from the third on found a change.
    private static CycleEstimate changing(int... days) {
        return estimated(IntStream.range(0, days.length)
                .mapToObj(n -> at(days[n], "s" + Math.max(1, n), null))
                .toList());
    }

    private static List<String> codes(CycleEstimate rhythm) {
        return rhythm.evidence().stream().map(CycleEstimate.Evidence::code).toList();
    }

    /// Censuses at a fixed interval of data that changes at another fixed interval.
    private static CycleEstimate observed(int every, int times, int changes) {
        return observed(every, times, changes, CycleGrace.DEFAULT);
    }

    private static CycleEstimate observed(int every, int times, int changes, CycleGrace grace) {
        return CycleEstimate.from(
                IntStream.range(0, times)
                        .mapToObj(n -> at(n * every, "s" + n * every / changes, null))
                        .toList(),
                grace);
    }

    private static Observation at(int day, @Nullable String signature, @Nullable LocalDate newest) {
        return new Observation(START.plus(day, ChronoUnit.DAYS), 100, signature, newest);
    }

    private static CycleEstimate estimated(List<Observation> seen) {
        return CycleEstimate.from(seen, CycleGrace.DEFAULT);
    }
}
