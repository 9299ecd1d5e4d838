package org.shuguan.server.census;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.census.CensusListener;
import org.shuguan.dataplane.census.Corrections;
import org.shuguan.dataplane.census.Progress;
import org.shuguan.dataplane.census.TableFingerprint;
import org.shuguan.dataplane.census.TableResult;
import org.shuguan.dataplane.sketch.SketchKey;
import org.shuguan.dataplane.source.OpenSource;
import org.shuguan.dataplane.source.SourceUnreadable;
import org.shuguan.dataplane.source.Table;
import org.shuguan.server.platform.Secrets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Runs a census and keeps each table's result as it comes. Interrupted anywhere, the next attempt goes on behind the
/// last table that was kept.
@Component
class CensusRunner {
    private static final Logger LOG = LoggerFactory.getLogger(CensusRunner.class);
    private static final long BETWEEN_WRITES = TimeUnit.SECONDS.toNanos(1);
    private static final int AT_ONCE = 100;

    private final ObjectProvider<Census> census;
    private final SourceRecords sources;
    private final Runs runs;
    private final FoundTables tables;
    private final CorrectionsInForce inForce;
    private final CensusComparison beside;
    private final SketchKey key;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    CensusRunner(
            ObjectProvider<Census> census,
            SourceRecords sources,
            Runs runs,
            FoundTables tables,
            CorrectionsInForce inForce,
            CensusComparison beside,
            Secrets secrets,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            Clock clock) {
        this.census = census;
        this.sources = sources;
        this.runs = runs;
        this.tables = tables;
        this.inForce = inForce;
        this.beside = beside;
        this.key = new SketchKey(secrets.derived("census sketches"));
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    /// The node went down over a census: another start goes on with it.
    static final class Interrupted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Interrupted(UUID run, Throwable cause) {
            super("census " + run + " interrupted", cause);
        }
    }

    /// @param shuttingDown whether the node wants to end: the census then stops between two tables
    /// @throws Interrupted where it stopped for that
    void run(UUID id, BooleanSupplier shuttingDown) {
        CensusRun run = runs.find(id).orElse(null);
        if (run == null || run.state().over()) {
            return;
        }
        runs.begin(id, clock.instant());
        try {
            if (!runs.isRead(id)) {
                read(run, shuttingDown);
                runs.read(id, clock.instant());
            }
            beside.look(run);
            end(run, CensusRun.State.DONE, null, null);
            beside.tidy(run);
        } catch (SourceUnreadable unreadable) {
            ended(run, unreadable);
        }
    }

    private void read(CensusRun run, BooleanSupplier shuttingDown) throws SourceUnreadable {
        Keeper keeper = new Keeper(run, tables.rows(run.id()), shuttingDown);
        SourceRecord source = sources.find(run.source()).orElseThrow();
        Corrections corrections = inForce.of(source.id());
        try {
            new org.shuguan.dataplane.census.SourceCensus(
                            census.getObject().opened(source), run.sample(), key, corrections)
                    .run(tables.paths(run.id()), keeper);
        } finally {
            keeper.keepTheRest();
        }
    }

    /// Ends a census that failed again and again for a reason that lies in this program.
    void giveUp(UUID id, @Nullable Throwable cause) {
        String number = UUID.randomUUID().toString();
        LOG.error("census {} given up, shown to the reader as {}", id, number, cause);
        runs.find(id).ifPresent(run -> end(run, CensusRun.State.FAILED, "BROKEN", number));
    }

    private void end(CensusRun run, CensusRun.State state, @Nullable String reason, @Nullable String detail) {
        transaction.executeWithoutResult(status -> {
            if (runs.end(run.id(), state, reason, detail, clock.instant())) {
                events.publishEvent(new Census.SourceEvent(
                        "census.finish", "run " + run.id(), run.unit().value(), Map.of("state", state.word())));
                if (state == CensusRun.State.DONE) {
                    events.publishEvent(new CensusFinished(run.id(), run.source(), run.unit()));
                }
            }
        });
    }

    private void ended(CensusRun run, SourceUnreadable unreadable) {
        UUID id = run.id();
        if (unreadable.reason() != SourceUnreadable.Reason.CANCELLED) {
            LOG.warn("census {} failed: {} {}", id, unreadable.reason(), unreadable.detail());
            end(
                    run,
                    CensusRun.State.FAILED,
                    unreadable.reason().name(),
                    unreadable.detail().replace("\0", ""));
        } else if (runs.cancelRequested(id)) {
            end(run, CensusRun.State.CANCELLED, null, null);
        } else {
            throw new Interrupted(id, unreadable);
        }
    }

    /// Writes down what the census tells, about once a second: thousands of small tables are not as many transactions.
    /// What a power cut takes with it is read again. Intervals are not the clock's: it may be put right meanwhile.
    private final class Keeper implements CensusListener {
        private final UUID run;
        private final UUID source;
        private final long rowsBefore;
        private final BooleanSupplier shuttingDown;
        private final List<FoundTables.Measured> waiting = new ArrayList<>();
        private long lastKept = System.nanoTime();
        private long lastWrite = System.nanoTime();
        private long lastLook = System.nanoTime();
        private boolean cancelled;

        Keeper(CensusRun run, long rowsBefore, BooleanSupplier shuttingDown) {
            this.run = run.id();
            this.source = run.source();
            this.rowsBefore = rowsBefore;
            this.shuttingDown = shuttingDown;
        }

        @Override
        public void discovered(List<Table> found, List<OpenSource.Unread> unread) {
            transaction.executeWithoutResult(status -> {
                runs.discovered(run, found.size());
                unread.forEach(file -> tables.addUnread(run, file));
            });
        }

        @Override
        public void onTable(TableResult result) {
            onTable(result, TableFingerprint.NONE);
        }

        @Override
        public void onTable(TableResult result, TableFingerprint traces) {
            waiting.add(new FoundTables.Measured(result, traces));
            if (waiting.size() >= AT_ONCE) {
                keep();
            }
        }

        /// Writes what has come and was not written yet.
        void keep() {
            lastKept = System.nanoTime();
            if (!waiting.isEmpty()) {
                transaction.executeWithoutResult(status -> tables.add(run, waiting, inForce.of(source)));
                waiting.clear();
            }
        }

        /// Also where the node goes down and has interrupted this thread.
        void keepTheRest() {
            boolean interrupted = Thread.interrupted();
            try {
                keep();
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        @Override
        public void onProgress(Progress progress) {
            long now = System.nanoTime();
            if (now - lastKept > BETWEEN_WRITES) {
                keep();
            }
            if (now - lastWrite > BETWEEN_WRITES) {
                lastWrite = now;
                runs.progress(run, rowsBefore + progress.rows());
            }
        }

        @Override
        public boolean cancelled() {
            long now = System.nanoTime();
            if (!cancelled && now - lastLook > BETWEEN_WRITES) {
                lastLook = now;
                cancelled = runs.cancelRequested(run);
            }
            return cancelled
                    || shuttingDown.getAsBoolean()
                    || Thread.currentThread().isInterrupted();
        }
    }
}
