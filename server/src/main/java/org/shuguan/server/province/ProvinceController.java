package org.shuguan.server.province;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Actors;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.collection.CollectedData;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.job.Job;
import org.shuguan.server.job.Jobs;
import org.shuguan.server.platform.Downloads;
import org.shuguan.server.platform.IncomingFile;
import org.shuguan.server.platform.IncomingFiles;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListColumns;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.RawBody;
import org.shuguan.server.platform.Texts;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
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

/// Reports to the province over HTTP.
@RestController
@RequestMapping("/api/province")
class ProvinceController {
    record TemplateRow(KeptTemplates.Listed template, String unitName) {}

    /// An item of the entry that a column may come from.
    ///
    /// @param column its name in the entry's table
    record ItemView(String column, String name, List<Content.Code> codes) {}

    /// What a template of an entry may be made of.
    record EntryForm(UUID entry, String code, String title, List<ItemView> items) {}

    /// A collected entry of which the reader may write templates.
    record EntryChoice(UUID entry, String code, String title) {}

    record TemplatePage(
            UUID id,
            UnitCode unit,
            String unitName,
            EntryForm entry,
            String provinceName,
            String provinceCode,
            ProvinceTemplate.FileKind fileKind,
            List<ProvinceColumn> columns,
            ReceiptHeadings receipt,
            long revision,
            String createdBy,
            Instant changedAt,
            boolean mayManage) {}

    /// @param unanswered rows for which the province has not answered, null while there is no file
    record BatchRow(
            UUID id,
            UUID template,
            UnitCode unit,
            String unitName,
            String provinceName,
            String provinceCode,
            String number,
            ProvinceBatch.State state,
            @Nullable Instant versionAt,
            @Nullable Long versionRows,
            @Nullable Long written,
            @Nullable Long leftOut,
            long accepted,
            long refused,
            @Nullable Long unanswered,
            String createdBy,
            Instant createdAt,
            @Nullable Instant finishedAt) {}

    /// @param version as a text: browsers have no whole numbers of this size
    /// @param digest SHA-256, hexadecimal
    /// @param problem why it is not completed, as a sentence
    /// @param done rows that are read, while it is being written
    /// @param misfits what does not fit, the most frequent first; at most 50
    record BatchPage(
            BatchRow row,
            long revision,
            ProvinceTemplate.FileKind fileKind,
            boolean partial,
            boolean hasFile,
            boolean mayDownload,
            String fileName,
            @Nullable String version,
            @Nullable Long bytes,
            @Nullable String digest,
            @Nullable String reason,
            @Nullable String problem,
            @Nullable Long done,
            @Nullable Long total,
            List<KeptBatches.Group> misfits,
            List<KeptBatches.Receipt> receipts,
            ReceiptHeadings headings,
            boolean mayManage) {}

    record CreateTemplate(@Nullable UUID entry, @Nullable NewTemplate wanted) {}

    record EditTemplate(long revision, @Nullable NewTemplate wanted) {}

    /// @param partial whether rows that do not fit may be left out, false if it is not given
    record ReportRequest(@Nullable Boolean partial) {}

    record CloseRequest(@Nullable String reason) {}

    record Created(UUID id) {}

    static final ListColumns<TemplateRow> TEMPLATES = ListColumns.<TemplateRow>titled("province.column.")
            .column("provinceName", row -> row.template().provinceName(), "province_name")
            .column("provinceCode", row -> row.template().provinceCode(), "province_code")
            .column("title", row -> row.template().title(), "title")
            .column("code", row -> row.template().code(), "code")
            .column("unit", TemplateRow::unitName, "unit")
            .column("batches", row -> row.template().batches(), "batches")
            .column("last", row -> row.template().lastNumber())
            .word("state", "province.state.", row -> word(row.template().lastState()), "last_state")
            .column("changedAt", row -> row.template().changedAt(), "changed_at")
            .filter("state", ProvinceBatch.State.values());

