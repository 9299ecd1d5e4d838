package org.shuguan.server.collection;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.lake.CollectListener;
import org.shuguan.dataplane.lake.Collected;
import org.shuguan.dataplane.lake.Collection;
import org.shuguan.dataplane.lake.Collector;
import org.shuguan.dataplane.lake.Drift;
import org.shuguan.dataplane.lake.Drifted;
import org.shuguan.dataplane.lake.KeptOut;
import org.shuguan.dataplane.lake.LakeRefused;
import org.shuguan.dataplane.lake.PlaceFailed;
import org.shuguan.dataplane.source.Source;
import org.shuguan.dataplane.source.SourceUnreadable;
import org.shuguan.dataplane.source.Table;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.catalog.Version;
import org.shuguan.server.census.Census;
import org.shuguan.server.job.Job;
import org.shuguan.server.job.JobContext;
import org.shuguan.server.job.JobFailed;
import org.shuguan.server.job.JobKind;
import org.shuguan.server.job.JobStopped;
import org.shuguan.server.job.Jobs;
import org.shuguan.server.job.Lane;
import org.shuguan.server.platform.AfterCommit;
import org.shuguan.server.platform.LakeProblem;
import org.shuguan.server.platform.Rows;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.shuguan.server.task.Tasks;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Collects the data of one plan. If it is interrupted before the lake's commit, the next start begins again; after it,
/// the next start finds the version and only stores what it brought.
@Component
class CollectionJob implements JobKind {
    static final String NAME = "collection";
    static final String TASK = "collection.drift";
    private static final long BETWEEN_WRITES = TimeUnit.SECONDS.toNanos(1);

    /// Reasons that may pass by themselves.
    private static final Set<SourceUnreadable.Reason> PASSING = Set.of(
            SourceUnreadable.Reason.HOST_UNKNOWN,
            SourceUnreadable.Reason.REFUSED,
            SourceUnreadable.Reason.TIMED_OUT,
            SourceUnreadable.Reason.TOO_MANY_CONNECTIONS,
            SourceUnreadable.Reason.BROKEN_OFF,
            SourceUnreadable.Reason.CHANGED);

    private final ObjectProvider<Jobs> jobs;
    private final Plans plans;
    private final CollectionRuns runs;
    private final RollBacks rollBacks;
    private final ObjectProvider<Collecting> collecting;
    private final ObjectProvider<Pushing> pushing;
    private final ObjectProvider<Removing> removing;
    private final RemovalKeys removed;
    private final Captures captures;
    private final OwnDatabase own;
    private final DriftStops stops;
    private final CityLake lake;
    private final Census census;
    private final Tasks tasks;
    private final Setting<Duration> silence;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;

    CollectionJob(
            ObjectProvider<Jobs> jobs,
            Plans plans,
            CollectionRuns runs,
            RollBacks rollBacks,
            ObjectProvider<Collecting> collecting,
            ObjectProvider<Pushing> pushing,
            ObjectProvider<Removing> removing,
            RemovalKeys removed,
            Captures captures,
            OwnDatabase own,
            DriftStops stops,
            CityLake lake,
            Census census,
            Tasks tasks,
            Settings settings,
            TransactionTemplate transaction,
            ApplicationEventPublisher events) {
        this.jobs = jobs;
        this.plans = plans;
        this.runs = runs;
        this.rollBacks = rollBacks;
        this.collecting = collecting;
        this.pushing = pushing;
        this.removing = removing;
        this.removed = removed;
        this.captures = captures;
        this.own = own;
        this.stops = stops;
        this.lake = lake;
        this.census = census;
        this.tasks = tasks;
        this.silence = settings.minutes("collection.silence");
        this.transaction = transaction;
        this.events = events;
    }

    /// A collection that is tried again: what is wrong may pass.
    private static final class TryLater extends Exception {
        private static final long serialVersionUID = 1L;

        TryLater(String problem, Throwable cause) {
            super(problem, cause);
        }
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
        return "rows";
    }

