package org.shuguan.server.collection;

import java.util.UUID;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Scope;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.NotFound;
import org.springframework.stereotype.Component;

/// Checks [CollectionPermission] for one plan. To a person without a permission it appears not to exist.
@Component
class CollectionAccess {
    private final Plans plans;
    private final CollectionRuns runs;
    private final Access access;

    CollectionAccess(Plans plans, CollectionRuns runs, Access access) {
        this.plans = plans;
        this.runs = runs;
        this.access = access;
    }

    /// Units whose plans the actor may list.
    Scope listed(Actor actor) {
        return access.scope(actor, CollectionPermission.READ).or(access.scope(actor, CollectionPermission.OVERSEE));
    }

    boolean lists(Actor actor, Plan plan) {
        return reads(actor, plan) || access.can(actor, CollectionPermission.OVERSEE, plan.unit());
    }

    boolean reads(Actor actor, Plan plan) {
        return access.can(actor, CollectionPermission.READ, plan.unit());
    }

    boolean manages(Actor actor, Plan plan) {
        return access.can(actor, CollectionPermission.MANAGE, plan.unit());
    }

    /// A plan with its numbers.
    Plan listed(Actor actor, UUID id) {
        return plans.find(id).filter(plan -> lists(actor, plan)).orElseThrow(NotFound::new);
    }

    /// A plan with its rows.
    Plan readable(Actor actor, UUID id) {
        Plan plan = listed(actor, id);
        if (!reads(actor, plan)) {
            throw new Forbidden();
        }
        return plan;
    }

    /// @throws Forbidden unless the actor manages the plan
    void mustManage(Actor actor, UUID id) {
        if (!manages(actor, listed(actor, id))) {
            throw new Forbidden();
        }
    }

    /// A collection with its rows in quarantine.
    CollectionRun readableRun(Actor actor, UUID id) {
        CollectionRun run = runs.find(id).orElseThrow(NotFound::new);
        readable(actor, run.plan());
        return run;
    }
}
