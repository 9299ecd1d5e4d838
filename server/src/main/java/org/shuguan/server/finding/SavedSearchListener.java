package org.shuguan.server.finding;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.shuguan.server.catalog.CatalogReader;
import org.shuguan.server.catalog.EntryPublished;
import org.shuguan.server.catalog.Version;
import org.shuguan.server.notice.Notice;
import org.shuguan.server.notice.Notices;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/// Tells those who saved a search that a version which was just published is among what it finds, once for each entry.
/// What is published every official sees, so whoever saved the search may.
@Component
class SavedSearchListener {
    private final SavedSearches searches;
    private final SearchIndex index;
    private final CatalogReader catalog;
    private final Notices notices;
    private final Clock clock;

    SavedSearchListener(
            SavedSearches searches, SearchIndex index, CatalogReader catalog, Notices notices, Clock clock) {
        this.searches = searches;
        this.index = index;
        this.catalog = catalog;
        this.notices = notices;
        this.clock = clock;
    }

    @ApplicationModuleListener
    void on(EntryPublished published) {
        // It may have been withdrawn meanwhile: then there is nothing to tell.
        catalog.versions(published.entry()).stream()
                .filter(version -> version.state() == Version.State.PUBLISHED)
                .findFirst()
                .ifPresent(this::tell);
    }

    private void tell(Version version) {
        List<SavedSearch> listening = searches.listening(version.entry());
        if (listening.isEmpty()) {
            return;
        }
        index.bring(Set.of(version.entry()));
        String key = Shown.of(version).key();
        for (SavedSearch search : listening) {
            Question question = Question.parse(search.question());
            if (index.finder().finds(question, search.chosen(), CatalogReader.marks(version), key)
                    && searches.tells(search.id(), version.entry(), clock.instant())) {
                notices.tell(
                        search.officer(),
                        new Notice(
                                "saved-search",
                                Map.of(
                                        "name",
                                        search.name(),
                                        "title",
                                        version.content().title()),
                                "/office/catalog/" + version.entry() + "?version=" + version.number(),
                                "saved-search:" + search.id() + ":" + version.entry()));
            }
        }
    }
}
