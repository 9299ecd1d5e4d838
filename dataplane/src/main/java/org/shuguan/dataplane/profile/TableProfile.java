package org.shuguan.dataplane.profile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The measurements of a table.
///
/// @param rows number of rows that were read
/// @param sampled whether only a sample was read
/// @param rejected number of lines of the file that are not rows
/// @param examples the first of these lines, at most 100
public record TableProfile(
        long rows, boolean sampled, List<ColumnProfile> columns, long rejected, List<Rejected> examples) {
    /// A line of a file that is not a row.
    ///
    /// @param line line number, from 1
    /// @param reason name of a [org.shuguan.dataplane.source.Rejects.Reason]
    /// @param text the line's text, masked before it leaves the census
    public record Rejected(
            long line, String reason, @Nullable String text) {}

    public TableProfile {
        columns = List.copyOf(columns);
        examples = List.copyOf(examples);
    }
}
