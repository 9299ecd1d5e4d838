package org.shuguan.dataplane.profile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was measured of a column. Counts, extremes and lengths are of all rows that were read; patterns, top values and
/// the histogram come from a uniform sample of them, scaled up, exact where the sample is the whole ([#exact]).
///
/// @param rows rows that were read
/// @param nulls how many of them hold nothing
/// @param empty how many hold a text without any sign
/// @param distinct about how many different values (HyperLogLog, ±2 %)
/// @param min smallest value: by number where the column holds numbers, else by code points
/// @param shortest length of the shortest value in characters, null where all are null
/// @param content what the values mean when the ways of writing them are undone; null where they are plain words
/// @param longestBytes length of the longest value in UTF-8 bytes, as the national guide counts
public record ColumnProfile(
        String name,
        String declaredType,
        @Nullable String comment,
        ValueType type,
        long rows,
        long nulls,
        long empty,
        long distinct,
        @Nullable String min,
        @Nullable String max,
        @Nullable Integer shortest,
        @Nullable Integer longest,
        @Nullable Integer longestBytes,
        boolean exact,
        List<Count> patterns,
        List<Count> top,
        List<Bin> histogram,
        @Nullable ColumnContent content) {
    /// A value, or a shape of values, and how often it stands.
    public record Count(String value, long count) {}

    /// A step of a histogram, `from` included, `to` included only in the last.
    public record Bin(String from, String to, long count) {}

    public ColumnProfile {
        patterns = List.copyOf(patterns);
        top = List.copyOf(top);
        histogram = List.copyOf(histogram);
    }

    /// The same with other values shown, for readers who may not see the real ones.
    public ColumnProfile shown(
            @Nullable String min,
            @Nullable String max,
            List<Count> top,
            List<Bin> histogram,
            @Nullable ColumnContent content) {
        return with(comment, min, max, top, histogram, content);
    }

    /// The same under another comment.
    public ColumnProfile called(String comment) {
        return with(comment, min, max, top, histogram, content);
    }

    private ColumnProfile with(
            @Nullable String comment,
            @Nullable String min,
            @Nullable String max,
            List<Count> top,
            List<Bin> histogram,
            @Nullable ColumnContent content) {
        return new ColumnProfile(
                name,
                declaredType,
                comment,
                type,
                rows,
                nulls,
                empty,
                distinct,
                min,
                max,
                shortest,
                longest,
                longestBytes,
                exact,
                patterns,
                top,
                histogram,
                content);
    }
}
