package org.shuguan.server.catalog;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.NotFound;
import org.springframework.stereotype.Service;

/// What the floors above may ask of entries: which there is, whose it is, whether it is published.
@Service
public class EntryDirectory {

    /// @param published whether one of its versions is in the catalog today
    public record Known(
            UUID entry,
            ResourceCode code,
            UnitCode unit,
            String title,
            @Nullable String summary,
            @Nullable SharingType sharingType,
            boolean published) {}

    private final Versions versions;
    private final CatalogAccess access;

    EntryDirectory(Versions versions, CatalogAccess access) {
        this.versions = versions;
        this.access = access;
    }

    /// The entry by its published version, else by its newest.
    public Optional<Known> find(UUID entry) {
        return standing(versions.of(entry)).map(EntryDirectory::known);
    }

    /// The same for many at once, by the entries' ids; those that are not known are left out.
    public Map<UUID, Known> find(Collection<UUID> wanted) {
        Map<UUID, Known> found = new HashMap<>();
        if (!wanted.isEmpty()) {
            versions.standingOf(wanted).forEach(version -> found.put(version.entry(), known(version)));
        }
        return found;
    }

    private static Optional<Version> standing(List<Version> all) {
        return all.stream()
                .filter(version -> version.state() == Version.State.PUBLISHED)
                .findFirst()
                .or(() -> all.stream().findFirst());
    }

    /// The entries that are published over a table.
    public List<Known> publishedOver(UUID source, String path) {
        return versions.publishedOver(source, path).stream()
                .map(EntryDirectory::known)
                .toList();
    }

    /// What table lies behind the entry: of its published version, else of its newest.
    ///
    /// @throws NotFound where the actor may read no version of it
    public Optional<Content.Mount> mount(UUID entry, Actor actor) {
        List<Version> all = versions.of(entry);
        if (all.stream().noneMatch(version -> access.sees(actor, version))) {
            throw new NotFound();
        }
        return standing(all).map(version -> version.content().mount());
    }

    private static Known known(Version version) {
        return new Known(
                version.entry(),
                version.code(),
                version.unit(),
                version.content().title(),
                version.content().summary(),
                version.content().sharingType(),
                version.state() == Version.State.PUBLISHED);
    }
}
