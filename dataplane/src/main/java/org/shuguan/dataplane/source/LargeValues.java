package org.shuguan.dataplane.source;

import java.util.HashMap;
import java.util.Map;

/// The lengths of a column's values that are too long to be copied to the engine. They are measured where they are
/// received; of each only the beginning is copied, with a fingerprint of the rest so that different values stay
/// different.
public final class LargeValues {
    /// Number of characters from which a value is large. Of a large value so many are copied.
    static final int FROM = 4096;

    private long count;
    private long shortest = Long.MAX_VALUE;
    private long longest;
    private long longestBytes;

    /// @param characters its length in characters (code points)
    /// @param bytes its length in UTF-8
    void add(long characters, long bytes) {
        count++;
        shortest = Math.min(shortest, characters);
        longest = Math.max(longest, characters);
        longestBytes = Math.max(longestBytes, bytes);
    }

    /// The lengths of a column as another process has measured them.
    public record Counts(long count, long shortest, long longest, long longestBytes) {}

    static Map<Integer, Counts> counts(Map<Integer, LargeValues> large) {
        Map<Integer, Counts> counts = new HashMap<>();
        large.forEach((column, one) ->
                counts.put(column, new Counts(one.count, one.shortest, one.longest, one.longestBytes)));
        return counts;
    }

    static Map<Integer, LargeValues> of(Map<Integer, Counts> counts) {
        Map<Integer, LargeValues> large = new HashMap<>();
        counts.forEach((column, one) -> {
            LargeValues lengths = new LargeValues();
            lengths.count = one.count();
            lengths.shortest = one.shortest();
            lengths.longest = one.longest();
            lengths.longestBytes = one.longestBytes();
            large.put(column, lengths);
        });
        return large;
    }

    /// Number of such values.
    public long count() {
        return count;
    }

    /// Length of the shortest in characters.
    public long shortest() {
        return shortest;
    }

    /// Length of the longest in characters.
    public long longest() {
        return longest;
    }

    /// Length of the longest in bytes of UTF-8.
    public long longestBytes() {
        return longestBytes;
    }
}
