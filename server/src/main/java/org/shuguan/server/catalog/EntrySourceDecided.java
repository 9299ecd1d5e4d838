package org.shuguan.server.catalog;

import java.util.Map;
import org.shuguan.server.institution.OfficerId;

/// The steward took over what a census found changed behind an entry, or said why not.
///
/// @param takenOver false where it was refused
/// @param note the version or the reason
public record EntrySourceDecided(EntryRef ref, OfficerId by, boolean takenOver, String note) implements EntryEvent {
    @Override
    public String action() {
        return takenOver ? "catalog.source-take-over" : "catalog.source-refuse";
    }

    @Override
    public Map<String, ?> facts() {
        return Map.of("note", note);
    }
}
