package org.shuguan.server.collection;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.lake.Grown;
import org.shuguan.dataplane.lake.LakeReader;
import org.shuguan.dataplane.lake.LakeRefused;
import org.shuguan.dataplane.lake.LakeTable;
import org.shuguan.dataplane.lake.LakeVersion;
import org.shuguan.dataplane.lake.Quarantine;
import org.shuguan.dataplane.lake.Removal;
import org.shuguan.server.access.Actor;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.ListColumns;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Rows;
import org.shuguan.server.platform.Texts;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Versions of what was collected, and the values that did not fit. Rows are masked as the census masks them.
@RestController
@RequestMapping("/api/collection")
class VersionController {
    /// A version.
    ///
    /// @param id as text, because it has more digits than a script can count
    /// @param removed rows that were removed from it for good since
    /// @param run the collection that brought it
    /// @param rolledBack why it became the current one again, null if it did not
    /// @param grown what it says of its increment, null if its table is collected in full
    /// @param capturedUpTo up to which commit of the source it is true, null if it was not captured
    record VersionRow(
            String id,
            Instant at,
            boolean current,
            long rows,
            long bytes,
            long removed,
            @Nullable UUID run,
            CollectionRun.@Nullable Mode mode,
            @Nullable String startedBy,
            @Nullable Long quarantined,
            @Nullable String rolledBack,
            @Nullable IncrementFacts grown,
            @Nullable CapturedUpTo capturedUpTo) {}

    /// @param column name in the source
    /// @param title the item's title
    record ColumnView(String column, String title) {}

    /// A value that somebody has reported as wrong and that is not settled.
    ///
    /// @param row its row on the page, from 0
    record MarkView(int row, String column) {}

    /// Rows of a version, masked.
    ///
    /// @param removed rows that were removed from it for good since it was made
    record RowsView(
            String version,
            Instant at,
            List<ColumnView> columns,
            List<List<@Nullable String>> rows,
            List<MarkView> marks,
            long removed,
            long total,
            int page,
            int size) {}

    /// A row that differs, masked.
    ///
    /// @param kind `added`, `gone` or `changed`
    record ChangedRow(
            String kind, List<@Nullable String> key, List<@Nullable String> before, List<@Nullable String> after) {}

    /// @param key columns of the key; those of the whole row where there is no key
    /// @param keyless whether whole rows are compared
    /// @param removedFrom rows that were removed from the older version for good since it was made, which are no
    ///     difference any more
    /// @param removedTo the same of the newer one
    record DifferenceView(
            List<ColumnView> key,
            boolean keyless,
            List<ColumnView> columns,
            List<String> addedColumns,
            List<String> goneColumns,
            long added,
            long gone,
            long changed,
            long same,
            long removedFrom,
            long removedTo,
            List<ChangedRow> rows,
            int page,
            int size) {}

    /// A value that did not fit.
    ///
    /// @param reason stable word; `reasonText` is the sentence
    record QuarantineRow(
            long row,
            @Nullable String key,
            @Nullable String column,
            @Nullable String title,
            @Nullable String value,
            String reason,
            String reasonText) {}

    record RollBackRequest(String version, @Nullable String reason) {}

    static final ListColumns<VersionRow> COLUMNS = ListColumns.<VersionRow>titled("collection.version-column.")
            .column("at", VersionRow::at)
            .sorted("at", VersionRow::at)
            .said("current", (row, texts) -> row.current() ? texts.say("collection.version.current") : null)
            .column("rows", VersionRow::rows)
            .sorted("rows", VersionRow::rows)
            .column("bytes", VersionRow::bytes)
            .sorted("bytes", VersionRow::bytes)
            .column("removed", VersionRow::removed)
            .column("quarantined", VersionRow::quarantined)
            .word("mode", "collection.mode.", row -> CollectionController.way(row.mode(), row.grown()))
            .column("new", row -> row.grown() == null ? null : row.grown().added())
            .column("replaced", row -> row.grown() == null ? null : row.grown().replaced())
            .column(
                    "up-to",
                    row -> row.capturedUpTo() != null
                            ? row.capturedUpTo().position()
                            : row.grown() == null ? null : row.grown().upTo())
            .column("by", VersionRow::startedBy)
            .column("rolled-back", VersionRow::rolledBack)
            .column("id", VersionRow::id);

