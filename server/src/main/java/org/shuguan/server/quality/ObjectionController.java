package org.shuguan.server.quality;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.lake.LakeVersion;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Actors;
import org.shuguan.server.calendar.Calendar;
import org.shuguan.server.calendar.DeadlineLight;
import org.shuguan.server.catalog.CatalogReader;
import org.shuguan.server.collection.CollectedData;
import org.shuguan.server.collection.ItemMasks;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.IncomingFile;
import org.shuguan.server.platform.IncomingFiles;
import org.shuguan.server.platform.ListColumns;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.RawBody;
import org.shuguan.server.platform.Texts;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Objections to values.
@RestController
@RequestMapping("/api/quality")
class ObjectionController {
    /// A column with the title of its item.
    record ColumnView(String column, String title) {}

    /// What a report needs.
    ///
    /// @param key the columns by which a row is named; empty if rows have no key, or nothing was collected yet
    /// @param marked number of records of the entry that are marked now
    record ReportForm(
            String title, UnitCode unit, String unitName, List<ColumnView> key, List<ColumnView> items, int marked) {}

    record KeyValue(String title, @Nullable String value) {}

    /// An objection in the list.
    ///
    /// @param mine whether the reader reported it
    record ObjectionRow(
            UUID id,
            int number,
            UUID entry,
            String code,
            String title,
            UnitCode unit,
            String unitName,
            String item,
            Objection.State state,
            String reporter,
            Instant reportedAt,
            LocalDate due,
            DeadlineLight light,
            @Nullable Instant answeredAt,
            @Nullable Instant correctedAt,
            boolean mine) {}

    /// An objection with the values of its record, as the reader may see them.
    ///
    /// @param now what consumers read now; `there` whether there is such a row, null if the reader must not know
    /// @param may what the reader may do: `withdraw`, `add-file`, `read-file`, `answer`
    record ObjectionPage(
            ObjectionRow row,
            List<KeyValue> key,
            @Nullable String wrong,
            @Nullable String proposed,
            String reason,
            @Nullable String fileName,
            @Nullable String answer,
            @Nullable String answeredBy,
            @Nullable String correctedValue,
            @Nullable String now,
            @Nullable Boolean there,
            List<String> may) {}

    record Answer(boolean confirmed, @Nullable String reason) {}

    record Reported(UUID id) {}

    static final ListColumns<ObjectionRow> COLUMNS = ListColumns.<ObjectionRow>titled("quality.objection-column.")
            .column("number", ObjectionRow::number, "number")
            .column("title", ObjectionRow::title, "title")
            .column("item", ObjectionRow::item, "item_name")
            .column("unit", ObjectionRow::unitName, "unit")
            .word("state", "quality.objection-state.", row -> row.state().word(), "state")
            .column("reporter", ObjectionRow::reporter, "reporter")
            .column("reported", ObjectionRow::reportedAt, "reported_at")
            .column("due", ObjectionRow::due, "due")
            .column("answered", ObjectionRow::answeredAt, "answered_at")
            .column("corrected", ObjectionRow::correctedAt, "corrected_at")
            .filter("state", Objection.State.values());

    private final Objections objections;
    private final ObjectionStore store;
    private final QualityAccess access;
    private final Quality quality;
    private final CatalogReader catalog;
    private final CollectedData data;
    private final Institution institution;
    private final Calendar calendar;
    private final IncomingFiles incoming;
    private final Actors actors;
    private final Texts texts;

    ObjectionController(
            Objections objections,
            ObjectionStore store,
            QualityAccess access,
            Quality quality,
            CatalogReader catalog,
            CollectedData data,
            Institution institution,
            Calendar calendar,
            IncomingFiles incoming,
            Actors actors,
            Texts texts) {
        this.objections = objections;
        this.store = store;
        this.access = access;
        this.quality = quality;
        this.catalog = catalog;
        this.data = data;
        this.institution = institution;
        this.calendar = calendar;
        this.incoming = incoming;
        this.actors = actors;
        this.texts = texts;
    }

    /// For whoever may read the entry.
    @GetMapping("/entries/{entry}/report-form")
    ReportForm form(@PathVariable UUID entry, Actor actor) {
        catalog.visible(actor, entry);
        CollectedData.Collected of = data.of(entry).orElseThrow(QualityRefused::notCollected);
        ItemMasks titles = data.masks(entry);
        return new ReportForm(
                of.title(),
                of.unit(),
                institution.unitName(of.unit()),
                objections.key(entry).stream()
                        .map(column -> new ColumnView(column, titles.title(column)))
                        .toList(),
                data.content(entry).items().stream()
                        .filter(item -> item.physicalName() != null)
                        .map(item -> new ColumnView(Objects.requireNonNull(item.physicalName()), item.name()))
                        .toList(),
                store.markedRecords(entry));
    }

    @PostMapping("/entries/{entry}/objections")
    Reported report(@PathVariable UUID entry, @RequestBody Objections.Report report, Actor actor) {
        return new Reported(objections.report(entry, report, actor));
    }

