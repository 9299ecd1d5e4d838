package org.shuguan.dataplane.lake;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a collection brought. The source's rows are those kept and those in quarantine, which the collector has
/// checked.
///
/// @param version the new version
/// @param rows rows and lines that the source delivered
/// @param kept rows of the version
/// @param quarantined rows, and lines of a file that are no rows
/// @param unlisted quarantined lines of which only the number is known
/// @param repeatedKeys number of keys that several rows have
/// @param added columns of the source that nobody has described
/// @param leftOut columns that cannot be collected because they are binary
/// @param grown what the version says of its increment, null if the table is collected in full each time
/// @param types the types that the source declares for the collected columns; empty if it was not read again
/// @param keptOut quarantined rows whose keys were removed for good
/// @param cameBack the digests of those keys ([KeyDigest]); empty if the source was not read again
public record Collected(
        LakeVersion version,
        long rows,
        long kept,
        long quarantined,
        long unlisted,
        long repeatedKeys,
        List<String> added,
        List<String> leftOut,
        @Nullable Grown grown,
        Map<String, String> types,
        long keptOut,
        Set<String> cameBack) {
    public Collected {
        cameBack = Set.copyOf(cameBack);
        added = List.copyOf(added);
        leftOut = List.copyOf(leftOut);
        types = Map.copyOf(types);
    }
}