    private static final List<String> KINDS =
            Arrays.stream(LakeReader.Kind.values()).map(Rows::word).toList();

    static final List<String> REASONS = List.of(
            "missing-key",
            "too-large",
            "too-long",
            "not-number",
            "too-precise",
            "out-of-range",
            "not-date",
            "not-time",
            "not-boolean",
            "repeated-key",
            "removed-key",
            "not-row");

    static final ListColumns<QuarantineRow> QUARANTINE_COLUMNS = ListColumns.<QuarantineRow>titled(
                    "collection.quarantine-column.")
            .column("row", QuarantineRow::row, "row")
            .column("key", QuarantineRow::key)
            .column("column", QuarantineRow::column, "column")
            .column("title", QuarantineRow::title)
            .column("value", QuarantineRow::value)
            .column("reason", QuarantineRow::reasonText, "reason")
            .filter("reason", REASONS);

    private final Collecting collecting;
    private final CollectionRuns runs;
    private final RollBacks rollBacks;
    private final CollectionAccess access;
    private final CityLake lake;
    private final ObjectProvider<RecordMarks> marks;
    private final Texts texts;

    VersionController(
            Collecting collecting,
            CollectionRuns runs,
            RollBacks rollBacks,
            CollectionAccess access,
            CityLake lake,
            ObjectProvider<RecordMarks> marks,
            Texts texts) {
        this.collecting = collecting;
        this.runs = runs;
        this.rollBacks = rollBacks;
        this.access = access;
        this.lake = lake;
        this.marks = marks;
        this.texts = texts;
    }

    @GetMapping("/plans/{id}/versions")
    Listing<VersionRow> versions(@PathVariable UUID id, @ParameterObject ListQuery query, Actor actor) {
        Plan plan = access.listed(actor, id);
        LakeTable table = lake.table(plan);
        Map<String, CollectionRun> brought = runs.bySnapshot(id);
        Map<String, String> reasons = new HashMap<>();
        rollBacks.of(id).reversed().forEach(order -> reasons.put(order.snapshot(), order.reason()));
        List<VersionRow> found = (table == null ? List.<LakeVersion>of() : table.versions())
                .stream()
                        .map(version -> row(
                                version,
                                brought.get(Long.toString(version.id())),
                                reasons.get(Long.toString(version.id()))))
                        .filter(row -> query.q() == null
                                || query.q().isBlank()
                                || row.id().contains(query.q().strip())
                                || String.valueOf(row.startedBy())
                                        .contains(query.q().strip()))
                        .toList();
        return COLUMNS.page(found, query, Comparator.comparing(VersionRow::at).reversed());
    }

    @GetMapping("/plans/{id}/versions/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable UUID id, @PathVariable String format, @ParameterObject ListQuery query, Actor actor) {
        return COLUMNS.download(
                format, texts.say("collection.versions"), query, page -> versions(id, page, actor), texts);
    }

    /// Rows of a version, of the version as of a day, or of the current one.
    ///
    /// @param version its id
    /// @param day as of the end of this day in the city
    @GetMapping("/plans/{id}/rows")
    RowsView rows(
            @PathVariable UUID id,
            @RequestParam @Nullable String version,
            @RequestParam @Nullable LocalDate day,
            @RequestParam @Nullable Integer page,
            @RequestParam @Nullable Integer size,
            Actor actor) {
        Plan plan = access.readable(actor, id);
        LakeTable table = table(plan);
        LakeVersion found = (version != null
                        ? table.version(number(version))
                        : day != null ? table.asOf(CityTime.endOf(day)) : table.current())
                .orElseThrow(CollectionRefused::noVersion);
        ListQuery query = new ListQuery(page, size, null, null);
        ItemMasks masks = masks(plan);
        try {
            LakeReader.Page read = new LakeReader(table).rows(found, query.offset(), query.sizeOrUsual());
            return new RowsView(
                    Long.toString(found.id()),
                    found.at(),
                    columns(read.columns(), masks),
                    read.rows().stream()
                            .map(row -> masks.masked(read.columns(), row))
                            .toList(),
                    marks(plan, read),
                    Removal.removedFrom(found),
                    read.total(),
                    query.pageOrFirst(),
                    query.sizeOrUsual());
        } catch (LakeRefused refused) {
            throw refusal(refused);
        }
    }

