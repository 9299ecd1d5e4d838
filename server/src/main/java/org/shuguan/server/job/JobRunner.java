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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Takes a job through one start: begins it, has its kind do the work, and writes down how that went.
@Component
class JobRunner {
    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);
    private static final int MOST_DEATHS = 2;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final int PAUSE_GROWS = 5;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private final JobRecords records;
    private final PlatformTransactionManager transactions;
    private final TransactionTemplate transaction;
    private final Clock clock;

    /// What came back without being able to write so: the process did not die over it.
    private final Set<UUID> unheard = ConcurrentHashMap.newKeySet();

    JobRunner(JobRecords records, PlatformTransactionManager transactions, Clock clock) {
        this.records = records;
        this.transactions = transactions;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /// @param shuttingDown whether the server ends
    /// @throws RuntimeException where it cannot be written down, for example because the database is away
    /// @return when the job has to be taken up again; empty where it is over, gone or in other hands
    Optional<Instant> run(JobKind kind, UUID id, BooleanSupplier shuttingDown) {
        try {
            return started(kind, id, shuttingDown);
        } catch (RuntimeException unwritten) {
            unheard.add(id);
            throw unwritten;
        }
    }

    private Optional<Instant> started(JobKind kind, UUID id, BooleanSupplier shuttingDown) {
        UUID run = UUID.randomUUID();
        Job job = transaction.execute(status -> begun(kind, id, run));
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
            return atPeace(running, () -> end(kind, id, run, Job.State.FAILED, failed.problem(), failed.detail()));
        } catch (Throwable thrown) {
            return atPeace(running, () -> brokenOff(kind, id, run, thrown, shuttingDown));
        }
    }

    /// Null where there is nothing to do.
    private @Nullable Job begun(JobKind kind, UUID id, UUID run) {
        Job job = records.lock(id).orElse(null);
        if (job == null || job.state().over()) {
            return null;
        }
        if (job.cancelRequested()) {
            ended(kind, job, Job.State.CANCELLED, null, null);
            return null;
        }
        if (unheard.remove(id)) {
            records.letGo(List.of(id));
        } else if (job.starts() >= MOST_DEATHS) {
            LOG.error("{} {} is not tried again: the process died twice while it ran", kind.name(), id);
            ended(kind, job, Job.State.FAILED, "job.problem.died-twice", null);
            return null;
        }
        records.begin(id, run, clock.instant());
        return records.find(id).orElseThrow();
    }

    private Optional<Instant> end(
            JobKind kind, UUID id, UUID run, Job.State state, @Nullable String problem, @Nullable String detail) {
        transaction.executeWithoutResult(
                status -> records.lock(id, run).ifPresent(job -> ended(kind, job, state, problem, detail)));
        return Optional.empty();
    }

    private void ended(JobKind kind, Job job, Job.State state, @Nullable String problem, @Nullable String detail) {
        records.end(job.id(), state, problem, detail == null ? null : detail.replace("\0", ""), clock.instant());
        kind.ended(records.find(job.id()).orElseThrow());
    }

    private Optional<Instant> brokenOff(
            JobKind kind, UUID id, UUID run, Throwable thrown, BooleanSupplier shuttingDown) {
        Instant now = clock.instant();
        return Optional.ofNullable(transaction.execute(status -> {
            Job job = records.lock(id, run).orElse(null);
            if (job == null) {
                return null;
            }
            if (job.cancelRequested()) {
                ended(kind, job, Job.State.CANCELLED, null, null);
                return null;
            }
            if (shuttingDown.getAsBoolean()) {
                // The next start goes on with it; that the server ends is no fault of the job.
                records.requeue(id, job.attempts(), job.problem(), job.problemDetail(), null);
                return now;
            }
            String number = UUID.randomUUID().toString();
            int attempts = job.attempts() + 1;
            if (attempts >= kind.tries()) {
                LOG.error("{} {} given up after {} tries, shown as {}", kind.name(), id, attempts, number, thrown);
                ended(kind, job, Job.State.FAILED, "job.problem.broken", number);
                return null;
            }
            LOG.warn("{} {} is tried again, shown as {}", kind.name(), id, number, thrown);
            Instant next = now.plus(pause(attempts));
            records.requeue(id, attempts, "job.problem.broken", number, next);
            return next;
        }));
    }

    static Duration pause(int attempts) {
        Duration pause = FIRST_PAUSE;
        for (int i = 1; i < attempts && pause.compareTo(LONGEST_PAUSE) < 0; i++) {
            pause = pause.multipliedBy(PAUSE_GROWS);
        }
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    /// Whoever was interrupted still writes down how far it came: the pool gives an interrupted thread no connection.
    private static Optional<Instant> atPeace(RunningJob running, Supplier<Optional<Instant>> write) {
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
