package org.shuguan.dataplane.lake;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A version of a table: its whole content at one time.
///
/// @param id the snapshot's id in the table
/// @param at when it was committed
/// @param current whether it is what readers see now
/// @param bytes size of its files
/// @param columns its columns in order
/// @param key the columns by which its rows are compared, empty if there is no key
/// @param facts what its writer said of it, by [LakeTable]'s names
public record LakeVersion(
        long id,
        Instant at,
        boolean current,
        long rows,
        long bytes,
        List<String> columns,
        List<String> key,
        Map<String, String> facts) {
    public LakeVersion {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
        facts = Map.copyOf(facts);
    }
}
