package org.shuguan.dataplane.detect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the detectors get to see of a table.
public record TableSample(String name, @Nullable String comment, long rows, List<ColumnSample> columns) {
    /// @param values distinct values of a uniform sample with their counts
    public record ColumnSample(
            String name, @Nullable String comment, String declaredType, long rows, long nulls, List<Value> values) {}

    public record Value(String text, long count) {}
}
