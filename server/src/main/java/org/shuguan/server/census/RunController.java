package org.shuguan.server.census;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.census.TableResult;
import org.shuguan.dataplane.detect.CensusTexts;
import org.shuguan.dataplane.detect.Classification;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.dataplane.profile.ColumnContent;
import org.shuguan.dataplane.profile.ColumnProfile;
import org.shuguan.dataplane.profile.TableProfile;
import org.shuguan.dataplane.source.Reading;
import org.shuguan.server.access.Actor;
import org.shuguan.server.job.Job;
import org.shuguan.server.job.Jobs;
import org.shuguan.server.platform.ListColumns;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Texts;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Censuses: start, watch, cancel, read results.
@RestController
@RequestMapping("/api/census")
class RunController {
    record StartRequest(@Nullable Long sample) {}

    record Started(UUID run) {}

    /// @param rate rows per second since the start
    /// @param secondsLeft estimated from the tables that are left, null if unknown
    record RunView(
            CensusRun run,
            double rate,
            @Nullable Long secondsLeft,
            @Nullable String problem,
            boolean mayManage,
            boolean mayRead) {}

    record Label(String value, String label) {}

    record FindingView(Label type, double confidence, List<String> evidence) {}

    record ColumnView(
            ColumnProfile profile,
            boolean key,
            List<FindingView> findings,
            List<FindingView> considered,
            @Nullable Label grade,
            @Nullable String reason,
            @Nullable String personal,
            boolean sensitive,
            List<Form> forms,
            List<String> defects) {}

    /// A notation of numbers or days, and the number of values that use it.
    record Form(String label, long count) {}

    record TableView(
            long id,
            UUID run,
            String path,
            @Nullable String comment,
            long rows,
            long bytes,
            boolean sampled,
            long rejected,
            List<ReadingController.RejectedLine> rejectedExamples,
            @Nullable Reading reading,
            List<String> notes,
            @Nullable String problem,
            boolean mayManage,
            List<ColumnView> columns) {}

    static final ListColumns<RunView> RUN_COLUMNS = ListColumns.<RunView>titled("census.run.")
            .column("source", view -> view.run().sourceName(), "s.name")
            .word("state", "census.state.", view -> view.run().state().word())
            .column("tables", view -> view.run().tablesDone())
            .column("rows", view -> view.run().rowsRead(), "r.rows_read")
            .column("by", view -> view.run().startedBy())
            .column("created", view -> view.run().createdAt(), "r.created_at")
            .filter("state", Job.State.values());

    static final ListColumns<FoundTables.FoundTable> TABLE_COLUMNS = ListColumns.<FoundTables.FoundTable>titled(
                    "census.table-column.")
            .column("path", FoundTables.FoundTable::path, "path")
            .column("comment", FoundTables.FoundTable::comment)
            .column("rows", FoundTables.FoundTable::rowsRead, "rows_read")
            .column("columns", FoundTables.FoundTable::columns, "columns")
            .column("personal", FoundTables.FoundTable::personal, "personal")
            .column("grade", RunController::gradeOf, "grade")
            .column("problem", FoundTables.FoundTable::problem);

    private final Census census;
    private final CensusAccess access;
    private final Runs runs;
    private final Jobs jobs;
    private final FoundTables tables;
    private final CorrectionsInForce inForce;
    private final Texts texts;
    private final Clock clock;

    RunController(
            Census census,
            CensusAccess access,
            Runs runs,
            Jobs jobs,
            FoundTables tables,
            CorrectionsInForce inForce,
            Texts texts,
            Clock clock) {
        this.census = census;
        this.access = access;
        this.runs = runs;
        this.jobs = jobs;
        this.tables = tables;
        this.inForce = inForce;
        this.texts = texts;
        this.clock = clock;
    }

    @PostMapping("/sources/{id}/runs")
    @ResponseStatus(HttpStatus.CREATED)
    Started start(@PathVariable UUID id, @RequestBody StartRequest request, Actor actor) {
        SourceRecord source = access.manageable(actor, id);
        return new Started(census.start(source, request.sample() == null ? 0 : request.sample(), actor));
    }

    @GetMapping("/runs")
    Listing<RunView> list(
            @RequestParam @Nullable UUID source,
            @RequestParam @Nullable String state,
            @ParameterObject ListQuery query,
            Actor actor) {
        return runs.list(access.listed(actor), source, RUN_COLUMNS.chosen("state", state), query)
                .map(run -> view(run, actor));
    }

    @GetMapping("/runs/export.{format}")
    ResponseEntity<byte[]> exportRuns(
            @PathVariable String format,
            @RequestParam @Nullable UUID source,
            @RequestParam @Nullable String state,
            @ParameterObject ListQuery query,
            Actor actor) {
        return RUN_COLUMNS.download(
                format, texts.say("census.runs"), query, page -> list(source, state, page, actor), texts);
    }

