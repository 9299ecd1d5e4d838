package org.shuguan.server.census;

import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.shuguan.server.access.Actor;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.NotFound;
import org.springframework.stereotype.Component;

/// Who sees and does what: a unit's stewards do, its CDO reads, the bureau sees that there is a source and how its
/// censuses went but neither where it is nor what stands in it. For everybody else it does not exist.
@Component
class CensusAccess {
    private final SourceRecords sources;
    private final Runs runs;
    private final Institution institution;

    CensusAccess(SourceRecords sources, Runs runs, Institution institution) {
        this.sources = sources;
        this.runs = runs;
        this.institution = institution;
    }

    /// The units whose sources and runs the actor may list.
    Set<UnitCode> listed(Actor actor) {
        if (actor.is(Role.BUREAU_OPERATOR)) {
            return institution.unitsKnown(institution.today()).stream()
                    .map(Unit::code)
                    .collect(Collectors.toSet());
        }
        return actor.unitsAs(Role.DATA_STEWARD, Role.UNIT_CDO);
    }

    boolean reads(Actor actor, UnitCode unit) {
        return actor.is(Role.DATA_STEWARD, unit) || actor.is(Role.UNIT_CDO, unit);
    }

    /// The unit whose inventory the actor may have: their own, or any for who runs the platform.
    UnitCode inventoried(Actor actor, UnitCode unit) {
        if (!actor.is(Role.BUREAU_OPERATOR) && !reads(actor, unit)) {
            throw new NotFound();
        }
        return unit;
    }

    SourceRecord readable(Actor actor, UUID id) {
        return sources.find(id).filter(source -> reads(actor, source.unit())).orElseThrow(NotFound::new);
    }

    SourceRecord manageable(Actor actor, UUID id) {
        SourceRecord source = readable(actor, id);
        if (!actor.is(Role.DATA_STEWARD, source.unit())) {
            throw new Forbidden();
        }
        return source;
    }

    CensusRun listedRun(Actor actor, UUID id) {
        return runs.find(id).filter(run -> listed(actor).contains(run.unit())).orElseThrow(NotFound::new);
    }

    CensusRun readableRun(Actor actor, UUID id) {
        return runs.find(id).filter(run -> reads(actor, run.unit())).orElseThrow(NotFound::new);
    }

    CensusRun manageableRun(Actor actor, UUID id) {
        CensusRun run = readableRun(actor, id);
        if (!actor.is(Role.DATA_STEWARD, run.unit())) {
            throw new Forbidden();
        }
        return run;
    }
}
