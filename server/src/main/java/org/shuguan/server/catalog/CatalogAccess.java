package org.shuguan.server.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.shuguan.server.access.Actor;
import org.shuguan.server.approval.Approvals;
import org.shuguan.server.institution.Role;
import org.shuguan.server.platform.NotFound;
import org.springframework.stereotype.Component;

/// Who sees which version: what is or was published, every official; what is on its way, the unit, and from its
/// submission on the bureau and the reviewers; a draft, the unit alone. What one may not see does not exist.
@Component
class CatalogAccess {
    private static final String EVERYBODY = "all";
    private static final String BUREAU = "bureau";

    private final Versions versions;
    private final Approvals approvals;

    CatalogAccess(Versions versions, Approvals approvals) {
        this.versions = versions;
        this.approvals = approvals;
    }

    /// By which marks a version can be seen; the search index keeps the same marks.
    static List<String> marks(Version version) {
        String unit = "unit:" + version.unit();
        return switch (version.state()) {
            case PUBLISHED -> List.of(EVERYBODY);
            case SUPERSEDED, WITHDRAWN -> List.of(unit, BUREAU);
            case SUBMITTED, SIGNED -> List.of(unit, BUREAU);
            case DRAFT -> List.of(unit);
            case DELETED -> List.of();
        };
    }

    /// The marks that an actor can see by.
    static List<String> sight(Actor actor) {
        List<String> marks = new ArrayList<>();
        marks.add(EVERYBODY);
        actor.unitsAs(Role.DATA_STEWARD, Role.UNIT_CDO).forEach(unit -> marks.add("unit:" + unit));
        if (actor.isAny(Role.BUREAU_OPERATOR, Role.SECURITY_REVIEWER)) {
            marks.add(BUREAU);
        }
        return marks;
    }

    boolean sees(Actor actor, Version version) {
        List<String> sight = sight(actor);
        return marks(version).stream().anyMatch(sight::contains)
                // What a newer version took the place of stays readable; it is only not searched.
                || version.state() == Version.State.SUPERSEDED
                // Whom a step was delegated to must be able to read what they decide.
                || (version.state().open()
                        && version.caseId() != null
                        && approvals.capacity(version.caseId(), actor).isPresent());
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
