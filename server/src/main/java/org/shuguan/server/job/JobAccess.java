package org.shuguan.server.job;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.NotFound;
import org.springframework.stereotype.Component;

/// Who sees and does what: those who run the platform see all jobs and stop or repeat any, a unit's stewards do the
/// same
/// with their unit's, its CDO reads them. For everybody else they do not exist.
@Component
class JobAccess {
    private final JobRecords records;
    private final JobKinds kinds;

    JobAccess(JobRecords records, JobKinds kinds) {
        this.records = records;
        this.kinds = kinds;
    }

    /// The units whose jobs the actor may list, null for all jobs.
    @Nullable
    Set<UnitCode> listed(Actor actor) {
        return runsThePlatform(actor) ? null : actor.unitsAs(Role.DATA_STEWARD, Role.UNIT_CDO);
    }

    Job readable(UUID id, Actor actor) {
        return records.find(id)
                .filter(job -> kinds.find(job.kind()).isPresent())
                .filter(job -> runsThePlatform(actor) || isTheirs(job, actor))
                .orElseThrow(NotFound::new);
    }

    Job manageable(UUID id, Actor actor) {
        Job job = readable(id, actor);
        if (!manages(job, actor)) {
            throw new Forbidden();
        }
        return job;
    }

    boolean manages(Job job, Actor actor) {
        UnitCode unit = job.unit();
        return runsThePlatform(actor) || (unit != null && actor.is(Role.DATA_STEWARD, unit));
    }

    /// Whether the job is a matter of a unit for which the actor reads what was found.
    boolean isTheirs(Job job, Actor actor) {
        UnitCode unit = job.unit();
        return unit != null && (actor.is(Role.DATA_STEWARD, unit) || actor.is(Role.UNIT_CDO, unit));
    }

    private static boolean runsThePlatform(Actor actor) {
        return actor.isAny(Role.BUREAU_OPERATOR, Role.SYSTEM_ADMINISTRATOR);
    }
}
