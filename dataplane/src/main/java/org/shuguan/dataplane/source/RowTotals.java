package org.shuguan.dataplane.source;

import java.util.List;
import java.util.Map;

/// What was counted while the rows of a table were written.
///
/// @param bytes size of all values
/// @param longestLine at least the length of the longest line in bytes
/// @param large the columns with large values, by their position
/// @param rejected number of lines that are not rows
/// @param rejects the first of them
public record RowTotals(
        long rows,
        long bytes,
        long longestLine,
        Map<Integer, LargeValues.Counts> large,
        long rejected,
        List<Rejects.Reject> rejects) {
    public RowTotals {
        large = Map.copyOf(large);
        rejects = List.copyOf(rejects);
    }
}
