package org.shuguan.server.catalog;

import org.shuguan.server.institution.OfficerId;

/// A draft of a new entry was made.
public record EntryCreated(EntryRef ref, OfficerId by) implements EntryEvent {
    @Override
    public String action() {
        return "catalog.create";
    }
}
