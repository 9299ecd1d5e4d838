package org.shuguan.server.job;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.lake.PlaceFailed;
import org.shuguan.server.platform.BackOff;
import org.shuguan.server.platform.LakeProblem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Executes one start of a job: marks it as running, lets its kind do the work, and stores the result.
@Component
class JobRunner {
    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);
    private static final int MOST_DEATHS = 2;
    static final BackOff BACK_OFF = new BackOff(Duration.ofSeconds(5), 5, Duration.ofMinutes(10));

    private final JobRecords records;
    private final PlatformTransactionManager transactions;
    private final TransactionTemplate transaction;
    private final Clock clock;

    /// Jobs whose start ended in this process but whose result could not be stored, for example because the
    /// database was unavailable. The process did not die, so the start does not count in `starts`.
    private final Set<UUID> unstored = ConcurrentHashMap.newKeySet();

    JobRunner(JobRecords records, PlatformTransactionManager transactions, Clock clock) {
        this.records = records;
        this.transactions = transactions;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /// @param shuttingDown whether the server is shutting down
    /// @return when the job must be started again; empty if it is over, deleted or taken over by another node
    /// @throws RuntimeException if the result cannot be stored
    Optional<Instant> run(JobKind kind, UUID id, BooleanSupplier shuttingDown) {
        try {
            return started(kind, id, shuttingDown);
        } catch (RuntimeException notStored) {
            unstored.add(id);
            throw notStored;
        }
    }

    private Optional<Instant> started(JobKind kind, UUID id, BooleanSupplier shuttingDown) {
        UUID run = UUID.randomUUID();
        Job job = transaction.execute(status -> begin(kind, id, run));
        if (job == null) {
            return Optional.empty();
        }
        var running = new RunningJob(job, run, records, transactions, shuttingDown);
        try {
            kind.run(running);
            running.write();
            return end(kind, id, run, Job.State.DONE, null, null);
        } catch (JobFailed failed) {
            LOG.warn("{} {} failed: {}", kind.name(), id, failed.getMessage());
            return uninterrupted(
                    running, () -> end(kind, id, run, Job.State.FAILED, failed.problem(), failed.detail()));
        } catch (Throwable thrown) {
            return uninterrupted(running, () -> afterError(kind, id, run, thrown, shuttingDown));
        }
    }

    /// @return null if there is nothing to do
    private @Nullable Job begin(JobKind kind, UUID id, UUID run) {
        Job job = records.lock(id).orElse(null);
        if (job == null || job.state().over()) {
            return null;
        }
        if (job.cancelRequested()) {
            finish(kind, job, Job.State.CANCELLED, null, null);
            return null;
        }
        if (unstored.remove(id)) {
            records.resetStarts(List.of(id));
        } else if (job.starts() >= MOST_DEATHS) {
            LOG.error("{} {} is not tried again: the process died twice while it was running", kind.name(), id);
            finish(kind, job, Job.State.FAILED, "job.problem.died-twice", null);
            return null;
        }
        records.begin(id, run, clock.instant());
        return records.find(id).orElseThrow();
    }

    private Optional<Instant> end(
            JobKind kind, UUID id, UUID run, Job.State state, @Nullable String problem, @Nullable String detail) {
        transaction.executeWithoutResult(
                status -> records.lock(id, run).ifPresent(job -> finish(kind, job, state, problem, detail)));
        return Optional.empty();
    }

    private void finish(JobKind kind, Job job, Job.State state, @Nullable String problem, @Nullable String detail) {
        records.end(job.id(), state, problem, detail == null ? null : detail.replace("\0", ""), clock.instant());
        kind.ended(records.find(job.id()).orElseThrow());
    }

    private Optional<Instant> afterError(
            JobKind kind, UUID id, UUID run, Throwable thrown, BooleanSupplier shuttingDown) {
        Instant now = clock.instant();
        return Optional.ofNullable(transaction.execute(status -> {
            Job job = records.lock(id, run).orElse(null);
            if (job == null) {
                return null;
            }
            if (job.cancelRequested()) {
                finish(kind, job, Job.State.CANCELLED, null, null);
                return null;
            }
            if (shuttingDown.getAsBoolean()) {
                // The next start of the server continues it. A shutdown does not count as an error.
                records.requeue(id, job.attempts(), job.problem(), job.problemDetail(), null);
                return now;
            }
            PlaceFailed place = thrown instanceof PlaceFailed failed ? failed : null;
            String number = place == null ? UUID.randomUUID().toString() : null;
            String problem = place == null ? "job.problem.broken" : LakeProblem.text(place);
            int attempts = job.attempts() + 1;
            if (attempts >= kind.tries() || (place != null && !place.reason().passes())) {
                LOG.error("{} {} given up after {} tries, shown as {}", kind.name(), id, attempts, number, thrown);
                finish(kind, job, Job.State.FAILED, problem, number);
                return null;
            }
            LOG.warn("{} {} is tried again, shown as {}", kind.name(), id, number, thrown);
            Instant next = now.plus(BACK_OFF.after(attempts));
            records.requeue(id, attempts, problem, number, next);
            return next;
        }));
    }

    /// Stores the result even if the thread was interrupted: the connection pool refuses interrupted threads.
    private static Optional<Instant> uninterrupted(RunningJob running, Supplier<Optional<Instant>> write) {
        boolean interrupted = Thread.interrupted();
        try {
            running.write();
            return write.get();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
