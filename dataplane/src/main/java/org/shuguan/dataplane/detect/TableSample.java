package org.shuguan.dataplane.detect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The part of a table that detectors examine.
///
/// @param name name of the table
/// @param rows number of rows of the table
public record TableSample(String name, @Nullable String comment, long rows, List<ColumnSample> columns) {
    /// The sample of a column.
    ///
    /// @param rows number of rows that were read
    /// @param nulls number of rows without a value
    /// @param values distinct values of a uniform sample with their counts
    public record ColumnSample(
            String name, @Nullable String comment, String declaredType, long rows, long nulls, List<Value> values) {}

    /// A value and the number of rows that have it.
    public record Value(String text, long count) {}
}
