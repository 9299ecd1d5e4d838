package org.shuguan.server.catalog;

import org.shuguan.server.institution.OfficerId;

/// A new entry with a draft was created.
public record EntryCreated(EntryRef ref, OfficerId by) implements EntryEvent {
    @Override
    public String action() {
        return "catalog.create";
    }
}
