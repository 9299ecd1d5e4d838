package org.shuguan.server.catalog;

import org.shuguan.server.institution.OfficerId;

/// A draft was deleted.
public record EntryDeleted(EntryRef ref, OfficerId by) implements EntryEvent {
    @Override
    public String action() {
        return "catalog.delete";
    }
}
