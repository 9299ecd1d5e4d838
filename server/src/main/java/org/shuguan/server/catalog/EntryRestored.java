package org.shuguan.server.catalog;

import org.shuguan.server.institution.OfficerId;

/// A deleted draft was restored.
public record EntryRestored(EntryRef ref, OfficerId by) implements EntryEvent {
    @Override
    public String action() {
        return "catalog.restore";
    }
}
