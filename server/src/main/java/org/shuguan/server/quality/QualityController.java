package org.shuguan.server.quality;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.lake.LakeTable;
import org.shuguan.dataplane.lake.LakeVersion;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Scope;
import org.shuguan.server.catalog.CatalogReader;
import org.shuguan.server.catalog.UpdateCycle;
import org.shuguan.server.collection.CollectedData;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.job.Job;
import org.shuguan.server.job.Jobs;
import org.shuguan.server.platform.ListColumns;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Texts;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The quality of collected entries, and their examinations.
@RestController
@RequestMapping("/api/quality")
class QualityController {
    /// How an entry stands; the worst that is true of it.
    static final List<String> STANDINGS = List.of("held", "broken", "overdue", "unruled", "unexamined", "good");

    /// An entry in the list.
    ///
    /// @param score of the newest examination
    /// @param before the score of the examination before, of another version
    /// @param broken number of broken rules
    /// @param newestAt when the newest version came, null before the first
    /// @param promisedAt until when the next one was promised, null if the cycle promises none
    /// @param standing the worst that is true of it, of `held`, `broken`, `overdue`, `unruled`, `unexamined`,
    /// `good`
    record EntryRow(
            UUID entry,
            String code,
            String title,
            UnitCode unit,
            String unitName,
            int rules,
            int offered,
            @Nullable Double score,
            @Nullable Double before,
            @Nullable Long rows,
            @Nullable Long failing,
            @Nullable Integer broken,
            boolean held,
            @Nullable Instant examinedAt,
            @Nullable UpdateCycle cycle,
            @Nullable Instant newestAt,
            @Nullable Instant promisedAt,
            boolean overdue,
            int objections,
            String standing) {}

    /// The entries of a unit.
    ///
    /// @param score mean of the scores of those that have one
    record UnitRow(
            UnitCode unit,
            String unitName,
            int entries,
            int ruled,
            @Nullable Double score,
            int broken,
            int held,
            int overdue,
            int objections) {}

    /// An examination as people see it.
    ///
    /// @param problem what it failed of, as a sentence
    /// @param may what the reader may do: `cancel`, `retry`
    record RunView(
            UUID id,
            QualityRun.Cause cause,
            String version,
            Instant versionAt,
            Instant createdAt,
            Job.State state,
            int percent,
            @Nullable Instant finishedAt,
            @Nullable Long rows,
            @Nullable Long failing,
            @Nullable Long applicable,
            @Nullable Double score,
            @Nullable Integer broken,
            @Nullable Boolean held,
            @Nullable String startedBy,
            @Nullable String problem,
            List<String> may) {}

    /// @param version id, as text because it has more digits than a script can count
    record VersionView(String version, Instant at, long rows) {}

    /// The quality of one entry.
    ///
    /// @param current the version that was collected last
    /// @param good the version that consumers read
    /// @param newest the newest examination
    /// @param trend the newest ended examination of each version, the oldest first
    /// @param may what the reader may do: `examine`, `read`
    record EntryPage(
            EntryRow row,
            UUID plan,
            @Nullable VersionView current,
            @Nullable VersionView good,
            @Nullable RunView newest,
            List<RunView> trend,
            List<String> may) {}

    /// What an entry's page says of its quality.
    ///
    /// @param collected whether there are data to which one could object
    /// @param marked number of disputed records
    /// @param row null for whoever does not see the results
    record EntryNote(
            boolean collected, int marked, @Nullable EntryRow row) {}

    record Started(UUID run) {}

    static final ListColumns<EntryRow> COLUMNS = ListColumns.<EntryRow>titled("quality.column.")
            .column("title", EntryRow::title)
            .sorted("title", EntryRow::title)
            .column("code", EntryRow::code)
            .sorted("code", EntryRow::code)
            .column("unit", EntryRow::unitName)
            .sorted("unit", EntryRow::unitName)
            .column("score", EntryRow::score)
            .sorted("score", EntryRow::score)
            .column("failing", EntryRow::failing)
            .sorted("failing", EntryRow::failing)
            .column("rows", EntryRow::rows)
            .sorted("rows", EntryRow::rows)
            .column("rules", EntryRow::rules)
            .sorted("rules", EntryRow::rules)
            .column("broken", EntryRow::broken)
            .sorted("broken", EntryRow::broken)
            .word("standing", "quality.standing.", EntryRow::standing)
            .sorted("standing", row -> STANDINGS.indexOf(row.standing()))
            .column("objections", EntryRow::objections)
            .sorted("objections", EntryRow::objections)
            .word(
                    "cycle",
                    "collection.cycle.",
                    row -> row.cycle() == null ? null : row.cycle().word())
            .column("newest", EntryRow::newestAt)
            .sorted("newest", EntryRow::newestAt)
            .column("promised", EntryRow::promisedAt)
            .sorted("promised", EntryRow::promisedAt)
            .column("examined", EntryRow::examinedAt)
            .sorted("examined", EntryRow::examinedAt)
            .filter("standing", STANDINGS);

