package org.shuguan.server.census;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Correction;
import org.shuguan.dataplane.detect.DataType;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.dataplane.detect.Words;
import org.shuguan.server.identity.Actor;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Everything;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Spreadsheet;
import org.shuguan.server.platform.Texts;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.context.i18n.LocaleContextHolder;
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

/// People's words about columns: say, take back, list; the reviewer's about grades that are to be lower.
@RestController
@RequestMapping("/api/census")
class MendController {
    record MendRequest(
            @Nullable String column,
            Mend.@Nullable What what,
            @Nullable String value,
            @Nullable String reason) {}

    record DecisionRequest(
            @Nullable Boolean agreed, @Nullable String reason) {}

    /// @param label the value in the reader's language
    /// @param measured what was measured, in the reader's language
    record MendView(
            UUID id,
            UnitCode unit,
            String path,
            String column,
            Mend.What what,
            String label,
            @Nullable String measured,
            String reason,
            boolean lowers,
            Mend.State state,
            String saidBy,
            Instant saidAt,
            @Nullable String decidedBy,
            @Nullable Instant decidedAt,
            @Nullable String decidedBecause,
            boolean mayUndo,
            boolean mayDecide) {}

    private final Mends mends;
    private final MendRecords records;
    private final CensusAccess access;
    private final FoundTables tables;
    private final Texts texts;

    MendController(Mends mends, MendRecords records, CensusAccess access, FoundTables tables, Texts texts) {
        this.mends = mends;
        this.records = records;
        this.access = access;
        this.tables = tables;
        this.texts = texts;
    }

    /// What a column can be said to hold.
    @GetMapping("/types")
    List<RunController.Label> types() {
        Words words = Words.in(LocaleContextHolder.getLocale());
        return Stream.concat(
                        Stream.of(new RunController.Label(Correction.NOTHING, texts.say("census.mend.nothing"))),
                        Arrays.stream(DataType.values())
                                .map(type -> new RunController.Label(type.word(), words.type(type))))
                .toList();
    }

    @GetMapping("/runs/{id}/tables/{table}/mends")
    List<MendView> ofTable(@PathVariable UUID id, @PathVariable long table, Actor actor) {
        CensusRun run = access.readableRun(actor, id);
        String path = tables.result(run.id(), table)
                .orElseThrow(NotFound::new)
                .table()
                .path();
        return records.of(run.source(), path).stream()
                .map(mend -> view(mend, actor))
                .toList();
    }

    @PostMapping("/runs/{id}/tables/{table}/mends")
    @ResponseStatus(HttpStatus.CREATED)
    MendView mend(@PathVariable UUID id, @PathVariable long table, @RequestBody MendRequest request, Actor actor) {
        CensusRun run = access.manageableRun(actor, id);
        new InvalidInput.Check()
                .that(request.what() != null, "what", "required")
                .orRefuse();
        var said = new Mends.Said(
                text(request.column()),
                java.util.Objects.requireNonNull(request.what()),
                text(request.value()),
                text(request.reason()));
        return view(mends.mend(run, table, said, actor), actor);
    }

    @GetMapping("/mends")
    Listing<MendView> list(@RequestParam @Nullable String state, @ParameterObject ListQuery query, Actor actor) {
        Set<UnitCode> units = actor.unitsAs(Role.DATA_STEWARD, Role.UNIT_CDO);
        String wanted = state == null || state.isBlank() ? null : state;
        return records.list(units, actor.is(Role.SECURITY_REVIEWER), wanted, query)
                .map(mend -> view(mend, actor));
    }

    @GetMapping("/mends/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable String format,
            @RequestParam @Nullable String state,
            @ParameterObject ListQuery query,
            Actor actor) {
        Everything<List<@Nullable Object>> rows = query.everything(page -> list(state, page, actor))
                .map(mend -> Arrays.<@Nullable Object>asList(
                        mend.unit(),
                        mend.path(),
                        mend.column(),
                        texts.say("census.mend." + mend.what().word()),
                        mend.measured(),
                        mend.label(),
                        mend.reason(),
                        texts.say("census.mend-state." + mend.state().word()),
                        mend.saidBy(),
                        mend.saidAt(),
                        mend.decidedBy(),
                        mend.decidedBecause()));
        List<String> columns = Stream.of(
                        "unit",
                        "table",
                        "mend.column",
                        "mend.what",
                        "mend.measured",
                        "mend.value",
                        "mend.reason",
                        "mend.state",
                        "mend.by",
                        "mend.at",
                        "mend.decided-by",
                        "mend.because")
                .map(column -> texts.say("census." + column))
                .toList();
        return new Spreadsheet(texts.say("census.mends"), columns, rows, texts).download(format);
    }

    @PostMapping("/mends/{id}/undo")
    MendView undo(@PathVariable UUID id, Actor actor) {
        mends.undo(mends.readable(id, actor), actor);
        return view(mends.readable(id, actor), actor);
    }

    @PostMapping("/mends/{id}/decide")
    MendView decide(@PathVariable UUID id, @RequestBody DecisionRequest request, Actor actor) {
        Mend mend = mends.readable(id, actor);
        new InvalidInput.Check()
                .that(request.agreed() != null, "agreed", "required")
                .orRefuse();
        mends.decide(mend, Boolean.TRUE.equals(request.agreed()), text(request.reason()), actor);
        return view(mends.readable(id, actor), actor);
    }

    private MendView view(Mend mend, Actor actor) {
        boolean open = mend.state() == Mend.State.ASKED || mend.state() == Mend.State.IN_FORCE;
        return new MendView(
                mend.id(),
                mend.unit(),
                mend.path(),
                mend.columnName(),
                mend.what(),
                label(mend.what(), mend.value()),
                mend.measured() == null ? null : label(mend.what(), mend.measured()),
                mend.reason(),
                mend.lowers(),
                mend.state(),
                mend.saidBy(),
                mend.saidAt(),
                mend.decidedBy(),
                mend.decidedAt(),
                mend.decidedBecause(),
                open && actor.is(Role.DATA_STEWARD, mend.unit()),
                mend.state() == Mend.State.ASKED
                        && actor.is(Role.SECURITY_REVIEWER)
                        && !mend.saidBy().equals(actor.officerName()));
    }

    private String label(Mend.What what, String value) {
        Words words = Words.in(LocaleContextHolder.getLocale());
        return switch (what) {
            case TYPE -> Correction.dataType(value).map(words::type).orElseGet(() -> texts.say("census.mend.nothing"));
            case GRADE -> words.grade(Grade.of(value));
            case TITLE -> value;
        };
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
