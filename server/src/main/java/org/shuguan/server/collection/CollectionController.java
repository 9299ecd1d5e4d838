package org.shuguan.server.collection;

import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.lake.Grown;
import org.shuguan.dataplane.lake.LakeTable;
import org.shuguan.dataplane.lake.LakeVersion;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Actors;
import org.shuguan.server.catalog.CatalogReader;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.catalog.UpdateCycle;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.job.Job;
import org.shuguan.server.job.Jobs;
import org.shuguan.server.platform.IncomingFile;
import org.shuguan.server.platform.IncomingFiles;
import org.shuguan.server.platform.ListColumns;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.RawBody;
import org.shuguan.server.platform.Rows;
import org.shuguan.server.platform.Texts;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Plans and their collections.
@RestController
@RequestMapping("/api/collection")
class CollectionController {
    private static final long LARGEST = 4L << 30;

    record PlanRequest(UUID entry) {}

    record Planned(UUID plan) {}

    record Started(UUID run) {}

    /// A collection as people see it.
    ///
    /// @param rate rows a second while it runs
    /// @param secondsLeft null if it cannot be estimated
    /// @param problem what it failed of, as a sentence
    /// @param grown what it read and brought by increment, null if it read all rows as usual
    /// @param may what the reader may do: `cancel`, `retry`
    record RunView(
            UUID id,
            CollectionRun.Mode mode,
            @Nullable String fileName,
            @Nullable Integer entryVersion,
            Job.State state,
            boolean cancelRequested,
            long rowsReceived,
            @Nullable Long rowsExpected,
            double rate,
            @Nullable Long secondsLeft,
            @Nullable String problem,
            @Nullable String startedBy,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable Instant nextTryAt,
            @Nullable String snapshot,
            @Nullable Long sourceRows,
            @Nullable Long kept,
            @Nullable Long quarantined,
            @Nullable Long unlisted,
            @Nullable Long repeatedKeys,
            List<String> added,
            List<String> leftOut,
            @Nullable IncrementFacts grown,
            List<String> may) {}

    /// A plan in the list.
    ///
    /// @param last its newest collection
    /// @param mayRead whether the reader sees its rows
    record PlanRow(
            UUID id,
            UUID entry,
            String code,
            String title,
            UnitCode unit,
            String unitName,
            String sourceName,
            String path,
            @Nullable UpdateCycle cycle,
            CollectionWay.Mode mode,
            Plan.State state,
            @Nullable Instant nextAt,
            @Nullable RunView last,
            boolean mayRead) {}

    /// A plan with its current version.
    ///
    /// @param stoppedBecause the differences that stopped it
    /// @param way what it reads; null unless it is collected by increment
    /// @param grown what the current version says of its increment
    /// @param may what the reader may do: `collect`, `upload`, `pause`, `resume`, `roll-back`, `read`, `way`
    record PlanView(
            PlanRow row,
            UUID source,
            @Nullable String stoppedBecause,
            String createdBy,
            Instant createdAt,
            @Nullable String currentVersion,
            @Nullable Instant currentAt,
            long currentRows,
            @Nullable CollectionWay way,
            @Nullable IncrementFacts grown,
            List<String> may) {}

    /// What a plan reads, and what it could read.
    ///
    /// @param possible whether the source can be read from a watermark on
    /// @param columns the columns that may be the watermark
    /// @param keys the columns that may belong to the key
    /// @param usualFullEvery the number of collections that is proposed between two full loads
    record WayView(
            CollectionWay way,
            boolean possible,
            List<ColumnOffer> columns,
            List<Ways.KeyColumn> keys,
            int usualFullEvery) {}

    /// A column that may be the watermark.
    ///
    /// @param kind `number`, `day` or `time`
    /// @param rows rows that the newest census read
    /// @param without those of them without a value, null if it did not measure the column
    /// @param usualOverlap the overlap that is proposed: a number, days or minutes
    record ColumnOffer(
            String column,
            @Nullable String title,
            String type,
            @Nullable String comment,
            String kind,
            @Nullable Long rows,
            @Nullable Long without,
            long usualOverlap,
            long mostOverlap) {}

    /// @param mode `full`, `increment`, `push` or `capture`
    record WayRequest(
            CollectionWay.Mode mode,
            @Nullable String watermark,
            @Nullable Long overlap,
            @Nullable List<String> key,
            @Nullable Integer fullEvery) {}