    static final ListColumns<BatchRow> BATCHES = ListColumns.<BatchRow>titled("province.column.")
            .column("number", BatchRow::number, "b.number")
            .column("provinceName", BatchRow::provinceName, "t.province_name")
            .column("provinceCode", BatchRow::provinceCode, "t.province_code")
            .column("unit", BatchRow::unitName, "t.unit")
            .word("state", "province.state.", row -> row.state().word(), "b.state")
            .column("versionAt", BatchRow::versionAt, "b.version_at")
            .column("versionRows", BatchRow::versionRows, "b.version_rows")
            .column("written", BatchRow::written, "b.written")
            .column("leftOut", BatchRow::leftOut, "b.left_out")
            .column("accepted", BatchRow::accepted, "b.accepted")
            .column("refused", BatchRow::refused, "b.refused")
            .column("unanswered", BatchRow::unanswered)
            .column("createdBy", BatchRow::createdBy)
            .column("createdAt", BatchRow::createdAt, "b.created_at")
            .filter("state", ProvinceBatch.State.values());

    static final ListColumns<KeptBatches.Misfit> MISFITS = ListColumns.<KeptBatches.Misfit>titled("province.column.")
            .column("rowNumber", KeptBatches.Misfit::rowNumber, "row_number")
            .column("name", KeptBatches.Misfit::name, "name")
            .word("problem", "province.problem-of.", KeptBatches.Misfit::problem, "problem")
            .column("value", KeptBatches.Misfit::value, "value")
            .filter("problem", RowMapping.Problem.values());

    static final ListColumns<KeptBatches.Refused> REFUSED = ListColumns.<KeptBatches.Refused>titled("province.column.")
            .column("rowNumber", KeptBatches.Refused::rowNumber, "row_number")
            .column("reason", KeptBatches.Refused::reason, "reason");

    private static final int GROUPS = 50;

    private final Reporting reporting;
    private final KeptTemplates templates;
    private final KeptBatches batches;
    private final CollectedData data;
    private final IncomingFiles incoming;
    private final Actors actors;
    private final Institution institution;
    private final ObjectProvider<Jobs> jobs;
    private final Texts texts;

    ProvinceController(
            Reporting reporting,
            KeptTemplates templates,
            KeptBatches batches,
            CollectedData data,
            IncomingFiles incoming,
            Actors actors,
            Institution institution,
            ObjectProvider<Jobs> jobs,
            Texts texts) {
        this.reporting = reporting;
        this.templates = templates;
        this.batches = batches;
        this.data = data;
        this.incoming = incoming;
        this.actors = actors;
        this.institution = institution;
        this.jobs = jobs;
        this.texts = texts;
    }

    private static @Nullable String word(ProvinceBatch.@Nullable State state) {
        return state == null ? null : state.word();
    }

    /// @param state of the newest batch
    @GetMapping("/templates")
    Listing<TemplateRow> templates(
            @RequestParam @Nullable UnitCode unit,
            @RequestParam @Nullable String state,
            @ParameterObject ListQuery query,
            Actor actor) {
        Function<UnitCode, String> names = institution.unitNames();
        return templates
                .list(reporting.seen(actor), unit, TEMPLATES.chosen("state", state), query)
                .map(one -> new TemplateRow(one, names.apply(one.unit())));
    }

    @GetMapping("/templates/export.{format}")
    ResponseEntity<byte[]> exportTemplates(
            @PathVariable String format,
            @RequestParam @Nullable UnitCode unit,
            @RequestParam @Nullable String state,
            @ParameterObject ListQuery query,
            Actor actor) {
        return TEMPLATES.download(
                format, texts.say("province.templates"), query, page -> templates(unit, state, page, actor), texts);
    }

    /// The entries of which the reader may write templates.
    @GetMapping("/entries")
    List<EntryChoice> entries(Actor actor) {
        return reporting.choices(actor).stream()
                .map(one -> new EntryChoice(one.entry(), one.code(), one.title()))
                .toList();
    }

