package org.shuguan.dataplane.sketch;

import java.io.ByteArrayOutputStream;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// A bitmap sketch of the set of values of a column, without the values. Each value sets one of 16,384 bits by its
/// keyed hash. One value of 64 goes to the second level, one of 4,096 to the third, so that sets that fill the
/// first level can still be counted: from one value to about fifty million, within a few percent, in a few
/// kilobytes. Equal sets of values give equal sketches.
public final class Sketch {
    static final int PLACES = 1 << 14;
    static final int LEVELS = 3;
    private static final int RATE = 64;
    /// Above this share of set bits a level counts too inaccurately.
    private static final double FULL = 0.75;

    private final String column;
    private final List<BitSet> levels;

    /// @param levels the bits of each level; a value sets a bit in one level only
    Sketch(String column, List<BitSet> levels) {
        this.column = column;
        this.levels = List.copyOf(levels);
    }

    /// The estimated overlap of two columns.
    ///
    /// @param common estimated number of values in both
    /// @param ofFirst share of the first column's values that the second has, 0 to 1
    /// @param ofSecond share of the second column's values that the first has, 0 to 1
    /// @param support number of set bits that the estimate is based on; unreliable below about twenty
    public record Overlap(double common, double ofFirst, double ofSecond, int support) {}

    /// Name of the sketched column.
    public String column() {
        return column;
    }

    /// Estimated number of different values.
    public double distinct() {
        int level = fitting(marks -> share(marks) <= FULL);
        return counted(from(level)) * Math.pow(RATE, level);
    }

    /// Estimates the overlap. Both sketches must have been made with the same secret.
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

    /// The sketch as compressed bytes, for storage.
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

    /// Restores a sketch from its stored form.
    ///
    /// @throws IllegalArgumentException for bytes that were not made by [#bytes]
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

    /// The bits of a level and of all rarer levels together: the values with this sampling rate, 1 of 64^level.
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

    /// Linear counting (Whang, Vander-Zanden, Taylor 1990): estimates the number of values from the number of free
    /// bits.
    private static double counted(BitSet marks) {
        double free = PLACES - Math.min(marks.cardinality(), PLACES - 1);
        return -PLACES * Math.log(free / PLACES);
    }
}