    /// A collection with its plan.
    record RunPage(UUID plan, String title, RunView run) {}

    /// How an entry is collected.
    ///
    /// @param plan null if it is not planned
    /// @param mayPlan whether the reader may plan it
    record EntryPlan(@Nullable PlanRow plan, boolean mayPlan) {}

    static final ListColumns<PlanRow> COLUMNS = ListColumns.<PlanRow>titled("collection.column.")
            .column("title", PlanRow::title, "title")
            .column("code", PlanRow::code, "code")
            .column("unit", PlanRow::unitName, "unit")
            .column("source", PlanRow::sourceName, "source_name")
            .column("path", PlanRow::path, "path")
            .word(
                    "cycle",
                    "collection.cycle.",
                    row -> row.cycle() == null ? null : row.cycle().word(),
                    "cycle")
            .word("reads", "collection.reads.", row -> row.mode().word(), "mode")
            .word("state", "collection.state.", row -> row.state().word(), "state")
            .column("next", PlanRow::nextAt, "next_at")
            .column("last", row -> row.last() == null ? null : row.last().createdAt())
            .column("kept", row -> row.last() == null ? null : row.last().kept())
            .column("quarantined", row -> row.last() == null ? null : row.last().quarantined())
            .filter("state", Plan.State.values());

    static final ListColumns<RunView> RUN_COLUMNS = ListColumns.<RunView>titled("collection.run-column.")
            .column("created", RunView::createdAt, "created_at")
            .word("mode", "collection.mode.", run -> way(run.mode(), run.grown()), "mode")
            .column("file", RunView::fileName)
            .word("state", "job.state.", run -> run.state().word())
            .column("rows", RunView::sourceRows, "source_rows")
            .column("kept", RunView::kept, "kept")
            .column("quarantined", RunView::quarantined, "quarantined")
            .column("new", run -> run.grown() == null ? null : run.grown().added())
            .column("replaced", run -> run.grown() == null ? null : run.grown().replaced())
            .column("up-to", run -> run.grown() == null ? null : run.grown().upTo())
            .column("by", RunView::startedBy)
            .column("problem", RunView::problem)
            .filter("state", Job.State.values());

    /// The word for where rows came from: a file, all rows of the table, or a part of them.
    static @Nullable String way(CollectionRun.@Nullable Mode mode, @Nullable IncrementFacts grown) {
        return grown != null && grown.increment() ? "increment" : mode == null ? null : mode.word();
    }

    private final Collecting collecting;
    private final Ways ways;
    private final CaptureChecks checks;
    private final Plans plans;
    private final CollectionRuns runs;
    private final CollectionAccess access;
    private final org.shuguan.server.access.Access rights;
    private final CatalogReader catalog;
    private final CityLake lake;
    private final Jobs jobs;
    private final Institution institution;
    private final IncomingFiles incoming;
    private final Actors actors;
    private final Texts texts;
    private final Clock clock;

    CollectionController(
            Collecting collecting,
            Ways ways,
            CaptureChecks checks,
            Plans plans,
            CollectionRuns runs,
            CollectionAccess access,
            org.shuguan.server.access.Access rights,
            CatalogReader catalog,
            CityLake lake,
            Jobs jobs,
            Institution institution,
            IncomingFiles incoming,
            Actors actors,
            Texts texts,
            Clock clock) {
        this.collecting = collecting;
        this.ways = ways;
        this.checks = checks;
        this.plans = plans;
        this.runs = runs;
        this.access = access;
        this.rights = rights;
        this.catalog = catalog;
        this.lake = lake;
        this.jobs = jobs;
        this.institution = institution;
        this.incoming = incoming;
        this.actors = actors;
        this.texts = texts;
        this.clock = clock;
    }

    /// @param unit only its plans
    /// @param collected only those that have brought a version
    @GetMapping("/plans")
    Listing<PlanRow> list(
            @RequestParam @Nullable String state,
            @RequestParam @Nullable UnitCode unit,
            @RequestParam(defaultValue = "false") boolean collected,
            @ParameterObject ListQuery query,
            Actor actor) {
        Listing<Plan> page = plans.list(
                access.listed(actor),
                COLUMNS.chosen("state", state),
                unit,
                collected,
                query,
                COLUMNS.order(query, "title", "id"));
        Function<UnitCode, String> names = institution.unitNames();
        Map<UUID, CollectionRun> newest =
                runs.newest(page.items().stream().map(Plan::id).toList());
        return page.map(plan -> row(plan, newest.get(plan.id()), names, actor));
    }

