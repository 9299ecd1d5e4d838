package org.shuguan.server.catalog;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Scope;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.NotFound;
import org.springframework.stereotype.Component;

/// The catalog for those who keep a reading copy of it: every version in the order in which it changed, and by which
/// marks who sees it. A copy that keeps the marks can leave out what one may not see.
@Component
public class CatalogReader {
    private static final int AT_ONCE = 200;

    private final Versions versions;
    private final CatalogAccess access;

    CatalogReader(Versions versions, CatalogAccess access) {
        this.versions = versions;
        this.access = access;
    }

    /// The numbers of changes after a number, in order: a version has that of its last change, later changes have
    /// higher ones. They are drawn before commits, so what a slow transaction wrote appears behind later numbers.
    public List<Long> changesAfter(long change, int most) {
        return versions.changesAfter(change, most);
    }

    /// The versions that last changed under one of the numbers; those that changed again meanwhile are left out.
    public List<Version> changed(List<Long> changes) {
        return versions.changed(changes);
    }

    /// The number of the latest change, 0 where there is none.
    public long lastChange() {
        return versions.lastChange();
    }

    /// All versions of an entry but deleted ones, the newest first.
    public List<Version> versions(UUID entry) {
        return versions.of(entry);
    }

    /// The catalog in the order of its codes: of each entry the newest version that the actor sees. It is read in parts
    /// while the stream is consumed, so that a catalog of any size needs little memory.
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

    /// Whoever has one of these marks among theirs sees the version; nobody where there is none.
    public static List<String> marks(Version version) {
        return CatalogAccess.marks(version);
    }

    /// The marks that an actor can see by.
    public List<String> sight(Actor actor) {
        return access.sight(actor);
    }

    /// The newest version of an entry that the actor sees.
    ///
    /// @throws NotFound where they see none
    public Version visible(Actor actor, UUID entry) {
        return access.visible(actor, entry).getFirst();
    }
}
