package org.shuguan.server.census;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.census.CensusListener;
import org.shuguan.dataplane.census.Corrections;
import org.shuguan.dataplane.census.Progress;
import org.shuguan.dataplane.census.TableFingerprint;
import org.shuguan.dataplane.census.TableResult;
import org.shuguan.dataplane.source.OpenSource;
import org.shuguan.dataplane.source.SourceUnreadable;
import org.shuguan.dataplane.source.Table;
import org.shuguan.server.access.Person;
import org.shuguan.server.job.Job;
import org.shuguan.server.job.JobContext;
import org.shuguan.server.job.JobFailed;
import org.shuguan.server.job.JobKind;
import org.shuguan.server.job.JobStopped;
import org.shuguan.server.job.Lane;
import org.shuguan.server.job.NewJob;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Runs a census and stores each table's result when it is done. If it is interrupted, the next start continues
/// after the last table that was stored.
@Component
class CensusJob implements JobKind {
    static final String NAME = "census";
    private static final long BETWEEN_WRITES = TimeUnit.SECONDS.toNanos(1);
    private static final int AT_ONCE = 100;

    private final ObjectProvider<Census> census;
    private final SourceRecords sources;
    private final Runs runs;
    private final FoundTables tables;
    private final CorrectionsInForce inForce;
    private final CensusRules rules;
    private final CensusComparison beside;
    private final Sketches sketches;
    private final SketchKeys keys;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    CensusJob(
            ObjectProvider<Census> census,
            SourceRecords sources,
            Runs runs,
            FoundTables tables,
            CorrectionsInForce inForce,
            CensusRules rules,
            CensusComparison beside,
            Sketches sketches,
            SketchKeys keys,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            Clock clock) {
        this.census = census;
        this.sources = sources;
        this.runs = runs;
        this.tables = tables;
        this.inForce = inForce;
        this.rules = rules;
        this.beside = beside;
        this.sketches = sketches;
        this.keys = keys;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    /// @param id of the run
    static NewJob of(UUID id, SourceRecord source, @Nullable Person by) {
        return new NewJob(
                id,
                NAME,
                source.id().toString(),
                source.unit(),
                Map.of("source", source.name()),
                "/office/census/runs/" + id,
                by);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Lane lane() {
        return Lane.LONG;
    }

    @Override
    public String measure() {
        return "tables";
    }

    @Override
    public void run(JobContext job) {
        runs.goBy(job.id(), rules.thresholds());
        CensusRun run = runs.find(job.id()).orElseThrow(JobStopped::new);
        if (!runs.isRead(run.id())) {
            read(run, job);
            runs.read(run.id(), clock.instant());
        }
        beside.look(run);
    }

    @Override
    public void ended(Job job) {
        runs.end(job.id(), job.state() == Job.State.DONE ? job.finishedAt() : null);
        runs.find(job.id()).ifPresent(run -> {
            events.publishEvent(new Census.SourceEvent(
                    "census.finish",
                    "run " + run.id(),
                    run.unit().value(),
                    Map.of("state", run.state().word())));
            if (run.state() == Job.State.DONE) {
                sketches.forgetOld(run.source());
                events.publishEvent(new CensusFinished(run.id(), run.source(), run.unit()));
            }
        });
    }

    /// Only the newest census of a source: an older one would overwrite newer findings with older ones.
    @Override
    public boolean canRunAgain(Job failed) {
        return runs.isNewest(failed.id());
    }

    private void read(CensusRun run, JobContext job) {
        Keeper keeper = new Keeper(run, tables.rows(run.id()), job);
        SourceRecord source = sources.find(run.source()).orElseThrow(JobStopped::new);
        Corrections corrections = inForce.of(source.id());
        try {
            new org.shuguan.dataplane.census.SourceCensus(
                            census.getObject().opened(source),
                            run.sample(),
                            keys.present(),
                            corrections,
                            rules.classifier(Objects.requireNonNull(run.thresholds())))
                    .run(tables.paths(run.id()), keeper);
        } catch (SourceUnreadable unreadable) {
            throw unreadable.reason() == SourceUnreadable.Reason.CANCELLED
                    ? new JobStopped()
                    : new JobFailed("census.reason." + unreadable.reason().name(), unreadable.detail());
        } finally {
            keeper.keepTheRest();
        }
        job.done(tables.paths(run.id()).size());
    }

    /// Writes down what the census tells, about once a second: thousands of small tables are not as many
    /// transactions. What a power cut takes with it is read again. Intervals are not the clock's: it may be put
    /// right meanwhile.
    private final class Keeper implements CensusListener {
        private final UUID run;
        private final UUID source;
        private final long rowsBefore;
        private final JobContext job;
        private final List<FoundTables.Measured> waiting = new ArrayList<>();
        private long lastKept = System.nanoTime();
        private long lastWrite = System.nanoTime();

        Keeper(CensusRun run, long rowsBefore, JobContext job) {
            this.run = run.id();
            this.source = run.source();
            this.rowsBefore = rowsBefore;
            this.job = job;
        }

        @Override
        public void discovered(List<Table> found, List<OpenSource.Unread> unread) {
            job.total(found.size());
            transaction.executeWithoutResult(status -> unread.forEach(file -> tables.addUnread(run, file)));
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
            job.done(progress.tablesDone());
            if (now - lastWrite > BETWEEN_WRITES) {
                lastWrite = now;
                runs.progress(run, rowsBefore + progress.rows());
            }
        }

        @Override
        public boolean cancelled() {
            return job.stopping();
        }
    }
}