    @GetMapping("/entries/{entry}")
    EntryForm form(@PathVariable UUID entry, Actor actor) {
        CollectedData.Collected one = reporting.manageable(entry, actor);
        return form(entry, one.code(), one.title());
    }

    private EntryForm form(UUID entry, String code, String title) {
        return new EntryForm(
                entry,
                code,
                title,
                data.of(entry).isEmpty()
                        ? List.of()
                        : data.content(entry).items().stream()
                                .filter(item -> item.physicalName() != null)
                                .map(item -> new ItemView(
                                        Objects.requireNonNull(item.physicalName()), item.name(), item.codes()))
                                .toList());
    }

    @PostMapping("/templates")
    @ResponseStatus(HttpStatus.CREATED)
    Created add(@RequestBody CreateTemplate request, Actor actor) {
        new InvalidInput.Check()
                .that(request.entry() != null, "entry", "required")
                .orRefuse();
        return new Created(reporting.add(Objects.requireNonNull(request.entry()), wanted(request.wanted()), actor));
    }

    private static NewTemplate wanted(@Nullable NewTemplate wanted) {
        return wanted == null ? new NewTemplate(null, null, null, null, null) : wanted;
    }

    @GetMapping("/templates/{template}")
    TemplatePage template(@PathVariable UUID template, Actor actor) {
        ProvinceTemplate one = reporting.template(template, actor);
        return new TemplatePage(
                one.id(),
                one.unit(),
                institution.unitNames().apply(one.unit()),
                form(one.entry(), one.code(), one.title()),
                one.provinceName(),
                one.provinceCode(),
                one.fileKind(),
                templates.columns(one.columns()),
                templates.headings(one),
                one.revision(),
                one.createdBy(),
                one.changedAt(),
                reporting.manages(actor, one));
    }

    @PutMapping("/templates/{template}")
    TemplatePage edit(@PathVariable UUID template, @RequestBody EditTemplate request, Actor actor) {
        reporting.edit(template, request.revision(), wanted(request.wanted()), actor);
        return template(template, actor);
    }

    /// Begins a batch.
    @PostMapping("/templates/{template}/batches")
    @ResponseStatus(HttpStatus.CREATED)
    Created report(@PathVariable UUID template, @RequestBody ReportRequest request, Actor actor) {
        return new Created(reporting.report(template, Boolean.TRUE.equals(request.partial()), actor));
    }

    /// @param template only its batches
    @GetMapping("/batches")
    Listing<BatchRow> batches(
            @RequestParam @Nullable UUID template,
            @RequestParam @Nullable String state,
            @ParameterObject ListQuery query,
            Actor actor) {
        Function<UnitCode, String> names = institution.unitNames();
        return batches.list(reporting.seen(actor), template, BATCHES.chosen("state", state), query)
                .map(one -> row(one, names));
    }

    @GetMapping("/batches/export.{format}")
    ResponseEntity<byte[]> exportBatches(
            @PathVariable String format,
            @RequestParam @Nullable UUID template,
            @RequestParam @Nullable String state,
            @ParameterObject ListQuery query,
            Actor actor) {
        return BATCHES.download(
                format, texts.say("province.batches"), query, page -> batches(template, state, page, actor), texts);
    }

    @GetMapping("/batches/{batch}")
    BatchPage batch(@PathVariable UUID batch, Actor actor) {
        ProvinceBatch one = reporting.batch(batch, actor);
        ProvinceTemplate template = reporting.template(one.template(), actor);
        Job job = jobs.getObject().find(batch).orElse(null);
        Job running = one.state() == ProvinceBatch.State.PREPARING ? job : null;
        return new BatchPage(
                row(one, institution.unitNames()),
                one.revision(),
                one.fileKind(),
                one.partial(),
                one.state().hasFile(),
                one.state().hasFile() && reporting.downloads(actor, one),
                one.fileName(),
                one.snapshot() == null ? null : one.snapshot().toString(),
                one.bytes(),
                one.digest(),
                one.reason(),
                problem(job),
                running == null ? null : running.done(),
                running == null ? null : running.total(),
                batches.groups(batch, GROUPS),
                batches.receipts(batch),
                templates.headings(template),
                reporting.manages(actor, template));
    }

