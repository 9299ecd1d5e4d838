package org.shuguan.server.catalogimport;

import java.io.InputStream;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Actors;
import org.shuguan.server.catalog.BulkDrafts;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.catalog.Difference;
import org.shuguan.server.catalog.Version;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.job.Jobs;
import org.shuguan.server.platform.AllRows;
import org.shuguan.server.platform.ApiModule;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.IncomingFile;
import org.shuguan.server.platform.IncomingFiles;
import org.shuguan.server.platform.ListColumns;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.RawBody;
import org.shuguan.server.platform.Spreadsheet;
import org.shuguan.server.platform.Texts;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Imports of workbooks: upload, progress, preview, confirmation. A unit's steward may do all, its CDO may read;
/// for others an import does not exist (404).
@RestController
@ApiModule("catalog")
@RequestMapping("/api/catalog/imports")
class ImportController {
    record Started(UUID run) {}

    /// @param counts number of entries by verdict
    /// @param errors all findings that prevent the import of an entry
    /// @param hints all other findings
    /// @param listed number of stored findings: at most 50,000 of each level
    /// @param problem why the import failed as a whole
    /// @param rate rows a second while it is read
    /// @param may what the reader may do: `confirm`, `cancel`
    record View(
            ImportRun run,
            Map<String, Long> counts,
            long errors,
            long hints,
            long listed,
            @Nullable String problem,
            double rate,
            List<String> may) {}

    /// @param changes differences of the fields between the workbook and the current version
    /// @param items differences of the items
    record Entry(
            String sheet,
            int firstRow,
            int lastRow,
            String title,
            @Nullable String code,
            @Nullable String alias,
            ImportRun.Verdict verdict,
            List<Difference.Change> changes,
            List<Difference.Change> items) {}

    /// @param what the finding
    /// @param todo the advice
    record Told(WorkbookIssue.Level level, String sheet, int line, String column, String what, String todo) {}

    static final ListColumns<ImportRun> COLUMNS = ListColumns.<ImportRun>titled("catalog.import-column.")
            .column("file", ImportRun::fileName, "file_name")
            .column("unit", run -> run.unit().value())
            .word("state", "catalog.import-state.", run -> run.state().word())
            .column("by", ImportRun::startedBy)
            .column("created", ImportRun::createdAt, "created_at");

    private final CatalogImport imports;
    private final ImportRuns runs;
    private final Jobs jobs;
    private final ImportRows rows;
    private final BulkDrafts drafts;
    private final IncomingFiles incoming;
    private final Actors actors;
    private final Texts texts;
    private final Clock clock;

    ImportController(
            CatalogImport imports,
            ImportRuns runs,
            Jobs jobs,
            ImportRows rows,
            BulkDrafts drafts,
            IncomingFiles incoming,
            Actors actors,
            Texts texts,
            Clock clock) {
        this.imports = imports;
        this.runs = runs;
        this.jobs = jobs;
        this.rows = rows;
        this.drafts = drafts;
        this.incoming = incoming;
        this.actors = actors;
        this.texts = texts;
        this.clock = clock;
    }

