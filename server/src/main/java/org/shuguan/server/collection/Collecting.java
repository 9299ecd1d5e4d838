package org.shuguan.server.collection;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Person;
import org.shuguan.server.catalog.CatalogReader;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.catalog.EntryPublished;
import org.shuguan.server.catalog.EntryWithdrawn;
import org.shuguan.server.catalog.UpdateCycle;
import org.shuguan.server.catalog.Version;
import org.shuguan.server.job.Job;
import org.shuguan.server.job.Jobs;
import org.shuguan.server.job.NewJob;
import org.shuguan.server.platform.AfterCommit;
import org.shuguan.server.platform.IncomingFile;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Plans, starts and takes back collections of catalog entries.
@Service
@Transactional
public class Collecting {
    private static final int LONGEST_REASON = 1000;
    private static final int LONGEST_NAME = 200;
    private static final List<String> ENDINGS =
            List.of("csv", "tsv", "txt", "xlsx", "xlsm", "xls", "et", "json", "jsonl", "ndjson", "parquet");

    private final Plans plans;
    private final CollectionRuns runs;
    private final RollBacks rollBacks;
    private final Captures captures;
    private final CityLake lake;
    private final CatalogReader catalog;
    private final Schedule schedule;
    private final Ways ways;
    private final Access access;
    private final Jobs jobs;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Collecting(
            Plans plans,
            CollectionRuns runs,
            RollBacks rollBacks,
            Captures captures,
            CityLake lake,
            CatalogReader catalog,
            Schedule schedule,
            Ways ways,
            Access access,
            Jobs jobs,
            ApplicationEventPublisher events,
            Clock clock) {
        this.plans = plans;
        this.runs = runs;
        this.rollBacks = rollBacks;
        this.captures = captures;
        this.lake = lake;
        this.catalog = catalog;
        this.schedule = schedule;
        this.ways = ways;
        this.access = access;
        this.jobs = jobs;
        this.events = events;
        this.clock = clock;
    }

