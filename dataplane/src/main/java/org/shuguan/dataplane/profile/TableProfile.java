package org.shuguan.dataplane.profile;

import java.util.List;
import org.jspecify.annotations.Nullable;

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
    /// @param reason a word of `Rejects.Reason`
    /// @param text what stands there, masked before it leaves the census
    public record Rejected(
            long line, String reason, @Nullable String text) {}

    public TableProfile {
        columns = List.copyOf(columns);
        examples = List.copyOf(examples);
    }
}
