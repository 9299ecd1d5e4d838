package org.shuguan.server.demand;

import org.shuguan.server.catalog.EntryPublished;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/// Reacts to published entries. A repeated event has no effect, because a demand is offered only once.
@Component
class PublishedEntryListener {
    private final DemandLists lists;

    PublishedEntryListener(DemandLists lists) {
        this.lists = lists;
    }

    @ApplicationModuleListener
    void on(EntryPublished published) {
        lists.published(published.entry());
    }
}
