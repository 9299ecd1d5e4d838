package org.shuguan.server.catalog;

import java.util.List;
import java.util.UUID;
import org.shuguan.server.access.Actor;
import org.shuguan.server.platform.NotFound;
import org.springframework.stereotype.Component;

/// The catalog for those who keep a reading copy of it: every version in the order in which it changed, and by which
/// marks who sees it. A copy that keeps the marks can leave out what one may not see.
@Component
public class CatalogReader {
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
