package org.shuguan.dataplane.profile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The measurements of a column. Counts, extremes and lengths cover all rows that were read; patterns, top values
/// and the histogram are computed from a uniform sample and scaled up. They are exact if the sample contains all
/// rows ([#exact]).
///
/// @param rows number of rows that were read
/// @param nulls number of rows without a value
/// @param empty number of rows with an empty text
/// @param distinct estimated number of different values (HyperLogLog, ±2 %)
/// @param min smallest value: numerically if the column holds numbers, else by code points
/// @param shortest length of the shortest value in characters, null if all values are null
/// @param content the values after normalising numbers and dates; null for plain words
/// @param longestBytes length of the longest value in UTF-8 bytes, the unit of the national guide
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
    /// A value, or a pattern of values, and its frequency.
    public record Count(String value, long count) {}

    /// A bin of a histogram. `from` is inclusive; `to` is inclusive only in the last bin.
    public record Bin(String from, String to, long count) {}

    public ColumnProfile {
        patterns = List.copyOf(patterns);
        top = List.copyOf(top);
        histogram = List.copyOf(histogram);
    }

    /// A copy with masked values.
    public ColumnProfile withValues(
            @Nullable String min,
            @Nullable String max,
            List<Count> top,
            List<Bin> histogram,
            @Nullable ColumnContent content) {
        return copy(comment, min, max, top, histogram, content);
    }

    /// A copy with another comment.
    public ColumnProfile withComment(String comment) {
        return copy(comment, min, max, top, histogram, content);
    }

    private ColumnProfile copy(
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
