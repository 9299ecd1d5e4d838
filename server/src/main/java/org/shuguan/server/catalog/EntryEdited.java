package org.shuguan.server.catalog;

import org.shuguan.server.institution.OfficerId;

/// A draft was saved.
public record EntryEdited(EntryRef ref, OfficerId by) implements EntryEvent {
    @Override
    public String action() {
        return "catalog.edit";
    }
}