    /// Receives a workbook as a raw stream.
    @PostMapping(consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    Started start(@RequestParam UnitCode unit, @RequestParam String name, @RawBody InputStream content, Actor actor) {
        imports.mustImport(unit, actor);
        try (IncomingFile file = incoming.receive(content, CatalogImport.LARGEST)) {
            return new Started(imports.start(unit, name, file, actors.asOfNow(actor)));
        }
    }

    @GetMapping
    Listing<ImportRun> list(@ParameterObject ListQuery query, Actor actor) {
        return runs.list(actor.unitsAs(Role.DATA_STEWARD, Role.UNIT_CDO), query);
    }

    @GetMapping("/export.{format}")
    ResponseEntity<byte[]> export(@PathVariable String format, @ParameterObject ListQuery query, Actor actor) {
        return COLUMNS.download(format, texts.say("catalog.imports"), query, page -> list(page, actor), texts);
    }

    @GetMapping("/{id}")
    View one(@PathVariable UUID id, Actor actor) {
        ImportRun run = readable(id, actor);
        Map<String, Long> counts = new TreeMap<>();
        rows.verdicts(id).forEach((verdict, count) -> counts.put(verdict.word(), count));
        ImportRuns.Found found = runs.found(id);
        boolean steward = actor.is(Role.DATA_STEWARD, run.unit());
        boolean ready = run.state() == ImportRun.State.READY
                && !counts.containsKey("wrong")
                && (counts.containsKey("new") || counts.containsKey("changed"));
        return new View(
                run,
                counts,
                found.errors(),
                found.hints(),
                rows.findings(id),
                run.problem() == null
                        ? null
                        : texts.say(run.problem(), Map.of("detail", String.valueOf(run.problemDetail()))),
                run.state() == ImportRun.State.READING
                        ? jobs.find(id).map(job -> job.rate(clock.instant())).orElse(0.0)
                        : 0,
                !steward || run.state().over() ? List.of() : ready ? List.of("confirm", "cancel") : List.of("cancel"));
    }

    @GetMapping("/{id}/entries")
    Listing<Entry> entries(
            @PathVariable UUID id,
            @RequestParam @Nullable String verdict,
            @ParameterObject ListQuery query,
            Actor actor) {
        ImportRun run = readable(id, actor);
        Listing<ImportRun.Staged> page = rows.entries(run.id(), blank(verdict), query);
        Set<String> codes = page.items().stream()
                .filter(one -> one.verdict() == ImportRun.Verdict.CHANGED
                        && !run.state().over())
                .map(one -> String.valueOf(one.code()))
                .collect(Collectors.toSet());
        Map<String, Version> bases = codes.isEmpty() ? Map.of() : drafts.newestByCode(codes);
        return page.map(one -> entry(one, bases.get(String.valueOf(one.code()))));
    }

    @GetMapping("/{id}/findings")
    Listing<Told> findings(
            @PathVariable UUID id,
            @RequestParam @Nullable String level,
            @ParameterObject ListQuery query,
            Actor actor) {
        return rows.findings(readable(id, actor).id(), blank(level), query).map(this::told);
    }

    @GetMapping("/{id}/findings/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable UUID id,
            @PathVariable String format,
            @RequestParam @Nullable String level,
            @ParameterObject ListQuery query,
            Actor actor) {
        ImportRun run = readable(id, actor);
        AllRows<List<@Nullable Object>> lines = inAll(
                        query.everything(page -> findings(id, level, page, actor)), run, level, query)
                .map(told -> Arrays.<@Nullable Object>asList(
                        texts.say("catalog.level." + told.level().word()),
                        told.sheet(),
                        told.line(),
                        told.column(),
                        told.what(),
                        told.todo()));
        List<String> columns = List.of("level", "sheet", "row", "column", "what", "todo").stream()
                .map(column -> texts.say("catalog.report." + column))
                .toList();
        return new Spreadsheet(texts.say("catalog.report", Map.of("file", run.fileName())), columns, lines, texts)
                .download(format);
    }

    @PostMapping("/{id}/confirm")
    View confirm(@PathVariable UUID id, Actor actor) {
        imports.confirm(manageable(id, actor), actor);
        return one(id, actor);
    }

    @PostMapping("/{id}/cancel")
    View cancel(@PathVariable UUID id, Actor actor) {
        imports.cancel(manageable(id, actor), actor);
        return one(id, actor);
    }

    private static Entry entry(ImportRun.Staged one, @Nullable Version base) {
        Content content = one.content();
        Difference difference = base == null || content == null
                ? new Difference(List.of(), List.of())
                : Difference.between(base.content(), content);
        return new Entry(
                one.sheet(),
                one.firstRow(),
                one.lastRow(),
                one.title(),
                one.code(),
                one.alias(),
                one.verdict(),
                difference.fields(),
                difference.items());
    }

    /// The total of an export includes findings that are not stored. With a search term their number is unknown.
    private AllRows<Told> inAll(AllRows<Told> kept, ImportRun run, @Nullable String level, ListQuery query) {
        if (query.q() != null && !query.q().isBlank()) {
            return kept;
        }
        ImportRuns.Found found = runs.found(run.id());
        long all = (blank(level) == null || "error".equals(level) ? found.errors() : 0)
                + (blank(level) == null || "hint".equals(level) ? found.hints() : 0);
        return new AllRows<>(kept.items(), Math.max(kept.total(), all));
    }

    private Told told(WorkbookIssue finding) {
        return new Told(
                finding.level(),
                finding.sheet(),
                finding.line(),
                finding.col(),
                texts.say("catalog.finding." + finding.code(), finding.facts()),
                texts.say("catalog.advice." + finding.code(), finding.facts()));
    }

    private ImportRun readable(UUID id, Actor actor) {
        return runs.find(id)
                .filter(run -> actor.is(Role.DATA_STEWARD, run.unit()) || actor.is(Role.UNIT_CDO, run.unit()))
                .orElseThrow(NotFound::new);
    }

    private ImportRun manageable(UUID id, Actor actor) {
        ImportRun run = readable(id, actor);
        if (!actor.is(Role.DATA_STEWARD, run.unit())) {
            throw new Forbidden();
        }
        return run;
    }

    private static @Nullable String blank(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
