package org.shuguan.server.collection;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.shuguan.dataplane.lake.LakeTable;
import org.shuguan.dataplane.lake.RemovedKeys;
import org.shuguan.server.institution.UnitCode;

/// Places outside of this module that have rows of collected entries. Implemented by the modules that keep them:
/// when rows are removed for good, each removes what it has of them.
public interface RowCopies {
    /// What is removed.
    ///
    /// @param removal id of the removal
    /// @param keys in clear; nobody may keep or write them anywhere
    /// @param table the entry's table; its versions have the rows when [#remove] is called first
    record Which(UUID removal, UUID entry, RemovedKeys keys, LakeTable table) {}

    /// A place.
    ///
    /// @param code a word; its sentence is the text `collection.removal-place.<code>`
    /// @param count of what was removed, or is left
    record Place(String code, long count) {}

    /// A unit that has received rows of the entry, whether these or others.
    ///
    /// @param last when it received some last
    record Receiver(UnitCode unit, Instant last) {}

    /// Removes what there is, in the caller's transaction; files after its commit. Called before the rows are
    /// removed from the versions and again afterwards, and perhaps more often.
    ///
    /// @return what was removed by this call
    List<Place> remove(Which which);

    /// What is left of the rows, which should be nothing: the proof says so.
    List<Place> left(Which which);

    /// Who has received rows of the entry.
    default List<Receiver> receivers(UUID entry) {
        return List.of();
    }
}
