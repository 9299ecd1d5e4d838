package org.shuguan.server.job;

import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.shuguan.server.platform.NotFound;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// Starts, finds, cancels and repeats jobs.
@Service
@Transactional
public class Jobs {
    private final JobRecords records;
    private final JobKinds kinds;
    private final Lanes lanes;
    private final JsonMapper json;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Jobs(
            JobRecords records,
            JobKinds kinds,
            Lanes lanes,
            JsonMapper json,
            ApplicationEventPublisher events,
            Clock clock) {
        this.records = records;
        this.kinds = kinds;
        this.lanes = lanes;
        this.json = json;
        this.events = events;
        this.clock = clock;
    }

    /// Puts a job into the lane of its kind, in the caller's transaction: it runs after the commit.
    ///
    /// @return false if a job of the same kind and subject waits or runs; then nothing is started
    public boolean start(NewJob job) {
        JobKind kind = kinds.named(job.kind());
        boolean added = records.add(job, json.writeValueAsString(job.facts()), clock.instant());
        if (added) {
            lanes.enqueue(kind, job.id(), 1);
        }
        return added;
    }

    @Transactional(readOnly = true)
    public Optional<Job> find(UUID id) {
        return records.find(id);
    }

    /// Those of the jobs that exist, by id.
    @Transactional(readOnly = true)
    public Map<UUID, Job> all(Collection<UUID> ids) {
        return records.all(ids).stream().collect(Collectors.toMap(Job::id, Function.identity()));
    }

    /// The state of a job as an SQL expression, for the list of a module whose rows are jobs.
    ///
    /// @param id SQL expression of the job's id
    public static String stateOf(String id) {
        return "(select j.state from job.job j where j.id = " + id + ")";
    }

    @Transactional(readOnly = true)
    public boolean isUnderWay(String kind, String subject) {
        return records.isUnderWay(kind, subject);
    }

    /// Ends a waiting job at once, and asks a running one to stop. A job that was cancelled while it waited never
    /// runs, because starting and cancelling lock the same row. The caller checks the permission.
    public void cancel(UUID id) {
        Job job = records.lock(id).orElseThrow(NotFound::new);
        if (job.state().over()) {
            throw JobRefused.over();
        }
        if (job.cancelRequested()) {
            return;
        }
        records.requestCancel(id);
        if (job.state() == Job.State.QUEUED) {
            records.end(id, Job.State.CANCELLED, null, null, clock.instant());
            kinds.named(job.kind()).ended(records.find(id).orElseThrow());
        }
        events.publishEvent(JobEvent.of("job.cancel", job));
    }

    /// Starts a failed job again; it continues from its position. The caller checks the permission.
    public void runAgain(UUID id) {
        Job job = records.lock(id).orElseThrow(NotFound::new);
        JobKind kind = kinds.named(job.kind());
        if (job.state() != Job.State.FAILED) {
            throw JobRefused.notFailed();
        }
        if (!kind.canRunAgain(job)) {
            throw JobRefused.cannotRunAgain();
        }
        if (!queuedAgain(id)) {
            throw JobRefused.underWay();
        }
        lanes.enqueue(kind, id, job.round() + 1);
        events.publishEvent(JobEvent.of("job.retry", job));
    }

    /// Deletes the jobs of a subject that is being removed. A running one stops, and its end is not recorded.
    public void forget(String kind, String subject) {
        records.remove(kind, subject);
    }

    private boolean queuedAgain(UUID id) {
        try {
            return records.again(id);
        } catch (DuplicateKeyException another) {
            return false;
        }
    }
}
