package org.shuguan.server.exchange;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Scope;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.InvalidInput;
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
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Alarms about the use of grants, for both sides of a grant and those who oversee them.
@RestController
@RequestMapping("/api/exchange/alarms")
class AlarmController {
    /// An alarm.
    ///
    /// @param sentence what is odd, with its figures
    /// @param finding null while it is open
    /// @param mayClose whether the person may say what was found
    record AlarmView(
            UUID id,
            Instant raisedAt,
            AlarmKind kind,
            String sentence,
            UUID grant,
            String grantNumber,
            String resource,
            String clientName,
            UnitCode consumer,
            String consumerName,
            UnitCode owner,
            String ownerName,
            @Nullable String finding,
            @Nullable Instant closedAt,
            @Nullable String closedByName,
            boolean mayClose) {}

    private static final int LONGEST = 500;

    /// What was found.
    record Finding(@NotBlank @Size(max = LONGEST) String finding) {}

    static final ListColumns<AlarmView> COLUMNS = ListColumns.<AlarmView>titled("exchange.alarm-column.")
            .column("raisedAt", AlarmView::raisedAt, "raised_at")
            .word("kind", "exchange.alarm-kind.", row -> row.kind().word(), "kind")
            .column("sentence", AlarmView::sentence)
            .column("grant", AlarmView::grantNumber, "grant_number")
            .column("resource", AlarmView::resource, "resource")
            .column("client", AlarmView::clientName, "client_name")
            .column("consumer", AlarmView::consumerName)
            .column("owner", AlarmView::ownerName)
            .column("finding", AlarmView::finding)
            .column("closedAt", AlarmView::closedAt, "closed_at")
            .column("closedBy", AlarmView::closedByName)
            .filter("kind", AlarmKind.values())
            .filter("state", List.of("open", "closed"));

    private final Alarms alarms;
    private final Access access;
    private final Institution institution;
    private final Texts texts;
    private final JsonMapper json;

    AlarmController(Alarms alarms, Access access, Institution institution, Texts texts, JsonMapper json) {
        this.alarms = alarms;
        this.access = access;
        this.institution = institution;
        this.texts = texts;
        this.json = json;
    }

    @GetMapping
    Listing<AlarmView> list(
            @RequestParam @Nullable String kind,
            @RequestParam @Nullable String state,
            @ParameterObject ListQuery query,
            Actor actor) {
        Function<UnitCode, String> names = institution.unitNames();
        String chosen = COLUMNS.chosen("state", state);
        return alarms.list(
                        access.scope(actor, ExchangePermission.READ),
                        COLUMNS.chosen("kind", kind),
                        chosen == null ? null : chosen.equals("open"),
                        query,
                        COLUMNS.order(query, "raised_at desc", "id"))
                .map(row -> view(row, names, actor));
    }

    @GetMapping("/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable String format,
            @RequestParam @Nullable String kind,
            @RequestParam @Nullable String state,
            @ParameterObject ListQuery query,
            Actor actor) {
        return COLUMNS.download(
                format, texts.say("exchange.alarms"), query, page -> list(kind, state, page, actor), texts);
    }

    /// Closes an alarm of the unit's own data with what was found.
    @PostMapping("/{id}/close")
    AlarmView close(@PathVariable UUID id, @RequestBody Finding finding, Actor actor) {
        Alarms.Row alarm = alarms.find(id).orElseThrow(NotFound::new);
        Scope scope = access.scope(actor, ExchangePermission.READ);
        if (!scope.covers(alarm.owner()) && !scope.covers(alarm.consumer())) {
            throw new NotFound();
        }
        if (!access.can(actor, ExchangePermission.CLOSE_ALARM, alarm.owner())) {
            throw new Forbidden();
        }
        // Not before the permission was checked.
        String found = Objects.requireNonNullElse(finding.finding(), "").strip();
        new InvalidInput.Check()
                .that(!found.isEmpty(), "finding", "required")
                .that(found.length() <= LONGEST, "finding", "too-long", Map.of("max", LONGEST))
                .orRefuse();
        alarms.close(alarm, found, actor);
        return view(alarms.find(id).orElseThrow(), institution.unitNames(), actor);
    }

    private AlarmView view(Alarms.Row row, Function<UnitCode, String> names, Actor actor) {
        Map<String, Object> facts = json.readValue(row.facts(), new TypeReference<Map<String, Object>>() {});
        return new AlarmView(
                row.id(),
                row.raisedAt(),
                row.kind(),
                texts.say("exchange.alarm." + row.kind().word(), facts),
                row.dataGrant(),
                row.grantNumber(),
                row.resource(),
                row.clientName(),
                row.consumer(),
                names.apply(row.consumer()),
                row.owner(),
                names.apply(row.owner()),
                row.finding(),
                row.closedAt(),
                row.closedByName(),
                row.closedAt() == null && access.can(actor, ExchangePermission.CLOSE_ALARM, row.owner()));
    }
}
