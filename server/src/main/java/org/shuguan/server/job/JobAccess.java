package org.shuguan.server.job;

import java.util.UUID;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Scope;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.NotFound;
import org.springframework.stereotype.Component;

/// Checks [JobPermission] for one job. To a person without a permission the job appears not to exist.
@Component
class JobAccess {
    private final JobRecords records;
    private final JobKinds kinds;
    private final Access access;

    JobAccess(JobRecords records, JobKinds kinds, Access access) {
        this.records = records;
        this.kinds = kinds;
        this.access = access;
    }

    /// Units whose jobs the actor may list.
    Scope listed(Actor actor) {
        return access.scope(actor, JobPermission.READ).or(access.scope(actor, JobPermission.OVERSEE));
    }

    Job readable(UUID id, Actor actor) {
        return records.find(id)
                .filter(job -> kinds.find(job.kind()).isPresent())
                .filter(job -> isTheirs(job, actor) || access.can(actor, JobPermission.OVERSEE, unit(job)))
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
        return access.can(actor, JobPermission.MANAGE, unit(job));
    }

    /// Whether the actor may see all details of the job, because it belongs to their unit.
    boolean isTheirs(Job job, Actor actor) {
        return access.can(actor, JobPermission.READ, unit(job));
    }

    private static UnitCode unit(Job job) {
        return job.unit() == null ? UnitCode.CITY : job.unit();
    }
}
