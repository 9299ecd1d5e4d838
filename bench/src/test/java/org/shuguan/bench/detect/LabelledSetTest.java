package org.shuguan.bench.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.shuguan.dataplane.detect.DataType;

/// Checks that precision and recall of the detectors do not fall below their minimum. `./shuguan bench detect`
/// also measures the peer.
class LabelledSetTest {
    private static final DetectBench BENCH = new DetectBench();

    @Test
    void noTypeFallsBelowItsFloorsInTheHeldOutHalf() {
        aboveTheFloors(BENCH.held());
    }

    @Test
    void noTypeFallsBelowItsFloorsInTheWholeSet() {
        aboveTheFloors(BENCH.columns());
    }

    @Test
    void everyTypeHasEnoughColumnsAndNothingHasMore() {
        assertThat(DataType.delivered())
                .allSatisfy(type -> assertThat(BENCH.columns())
                        .filteredOn(column -> type.equals(column.label()))
                        .hasSizeGreaterThanOrEqualTo(40));
        assertThat(BENCH.columns()).filteredOn(column -> column.label() == null).hasSizeGreaterThanOrEqualTo(400);
    }

    @Test
    void theSetIsTheSameEachTime() {
        assertThat(LabelledSet.all()).isEqualTo(LabelledSet.all());
    }

    @Test
    void theHalvesShareNoValueOfAPerson() {
        List<String> tuning = identities(LabelledColumn.Half.TUNING);
        assertThat(identities(LabelledColumn.Half.HELD_OUT)).isNotEmpty().doesNotContainAnyElementsOf(tuning);
    }

    private static List<String> identities(LabelledColumn.Half half) {
        return BENCH.columns().stream()
                .filter(column -> column.half() == half && DataType.RESIDENT_ID.equals(column.label()))
                .flatMap(column -> column.values().stream())
                .filter(value -> value.length() == 18)
                .toList();
    }

    private static void aboveTheFloors(List<LabelledColumn> columns) {
        Score score = BENCH.ours(columns);
        assertThat(DataType.delivered()).allSatisfy(type -> {
            Score.Of of = score.of(type);
            assertThat(of.precision()).as("precision of %s", type).isGreaterThanOrEqualTo(DetectBench.PRECISION);
            assertThat(of.recall()).as("recall of %s", type).isGreaterThanOrEqualTo(DetectBench.RECALL);
        });
    }
}
