package org.shuguan.server.job;

import com.github.kagkarlsson.scheduler.CurrentlyExecuting;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerProperties;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.shuguan.server.platform.AfterCommit;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.stereotype.Component;

/// Runs one db-scheduler per lane, each with its own queue table and threads. A row in a queue only causes a
/// start; the state of the job is in the job's own row. The schedulers start after the application context is
/// complete.
@Component
class Lanes implements SmartLifecycle {
    private static final Duration AFTER_UNSTORED_RESULT = Duration.ofMinutes(1);
    private static final int ID = 36;

    private final JobKinds kinds;
    private final JobRunner runner;
    private final JobRecords records;
    private final JdbcClient jdbc;
    private final DataSource source;
    private final DbSchedulerProperties usual;
    private final Clock clock;
    private final Map<Lane, Integer> threads;
    private final boolean single;
    private final Map<Lane, SchedulerClient> queues = new EnumMap<>(Lane.class);
    private volatile Map<Lane, Scheduler> schedulers = Map.of();

    /// @param single whether there is no other node: jobs that are marked as picked at the start belong to a
    /// process that
    ///     died
    Lanes(
            JobKinds kinds,
            JobRunner runner,
            JobRecords records,
            JdbcClient jdbc,
            DataSource source,
            DbSchedulerProperties usual,
            Clock clock,
            @Value("${shuguan.job.long-threads:4}") int longThreads,
            @Value("${shuguan.job.short-threads:2}") int shortThreads,
            @Value("${shuguan.single-node:false}") boolean single) {
        this.kinds = kinds;
        this.runner = runner;
        this.records = records;
        this.jdbc = jdbc;
        this.source = new TransactionAwareDataSourceProxy(source);
        this.usual = usual;
        this.clock = clock;
        this.threads = Map.of(Lane.LONG, longThreads, Lane.SHORT, shortThreads);
        this.single = single;
        for (Lane lane : Lane.values()) {
            queues.put(
                    lane,
                    SchedulerClient.Builder.create(this.source)
                            .tableName(lane.table())
                            .build());
        }
    }

    /// Puts a job into its lane, in the current transaction.
    ///
    /// @param round the number of the row in the queue; the row of the previous round may still exist
    void enqueue(JobKind kind, UUID id, int round) {
        Objects.requireNonNull(queues.get(kind.lane()))
                .scheduleIfNotExists(TaskDescriptor.of(kind.name())
                        .instance(id + " " + round)
                        .scheduledTo(clock.instant()));
        AfterCommit.run(() -> wake(kind.lane()));
    }

    @Override
    public synchronized void start() {
        Map<Lane, Scheduler> fresh = new EnumMap<>(Lane.class);
        for (Lane lane : Lane.values()) {
            if (single) {
                jdbc.sql("update " + lane.table() + " set picked = false, picked_by = null, last_heartbeat = null,"
                                + " version = version + 1 where picked")
                        .update();
            }
            fresh.put(lane, scheduler(lane));
        }
        schedulers = fresh;
        fresh.values().forEach(Scheduler::start);
    }

    /// Waits for running jobs to stop. A job that does not is interrupted and continues at the next start of the
    /// server.
    @Override
    public synchronized void stop() {
        List<Thread> ends = schedulers.values().stream()
                .map(scheduler -> Thread.ofPlatform().name("job-lane-stop").start(() -> end(scheduler)))
                .toList();
        schedulers = Map.of();
        try {
            for (Thread end : ends) {
                end.join();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return !schedulers.isEmpty();
    }

    private void wake(Lane lane) {
        Optional.ofNullable(schedulers.get(lane)).ifPresent(Scheduler::triggerCheckForDueExecutions);
    }

    private Scheduler scheduler(Lane lane) {
        List<Task<?>> tasks = kinds.all().stream()
                .filter(kind -> kind.lane() == lane)
                .<Task<?>>map(this::task)
                .toList();
        return Scheduler.create(source, tasks)
                .tableName(lane.table())
                .threads(Objects.requireNonNull(threads.get(lane)))
                .clock(clock::instant)
                .pollingInterval(usual.getPollingInterval())
                .heartbeatInterval(usual.getHeartbeatInterval())
                .missedHeartbeatsLimit(usual.getMissedHeartbeatsLimit())
                .shutdownMaxWait(usual.getShutdownMaxWait())
                .deleteUnresolvedAfter(usual.getDeleteUnresolvedAfter())
                .build();
    }

    private Task<Void> task(JobKind kind) {
        return Tasks.custom(TaskDescriptor.of(kind.name()))
                .onFailure(new FailureHandler.OnFailureRetryLater<>(AFTER_UNSTORED_RESULT))
                .execute((instance, context) -> {
                    Optional<Instant> again = runner.run(
                            kind,
                            job(instance.getId()),
                            () -> context.getSchedulerState().isShuttingDown());
                    return again.isEmpty()
                            ? new CompletionHandler.OnCompleteRemove<>()
                            : (complete, operations) -> operations.reschedule(complete, again.get());
                });
    }

    private void end(Scheduler scheduler) {
        scheduler.stop();
        List<UUID> left = scheduler.getCurrentlyExecuting().stream()
                .map(CurrentlyExecuting::getTaskInstance)
                .map(instance -> job(instance.getId()))
                .toList();
        if (!left.isEmpty()) {
            records.resetStarts(left);
        }
    }

    private static UUID job(String instance) {
        return UUID.fromString(instance.substring(0, ID));
    }
}