    @GetMapping("/runs/{id}")
    RunView one(@PathVariable UUID id, Actor actor) {
        return view(access.listedRun(actor, id), actor);
    }

    @GetMapping("/runs/{id}/tables")
    Listing<FoundTables.FoundTable> tables(@PathVariable UUID id, @ParameterObject ListQuery query, Actor actor) {
        return tables.list(access.readableRun(actor, id).id(), query);
    }

    @GetMapping("/runs/{id}/unread")
    List<FoundTables.Unread> unread(@PathVariable UUID id, Actor actor) {
        return tables.unread(access.readableRun(actor, id).id()).stream()
                .map(file -> new FoundTables.Unread(
                        file.path(),
                        texts.say("census.reason." + file.reason(), Map.of("detail", file.detail())),
                        file.detail()))
                .toList();
    }

    @GetMapping("/runs/{id}/tables/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable UUID id, @PathVariable String format, @ParameterObject ListQuery query, Actor actor) {
        return TABLE_COLUMNS.download(
                format, texts.say("census.tables"), query, page -> tables(id, page, actor), texts);
    }

    @GetMapping("/runs/{id}/tables/{table}")
    TableView table(@PathVariable UUID id, @PathVariable long table, Actor actor) {
        CensusRun run = access.readableRun(actor, id);
        TableResult result = tables.result(run.id(), table)
                .map(measured -> CorrectionsInForce.apply(inForce.of(run.source()), measured))
                .orElseThrow(NotFound::new);
        TableProfile profile = result.profile();
        CensusTexts words = Texts.ofCensus();
        List<ColumnView> columns = new ArrayList<>();
        for (int i = 0; profile != null && i < profile.columns().size(); i++) {
            ColumnProfile column = profile.columns().get(i);
            columns.add(column(
                    column,
                    result.table().isPrimary(column.name()),
                    result.classifications().get(i),
                    words));
        }
        return new TableView(
                table,
                run.id(),
                result.table().path(),
                result.table().comment(),
                profile == null ? 0 : profile.rows(),
                result.table().bytes(),
                profile != null && profile.sampled(),
                profile == null ? 0 : profile.rejected(),
                profile == null
                        ? List.of()
                        : profile.examples().stream()
                                .map(line -> new ReadingController.RejectedLine(
                                        line.line(), words.reject(line.reason()), line.text()))
                                .toList(),
                result.reading(),
                result.notes().stream()
                        .map(note -> words.note(note.code(), note.facts()))
                        .toList(),
                result.problem() == null
                        ? null
                        : texts.say(
                                "census.reason." + result.problem().reason(),
                                Map.of("detail", result.problem().detail())),
                access.manages(actor, run.unit()),
                columns);
    }

    private static @Nullable String gradeOf(FoundTables.FoundTable table) {
        String grade = table.grade();
        return grade == null ? null : Texts.ofCensus().grade(Grade.of(grade));
    }

    private static List<FindingView> findings(List<Classification.Finding> findings, CensusTexts words) {
        return findings.stream()
                .map(finding -> new FindingView(
                        new Label(finding.type().word(), words.type(finding.type())),
                        finding.confidence(),
                        finding.evidence().stream().map(words::reason).toList()))
                .toList();
    }

    static ColumnView column(ColumnProfile profile, boolean key, Classification found, CensusTexts words) {
        ColumnContent content = profile.content();
        return new ColumnView(
                profile,
                key,
                findings(found.findings(), words),
                findings(found.considered(), words),
                new Label(found.grade().word(), words.grade(found.grade())),
                words.reason(found.reason()),
                found.personal() == null ? null : words.category(found.personal()),
                found.sensitive(),
                content == null
                        ? List.of()
                        : content.forms().stream()
                                .map(form -> new Form(words.form(form.value()), form.count()))
                                .toList(),
                content == null || content.lostDigits() == 0
                        ? List.of()
                        : List.of(words.defect("lost-digits", content.lostDigits())));
    }

    private RunView view(CensusRun run, Actor actor) {
        Instant until = run.finishedAt() == null ? clock.instant() : run.finishedAt();
        double seconds = run.startedAt() == null
                ? 0
                : Math.max(0, Duration.between(run.startedAt(), until).toMillis() / 1000.0);
        Duration left = run.state() == Job.State.RUNNING
                ? jobs.find(run.id()).map(job -> job.timeLeft(clock.instant())).orElse(null)
                : null;
        boolean reads = access.reads(actor, run.unit());
        return new RunView(
                // A database's message about a failed sign-in contains the user name.
                reads ? run : run.withoutDetail(),
                seconds == 0 ? 0 : run.rowsRead() / seconds,
                left == null ? null : left.toSeconds(),
                run.problem() == null || !reads
                        ? null
                        : texts.say(run.problem(), Map.of("detail", String.valueOf(run.problemDetail()))),
                access.manages(actor, run.unit()),
                reads);
    }
}
