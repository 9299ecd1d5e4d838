package org.shuguan.server.collection;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.Role;
import org.shuguan.server.job.JobStopped;
import org.shuguan.server.task.NewTask;
import org.shuguan.server.task.Tasks;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Stops plans whose table is not what it was, and gives their steward the task to look at it.
@Component
class DriftStops {
    private final Plans plans;
    private final Tasks tasks;
    private final ApplicationEventPublisher events;

    DriftStops(Plans plans, Tasks tasks, ApplicationEventPublisher events) {
        this.plans = plans;
        this.tasks = tasks;
        this.events = events;
    }

    /// @param run the collection that found the differences, null for a capture
    @Transactional
    public void stop(Plan known, @Nullable UUID run, String differences) {
        Plan plan = plans.lock(known.id()).orElseThrow(JobStopped::new);
        if (plan.state() != Plan.State.PAUSED) {
            plans.state(plan.id(), Plan.State.STOPPED, differences, null);
        }
        tasks.open(new NewTask(
                CollectionJob.TASK,
                plan.id().toString(),
                plan.unit(),
                Role.DATA_STEWARD,
                Map.of("title", plan.title(), "table", plan.path(), "differences", differences),
                plan.link(),
                NewTask.Closing.WITH_SUBJECT,
                null));
        events.publishEvent(
                CollectionEvent.of(CollectionEvent.What.STOP, plan, null, run, Map.of("differences", differences)));
    }
}