    /// @param mine only those that the reader reported
    /// @param entry only those to this entry
    /// @param unit only those to entries of this unit
    @GetMapping("/objections")
    Listing<ObjectionRow> list(
            @RequestParam @Nullable String state,
            @RequestParam @Nullable UUID entry,
            @RequestParam(defaultValue = "false") boolean mine,
            @RequestParam @Nullable UnitCode unit,
            @ParameterObject ListQuery query,
            Actor actor) {
        Function<UnitCode, String> names = institution.unitNames();
        return store.list(
                        access.listed(actor),
                        actor.officer(),
                        mine,
                        entry,
                        COLUMNS.chosen("state", state),
                        unit,
                        query,
                        COLUMNS.order(query, "number desc", "id"))
                .map(one -> row(one, names, actor));
    }

    @GetMapping("/objections/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable String format,
            @RequestParam @Nullable String state,
            @RequestParam @Nullable UUID entry,
            @RequestParam(defaultValue = "false") boolean mine,
            @RequestParam @Nullable UnitCode unit,
            @ParameterObject ListQuery query,
            Actor actor) {
        return COLUMNS.download(
                format,
                texts.say("quality.objections"),
                query,
                page -> list(state, entry, mine, unit, page, actor),
                texts);
    }

    private ObjectionRow row(Objection one, Function<UnitCode, String> names, Actor actor) {
        LocalDate reported = CityTime.day(one.reportedAt());
        return new ObjectionRow(
                one.id(),
                one.number(),
                one.entry(),
                one.code(),
                one.title(),
                one.unit(),
                names.apply(one.unit()),
                one.itemName(),
                one.state(),
                one.reporter(),
                one.reportedAt(),
                one.due(),
                one.state() == Objection.State.OPEN
                        ? calendar.light(reported, one.due(), institution.today())
                        : DeadlineLight.GREEN,
                one.answeredAt(),
                one.correctedAt(),
                Objections.isReporter(one, actor));
    }

    @GetMapping("/objections/{objection}")
    ObjectionPage one(@PathVariable UUID objection, Actor actor) {
        Objection one = objections.readable(objection, actor);
        boolean plain = objections.seesValues(one, actor);
        ItemMasks masks = data.masks(one.entry());
        List<KeyValue> key = new ArrayList<>();
        one.key()
                .forEach((column, value) ->
                        key.add(new KeyValue(masks.title(column), plain ? value : masks.masked(column, value))));
        LakeVersion good = access.reads(actor, one.unit())
                ? quality.goodVersion(one.entry()).orElse(null)
                : null;
        List<@Nullable String> now = good == null ? List.of() : objections.values(one, good);
        return new ObjectionPage(
                row(one, institution::unitName, actor),
                key,
                value(one, one.wrong(), masks, plain),
                value(one, one.proposed(), masks, plain),
                plain ? one.reason() : "",
                one.fileName(),
                plain ? one.answer() : null,
                one.answeredBy(),
                value(one, one.correctedValue(), masks, seesCorrection(one, actor)),
                now.isEmpty() ? null : now.getFirst(),
                good == null ? null : !now.isEmpty(),
                may(one, actor));
    }

    /// A reporter who may not read the rows does not get a value that they did not know.
    private boolean seesCorrection(Objection one, Actor actor) {
        return access.reads(actor, one.unit()) || Objects.equals(one.correctedValue(), one.proposed());
    }

    private static @Nullable String value(Objection one, @Nullable String value, ItemMasks masks, boolean plain) {
        return plain ? value : masks.masked(one.itemColumn(), value);
    }

    private List<String> may(Objection one, Actor actor) {
        List<String> may = new ArrayList<>();
        if (one.state() == Objection.State.OPEN && Objections.isReporter(one, actor)) {
            may.add("withdraw");
            if (one.fileName() == null) {
                may.add("add-file");
            }
        }
        if (one.fileName() != null && objections.seesValues(one, actor)) {
            may.add("read-file");
        }
        if (objections.mayAnswer(one, actor)) {
            may.add("answer");
        }
        return may;
    }

    @PostMapping("/objections/{objection}/withdraw")
    void withdraw(@PathVariable UUID objection, Actor actor) {
        objections.withdraw(objection, actor);
    }

    @PostMapping("/objections/{objection}/answer")
    void answer(@PathVariable UUID objection, @RequestBody Answer answer, Actor actor) {
        objections.answer(objection, answer.confirmed(), answer.reason() == null ? "" : answer.reason(), actor);
    }

    /// Receives the file that proves the objection as a raw stream.
    @PostMapping(path = "/objections/{objection}/file", consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    void addFile(@PathVariable UUID objection, @RequestParam String name, @RawBody InputStream content, Actor actor) {
        objections.readable(objection, actor);
        try (IncomingFile file = incoming.receive(content, ObjectionFiles.LARGEST)) {
            objections.addFile(objection, name, file, actors.asOfNow(actor));
        }
    }

    @GetMapping("/objections/{objection}/file")
    ResponseEntity<Resource> file(@PathVariable UUID objection, Actor actor) {
        String name = String.valueOf(objections.readable(objection, actor).fileName());
        Resource file = new FileSystemResource(objections.readFile(objection, actor));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(name, StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(file);
    }
}
