package org.shuguan.server.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Scope;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.NotFound;
import org.springframework.stereotype.Component;

/// Reads versions for modules that keep a copy of the catalog or write it out. Each version has marks that say who
/// sees it, so that a copy can apply the same access rules.
@Component
public class CatalogReader {
    private static final int AT_ONCE = 200;

    /// An entry that somebody keeps for themselves.
    ///
    /// @param version the newest that they see
    /// @param keptAt since when they keep it
    public record Kept(
            UUID entry,
            int version,
            ResourceCode code,
            String title,
            UnitCode unit,
            Version.State state,
            Grade grade,
            @Nullable Instant publishedAt,
            Instant keptAt) {}

    private final Versions versions;
    private final CatalogAccess access;

    CatalogReader(Versions versions, CatalogAccess access) {
        this.versions = versions;
        this.access = access;
    }

    /// The change numbers after a number, in ascending order. Every change gives the version a higher number.
    /// Numbers are drawn before the commit, so a slow transaction may show versions with numbers lower than those
    /// already read.
    public List<Long> changesAfter(long change, int most) {
        return versions.changesAfter(change, most);
    }

    /// The versions that have one of the change numbers; versions changed again since have another number and are
    /// missing.
    public List<Version> changed(List<Long> changes) {
        return versions.changed(changes);
    }

    /// The highest change number, 0 if there is none.
    public long lastChange() {
        return versions.lastChange();
    }

    /// All versions of an entry except deleted ones, the newest first.
    public List<Version> versions(UUID entry) {
        return versions.of(entry);
    }

    /// The catalog in the order of its codes: of each entry the newest version that the actor sees. The stream
    /// reads 200 entries at a time, so that memory does not grow with the catalog.
    ///
    /// @param unit only its entries; null for all units
    public Stream<Version> inOrderOfCode(Actor actor, @Nullable UnitCode unit) {
        Scope own = access.own(actor);
        Scope overseen = access.overseen(actor);
        return Stream.iterate(
                        versions.workbook(own, overseen, unit, "", AT_ONCE),
                        part -> !part.isEmpty(),
                        part -> part.size() < AT_ONCE
                                ? List.of()
                                : versions.workbook(
                                        own,
                                        overseen,
                                        unit,
                                        part.getLast().code().value(),
                                        AT_ONCE))
                .flatMap(List::stream);
    }

    /// The marks of a version: whoever has one of them sees it. Nobody sees a version without marks.
    public static List<String> marks(Version version) {
        return CatalogAccess.marks(version);
    }

    /// The marks of an actor.
    public List<String> sight(Actor actor) {
        return access.sight(actor);
    }

    /// Of these entries those that the actor sees, each with its newest version, as a list: what they do not see
    /// is not counted either.
    ///
    /// @param kept entry → since when they keep it
    /// @param order of columns of `v` (catalog.version) and `e` (catalog.entry), and `k.at`, since when it is kept
    public Listing<Kept> kept(Actor actor, Map<UUID, Instant> kept, ListQuery query, String order) {
        return versions.kept(access.newestVisible(actor, kept.keySet()), kept, query, order);
    }

    /// The newest version of an entry that the actor sees.
    ///
    /// @throws NotFound if they see none
    public Version visible(Actor actor, UUID entry) {
        return access.visible(actor, entry).getFirst();
    }
}
