package org.shuguan.server.savedsearch;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.catalog.CatalogReader;
import org.shuguan.server.catalog.EntryPublished;
import org.shuguan.server.catalog.EntryRef;
import org.shuguan.server.catalog.EntrySourceChanged;
import org.shuguan.server.catalog.EntryWithdrawn;
import org.shuguan.server.catalog.Version;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.notice.Notice;
import org.shuguan.server.notice.Notices;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/// Tells the officers who marked an entry with a star of what happens to it in the catalog. Only of published
/// entries, which every official sees; of a withdrawn one, which they may not see any more, that it is withdrawn
/// and no more.
@Component
class FavouriteListener {
    private static final String LIST = "/office/favourites";

    private final Favourites favourites;
    private final CatalogReader catalog;
    private final Notices notices;
    private final Clock clock;

    FavouriteListener(Favourites favourites, CatalogReader catalog, Notices notices, Clock clock) {
        this.favourites = favourites;
        this.catalog = catalog;
        this.notices = notices;
        this.clock = clock;
    }

    @ApplicationModuleListener
    void on(EntryPublished published) {
        EntryRef ref = published.ref();
        // Who marks it while the event is on its way has seen this version.
        Instant at = catalog.versions(ref.entry()).stream()
                .filter(version -> version.number() == ref.version())
                .map(Version::publishedAt)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(clock::instant);
        tell(ref, at, "published", String.valueOf(ref.version()), pageOf(ref, ref.version()), published.by());
    }

    @ApplicationModuleListener
    void on(EntryWithdrawn withdrawn) {
        EntryRef ref = withdrawn.ref();
        tell(ref, clock.instant(), "withdrawn", String.valueOf(ref.version()), LIST, withdrawn.by());
    }

    /// The change may be found behind a draft: what others read is the published version.
    @ApplicationModuleListener
    void on(EntrySourceChanged changed) {
        catalog.versions(changed.ref().entry()).stream()
                .filter(version -> version.state() == Version.State.PUBLISHED)
                .findFirst()
                .ifPresent(version -> {
                    EntryRef ref = new EntryRef(
                            version.entry(),
                            version.code(),
                            version.number(),
                            version.unit(),
                            version.content().title());
                    String key = changed.change().toString();
                    tell(ref, clock.instant(), "source-changed", key, pageOf(ref, version.number()), null);
                });
    }

    /// @param at when it happened
    private void tell(EntryRef ref, Instant at, String what, String key, String link, @Nullable OfficerId except) {
        var notice = new Notice(
                "favourite-" + what,
                Map.of("title", ref.title(), "code", ref.code().value()),
                link,
                "favourite-" + what + ":" + ref.entry() + ":" + key);
        favourites.officers(ref.entry(), at).stream()
                .filter(officer -> !officer.equals(except))
                .forEach(officer -> notices.tell(officer, notice));
    }

    private static String pageOf(EntryRef ref, int version) {
        return "/office/catalog/" + ref.entry() + "?version=" + version;
    }
}
