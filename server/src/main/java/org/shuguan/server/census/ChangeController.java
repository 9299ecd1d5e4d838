package org.shuguan.server.census;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.compare.ColumnChange;
import org.shuguan.dataplane.compare.TableChange;
import org.shuguan.server.access.Actor;
import org.shuguan.server.job.Job;
import org.shuguan.server.platform.ListColumns;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Texts;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Comparisons of censuses: differences, histories, observed update cycles.
@RestController
@RequestMapping("/api/census")
class ChangeController {
    record RunRef(UUID run, Instant at, long sample) {}

    /// @param before the run that it is compared with, null if there is none
    /// @param counts number of tables by kind of change
    /// @param others the runs that it can be compared with
    record ComparisonView(RunRef run, @Nullable RunRef before, Map<String, Integer> counts, List<RunRef> others) {}

    record HistoryView(@Nullable String cycle, List<String> evidence, List<SightingView> sightings) {}

    /// @param changed whether the content differs from the census before, null if unknown
    record SightingView(
            UUID run,
            long table,
            Instant at,
            long rows,
            long bytes,
            @Nullable LocalDate newest,
            @Nullable Boolean changed) {}

    static final ListColumns<TableChange> COLUMNS = ListColumns.<TableChange>titled("census.change-column.")
            .word("kind", "census.change.", change -> change.kind().word(), "kind")
            .column("path", TableChange::path, "path")
            .column("former", TableChange::formerPath)
            .column("comment", TableChange::comment)
            .column("rows-before", change -> known(change.rowsBefore()))
            .column("rows", change -> known(change.rowsAfter()), "rows_after")
            .column("bytes-before", change -> known(change.bytesBefore()))
            .column("bytes", change -> known(change.bytesAfter()), "bytes_after")
            .said("altered", ChangeController::sentences)
            .sorted("altered", "altered")
            .sorted("growth", "rows_after - rows_before")
            .filter(
                    "kind",
                    Stream.concat(
                                    Stream.of("all"),
                                    Arrays.stream(TableChange.Kind.values()).map(TableChange.Kind::word))
                            .toList());

    private final CensusAccess access;
    private final Changes changes;
    private final TableChanges stored;
    private final FoundTables tables;
    private final ObservedCycles cycles;
    private final Texts texts;

    ChangeController(
            CensusAccess access,
            Changes changes,
            TableChanges stored,
            FoundTables tables,
            ObservedCycles cycles,
            Texts texts) {
        this.access = access;
        this.changes = changes;
        this.stored = stored;
        this.tables = tables;
        this.cycles = cycles;
        this.texts = texts;
    }

    /// @param before the run to compare with; by default the one before it
    @GetMapping("/runs/{id}/comparison")
    ComparisonView comparison(@PathVariable UUID id, @RequestParam @Nullable UUID before, Actor actor) {
        CensusRun run = finished(id, actor);
        UUID against = against(run, before, actor);
        List<RunRef> all = stored.history(run.source()).stream()
                .map(step -> new RunRef(step.run(), step.at(), step.sample()))
                .toList();
        return new ComparisonView(
                ref(run),
                all.stream()
                        .filter(one -> one.run().equals(against))
                        .findFirst()
                        .orElse(null),
                against == null ? Map.of() : stored.counts(id, against),
                all.stream().filter(one -> !one.run().equals(id)).toList());
    }

    @GetMapping("/runs/{id}/changes")
    Listing<TableChange> list(
            @PathVariable UUID id,
            @RequestParam @Nullable UUID before,
            @RequestParam @Nullable String kind,
            @ParameterObject ListQuery query,
            Actor actor) {
        String chosen = COLUMNS.chosen("kind", kind);
        UUID against = against(finished(id, actor), before, actor);
        return stored.list(id, against, chosen, query);
    }

    @GetMapping("/runs/{id}/changes/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable UUID id,
            @PathVariable String format,
            @RequestParam @Nullable UUID before,
            @RequestParam @Nullable String kind,
            @ParameterObject ListQuery query,
            Actor actor) {
        return COLUMNS.download(
                format, texts.say("census.changes"), query, page -> list(id, before, kind, page, actor), texts);
    }

    @GetMapping("/sources/{id}/history")
    List<TableChanges.Step> history(@PathVariable UUID id, Actor actor) {
        return stored.history(access.readable(actor, id).id());
    }

    @GetMapping("/runs/{id}/tables/{table}/history")
    HistoryView history(@PathVariable UUID id, @PathVariable long table, Actor actor) {
        CensusRun run = access.readableRun(actor, id);
        String path = tables.result(run.id(), table)
                .orElseThrow(NotFound::new)
                .table()
                .path();
        List<TableChanges.Sighting> seen = stored.sightings(run.source(), path);
        ObservedCycles.Observed observed = cycles.of(run.source(), path);
        return new HistoryView(
                observed.cycle(),
                observed.evidence(),
                java.util.stream.IntStream.range(0, seen.size())
                        .mapToObj(i -> view(seen.get(i), i + 1 < seen.size() ? seen.get(i + 1) : null))
                        .toList());
    }

    private static SightingView view(TableChanges.Sighting one, TableChanges.@Nullable Sighting before) {
        Boolean changed = null;
        if (before != null
                && before.signature() != null
                && one.signature() != null
                && before.sketchKey().equals(one.sketchKey())) {
            changed = !before.signature().equals(one.signature());
        }
        return new SightingView(one.run(), one.id(), one.at(), one.rowsRead(), one.bytes(), one.newest(), changed);
    }

    private CensusRun finished(UUID id, Actor actor) {
        CensusRun run = access.readableRun(actor, id);
        if (run.state() != Job.State.DONE) {
            throw CensusRefused.notFinished();
        }
        return run;
    }

    private @Nullable UUID against(CensusRun run, @Nullable UUID wanted, Actor actor) {
        UUID before = wanted == null ? stored.before(run.id()).orElse(null) : wanted;
        if (before == null) {
            return null;
        }
        CensusRun other = finished(before, actor);
        if (!other.source().equals(run.source()) || before.equals(run.id())) {
            throw new NotFound();
        }
        changes.compare(run.id(), before);
        return before;
    }

    private static String sentences(TableChange table, Texts texts) {
        return table.columns().stream().map(change -> sentence(change, texts)).collect(Collectors.joining("\n"));
    }

    private static String sentence(ColumnChange change, Texts texts) {
        return texts.say(
                "census.column-change." + change.kind().word(),
                Map.of(
                        "column", change.column().isEmpty() ? texts.say("census.table") : change.column(),
                        "before", word(change, change.before(), texts),
                        "after", word(change, change.after(), texts)));
    }

    private static String word(ColumnChange change, @Nullable String value, Texts texts) {
        boolean ours = change.kind() == ColumnChange.Kind.KEY || change.kind() == ColumnChange.Kind.NULLABILITY;
        return value == null ? "—" : ours ? texts.say("census.column-state." + value) : value;
    }

    private static @Nullable Long known(long figure) {
        return figure < 0 ? null : figure;
    }

    private static RunRef ref(CensusRun run) {
        return new RunRef(run.id(), run.createdAt(), run.sample());
    }
}
