package org.shuguan.server.catalog;

import org.shuguan.server.institution.OfficerId;

/// The next version of a published or withdrawn entry was started as a draft.
public record EntryVersionStarted(EntryRef ref, OfficerId by) implements EntryEvent {
    @Override
    public String action() {
        return "catalog.next-version";
    }
}
