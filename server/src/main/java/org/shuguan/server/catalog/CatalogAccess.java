package org.shuguan.server.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Scope;
import org.shuguan.server.approval.Approvals;
import org.shuguan.server.platform.NotFound;
import org.springframework.stereotype.Component;

/// Who sees which version: what is or was published, every official; what is on its way, the unit, and from its
/// submission on the bureau and the reviewers; a draft, the unit alone. What one may not see does not exist.
@Component
class CatalogAccess {
    private static final String EVERYBODY = "all";

    private final Versions versions;
    private final Approvals approvals;
    private final Access access;

    CatalogAccess(Versions versions, Approvals approvals, Access access) {
        this.versions = versions;
        this.approvals = approvals;
        this.access = access;
    }

    /// By which marks a version can be seen; the search index keeps the same marks.
    static List<String> marks(Version version) {
        String unit = "unit:" + version.unit();
        String overseers = "over:" + version.unit();
        return switch (version.state()) {
            case PUBLISHED -> List.of(EVERYBODY);
            case SUPERSEDED, WITHDRAWN, SUBMITTED, SIGNED -> List.of(unit, overseers);
            case DRAFT -> List.of(unit);
            case DELETED -> List.of();
        };
    }

    /// The marks that an actor can see by.
    List<String> sight(Actor actor) {
        List<String> marks = new ArrayList<>();
        marks.add(EVERYBODY);
        own(actor).units().forEach(unit -> marks.add("unit:" + unit));
        overseen(actor).units().forEach(unit -> marks.add("over:" + unit));
        return marks;
    }

    /// Units whose entries the actor sees in every state.
    Scope own(Actor actor) {
        return access.scope(actor, CatalogPermission.READ);
    }

    /// Units of which the actor sees what they have submitted.
    Scope overseen(Actor actor) {
        return access.scope(actor, CatalogPermission.OVERSEE);
    }

    boolean sees(Actor actor, Version version) {
        boolean sees = switch (version.state()) {
            case PUBLISHED -> true;
            case SUPERSEDED, WITHDRAWN, SUBMITTED, SIGNED ->
                access.can(actor, CatalogPermission.READ, version.unit())
                        || access.can(actor, CatalogPermission.OVERSEE, version.unit());
            case DRAFT -> access.can(actor, CatalogPermission.READ, version.unit());
            case DELETED -> false;
        };
        return sees
                // What a newer version took the place of stays readable; it is only not searched.
                || version.state() == Version.State.SUPERSEDED
                // Whom a step was delegated to must be able to read what they decide.
                || (version.state().open() && version.caseId() != null && approvals.concerns(version.caseId(), actor));
    }

    /// All versions of an entry that the actor sees, the newest first.
    List<Version> visible(Actor actor, UUID entry) {
        List<Version> visible = versions.of(entry).stream()
                .filter(version -> sees(actor, version))
                .toList();
        if (visible.isEmpty()) {
            throw new NotFound();
        }
        return visible;
    }

    Version visible(Actor actor, UUID entry, int number) {
        return visible(actor, entry).stream()
                .filter(version -> version.number() == number)
                .findFirst()
                .orElseThrow(NotFound::new);
    }
}
