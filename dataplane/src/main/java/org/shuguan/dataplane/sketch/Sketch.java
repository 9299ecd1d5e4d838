package org.shuguan.dataplane.sketch;

import java.io.ByteArrayOutputStream;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// Which values a column holds, without the values: each marks one of 16384 places by its keyed hash. Of 64 values one
/// marks the second level, of 4096 the third, so that what overfills the first is still counted: from one value to some
/// fifty million, within a few percent, in a few kilobytes. The same values always leave the same marks.
public final class Sketch {
    static final int PLACES = 1 << 14;
    static final int LEVELS = 3;
    private static final int RATE = 64;
    /// Above this share of marked places a level counts badly.
    private static final double FULL = 0.75;

    private final String column;
    private final List<BitSet> levels;

    /// @param levels disjoint: a value marks one level only
    Sketch(String column, List<BitSet> levels) {
        this.column = column;
        this.levels = List.copyOf(levels);
    }

    /// How much two columns have in common.
    ///
    /// @param common about how many values stand in both
    /// @param ofFirst share of the first's values that the second has, 0 to 1
    /// @param ofSecond the other way round
    /// @param support how many marks this rests on: below twenty or so it is a guess
    public record Overlap(double common, double ofFirst, double ofSecond, int support) {}

    public String column() {
        return column;
    }

    /// About how many different values.
    public double distinct() {
        int level = fitting(marks -> share(marks) <= FULL);
        return counted(from(level)) * Math.pow(RATE, level);
    }

    /// Both must be of one secret.
    public Overlap overlap(Sketch other) {
        int level = 0;
        while (level < LEVELS - 1 && (share(from(level)) > FULL || share(other.from(level)) > FULL)) {
            level++;
        }
        BitSet mine = from(level);
        BitSet theirs = other.from(level);
        BitSet both = (BitSet) mine.clone();
        both.or(theirs);
        double first = counted(mine);
        double second = counted(theirs);
        double common = Math.max(0, Math.min(Math.min(first, second), first + second - counted(both)));
        return new Overlap(
                common * Math.pow(RATE, level),
                first == 0 ? 0 : common / first,
                second == 0 ? 0 : common / second,
                Math.min(mine.cardinality(), theirs.cardinality()));
    }

    /// Small, for keeping.
    public byte[] bytes() {
        BitSet all = new BitSet(LEVELS * PLACES);
        for (int level = 0; level < LEVELS; level++) {
            int front = level * PLACES;
            levels.get(level).stream().forEach(place -> all.set(front + place));
        }
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        deflater.setInput(all.toByteArray());
        deflater.finish();
        var out = new ByteArrayOutputStream();
        byte[] buffer = new byte[4096];
        while (!deflater.finished()) {
            out.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return out.toByteArray();
    }

    /// @throws IllegalArgumentException for bytes that [#bytes] did not make
    public static Sketch of(String column, byte[] bytes) {
        Inflater inflater = new Inflater();
        inflater.setInput(bytes);
        byte[] marks = new byte[LEVELS * PLACES / Byte.SIZE];
        try {
            int length = inflater.inflate(marks);
            BitSet all = BitSet.valueOf(java.util.Arrays.copyOf(marks, length));
            return new Sketch(
                    column,
                    IntStream.range(0, LEVELS)
                            .mapToObj(level -> all.get(level * PLACES, (level + 1) * PLACES))
                            .toList());
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("no sketch", e);
        } finally {
            inflater.end();
        }
    }

    /// The places that a level's values and those of the rarer levels mark: one of 64^level of all values.
    private BitSet from(int level) {
        BitSet marks = new BitSet(PLACES);
        levels.subList(level, LEVELS).forEach(marks::or);
        return marks;
    }

    private int fitting(java.util.function.Predicate<BitSet> fits) {
        return IntStream.range(0, LEVELS)
                .filter(level -> fits.test(from(level)))
                .findFirst()
                .orElse(LEVELS - 1);
    }

    private static double share(BitSet marks) {
        return (double) marks.cardinality() / PLACES;
    }

    /// Linear counting (Whang, Vander-Zanden, Taylor 1990): values that fell on one place are counted back in.
    private static double counted(BitSet marks) {
        double free = PLACES - Math.min(marks.cardinality(), PLACES - 1);
        return -PLACES * Math.log(free / PLACES);
    }
}
