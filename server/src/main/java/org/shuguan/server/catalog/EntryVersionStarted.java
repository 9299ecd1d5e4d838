package org.shuguan.server.catalog;

import org.shuguan.server.institution.OfficerId;

/// The next version of an entry was begun as a draft beside the published or withdrawn one.
public record EntryVersionStarted(EntryRef ref, OfficerId by) implements EntryEvent {
    @Override
    public String action() {
        return "catalog.next-version";
    }
}