    /// Plans the collection of a published entry that is mounted on a table. The schedule follows from its update
    /// cycle.
    ///
    /// @return the id of the plan
    public UUID plan(UUID entry, Actor actor) {
        Version visible = catalog.visible(actor, entry);
        access.must(actor, CollectionPermission.MANAGE, visible.unit());
        Version version = published(entry).orElseThrow(CollectionRefused::notPublished);
        Content.Mount mount = version.content().mount();
        if (mount == null) {
            throw CollectionRefused.notMounted();
        }
        if (version.content().items().stream().noneMatch(item -> item.physicalName() != null)) {
            throw CollectionRefused.noColumns();
        }
        UUID id = UUID.randomUUID();
        Instant now = clock.instant();
        UpdateCycle cycle = version.content().updateCycle();
        Plan plan = new Plan(
                id,
                entry,
                "e" + version.code().value().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "_"),
                version.code().value(),
                version.content().title(),
                version.unit(),
                mount.source(),
                mount.sourceName(),
                mount.path(),
                cycle,
                Plan.State.ACTIVE,
                null,
                "{}",
                0,
                CollectionWay.Mode.FULL,
                null,
                0,
                List.of(),
                0,
                schedule.first(cycle, id, now),
                actor.officerName(),
                now);
        plans.add(plan, Person.of(actor));
        tell(CollectionEvent.What.PLAN, plan, actor, null, Map.of("table", mount.path()));
        return id;
    }

    /// Changes what collections read. If the current version was collected in another way, the next one reads all rows.
    public void way(UUID id, CollectionWay way, Actor actor) {
        Plan plan = manageable(id, actor);
        CollectionWay right = ways.right(plan, contentOf(plan), way);
        plans.way(id, right);
        if (plan.state() == Plan.State.STOPPED && right.mode() != plan.mode()) {
            // What stopped the one way may not concern the other, which finds it out.
            plans.state(id, Plan.State.ACTIVE, null, schedule.first(plan.cycle(), id, clock.instant()));
        }
        tell(CollectionEvent.What.WAY, plan, actor, null, right.facts());
    }

    /// The content by which a plan collects: of the published version, else of the newest.
    @Transactional(readOnly = true)
    Content contentOf(Plan plan) {
        return published(plan.entry()).map(Version::content).orElseGet(() -> newest(plan.entry()));
    }

    /// Collects once, beside the schedule.
    ///
    /// @return the id of the run
    public UUID collect(UUID plan, Actor actor) {
        return collect(plan, false, actor);
    }

    /// Collects once, beside the schedule.
    ///
    /// @param whole whether all rows are read, also of a plan that is collected by increment
    /// @return the id of the run
    public UUID collect(UUID plan, boolean whole, Actor actor) {
        Plan known = manageable(plan, actor);
        if (known.state() == Plan.State.PAUSED) {
            throw CollectionRefused.paused();
        }
        if (known.mode() == CollectionWay.Mode.PUSH) {
            throw CollectionRefused.pushed();
        }
        if (known.mode() == CollectionWay.Mode.CAPTURE
                && captures.find(plan).map(CaptureRecord::served).isEmpty()) {
            throw CollectionRefused.notCopied();
        }
        return started(known, CollectionRun.Mode.TABLE, null, whole, Person.of(actor))
                .orElseThrow(CollectionRefused::underWay);
    }

    /// Collects the rows of a file instead of the source's table.
    ///
    /// @param name the file name from the browser
    public UUID upload(UUID plan, String name, IncomingFile file, Actor actor) {
        Plan known = manageable(plan, actor);
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
                .replaceAll("\\p{C}", "");
        String ending = last.substring(last.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (!ENDINGS.contains(ending)) {
            throw CollectionRefused.fileKind(last);
        }
        String kept = last.substring(Math.max(0, last.length() - LONGEST_NAME));
        UUID run = started(known, CollectionRun.Mode.UPLOAD, kept, false, Person.of(actor))
                .orElseThrow(CollectionRefused::underWay);
        CollectedFiles.add(lake.upload(run), "file." + ending, file);
        return run;
    }

    /// Starts a collection of the batches that wait, if none is under way.
    ///
    /// @param by the machine client, null if the platform does it
    void startPushed(Plan plan, @Nullable Person by) {
        started(plan, CollectionRun.Mode.PUSH, null, false, by);
    }

    /// Starts the collections whose time has come.
    ///
    /// @return their number
    int startDue() {
        Instant now = clock.instant();
        List<Plan> due = plans.due(now);
        for (Plan plan : due) {
            // A collection that still runs takes the place of the one that is due.
            if (plan.mode() != CollectionWay.Mode.CAPTURE
                    || captures.find(plan.id())
                            .filter(one -> one.served() != null && !one.isInLake())
                            .isPresent()) {
                started(plan, CollectionRun.Mode.TABLE, null, false, null);
            }
            plans.next(plan.id(), schedule.next(plan.cycle(), plan.id(), now));
        }
        return due.size();
    }

    private Optional<UUID> started(
            Plan plan, CollectionRun.Mode mode, @Nullable String fileName, boolean whole, @Nullable Person by) {
        UUID id = UUID.randomUUID();
        Map<String, String> facts = Map.of("title", plan.title());
        if (!jobs.start(
                new NewJob(id, CollectionJob.NAME, plan.id().toString(), plan.unit(), facts, plan.link(), by))) {
            return Optional.empty();
        }
        runs.add(id, plan.id(), mode, fileName, whole, clock.instant());
        events.publishEvent(CollectionEvent.of(
                mode == CollectionRun.Mode.UPLOAD ? CollectionEvent.What.UPLOAD : CollectionEvent.What.START,
                plan,
                by == null ? null : by.id(),
                id,
                fileName == null ? Map.of() : Map.of("file", fileName)));
        return Optional.of(id);
    }

    /// Stops the schedule until somebody resumes it.
    public void pause(UUID plan, Actor actor) {
        Plan known = manageable(plan, actor);
        if (known.state() == Plan.State.PAUSED) {
            throw CollectionRefused.paused();
        }
        plans.state(plan, Plan.State.PAUSED, null, null);
        tell(CollectionEvent.What.PAUSE, known, actor, null, Map.of());
    }

    /// Lets the schedule go on.
    public void resume(UUID plan, Actor actor) {
        Plan known = manageable(plan, actor);
        if (known.state() != Plan.State.PAUSED) {
            throw CollectionRefused.notPaused();
        }
        plans.state(plan, Plan.State.ACTIVE, null, schedule.first(known.cycle(), plan, clock.instant()));
        tell(CollectionEvent.What.RESUME, known, actor, null, Map.of());
    }

    /// Makes an older version the current one again. The next collection replaces it as usual.
    ///
    /// @param snapshot id of the version
    public void rollBack(UUID plan, long snapshot, String reason, Actor actor) {
        Plan known = manageable(plan, actor);
        new InvalidInput.Check()
                .that(!reason.isBlank(), "reason", "required")
                .that(reason.length() <= LONGEST_REASON, "reason", "too-long", Map.of("max", LONGEST_REASON))
                .orRefuse();
        if (jobs.isUnderWay(CollectionJob.NAME, plan.toString())) {
            throw CollectionRefused.underWay();
        }
        var table = lake.table(known);
        var version = table == null ? null : table.version(snapshot).orElse(null);
        if (version == null) {
            throw CollectionRefused.noVersion();
        }
        if (version.current()) {
            throw CollectionRefused.currentAlready();
        }
        rollBacks.order(known, snapshot, reason.strip(), Person.of(actor));
        tell(
                CollectionEvent.What.ROLL_BACK,
                known,
                actor,
                null,
                Map.of("version", Long.toString(snapshot), "reason", reason.strip()));
        AfterCommit.run(() -> rollBacks.finish(known));
    }

    /// Records that a person saw values of a quarantine as they are.
    void recordReading(Plan plan, UUID run, Actor actor) {
        tell(CollectionEvent.What.READ_VALUES, plan, actor, run, Map.of());
    }

    /// A new version of the entry has the columns that are collected from now on; a plan that was stopped by a
    /// difference goes on.
    @ApplicationModuleListener
    void on(EntryPublished event) {
        plans.of(event.entry()).flatMap(plan -> plans.lock(plan.id())).ifPresent(plan -> {
            published(event.entry()).ifPresent(version -> follow(plan, version));
            if (plan.state() == Plan.State.STOPPED) {
                plans.state(plan.id(), Plan.State.ACTIVE, null, clock.instant());
            }
        });
    }

    @ApplicationModuleListener
    void on(EntryWithdrawn event) {
        plans.of(event.entry())
                .flatMap(plan -> plans.lock(plan.id()))
                .filter(plan -> plan.state() != Plan.State.PAUSED)
                .ifPresent(plan -> {
                    plans.state(plan.id(), Plan.State.PAUSED, null, null);
                    events.publishEvent(CollectionEvent.of(
                            CollectionEvent.What.PAUSE, plan, null, null, Map.of("reason", "entry withdrawn")));
                });
    }

    /// Takes over what follows from the published version.
    void follow(Plan plan, Version version) {
        Content content = version.content();
        Content.Mount mount = content.mount();
        if (mount == null) {
            return;
        }
        UpdateCycle cycle = content.updateCycle();
        Instant next = plan.state() == Plan.State.ACTIVE && !Objects.equals(cycle, plan.cycle())
                ? schedule.first(cycle, plan.id(), clock.instant())
                : plan.nextAt();
        plans.follow(plan.id(), content.title(), mount, cycle == null ? null : cycle.word(), next);
    }

    /// The plan of an entry, if there is one.
    @Transactional(readOnly = true)
    public Optional<UUID> planOf(UUID entry) {
        return plans.of(entry).map(Plan::id);
    }

    /// Whether a collection of the plan waits or runs.
    @Transactional(readOnly = true)
    public boolean isUnderWay(UUID plan) {
        return jobs.isUnderWay(CollectionJob.NAME, plan.toString());
    }

    /// Whether the newest collection of the plan has failed.
    @Transactional(readOnly = true)
    public boolean hasFailed(UUID plan) {
        CollectionRun last = runs.newest(List.of(plan)).get(plan);
        return last != null && last.state() == Job.State.FAILED;
    }

    /// Number of versions that are kept of what a plan has collected.
    @Transactional(readOnly = true)
    public int versions(UUID plan) {
        return plans.find(plan)
                .map(lake::table)
                .map(table -> table.versions().size())
                .orElse(0);
    }

    /// When a plan that was collected now is collected next.
    @Nullable
    Instant nextOf(Version version, UUID plan) {
        return schedule.next(version.content().updateCycle(), plan, clock.instant());
    }

    /// The published version of an entry.
    @Transactional(readOnly = true)
    Optional<Version> published(UUID entry) {
        return catalog.versions(entry).stream()
                .filter(version -> version.state() == Version.State.PUBLISHED)
                .findFirst();
    }

    /// The content of an entry's newest version.
    @Transactional(readOnly = true)
    Content newest(UUID entry) {
        return catalog.versions(entry).stream()
                .findFirst()
                .map(Version::content)
                .orElseThrow(NotFound::new);
    }

    private Plan manageable(UUID id, Actor actor) {
        Plan plan = plans.lock(id)
                .filter(known -> access.can(actor, CollectionPermission.READ, known.unit()))
                .orElseThrow(NotFound::new);
        access.must(actor, CollectionPermission.MANAGE, plan.unit());
        return plan;
    }

    private void tell(
            CollectionEvent.What what, Plan plan, Actor actor, @Nullable UUID run, Map<String, String> facts) {
        events.publishEvent(CollectionEvent.of(what, plan, actor.officer(), run, new HashMap<>(facts)));
    }
}
