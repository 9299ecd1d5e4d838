package org.shuguan.server.savedsearch;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.shuguan.server.catalog.CatalogReader;
import org.shuguan.server.catalog.EntryPublished;
import org.shuguan.server.catalog.Version;
import org.shuguan.server.notice.Notice;
import org.shuguan.server.notice.Notices;
import org.shuguan.server.search.CatalogSearch;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/// Sends a notice to the officers whose saved search matches a version that was just published, once per search
/// and entry. Every official sees published entries, so the officer's visibility needs no check.
@Component
class SavedSearchListener {
    private final SavedSearches searches;
    private final CatalogSearch search;
    private final CatalogReader catalog;
    private final Notices notices;
    private final Clock clock;

    SavedSearchListener(
            SavedSearches searches, CatalogSearch search, CatalogReader catalog, Notices notices, Clock clock) {
        this.searches = searches;
        this.search = search;
        this.catalog = catalog;
        this.notices = notices;
        this.clock = clock;
    }

    @ApplicationModuleListener
    void on(EntryPublished published) {
        // None is published any more where the entry was withdrawn meanwhile.
        catalog.versions(published.entry()).stream()
                .filter(version -> version.state() == Version.State.PUBLISHED)
                .findFirst()
                .ifPresent(this::sendNotices);
    }

    private void sendNotices(Version version) {
        List<SavedSearch> candidates = searches.activeWithout(version.entry());
        for (SavedSearch saved : search.matching(version, candidates, SavedSearch::query, SavedSearch::filters)) {
            if (searches.recordNotice(saved.id(), version.entry(), clock.instant())) {
                notices.tell(
                        saved.officer(),
                        new Notice(
                                "saved-search",
                                Map.of(
                                        "name",
                                        saved.name(),
                                        "title",
                                        version.content().title()),
                                "/office/catalog/" + version.entry() + "?version=" + version.number(),
                                "saved-search:" + saved.id() + ":" + version.entry()));
            }
        }
    }
}
