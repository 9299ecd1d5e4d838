package org.shuguan.server.catalog;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Scope;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.NotFound;
import org.springframework.stereotype.Service;

/// Answers other modules' questions about entries: code, unit, title, sharing, table, and whether an entry is
/// published.
@Service
public class EntryDirectory {

    /// An entry as other modules see it.
    ///
    /// @param published whether it has a published version today
    public record Known(
            UUID entry,
            ResourceCode code,
            UnitCode unit,
            String title,
            @Nullable String summary,
            @Nullable SharingType sharingType,
            boolean published) {}

    /// A published entry.
    public record Published(UUID entry, ResourceCode code, UnitCode unit, String title) {}

    private final Versions versions;
    private final CatalogAccess access;

    EntryDirectory(Versions versions, CatalogAccess access) {
        this.versions = versions;
        this.access = access;
    }

    /// The entry with the data of its published version, else of its newest.
    public Optional<Known> find(UUID entry) {
        return standing(versions.of(entry)).map(EntryDirectory::known);
    }

    /// Entries by their ids, as [#find(UUID)]; unknown ids are omitted.
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

    /// The entries with a published version that is mounted on a table.
    public List<Known> publishedOver(UUID source, String path) {
        return versions.publishedOver(source, path).stream()
                .map(EntryDirectory::known)
                .toList();
    }

    /// The published entries of units, by code.
    public List<Published> published(Scope seen) {
        return versions.published(seen);
    }

    /// The codes of entries; unknown ids are omitted.
    public Map<UUID, ResourceCode> codes(Collection<UUID> entries) {
        return versions.codes(entries);
    }

    /// The tables behind entries: of the published version, else of the newest; those without one are omitted.
    public Map<UUID, Content.Mount> mounts(Collection<UUID> entries) {
        Map<UUID, Content.Mount> mounts = new HashMap<>();
        versions.standingOf(entries).forEach(version -> {
            Content.Mount mount = version.content().mount();
            if (mount != null) {
                mounts.put(version.entry(), mount);
            }
        });
        return mounts;
    }

    /// The contents of entries: of the published version, else of the newest; unknown ids are omitted.
    public Map<UUID, Content> contents(Collection<UUID> entries) {
        Map<UUID, Content> contents = new HashMap<>();
        if (!entries.isEmpty()) {
            versions.standingOf(entries).forEach(version -> contents.put(version.entry(), version.content()));
        }
        return contents;
    }

    /// How many published entries the unit has.
    public int publishedOf(UnitCode unit) {
        return versions.publishedOf(unit);
    }

    /// The table behind the entry: of its published version, else of its newest.
    ///
    /// @throws NotFound if the actor may read no version of it
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