    static final ListColumns<UnitRow> UNIT_COLUMNS = ListColumns.<UnitRow>titled("quality.unit-column.")
            .column("unit", UnitRow::unitName)
            .sorted("unit", UnitRow::unitName)
            .column("entries", UnitRow::entries)
            .sorted("entries", UnitRow::entries)
            .column("ruled", UnitRow::ruled)
            .sorted("ruled", UnitRow::ruled)
            .column("score", UnitRow::score)
            .sorted("score", UnitRow::score)
            .column("broken", UnitRow::broken)
            .sorted("broken", UnitRow::broken)
            .column("held", UnitRow::held)
            .sorted("held", UnitRow::held)
            .column("overdue", UnitRow::overdue)
            .sorted("overdue", UnitRow::overdue)
            .column("objections", UnitRow::objections)
            .sorted("objections", UnitRow::objections);

    static final ListColumns<RunView> RUN_COLUMNS = ListColumns.<RunView>titled("quality.run-column.")
            .column("created", RunView::createdAt, "created_at")
            .column("version", RunView::version)
            .column("version-at", RunView::versionAt, "version_at")
            .word("cause", "quality.cause.", run -> run.cause().word(), "cause")
            .word("state", "job.state.", run -> run.state().word())
            .column("score", RunView::score, "score")
            .column("rows", RunView::rows, "rows")
            .column("failing", RunView::failing, "failing")
            .column("applicable", RunView::applicable, "applicable")
            .column("broken", RunView::broken, "broken")
            .column("by", RunView::startedBy);

    private final Standings standings;
    private final Examining examining;
    private final QualityRuns runs;
    private final QualityAccess access;
    private final Quality quality;
    private final CollectedData data;
    private final CatalogReader catalog;
    private final ObjectionStore store;
    private final Jobs jobs;
    private final Institution institution;
    private final Texts texts;
    private final Clock clock;

    QualityController(
            Standings standings,
            Examining examining,
            QualityRuns runs,
            QualityAccess access,
            Quality quality,
            CollectedData data,
            CatalogReader catalog,
            ObjectionStore store,
            Jobs jobs,
            Institution institution,
            Texts texts,
            Clock clock) {
        this.standings = standings;
        this.examining = examining;
        this.runs = runs;
        this.access = access;
        this.quality = quality;
        this.data = data;
        this.catalog = catalog;
        this.store = store;
        this.jobs = jobs;
        this.institution = institution;
        this.texts = texts;
        this.clock = clock;
    }

    /// @param unit only the entries of this unit
    /// @param scored only those with a score
    /// @param broken only those with a broken rule
    /// @param overdue only those whose next version is overdue
    @GetMapping("/entries")
    Listing<EntryRow> entries(
            @RequestParam @Nullable String standing,
            @RequestParam @Nullable String unit,
            @RequestParam(defaultValue = "false") boolean scored,
            @RequestParam(defaultValue = "false") boolean broken,
            @RequestParam(defaultValue = "false") boolean overdue,
            @ParameterObject ListQuery query,
            Actor actor) {
        String wanted = COLUMNS.chosen("standing", standing);
        String words = query.q() == null ? "" : query.q().strip();
        return COLUMNS.page(
                seen(actor).stream()
                        .filter(row -> wanted == null || row.standing().equals(wanted))
                        .filter(row -> unit == null || row.unit().value().equals(unit))
                        .filter(row -> !scored || row.score() != null)
                        .filter(row -> !broken || (row.broken() != null && row.broken() > 0))
                        .filter(row -> !overdue || row.overdue())
                        .filter(row -> row.title().contains(words)
                                || row.code().contains(words)
                                || row.unitName().contains(words))
                        .toList(),
                query,
                Comparator.<EntryRow>comparingInt(row -> STANDINGS.indexOf(row.standing()))
                        .thenComparing(EntryRow::title)
                        .thenComparing(EntryRow::entry));
    }

    private List<EntryRow> seen(Actor actor) {
        Scope scope = access.listed(actor);
        return standings.of(
                data.all().stream().filter(one -> scope.covers(one.unit())).toList(),
                institution.unitNames(),
                clock.instant());
    }

    @GetMapping("/entries/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable String format,
            @RequestParam @Nullable String standing,
            @RequestParam @Nullable String unit,
            @RequestParam(defaultValue = "false") boolean scored,
            @RequestParam(defaultValue = "false") boolean broken,
            @RequestParam(defaultValue = "false") boolean overdue,
            @ParameterObject ListQuery query,
            Actor actor) {
        return COLUMNS.download(
                format,
                texts.say("quality.entries"),
                query,
                page -> entries(standing, unit, scored, broken, overdue, page, actor),
                texts);
    }

