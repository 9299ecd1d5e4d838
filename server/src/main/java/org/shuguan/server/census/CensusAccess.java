package org.shuguan.server.census;

import java.util.UUID;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Scope;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.NotFound;
import org.springframework.stereotype.Component;

/// Access rules: a unit's stewards may do everything, its CDO may read, and the bureau sees that a source exists
/// and the state of its censuses, but neither its address nor its content. For all others it does not exist.
@Component
class CensusAccess {
    private final SourceRecords sources;
    private final Runs runs;
    private final Access access;

    CensusAccess(SourceRecords sources, Runs runs, Access access) {
        this.sources = sources;
        this.runs = runs;
        this.access = access;
    }

    /// The units whose sources and runs the actor may list.
    Scope listed(Actor actor) {
        return access.scope(actor, CensusPermission.READ).or(access.scope(actor, CensusPermission.OVERSEE));
    }

    /// Units of which the actor reads what was found.
    Scope read(Actor actor) {
        return access.scope(actor, CensusPermission.READ);
    }

    /// Units of which the actor reviews corrections that go below what was measured.
    Scope reviewed(Actor actor) {
        return access.scope(actor, CensusPermission.REVIEW);
    }

    boolean reviews(Actor actor, UnitCode unit) {
        return access.can(actor, CensusPermission.REVIEW, unit);
    }

    boolean reads(Actor actor, UnitCode unit) {
        return access.can(actor, CensusPermission.READ, unit);
    }

    boolean manages(Actor actor, UnitCode unit) {
        return access.can(actor, CensusPermission.MANAGE, unit);
    }

    /// @return whose a new source of the unit is, its successor's where it has gone
    /// @throws Forbidden unless the actor connects sources of that unit
    UnitCode mustBegin(Actor actor, UnitCode unit) {
        return access.mustBegin(actor, CensusPermission.MANAGE, unit);
    }

    /// The unit whose inventory the actor may read: their own, or one that they oversee.
    UnitCode inventoried(Actor actor, UnitCode unit) {
        if (!access.can(actor, CensusPermission.OVERSEE, unit) && !reads(actor, unit)) {
            throw new NotFound();
        }
        return unit;
    }

    SourceRecord readable(Actor actor, UUID id) {
        return sources.find(id).filter(source -> reads(actor, source.unit())).orElseThrow(NotFound::new);
    }

    SourceRecord manageable(Actor actor, UUID id) {
        SourceRecord source = readable(actor, id);
        if (!manages(actor, source.unit())) {
            throw new Forbidden();
        }
        return source;
    }

    CensusRun listedRun(Actor actor, UUID id) {
        return runs.find(id).filter(run -> listed(actor).covers(run.unit())).orElseThrow(NotFound::new);
    }

    CensusRun readableRun(Actor actor, UUID id) {
        return runs.find(id).filter(run -> reads(actor, run.unit())).orElseThrow(NotFound::new);
    }

    CensusRun manageableRun(Actor actor, UUID id) {
        CensusRun run = readableRun(actor, id);
        if (!manages(actor, run.unit())) {
            throw new Forbidden();
        }
        return run;
    }
}