    @GetMapping("/plans/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable String format,
            @RequestParam @Nullable String state,
            @RequestParam @Nullable UnitCode unit,
            @RequestParam(defaultValue = "false") boolean collected,
            @ParameterObject ListQuery query,
            Actor actor) {
        return COLUMNS.download(
                format, texts.say("collection.plans"), query, page -> list(state, unit, collected, page, actor), texts);
    }

    @PostMapping("/plans")
    @ResponseStatus(HttpStatus.CREATED)
    Planned plan(@RequestBody PlanRequest request, Actor actor) {
        return new Planned(collecting.plan(request.entry(), actor));
    }

    @GetMapping("/entries/{entry}")
    EntryPlan ofEntry(@PathVariable UUID entry, Actor actor) {
        catalog.visible(actor, entry);
        Plan plan = plans.of(entry).filter(known -> access.lists(actor, known)).orElse(null);
        return new EntryPlan(
                plan == null ? null : row(plan, newest(plan), institution::unitName, actor),
                plan == null
                        && plans.of(entry).isEmpty()
                        && collecting
                                .published(entry)
                                .filter(version -> version.content().mount() != null)
                                .filter(version -> rights.can(actor, CollectionPermission.MANAGE, version.unit()))
                                .isPresent());
    }

    @GetMapping("/plans/{id}")
    PlanView one(@PathVariable UUID id, Actor actor) {
        Plan plan = access.listed(actor, id);
        LakeTable table = lake.table(plan);
        LakeVersion current = table == null ? null : table.current().orElse(null);
        List<String> may = new ArrayList<>();
        if (access.reads(actor, plan)) {
            may.add("read");
        }
        if (access.manages(actor, plan)) {
            boolean paused = plan.state() == Plan.State.PAUSED;
            boolean free = !jobs.isUnderWay(CollectionJob.NAME, id.toString());
            if (free) {
                if (!paused && plan.mode() != CollectionWay.Mode.PUSH) {
                    may.add("collect");
                }
                may.add("upload");
                may.add("roll-back");
            }
            may.add(paused ? "resume" : "pause");
            may.add("way");
        }
        return new PlanView(
                row(plan, newest(plan), institution::unitName, actor),
                plan.source(),
                plan.stoppedBecause(),
                plan.createdBy(),
                plan.createdAt(),
                current == null ? null : Long.toString(current.id()),
                current == null ? null : current.at(),
                current == null ? 0 : current.rows(),
                plan.mode() != CollectionWay.Mode.INCREMENT ? null : plan.way(),
                current == null || plan.mode() != CollectionWay.Mode.INCREMENT
                        ? null
                        : Grown.of(current).map(IncrementFacts::of).orElse(null),
                may);
    }

    /// @param whole whether all rows are read, also of a plan that is collected by increment
    @PostMapping("/plans/{id}/collect")
    Started collect(@PathVariable UUID id, @RequestParam(defaultValue = "false") boolean whole, Actor actor) {
        return new Started(collecting.collect(id, whole, actor));
    }

    @GetMapping("/plans/{id}/way")
    WayView way(@PathVariable UUID id, Actor actor) {
        Plan plan = access.readable(actor, id);
        Content content = collecting.contentOf(plan);
        return new WayView(
                plan.way(),
                ways.isPossible(content),
                ways.offers(content).stream().map(CollectionController::offer).toList(),
                ways.keys(content),
                ways.usualFullEvery());
    }

    private static ColumnOffer offer(Ways.Offer offer) {
        return new ColumnOffer(
                offer.column(),
                offer.title(),
                offer.type(),
                offer.comment(),
                Rows.word(offer.kind()),
                offer.rows(),
                offer.without(),
                offer.kind().usualOverlap(),
                offer.kind().mostOverlap());
    }

    @PutMapping("/plans/{id}/way")
    PlanView way(@PathVariable UUID id, @RequestBody WayRequest request, Actor actor) {
        if (request.mode() == CollectionWay.Mode.CAPTURE) {
            access.mustManage(actor, id);
            checks.mustBeReady(access.listed(actor, id));
        }
        collecting.way(
                id,
                new CollectionWay(
                        request.mode(),
                        request.watermark(),
                        request.overlap() == null ? 0 : request.overlap(),
                        request.key() == null ? List.of() : request.key(),
                        request.fullEvery() == null ? 0 : request.fullEvery()),
                actor);
        return one(id, actor);
    }