    private List<MarkView> marks(Plan plan, LakeReader.Page page) {
        List<RecordMarks.Marked> marked =
                marks.stream().flatMap(all -> all.of(plan.entry()).stream()).toList();
        List<MarkView> found = new ArrayList<>();
        for (int i = 0; i < page.rows().size(); i++) {
            for (RecordMarks.Marked one : marked) {
                if (isOf(one, page, page.rows().get(i))) {
                    found.add(new MarkView(i, one.column()));
                }
            }
        }
        return found;
    }

    private static boolean isOf(RecordMarks.Marked one, LakeReader.Page page, List<@Nullable String> row) {
        return one.key().entrySet().stream().allMatch(part -> {
            int column = page.columns().indexOf(part.getKey());
            return column >= 0 && part.getValue().equals(row.get(column));
        });
    }

    /// Compares two versions.
    ///
    /// @param kind only rows that differ in this way
    @GetMapping("/plans/{id}/difference")
    DifferenceView difference(
            @PathVariable UUID id,
            @RequestParam String from,
            @RequestParam String to,
            @RequestParam @Nullable String kind,
            @RequestParam @Nullable Integer page,
            @RequestParam @Nullable Integer size,
            Actor actor) {
        Plan plan = access.readable(actor, id);
        LakeTable table = table(plan);
        LakeVersion older = table.version(number(from)).orElseThrow(CollectionRefused::noVersion);
        LakeVersion newer = table.version(number(to)).orElseThrow(CollectionRefused::noVersion);
        ListQuery query = new ListQuery(page, size, null, null);
        ItemMasks masks = masks(plan);
        String wanted = ListColumns.choice("kind", kind, KINDS);
        LakeReader.Kind only = wanted == null ? null : Rows.constant(LakeReader.Kind.class, wanted);
        try {
            LakeReader.Difference found =
                    new LakeReader(table).compare(older, newer, only, query.offset(), query.sizeOrUsual());
            return new DifferenceView(
                    columns(found.key(), masks),
                    newer.key().isEmpty(),
                    columns(found.columns(), masks),
                    found.addedColumns(),
                    found.goneColumns(),
                    found.added(),
                    found.gone(),
                    found.changed(),
                    found.same(),
                    Removal.removedFrom(older),
                    Removal.removedFrom(newer),
                    found.rows().stream()
                            .map(row -> new ChangedRow(
                                    Rows.word(row.kind()),
                                    masks.masked(found.key(), row.key()),
                                    masks.masked(found.columns(), row.before()),
                                    masks.masked(found.columns(), row.after())))
                            .toList(),
                    query.pageOrFirst(),
                    query.sizeOrUsual());
        } catch (LakeRefused refused) {
            throw refusal(refused);
        }
    }

    @PostMapping("/plans/{id}/roll-back")
    void rollBack(@PathVariable UUID id, @RequestBody RollBackRequest request, Actor actor) {
        collecting.rollBack(id, number(request.version()), request.reason() == null ? "" : request.reason(), actor);
    }

    /// The values of a collection that did not fit. Who manages the plan sees them as they are, to mend them at the
    /// source, which is recorded; for others they are masked.
    @GetMapping("/runs/{id}/quarantine")
    Listing<QuarantineRow> quarantine(
            @PathVariable UUID id,
            @RequestParam @Nullable String reason,
            @ParameterObject ListQuery query,
            Actor actor) {
        Listing<QuarantineRow> found = quarantined(id, reason, query, actor);
        recordReading(id, actor);
        return found;
    }

