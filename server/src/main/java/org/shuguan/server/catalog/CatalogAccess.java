package org.shuguan.server.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Scope;
import org.shuguan.server.approval.Approvals;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.NotFound;
import org.springframework.stereotype.Component;

/// Who sees which version. Every official sees published versions and those that a newer version has superseded.
/// The unit sees all its versions except deleted ones; the bureau and the reviewers of its territory and the
/// city's leaders see those that were submitted. To everybody else a version does not exist (404).
@Component
class CatalogAccess {
    private static final String EVERYBODY = "all";

    private final Versions versions;
    private final Approvals approvals;
    private final Access access;
    private final Institution institution;

    CatalogAccess(Versions versions, Approvals approvals, Access access, Institution institution) {
        this.versions = versions;
        this.approvals = approvals;
        this.access = access;
        this.institution = institution;
    }

    /// The marks by which a version can be seen; the search index stores the same marks.
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

    /// The marks of an actor: they see the versions that have one of these.
    List<String> sight(Actor actor) {
        List<String> marks = new ArrayList<>();
        marks.add(EVERYBODY);
        own(actor).units().forEach(unit -> marks.add("unit:" + unit));
        Scope overseen = overseen(actor);
        (overseen.all() ? institution.territories(institution.today()).keySet() : overseen.units())
                .forEach(unit -> marks.add("over:" + unit));
        return marks;
    }

    /// Units whose entries the actor sees in every state.
    Scope own(Actor actor) {
        return access.scope(actor, CatalogPermission.READ);
    }

    /// Units of which the actor sees the submitted versions.
    Scope overseen(Actor actor) {
        return access.scope(actor, CatalogPermission.OVERSEE);
    }

    boolean sees(Actor actor, Version version) {
        var standing = new Versions.Standing(
                version.entry(), version.unit(), version.number(), version.state(), version.caseId());
        return sees(
                actor,
                standing,
                unit -> access.can(actor, CatalogPermission.READ, unit),
                unit -> access.can(actor, CatalogPermission.OVERSEE, unit));
    }

    private boolean sees(
            Actor actor, Versions.Standing version, Predicate<UnitCode> own, Predicate<UnitCode> overseen) {
        boolean sees = switch (version.state()) {
            case PUBLISHED -> true;
            case SUPERSEDED, WITHDRAWN, SUBMITTED, SIGNED -> own.test(version.unit()) || overseen.test(version.unit());
            case DRAFT -> own.test(version.unit());
            case DELETED -> false;
        };
        return sees
                // Superseded versions can be read by everybody; only the search omits them for others.
                || version.state() == Version.State.SUPERSEDED
                // A person to whom a step was delegated must be able to read what they decide.
                || (version.state().open() && version.caseId() != null && approvals.concerns(version.caseId(), actor));
    }

    /// Of each of these entries the number of the newest version that the actor sees; entries of which they see
    /// none are
    /// left out.
    Map<UUID, Integer> newestVisible(Actor actor, Collection<UUID> entries) {
        Scope own = own(actor);
        Scope overseen = overseen(actor);
        Map<UUID, Integer> visible = new HashMap<>();
        for (Versions.Standing one : versions.standings(entries)) {
            if (!visible.containsKey(one.entry()) && sees(actor, one, own::covers, overseen::covers)) {
                visible.put(one.entry(), one.number());
            }
        }
        return visible;
    }

    /// All versions of an entry that the actor sees, the newest first.
    ///
    /// @throws NotFound if they see none
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