    /// Receives a file as a raw stream and collects its rows.
    @PostMapping(path = "/plans/{id}/upload", consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    Started upload(@PathVariable UUID id, @RequestParam String name, @RawBody InputStream content, Actor actor) {
        access.mustManage(actor, id);
        try (IncomingFile file = incoming.receive(content, LARGEST)) {
            return new Started(collecting.upload(id, name, file, actors.asOfNow(actor)));
        }
    }

    @PostMapping("/plans/{id}/pause")
    PlanView pause(@PathVariable UUID id, Actor actor) {
        collecting.pause(id, actor);
        return one(id, actor);
    }

    @PostMapping("/plans/{id}/resume")
    PlanView resume(@PathVariable UUID id, Actor actor) {
        collecting.resume(id, actor);
        return one(id, actor);
    }

    @GetMapping("/plans/{id}/collections")
    Listing<RunView> runs(
            @PathVariable UUID id,
            @RequestParam @Nullable String state,
            @ParameterObject ListQuery query,
            Actor actor) {
        Plan plan = access.listed(actor, id);
        return runs.list(
                        id,
                        RUN_COLUMNS.chosen("state", state),
                        query,
                        RUN_COLUMNS.order(query, "created_at desc", "id"))
                .map(run -> view(run, plan, actor));
    }

    @GetMapping("/plans/{id}/collections/export.{format}")
    ResponseEntity<byte[]> exportRuns(
            @PathVariable UUID id,
            @PathVariable String format,
            @RequestParam @Nullable String state,
            @ParameterObject ListQuery query,
            Actor actor) {
        return RUN_COLUMNS.download(
                format, texts.say("collection.runs"), query, page -> runs(id, state, page, actor), texts);
    }

    @GetMapping("/runs/{id}")
    RunPage run(@PathVariable UUID id, Actor actor) {
        CollectionRun run = runs.find(id).orElseThrow(NotFound::new);
        Plan plan = access.listed(actor, run.plan());
        return new RunPage(plan.id(), plan.title(), view(run, plan, actor));
    }

    private @Nullable CollectionRun newest(Plan plan) {
        return runs.newest(List.of(plan.id())).get(plan.id());
    }

    private PlanRow row(Plan plan, @Nullable CollectionRun last, Function<UnitCode, String> names, Actor actor) {
        return new PlanRow(
                plan.id(),
                plan.entry(),
                plan.code(),
                plan.title(),
                plan.unit(),
                names.apply(plan.unit()),
                plan.sourceName(),
                plan.path(),
                plan.cycle(),
                plan.mode(),
                plan.state(),
                plan.mode() == CollectionWay.Mode.PUSH ? null : plan.nextAt(),
                last == null ? null : view(last, plan, actor),
                access.reads(actor, plan));
    }

    private RunView view(CollectionRun run, Plan plan, Actor actor) {
        Job job = run.state().over() ? null : jobs.find(run.id()).orElse(null);
        Instant now = clock.instant();
        var left = job == null ? null : job.timeLeft(now);
        List<String> may = new ArrayList<>();
        if (access.manages(actor, plan)) {
            if (!run.state().over() && !run.cancelRequested()) {
                may.add("cancel");
            }
            if (run.state() == Job.State.FAILED) {
                may.add("retry");
            }
        }
        return new RunView(
                run.id(),
                run.mode(),
                run.fileName(),
                run.entryVersion(),
                run.state(),
                run.cancelRequested(),
                run.rowsReceived(),
                run.rowsExpected(),
                job == null ? 0 : job.rate(now),
                left == null ? null : left.toSeconds(),
                problem(run, access.reads(actor, plan)),
                run.startedBy(),
                run.createdAt(),
                run.startedAt(),
                run.finishedAt(),
                run.nextTryAt(),
                run.snapshot(),
                run.sourceRows(),
                run.kept(),
                run.quarantined(),
                run.unlisted(),
                run.repeatedKeys(),
                run.added(),
                run.leftOut(),
                run.grown(),
                may);
    }

    /// A source's message may contain names of its own: only its unit reads it.
    private @Nullable String problem(CollectionRun run, boolean reads) {
        return run.problem() == null
                ? null
                : texts.say(run.problem(), Map.of("detail", reads ? String.valueOf(run.problemDetail()) : "…"));
    }
}
