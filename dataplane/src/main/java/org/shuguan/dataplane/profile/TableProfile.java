package org.shuguan.dataplane.profile;

import java.util.List;

/// What was measured of a table.
///
/// @param rows rows that were read
/// @param sampled whether that was a sample only
/// @param rejected how many lines of a file were no rows
/// @param examples the first of them
public record TableProfile(
        long rows, boolean sampled, List<ColumnProfile> columns, long rejected, List<Rejected> examples) {
    /// A line that was no row.
    ///
    /// @param line from 1
    public record Rejected(long line, String reason) {}

    public TableProfile {
        columns = List.copyOf(columns);
        examples = List.copyOf(examples);
    }
}