    @GetMapping("/units")
    Listing<UnitRow> units(@ParameterObject ListQuery query, Actor actor) {
        String words = query.q() == null ? "" : query.q().strip();
        return UNIT_COLUMNS.page(
                Standings.byUnit(seen(actor)).stream()
                        .filter(row -> row.unitName().contains(words))
                        .toList(),
                query,
                Comparator.comparing(UnitRow::unitName)
                        .thenComparing(row -> row.unit().value()));
    }

    @GetMapping("/units/export.{format}")
    ResponseEntity<byte[]> exportUnits(@PathVariable String format, @ParameterObject ListQuery query, Actor actor) {
        return UNIT_COLUMNS.download(format, texts.say("quality.units"), query, page -> units(page, actor), texts);
    }

    @GetMapping("/entries/{entry}")
    EntryPage entry(@PathVariable UUID entry, Actor actor) {
        CollectedData.Collected of = access.listed(actor, entry);
        EntryRow row = standings
                .of(List.of(of), institution::unitName, clock.instant())
                .getFirst();
        LakeVersion current = data.table(entry).flatMap(LakeTable::current).orElse(null);
        QualityRun newest = runs.newest(entry).orElse(null);
        List<String> may = new ArrayList<>();
        boolean running = newest != null
                && jobs.find(newest.id()).map(job -> !job.state().over()).orElse(false);
        if (access.manages(actor, of.unit()) && current != null && row.rules() > 0 && !running) {
            may.add("examine");
        }
        if (access.reads(actor, of.unit())) {
            may.add("read");
        }
        return new EntryPage(
                row,
                of.plan(),
                current == null ? null : view(current),
                quality.goodVersion(entry).map(QualityController::view).orElse(null),
                newest == null ? null : view(newest, actor),
                runs.bySnapshot(entry).values().stream()
                        .sorted(Comparator.comparing(QualityRun::versionAt))
                        .map(run -> view(run, actor))
                        .toList(),
                may);
    }

    /// For whoever may read the entry.
    @GetMapping("/entries/{entry}/note")
    EntryNote note(@PathVariable UUID entry, Actor actor) {
        catalog.visible(actor, entry);
        CollectedData.Collected of = data.of(entry).orElse(null);
        if (of == null) {
            return new EntryNote(false, 0, null);
        }
        return new EntryNote(
                quality.goodVersion(entry).isPresent(),
                store.markedRecords(entry),
                access.lists(actor, of.unit())
                        ? standings
                                .of(List.of(of), institution::unitName, clock.instant())
                                .getFirst()
                        : null);
    }

    private static VersionView view(LakeVersion version) {
        return new VersionView(Long.toString(version.id()), version.at(), version.rows());
    }

    @PostMapping("/entries/{entry}/examine")
    Started examine(@PathVariable UUID entry, Actor actor) {
        return new Started(examining.examine(entry, actor));
    }

    @GetMapping("/entries/{entry}/runs")
    Listing<RunView> runs(@PathVariable UUID entry, @ParameterObject ListQuery query, Actor actor) {
        access.listed(actor, entry);
        return runs.list(entry, query, RUN_COLUMNS.order(query, "created_at desc", "id"))
                .map(run -> view(run, actor));
    }

    @GetMapping("/entries/{entry}/runs/export.{format}")
    ResponseEntity<byte[]> exportRuns(
            @PathVariable UUID entry, @PathVariable String format, @ParameterObject ListQuery query, Actor actor) {
        return RUN_COLUMNS.download(format, texts.say("quality.runs"), query, page -> runs(entry, page, actor), texts);
    }

    RunView view(QualityRun run, Actor actor) {
        Job job = jobs.find(run.id()).orElseThrow(NotFound::new);
        List<String> may = new ArrayList<>();
        if (access.manages(actor, run.unit())) {
            if (!job.state().over() && !job.cancelRequested()) {
                may.add("cancel");
            }
            if (job.state() == Job.State.FAILED) {
                may.add("retry");
            }
        }
        return new RunView(
                run.id(),
                run.cause(),
                run.snapshot(),
                run.versionAt(),
                run.createdAt(),
                job.state(),
                run.percent(),
                run.finishedAt() == null ? job.finishedAt() : run.finishedAt(),
                run.rows(),
                run.failing(),
                run.applicable(),
                run.score(),
                run.broken(),
                run.held(),
                job.startedByName(),
                job.problem() == null
                        ? null
                        : texts.say(
                                job.problem(),
                                Map.of(
                                        "detail",
                                        access.reads(actor, run.unit()) ? String.valueOf(job.problemDetail()) : "…")),
                may);
    }
}
