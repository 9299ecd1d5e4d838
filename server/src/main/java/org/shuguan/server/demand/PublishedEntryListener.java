package org.shuguan.server.demand;

import org.shuguan.server.catalog.EntryPublished;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/// Hears of entries that are published. Told twice, it does nothing the second time: what is met waits no more.
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
