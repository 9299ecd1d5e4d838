package org.shuguan.dataplane.sketch;

import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/// Sketches of sets of numbers, made without an engine: equal numbers set equal bits.
public final class SampleSketch {
    private SampleSketch() {}

    /// The sketch of a column with these values.
    public static Sketch of(String column, IntStream values) {
        List<BitSet> levels = IntStream.range(0, Sketch.LEVELS)
                .mapToObj(level -> new BitSet(Sketch.PLACES))
                .toList();
        values.forEach(value -> {
            long hash = hash(value);
            // One value of 64 goes to the second level, one of 4,096 to the third.
            int level = hash >>> 58 != 0 ? 0 : hash >>> 52 != 0 ? 1 : 2;
            levels.get(level).set((int) (hash & (Sketch.PLACES - 1)));
        });
        return new Sketch(column, levels);
    }

    /// The finaliser of SplitMix64.
    private static long hash(int value) {
        long hash = (value + 1L) * 0x9E3779B97F4A7C15L;
        hash = (hash ^ (hash >>> 30)) * 0xBF58476D1CE4E5B9L;
        hash = (hash ^ (hash >>> 27)) * 0x94D049BB133111EBL;
        return hash ^ (hash >>> 31);
    }
}
