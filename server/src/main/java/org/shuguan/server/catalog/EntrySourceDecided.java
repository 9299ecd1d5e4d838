package org.shuguan.server.catalog;

import java.util.Map;
import org.shuguan.server.institution.OfficerId;

/// The steward took over a change that a census found behind an entry, or refused it.
///
/// @param takenOver false if it was refused
/// @param note the version that contains the change, or the reason of the refusal
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
