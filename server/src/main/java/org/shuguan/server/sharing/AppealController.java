package org.shuguan.server.sharing;

import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.UnitCode;
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
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The appeals, for those who prepare the joint meeting.
@RestController
@RequestMapping("/api/sharing/appeals")
class AppealController {
    /// @param maySettle whether the reader may record the decision
    record Row(Appeal appeal, String unitName, String ownerName, boolean maySettle) {}

    /// @param upheld whether the owner must answer again
    record SettleRequest(@Nullable Boolean upheld, @Nullable String decision) {}

    static final ListColumns<Row> COLUMNS = ListColumns.<Row>titled("sharing.appeal-column.")
            .column("number", row -> row.appeal().number(), "number")
            .column("title", row -> row.appeal().title(), "title")
            .column("unit", Row::unitName, "unit")
            .column("owner", Row::ownerName, "owner")
            .column("reason", row -> row.appeal().reason())
            .column("basis", row -> row.appeal().refusalBasis())
            .word("state", "sharing.appeal-state.", row -> row.appeal().state().word(), "state")
            .column("raised", row -> row.appeal().raisedAt(), "raised_at")
            .column("raisedBy", row -> row.appeal().raisedBy())
            .column("decision", row -> row.appeal().decision())
            .column("settled", row -> row.appeal().settledAt(), "settled_at")
            .filter("state", Appeal.State.values());

    private final Appeals appeals;
    private final SharingSight sight;
    private final Access access;
    private final Institution institution;
    private final Texts texts;

    AppealController(Appeals appeals, SharingSight sight, Access access, Institution institution, Texts texts) {
        this.appeals = appeals;
        this.sight = sight;
        this.access = access;
        this.institution = institution;
        this.texts = texts;
    }

    @GetMapping
    Listing<Row> list(@RequestParam @Nullable String state, @ParameterObject ListQuery query, Actor actor) {
        Function<UnitCode, String> names = institution.unitNames();
        return appeals.list(sight.units(actor), COLUMNS.chosen("state", state), query)
                .map(appeal -> row(appeal, names, actor));
    }

    @GetMapping("/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable String format,
            @RequestParam @Nullable String state,
            @ParameterObject ListQuery query,
            Actor actor) {
        return COLUMNS.download(format, texts.say("sharing.appeals"), query, page -> list(state, page, actor), texts);
    }

    /// Records what the joint meeting decided.
    @PostMapping("/{id}/settle")
    Row settle(@PathVariable UUID id, @RequestBody SettleRequest given, Actor actor) {
        Appeal appeal = appeals.find(id).orElseThrow(NotFound::new);
        sight.part(appeal.part(), actor);
        appeals.settle(id, Boolean.TRUE.equals(given.upheld()), given.decision(), actor);
        return row(appeals.find(id).orElseThrow(NotFound::new), institution::unitName, actor);
    }

    private Row row(Appeal appeal, Function<UnitCode, String> names, Actor actor) {
        return new Row(
                appeal,
                names.apply(appeal.unit()),
                names.apply(appeal.owner()),
                appeal.state() == Appeal.State.OPEN && access.can(actor, SharingPermission.SETTLE, appeal.unit()));
    }
}
