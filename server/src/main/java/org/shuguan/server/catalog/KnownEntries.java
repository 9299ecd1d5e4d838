package org.shuguan.server.catalog;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.identity.Actor;
import org.shuguan.server.institution.UnitCode;
import org.springframework.stereotype.Service;

/// What the floors above may ask of entries: which there is, whose it is, whether it is published.
@Service
public class KnownEntries {

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

    KnownEntries(Versions versions, CatalogAccess access) {
        this.versions = versions;
        this.access = access;
    }

    /// Whether the actor may read any version of the entry.
    public boolean isVisible(UUID entry, Actor actor) {
        return versions.of(entry).stream().anyMatch(version -> access.sees(actor, version));
    }

    /// The entry by its published version, else by its newest.
    public Optional<Known> find(UUID entry) {
        List<Version> all = versions.of(entry);
        return all.stream()
                .filter(version -> version.state() == Version.State.PUBLISHED)
                .findFirst()
                .or(() -> all.stream().findFirst())
                .map(KnownEntries::known);
    }

    /// The entries that are published over a table.
    public List<Known> publishedOver(UUID source, String path) {
        return versions.publishedOver(source, path).stream()
                .map(KnownEntries::known)
                .toList();
    }

    /// What table lies behind the entry: of its published version, else of its newest.
    public Optional<Content.Mount> mount(UUID entry) {
        List<Version> all = versions.of(entry);
        return all.stream()
                .filter(version -> version.state() == Version.State.PUBLISHED)
                .findFirst()
                .or(() -> all.stream().findFirst())
                .map(version -> version.content().mount());
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
