package org.shuguan.server.job;

import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// One start of a job. Stores its progress and reads whether it was cancelled, both about once a second.
/// Intervals are measured by `nanoTime`, because the clock may be adjusted meanwhile.
final class RunningJob implements JobContext {
    private static final long BETWEEN_WRITES = TimeUnit.SECONDS.toNanos(1);

    private final UUID id;
    private final String subject;
    private final UUID run;
    private final JobRecords records;
    private final TransactionTemplate apart;
    private final BooleanSupplier shuttingDown;
    private long done;
    private @Nullable Long total;
    private long lastWrite = System.nanoTime();
    private boolean cancelled;

    RunningJob(
            Job job,
            UUID run,
            JobRecords records,
            PlatformTransactionManager transactions,
            BooleanSupplier shuttingDown) {
        this.id = job.id();
        this.subject = job.subject();
        this.run = run;
        this.records = records;
        this.shuttingDown = shuttingDown;
        this.done = job.done();
        this.total = job.total();
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    @Override
    public UUID id() {
        return id;
    }

    @Override
    public String subject() {
        return subject;
    }

    @Override
    public synchronized void total(long all) {
        total = all;
        write();
    }

    @Override
    public synchronized void done(long part) {
        done = part;
        writeIfDue();
    }

    @Override
    public synchronized boolean stopping() {
        if (!cancelled) {
            writeIfDue();
        }
        return cancelled
                || shuttingDown.getAsBoolean()
                || Thread.currentThread().isInterrupted();
    }

    /// Stores the last report.
    synchronized void write() {
        lastWrite = System.nanoTime();
        Boolean stop =
                apart.execute(status -> records.progress(id, run, done, total).orElse(true));
        cancelled = cancelled || Boolean.TRUE.equals(stop);
    }

    private void writeIfDue() {
        if (System.nanoTime() - lastWrite > BETWEEN_WRITES) {
            write();
        }
    }
}
