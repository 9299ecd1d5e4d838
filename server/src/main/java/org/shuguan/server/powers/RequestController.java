package org.shuguan.server.powers;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.SensitiveAct;
import org.shuguan.server.identity.AccountAdministration;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ListColumns;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
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
import tools.jackson.databind.json.JsonMapper;

/// Matters for two persons (双人办理).
@RestController
@RequestMapping("/api/powers/requests")
class RequestController {
    /// @param title what is asked for, in the reader's language
    /// @param decidable whether the reader may confirm or decline it
    /// @param own whether the reader asked for it
    record RequestRow(
            UUID id,
            Wanted.Kind kind,
            String title,
            Request.State state,
            String askedByName,
            java.time.Instant askedAt,
            java.time.Instant expiresAt,
            String reason,
            String confirmerName,
            @Nullable String unitName,
            Wanted wanted,
            @Nullable String decidedByName,
            java.time.@Nullable Instant decidedAt,
            @Nullable String answer,
            boolean decidable,
            boolean own) {}

    record Answer(@Nullable String reason) {}

    /// @param handed the link of a reset, shown only now
    record Confirmed(AccountAdministration.@Nullable Handed handed) {}

    static final ListColumns<RequestRow> COLUMNS = ListColumns.<RequestRow>titled("powers.column.")
            .column("what", RequestRow::title)
            .column("reason", RequestRow::reason)
            .column("askedBy", RequestRow::askedByName, "asked_by_name")
            .column("askedAt", RequestRow::askedAt, "asked_at")
            .column("expiresAt", RequestRow::expiresAt, "expires_at")
            .word("state", "powers.state.", row -> row.state().word(), "state")
            .column("decidedBy", RequestRow::decidedByName)
            .column("decidedAt", RequestRow::decidedAt, "decided_at")
            .column("answer", RequestRow::answer)
            .filter("state", Request.State.values());

    private final TwoPersons matters;
    private final Requests requests;
    private final Access access;
    private final Institution institution;
    private final Texts texts;
    private final JsonMapper json;
    private final Clock clock;

    RequestController(
            TwoPersons matters,
            Requests requests,
            Access access,
            Institution institution,
            Texts texts,
            JsonMapper json,
            Clock clock) {
        this.matters = matters;
        this.requests = requests;
        this.access = access;
        this.institution = institution;
        this.texts = texts;
        this.json = json;
        this.clock = clock;
    }

    @GetMapping
    Listing<RequestRow> list(@RequestParam @Nullable String state, @ParameterObject ListQuery query, Actor actor) {
        OfficerId only = access.canAnywhere(actor, PowerPermission.READ) ? null : actor.officer();
        Function<UnitCode, String> units = institution.unitNames();
        return requests.list(only, COLUMNS.chosen("state", state), clock.instant(), query)
                .map(request -> row(request, units, actor));
    }

    @GetMapping("/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable String format,
            @RequestParam @Nullable String state,
            @ParameterObject ListQuery query,
            Actor actor) {
        return COLUMNS.download(format, texts.say("powers.list"), query, page -> list(state, page, actor), texts);
    }

    @GetMapping("/{id}")
    RequestRow one(@PathVariable UUID id, Actor actor) {
        return row(matters.readable(id, actor), institution.unitNames(), actor);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @SensitiveAct("two-persons")
    TwoPersons.Asked ask(@RequestBody Wanted wanted, Actor actor) {
        return matters.ask(wanted, actor);
    }

    @PostMapping("/{id}/confirm")
    @SensitiveAct("two-persons")
    Confirmed confirm(@PathVariable UUID id, Actor actor) {
        return new Confirmed(matters.confirm(id, actor));
    }

    @PostMapping("/{id}/decline")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void decline(@PathVariable UUID id, @RequestBody Answer answer, Actor actor) {
        matters.decline(id, answer.reason() == null ? "" : answer.reason(), actor);
    }

    @PostMapping("/{id}/take-back")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void takeBack(@PathVariable UUID id, Actor actor) {
        matters.takeBack(id, actor);
    }

    private RequestRow row(Request request, Function<UnitCode, String> units, Actor actor) {
        return new RequestRow(
                request.id(),
                request.kind(),
                title(request, units, texts),
                request.state(),
                request.askedByName(),
                request.askedAt(),
                request.expiresAt(),
                request.reason(),
                texts.say("role." + request.confirmer().word()),
                request.unit() == null ? null : units.apply(request.unit()),
                json.readValue(request.wanted(), Wanted.class),
                request.decidedByName(),
                request.decidedAt(),
                request.answer(),
                matters.mayDecide(request, actor),
                request.askedBy().equals(actor.officer()));
    }

    /// What is asked for, in one sentence.
    static String title(Request request, Function<UnitCode, String> units, Texts texts) {
        Map<String, String> facts = new HashMap<>();
        facts.put("name", request.subjectName());
        facts.put("account", String.valueOf(request.accountName()));
        facts.put(
                "role",
                request.role() == null ? "" : texts.say("role." + request.role().word()));
        facts.put("unit", request.unit() == null ? "" : units.apply(request.unit()));
        return texts.say("powers.title." + request.kind().word(), facts);
    }
}