    @GetMapping("/runs/{id}/quarantine/export.{format}")
    ResponseEntity<byte[]> exportQuarantine(
            @PathVariable UUID id,
            @PathVariable String format,
            @RequestParam @Nullable String reason,
            @ParameterObject ListQuery query,
            Actor actor) {
        ResponseEntity<byte[]> file = QUARANTINE_COLUMNS.download(
                format, texts.say("collection.quarantine"), query, page -> quarantined(id, reason, page, actor), texts);
        recordReading(id, actor);
        return file;
    }

    private void recordReading(UUID id, Actor actor) {
        Plan plan = access.readable(actor, access.readableRun(actor, id).plan());
        if (access.manages(actor, plan)) {
            collecting.recordReading(plan, id, actor);
        }
    }

    private Listing<QuarantineRow> quarantined(UUID id, @Nullable String reason, ListQuery query, Actor actor) {
        CollectionRun run = access.readableRun(actor, id);
        Plan plan = access.readable(actor, run.plan());
        boolean plain = access.manages(actor, plan);
        ItemMasks masks = masks(plan);
        String asked = QUARANTINE_COLUMNS.order(query, "row", "row");
        String order = asked.split("[ ,]", 2)[0];
        try {
            Quarantine.Page page = Quarantine.read(
                    lake.quarantine(id),
                    new Quarantine.Query(
                            query.like(),
                            QUARANTINE_COLUMNS.chosen("reason", reason),
                            Rows.constant(Quarantine.Order.class, order),
                            asked.startsWith(order + " desc"),
                            query.offset(),
                            query.sizeOrUsual()));
            return new Listing<>(
                    page.entries().stream()
                            .map(entry -> quarantined(entry, masks, plain))
                            .toList(),
                    page.total(),
                    query.pageOrFirst(),
                    query.sizeOrUsual());
        } catch (LakeRefused refused) {
            throw refusal(refused);
        }
    }

    private QuarantineRow quarantined(Quarantine.Entry entry, ItemMasks masks, boolean plain) {
        String column = entry.column();
        Map<String, String> facts =
                Map.of("wanted", entry.wanted(), "length", entry.wanted().replaceAll("\\D", ""));
        return new QuarantineRow(
                entry.row(),
                plain ? entry.key() : masks.maskedKey(entry.key()),
                column,
                column == null ? null : masks.title(column),
                plain
                        ? shown(entry.value())
                        : column == null ? masks.maskedLine(entry.value()) : masks.masked(column, shown(entry.value())),
                entry.reason(),
                texts.say("collection.reason." + entry.reason(), facts));
    }

    /// A value that was too large to be read has its size only.
    private static @Nullable String shown(@Nullable String value) {
        return value == null ? null : value.replaceFirst("^\u0001too-large (\\d+)$", "… ($1 B)");
    }

    private VersionRow row(LakeVersion version, @Nullable CollectionRun run, @Nullable String rolledBack) {
        return new VersionRow(
                Long.toString(version.id()),
                version.at(),
                version.current(),
                version.rows(),
                version.bytes(),
                Removal.removedFrom(version),
                run == null ? null : run.id(),
                run == null ? null : run.mode(),
                run == null ? null : run.startedBy(),
                run == null ? null : run.quarantined(),
                rolledBack,
                Grown.of(version).map(IncrementFacts::of).orElse(null),
                CapturedUpTo.of(version));
    }

    private static List<ColumnView> columns(List<String> columns, ItemMasks masks) {
        return columns.stream()
                .map(column -> new ColumnView(column, masks.title(column)))
                .toList();
    }

    /// The masks of the published version, else of the newest.
    private ItemMasks masks(Plan plan) {
        return new ItemMasks(collecting.contentOf(plan), plan.key());
    }

    private LakeTable table(Plan plan) {
        LakeTable table = lake.table(plan);
        if (table == null) {
            throw CollectionRefused.noVersion();
        }
        return table;
    }

    private static long number(String version) {
        try {
            return Long.parseLong(version);
        } catch (NumberFormatException e) {
            throw new NotFound();
        }
    }

    private static RuntimeException refusal(LakeRefused refused) {
        return refused.reason() == LakeRefused.Reason.NO_VERSION
                ? CollectionRefused.noVersion()
                : CollectionRefused.unreadable(refused);
    }
}