    private @Nullable String problem(@Nullable Job job) {
        return job == null || job.problem() == null
                ? null
                : texts.say(job.problem(), Map.of("detail", String.valueOf(job.problemDetail())));
    }

    @PostMapping("/batches/{batch}/cancel")
    BatchPage cancel(@PathVariable UUID batch, Actor actor) {
        reporting.cancel(batch, actor);
        return batch(batch, actor);
    }

    @GetMapping("/batches/{batch}/file")
    ResponseEntity<Resource> file(@PathVariable UUID batch, Actor actor) {
        ProvinceBatch one = reporting.batch(batch, actor);
        FileSystemResource file = new FileSystemResource(reporting.file(one, actor));
        Downloads.rows(one.written() == null ? 0 : one.written());
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(one.fileName(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(file);
    }

    /// The values that do not fit, row by row.
    @GetMapping("/batches/{batch}/misfits")
    Listing<KeptBatches.Misfit> misfits(
            @PathVariable UUID batch,
            @RequestParam @Nullable String problem,
            @ParameterObject ListQuery query,
            Actor actor) {
        return batches.misfits(reporting.batch(batch, actor).id(), MISFITS.chosen("problem", problem), query);
    }

    @GetMapping("/batches/{batch}/misfits/export.{format}")
    ResponseEntity<byte[]> exportMisfits(
            @PathVariable UUID batch,
            @PathVariable String format,
            @RequestParam @Nullable String problem,
            @ParameterObject ListQuery query,
            Actor actor) {
        return MISFITS.download(
                format, texts.say("province.misfits"), query, page -> misfits(batch, problem, page, actor), texts);
    }

    /// Takes in a receipt, as a raw stream.
    @PostMapping(path = "/batches/{batch}/receipts", consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    BatchPage receive(@PathVariable UUID batch, @RequestParam String name, @RawBody InputStream content, Actor actor) {
        reporting.mustReceive(batch, actor);
        try (IncomingFile file = incoming.receive(content, Reporting.LARGEST_RECEIPT)) {
            Actor now = actors.asOfNow(actor);
            reporting.receive(batch, name, file, now);
            return batch(batch, now);
        }
    }

    /// The rows that the province refused.
    @GetMapping("/batches/{batch}/refused")
    Listing<KeptBatches.Refused> refused(@PathVariable UUID batch, @ParameterObject ListQuery query, Actor actor) {
        return batches.refused(reporting.batch(batch, actor).id(), query);
    }

    @GetMapping("/batches/{batch}/refused/export.{format}")
    ResponseEntity<byte[]> exportRefused(
            @PathVariable UUID batch, @PathVariable String format, @ParameterObject ListQuery query, Actor actor) {
        return REFUSED.download(
                format, texts.say("province.refused"), query, page -> refused(batch, page, actor), texts);
    }

    /// Closes a batch though rows of it are refused.
    @PostMapping("/batches/{batch}/close")
    BatchPage close(@PathVariable UUID batch, @RequestBody CloseRequest request, Actor actor) {
        reporting.close(batch, request.reason() == null ? "" : request.reason(), actor);
        return batch(batch, actor);
    }

    private static BatchRow row(ProvinceBatch one, Function<UnitCode, String> names) {
        return new BatchRow(
                one.id(),
                one.template(),
                one.unit(),
                names.apply(one.unit()),
                one.provinceName(),
                one.provinceCode(),
                one.number(),
                one.state(),
                one.versionAt(),
                one.versionRows(),
                one.written(),
                one.leftOut(),
                one.accepted(),
                one.refused(),
                one.state().hasFile() ? one.unanswered() : null,
                one.createdBy(),
                one.createdAt(),
                one.finishedAt());
    }
}
