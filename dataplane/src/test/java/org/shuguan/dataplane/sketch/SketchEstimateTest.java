package org.shuguan.dataplane.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What sketches tell about sets of known size.
class SketchEstimateTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 20, 1_000, 20_000, 30_000, 500_000, 1_000_000, 3_000_000, 10_000_000})
    void theNumberOfValuesIsToldWithinAFewPercent(int count) {
        assertThat(sketch(0, count).distinct()).isCloseTo(count, within(Math.max(0.5, 0.08 * count)));
    }

    @ParameterizedTest
    @CsvSource({"1000, 500", "20000, 5000", "60000, 20000", "2000000, 500000"})
    void whatTwoSetsHaveInCommonIsToldForBoth(int size, int common) {
        Sketch first = sketch(0, size);
        Sketch second = sketch(size - common, size - common + 2 * size);
        Sketch.Overlap overlap = first.overlap(second);
        assertThat(overlap.common()).isCloseTo(common, within(0.15 * size));
        assertThat(overlap.ofFirst()).isCloseTo((double) common / size, within(0.15));
        assertThat(overlap.ofSecond()).isCloseTo((double) common / (2 * size), within(0.1));
        Sketch.Overlap other = second.overlap(first);
        assertThat(other.common()).isEqualTo(overlap.common());
        assertThat(other.ofFirst()).isEqualTo(overlap.ofSecond());
        assertThat(other.support()).isEqualTo(overlap.support());
    }

    /// A set of a million fills the first level: compared is the part of it that the second level holds.
    @Test
    void aSmallSetInALargeOneIsComparedByTheFewValuesOfTheSecondLevel() {
        Sketch.Overlap overlap = sketch(0, 20_000).overlap(sketch(0, 1_000_000));
        assertThat(overlap.support()).isBetween(200, 450);
        assertThat(overlap.ofFirst()).isCloseTo(1, within(0.1));
        assertThat(overlap.common()).isCloseTo(20_000, within(4_000.0));
    }

    @Test
    void theSmallerSetIsTheSupport() {
        Sketch few = sketch(0, 15);
        assertThat(few.overlap(sketch(0, 5_000)).support()).isEqualTo(15);
        assertThat(sketch(0, 5_000).overlap(few).support()).isEqualTo(15);
    }

    @Test
    void anEmptySetHasNothingInCommon() {
        Sketch none = SampleSketch.of("none", IntStream.empty());
        assertThat(none.distinct()).isZero();
        assertThat(none.overlap(sketch(0, 100))).isEqualTo(new Sketch.Overlap(0, 0, 0, 0));
        assertThat(sketch(0, 100).overlap(none)).isEqualTo(new Sketch.Overlap(0, 0, 0, 0));
        assertThat(none.overlap(none)).isEqualTo(new Sketch.Overlap(0, 0, 0, 0));
    }

    @Property
    void whatIsStoredIsWhatIsRead(
            @ForAll @IntRange(max = 100_000) int from, @ForAll @IntRange(max = 20_000) int count) {
        Sketch sketch = sketch(from, from + count);
        Sketch read = Sketch.of("read", sketch.bytes());
        assertThat(read.column()).isEqualTo("read");
        assertThat(read.bytes()).isEqualTo(sketch.bytes());
        assertThat(read.distinct()).isEqualTo(sketch.distinct());
    }

    /// More than one buffer of compressed bytes, and bits of all three levels.
    @Test
    void aFullSketchIsStoredWhole() {
        Sketch sketch = sketch(0, 3_000_000);
        assertThat(sketch.bytes().length).isGreaterThan(1_000);
        assertThat(Sketch.of("x", sketch.bytes()).distinct()).isEqualTo(sketch.distinct());
        Sketch half = sketch(0, 11_000);
        assertThat(half.bytes().length).isBetween(2_000, 2_600);
        assertThat(Sketch.of("x", half.bytes()).overlap(half).ofFirst()).isEqualTo(1);
    }

    @Test
    void whatIsNoSketchIsRefused() {
        assertThatThrownBy(() -> Sketch.of("x", "no sketch".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Sketch sketch(int from, int to) {
        return SampleSketch.of("c", IntStream.range(from, to));
    }
}