    @Override
    public void run(JobContext job) throws Exception {
        CollectionRun run = runs.find(job.id()).orElseThrow(JobStopped::new);
        Plan plan = plans.find(run.plan()).orElseThrow(JobStopped::new);
        if (run.snapshot() != null) {
            return;
        }
        rollBacks.finish(plan);
        Version version = collecting
                .getObject()
                .published(plan.entry())
                .orElseThrow(() -> new JobFailed("collection.problem.not-published", null));
        Content.Mount mount = version.content().mount();
        if (mount == null) {
            throw new JobFailed("collection.problem.not-mounted", null);
        }
        runs.begin(run.id(), version.number());
        if (run.mode() == CollectionRun.Mode.PUSH
                && pushing.getObject().gather(run, plan, version.content(), lake.upload(run.id())) == 0) {
            throw new JobFailed("collection.problem.nothing-sent", null);
        }
        boolean captured = plan.mode() == CollectionWay.Mode.CAPTURE && run.mode() == CollectionRun.Mode.TABLE;
        try (CopyMoment moment = captured ? CopyMoment.of(own, captures, plan) : null) {
            Collected collected =
                    new Collector(lake.lake()).collect(what(plan, run, version, mount, moment), new Progress(run, job));
            transaction.executeWithoutResult(status -> store(run, version, collected));
            job.done(collected.rows());
        } catch (Drifted drifted) {
            String differences = told(drifted.drift());
            if (captured) {
                // The catalog has columns that the copy gets with its next beginning.
                throw trouble(run, "collection.problem.not-copied", differences, true, drifted);
            }
            if (run.mode() == CollectionRun.Mode.TABLE) {
                stops.stop(plan, run.id(), differences);
            }
            throw new JobFailed(
                    run.mode() == CollectionRun.Mode.TABLE
                            ? "collection.problem.drift"
                            : "collection.problem.file-columns",
                    differences);
        } catch (SourceUnreadable unreadable) {
            if (unreadable.reason() == SourceUnreadable.Reason.CANCELLED) {
                throw new JobStopped();
            }
            throw trouble(
                    run,
                    "census.reason." + unreadable.reason().name(),
                    unreadable.detail(),
                    PASSING.contains(unreadable.reason()),
                    unreadable);
        } catch (LakeRefused refused) {
            boolean passing = refused.reason() == LakeRefused.Reason.STALLED
                    || refused.reason() == LakeRefused.Reason.BUSY
                    || refused.reason() == LakeRefused.Reason.COUNTS_DIFFER;
            throw trouble(run, problem(refused), refused.detail(), passing, refused);
        } catch (PlaceFailed failed) {
            throw trouble(run, LakeProblem.text(failed), null, failed.reason().passes(), failed);
        }
    }

    static String problem(LakeRefused refused) {
        return "collection.problem." + Rows.word(refused.reason());
    }

    private Exception trouble(
            CollectionRun run, String problem, @Nullable String detail, boolean passing, Exception cause) {
        runs.troubled(run.id(), problem, detail);
        int attempts = jobs.getObject().find(run.id()).map(Job::attempts).orElse(0);
        return passing && attempts + 1 < tries() ? new TryLater(problem, cause) : new JobFailed(problem, detail);
    }

    /// The columns that an entry's items describe.
    ///
    /// @param key columns of the key; empty for the items that the entry marks
    /// @param declared the types that the source declared, by columns
    static List<Collection.Field> fields(Content content, List<String> key, Map<String, String> declared) {
        return content.items().stream()
                .filter(item -> item.physicalName() != null)
                .map(item -> new Collection.Field(
                        Objects.requireNonNull(item.physicalName()),
                        item.type(),
                        item.lengthBytes(),
                        key.isEmpty() ? item.key() : key.contains(item.physicalName()),
                        declared.getOrDefault(item.physicalName(), ""),
                        item.name()))
                .toList();
    }

    private Collection what(
            Plan plan, CollectionRun run, Version version, Content.Mount mount, @Nullable CopyMoment moment)
            throws SourceUnreadable {
        boolean upload = run.mode() != CollectionRun.Mode.TABLE;
        Map<String, String> declared = moment == null ? declared(plan, version, mount) : Map.of();
        List<Collection.Field> fields = fields(version.content(), plan.key(), declared);
        List<String> gone = plan.key().stream()
                .filter(column ->
                        fields.stream().noneMatch(field -> field.column().equals(column)))
                .toList();
        if (!gone.isEmpty()) {
            throw new JobFailed("collection.problem.key-gone", String.join(", ", gone));
        }
        if (moment != null) {
            return new Collection(
                    moment.source(),
                    moment.path(),
                    plan.lakeTable(),
                    fields,
                    run.id().toString(),
                    lake.quarantine(run.id()),
                    silence.today(),
                    null,
                    moment.facts());
        }
        Source source = upload
                ? new Source.Files(lake.upload(run.id()))
                : census.opened(census.source(mount.source())
                        .orElseThrow(() -> new JobFailed("collection.problem.source-removed", mount.sourceName())));
        return new Collection(
                source,
                upload ? null : mount.path(),
                plan.lakeTable(),
                fields,
                run.id().toString(),
                lake.quarantine(run.id()),
                silence.today(),
                run.mode() == CollectionRun.Mode.PUSH
                        ? Collection.Growth.PUSHED
                        : upload || plan.watermark() == null
                                ? null
                                : new Collection.Growth(
                                        plan.watermark(),
                                        plan.overlap(),
                                        plan.fullEvery(),
                                        run.whole(),
                                        mount.source().toString()));
    }

