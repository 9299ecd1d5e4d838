package org.shuguan.server.census;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.CensusTexts;
import org.shuguan.dataplane.detect.Correction;
import org.shuguan.dataplane.detect.DataType;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.InvalidInput;
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

/// Corrections of columns: state, withdraw, list; and the reviewers' decisions about lower grades.
@RestController
@RequestMapping("/api/census")
class CorrectionController {
    record MendRequest(
            @Nullable String column,
            ColumnCorrection.@Nullable What what,
            @Nullable String value,
            @Nullable String reason) {}

    record DecisionRequest(
            @Nullable Boolean agreed, @Nullable String reason) {}

    /// @param decidedFor the holder of the role for whom a substitute or delegate decided
    /// @param label the value in the reader's language
    /// @param measured the measured value in the reader's language
    record CorrectionView(
            UUID id,
            UnitCode unit,
            String path,
            String column,
            ColumnCorrection.What what,
            String label,
            @Nullable String measured,
            String reason,
            boolean lowers,
            ColumnCorrection.State state,
            String saidBy,
            Instant saidAt,
            @Nullable String decidedBy,
            @Nullable String decidedFor,
            @Nullable Instant decidedAt,
            @Nullable String decidedBecause,
            boolean mayUndo,
            boolean mayDecide) {}

    static final ListColumns<CorrectionView> COLUMNS = ListColumns.<CorrectionView>titled("census.correction-column.")
            .column("unit", CorrectionView::unit, "unit")
            .column("path", CorrectionView::path, "path")
            .column("column", CorrectionView::column, "column_name")
            .word("what", "census.correction.", view -> view.what().word())
            .column("measured", CorrectionView::measured)
            .column("value", CorrectionView::label)
            .column("reason", CorrectionView::reason)
            .word("state", "census.correction-state.", view -> view.state().word(), "state")
            .column("by", CorrectionView::saidBy)
            .column("said", CorrectionView::saidAt, "said_at")
            .said("decided-by", (view, texts) -> Capacity.signature(view.decidedBy(), null, view.decidedFor(), texts))
            .column("because", CorrectionView::decidedBecause)
            .filter("state", ColumnCorrection.State.values());

    private final ColumnCorrections corrections;
    private final CorrectionRecords records;
    private final CensusAccess access;
    private final FoundTables tables;
    private final CityTypes cityTypes;
    private final Texts texts;

    CorrectionController(
            ColumnCorrections corrections,
            CorrectionRecords records,
            CensusAccess access,
            FoundTables tables,
            CityTypes cityTypes,
            Texts texts) {
        this.corrections = corrections;
        this.records = records;
        this.access = access;
        this.tables = tables;
        this.cityTypes = cityTypes;
        this.texts = texts;
    }

    /// The types that a correction can state.
    @GetMapping("/types")
    List<RunController.Label> types() {
        CensusTexts words = Texts.ofCensus();
        return Stream.concat(
                        Stream.of(new RunController.Label(Correction.NOTHING, texts.say("census.correction.nothing"))),
                        cityTypes.known().all().stream()
                                .map(type -> new RunController.Label(type.word(), words.type(type))))
                .toList();
    }

    @GetMapping("/runs/{id}/tables/{table}/corrections")
    List<CorrectionView> ofTable(@PathVariable UUID id, @PathVariable long table, Actor actor) {
        CensusRun run = access.readableRun(actor, id);
        String path = tables.result(run.id(), table)
                .orElseThrow(NotFound::new)
                .table()
                .path();
        return records.of(run.source(), path).stream()
                .map(correction -> view(correction, actor))
                .toList();
    }

    @PostMapping("/runs/{id}/tables/{table}/corrections")
    @ResponseStatus(HttpStatus.CREATED)
    CorrectionView correction(
            @PathVariable UUID id, @PathVariable long table, @RequestBody MendRequest request, Actor actor) {
        CensusRun run = access.manageableRun(actor, id);
        new InvalidInput.Check()
                .that(request.what() != null, "what", "required")
                .orRefuse();
        var said = new ColumnCorrections.Said(
                text(request.column()),
                java.util.Objects.requireNonNull(request.what()),
                text(request.value()),
                text(request.reason()));
        return view(corrections.correct(run, table, said, actor), actor);
    }

    @GetMapping("/corrections")
    Listing<CorrectionView> list(@RequestParam @Nullable String state, @ParameterObject ListQuery query, Actor actor) {
        return records.list(access.read(actor), access.reviewed(actor), COLUMNS.chosen("state", state), query)
                .map(correction -> view(correction, actor));
    }

    @GetMapping("/corrections/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable String format,
            @RequestParam @Nullable String state,
            @ParameterObject ListQuery query,
            Actor actor) {
        return COLUMNS.download(
                format, texts.say("census.corrections"), query, page -> list(state, page, actor), texts);
    }

    @PostMapping("/corrections/{id}/undo")
    CorrectionView undo(@PathVariable UUID id, Actor actor) {
        corrections.undo(corrections.readable(id, actor), actor);
        return view(corrections.readable(id, actor), actor);
    }

    @PostMapping("/corrections/{id}/decide")
    CorrectionView decide(@PathVariable UUID id, @RequestBody DecisionRequest request, Actor actor) {
        ColumnCorrection correction = corrections.readable(id, actor);
        new InvalidInput.Check()
                .that(request.agreed() != null, "agreed", "required")
                .orRefuse();
        corrections.decide(correction, Boolean.TRUE.equals(request.agreed()), text(request.reason()), actor);
        return view(corrections.readable(id, actor), actor);
    }

    private CorrectionView view(ColumnCorrection correction, Actor actor) {
        boolean open = correction.state() == ColumnCorrection.State.ASKED
                || correction.state() == ColumnCorrection.State.IN_FORCE;
        return new CorrectionView(
                correction.id(),
                correction.unit(),
                correction.path(),
                correction.columnName(),
                correction.what(),
                label(correction.what(), correction.value()),
                correction.measured() == null ? null : label(correction.what(), correction.measured()),
                correction.reason(),
                correction.lowers(),
                correction.state(),
                correction.saidBy(),
                correction.saidAt(),
                correction.decidedBy(),
                correction.decidedFor(),
                correction.decidedAt(),
                correction.decidedBecause(),
                open && access.manages(actor, correction.unit()),
                corrections.mayDecide(correction, actor));
    }

    private String label(ColumnCorrection.What what, String value) {
        CensusTexts words = Texts.ofCensus();
        return switch (what) {
            case TYPE -> DataType.find(value).map(words::type).orElseGet(() -> texts.say("census.correction.nothing"));
            case GRADE -> words.grade(Grade.of(value));
            case TITLE -> value;
        };
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