    /// The types that the source declared at the last collection, or, for a new version of the entry, at the newest
    /// census: the catalog has followed it.
    private Map<String, String> declared(Plan plan, Version version, Content.Mount mount) {
        if (plan.declaredVersion() == version.number()) {
            return plans.declared(plan);
        }
        return census.newest(mount.source(), mount.path())
                .flatMap(place -> census.found(place.run(), place.table()))
                .map(found -> found.result().table().columns().stream()
                        .collect(Collectors.toMap(Table.Column::name, Table.Column::declaredType, (one, other) -> one)))
                .orElse(Map.of());
    }

    private static String told(Drift drift) {
        return java.util.stream.Stream.concat(
                        drift.gone().stream().map(column -> "− " + column),
                        drift.retyped().stream().map(Drift.Retyped::toString))
                .collect(Collectors.joining("; "));
    }

    private void store(CollectionRun run, Version version, Collected collected) {
        Plan plan = plans.lock(run.plan()).orElseThrow(JobStopped::new);
        runs.brought(run.id(), collected);
        collecting.getObject().follow(plan, version);
        if (run.mode() == CollectionRun.Mode.TABLE) {
            Integer generation = CopyMoment.generation(collected.version());
            if (generation != null) {
                captures.inLake(plan.id(), generation, CopyMoment.changes(collected.version()));
            } else if (!collected.types().isEmpty()) {
                plans.declare(plan.id(), version.number(), collected.types());
            }
            if (plan.state() != Plan.State.PAUSED) {
                plans.state(
                        plan.id(),
                        Plan.State.ACTIVE,
                        null,
                        collecting.getObject().nextOf(version, plan.id()));
            }
            tasks.close(TASK, plan.id().toString(), run.id().toString());
        }
        boolean first = collected.quarantined() > 0
                && runs.before(run)
                        .map(CollectionRun::quarantined)
                        .filter(before -> before > 0)
                        .isEmpty();
        Map<String, String> facts = new HashMap<>();
        facts.put("rows", Long.toString(collected.rows()));
        facts.put("kept", Long.toString(collected.kept()));
        facts.put("quarantined", Long.toString(collected.quarantined()));
        facts.put("version", Long.toString(collected.version().id()));
        if (collected.keptOut() > 0) {
            removing.getObject().cameBack(plan, run.id(), collected.cameBack(), collected.keptOut());
        }
        events.publishEvent(CollectionEvent.of(
                first ? CollectionEvent.What.QUARANTINE : CollectionEvent.What.FINISH, plan, null, run.id(), facts));
        events.publishEvent(new VersionCollected(
                plan.id(),
                plan.entry(),
                plan.code(),
                plan.title(),
                plan.unit(),
                run.id(),
                collected.version().id(),
                collected.version().at()));
    }

    @Override
    public void ended(Job job) {
        CollectionRun run = runs.find(job.id()).orElse(null);
        Plan plan = run == null ? null : plans.find(run.plan()).orElse(null);
        if (run == null || plan == null) {
            return;
        }
        // An upload that failed is kept to be collected again; not where it may have removed rows.
        if (run.mode() != CollectionRun.Mode.TABLE
                && (job.state() != Job.State.FAILED
                        || (run.mode() == CollectionRun.Mode.UPLOAD
                                && !removed.keptOut(plan.id()).isEmpty()))) {
            CollectedFiles.remove(lake.upload(run.id()));
        }
        if (run.mode() == CollectionRun.Mode.PUSH && run.snapshot() != null) {
            pushing.getObject().delete(run);
        }
        if (plan.mode() == CollectionWay.Mode.PUSH) {
            AfterCommit.run(() -> pushing.getObject().startWaiting(plan.id()));
        }
        if (job.state() == Job.State.FAILED && !"collection.problem.drift".equals(job.problem())) {
            events.publishEvent(CollectionEvent.of(
                    CollectionEvent.What.FAIL, plan, null, run.id(), Map.of("problem", String.valueOf(job.problem()))));
        }
    }

    private final class Progress implements CollectListener {
        private final CollectionRun run;
        private final JobContext job;
        private long lastWrite = System.nanoTime();

        Progress(CollectionRun run, JobContext job) {
            this.run = run;
            this.job = job;
        }

        @Override
        public void onProgress(Step step, long rows, long estimated) {
            if (estimated > 0) {
                job.total(Math.max(estimated, rows));
            }
            job.done(rows);
            long now = System.nanoTime();
            if (now - lastWrite > BETWEEN_WRITES) {
                lastWrite = now;
                runs.progress(run.id(), rows);
            }
        }

        @Override
        public boolean cancelled() {
            return job.stopping();
        }

        @Override
        public KeptOut keptOut() {
            return removed.keptOut(run.plan());
        }
    }
}
