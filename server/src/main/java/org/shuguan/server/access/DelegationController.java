package org.shuguan.server.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.RoleHeld;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListColumns;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.Rows;
import org.shuguan.server.platform.Texts;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The user's delegations, given and received.
@RestController
@RequestMapping("/api/todos/delegations")
class DelegationController {
    /// The side on which the reader stands.
    enum Direction {
        GIVEN,
        RECEIVED;

        @JsonValue
        String word() {
            return Rows.word(this);
        }

        @JsonCreator
        static Direction of(String word) {
            return Rows.constant(Direction.class, word);
        }
    }

    record DelegationRequest(
            @Nullable Role role,
            @Nullable UnitCode unit,
            @Nullable OfficerId to,
            @Nullable LocalDate from,
            @Nullable LocalDate until) {}

    /// @param direction whether the reader gave or received it
    /// @param mayEnd whether the reader may end it
    record DelegationRow(
            UUID id,
            Direction direction,
            Role role,
            UnitCode unit,
            String unitName,
            String fromName,
            String toName,
            LocalDate validFrom,
            LocalDate validTo,
            Delegation.State state,
            boolean mayEnd) {}

    /// What the user may delegate today.
    ///
    /// @param roles their own roles that can be delegated
    /// @param first the first day on which a delegation can begin
    /// @param latest the last day on which a delegation can begin
    /// @param days the longest period, counted from its first day
    record DelegationChoices(List<RoleHeld> roles, LocalDate first, LocalDate latest, int days) {}

    record Delegated(UUID id) {}

    static final ListColumns<DelegationRow> COLUMNS = ListColumns.<DelegationRow>titled("access.delegation.")
            .word("direction", "access.direction.", row -> row.direction().word())
            .column("unit", DelegationRow::unitName, "unit")
            .word("role", "role.", row -> row.role().word(), "role")
            .column("from", DelegationRow::fromName, "from_name")
            .column("to", DelegationRow::toName, "to_name")
            .column("first", DelegationRow::validFrom, "valid_from")
            .column("last", DelegationRow::validTo, "valid_to")
            .word("state", "access.delegation-state.", row -> row.state().word())
            .filter("direction", Direction.values())
            .filter("state", Delegation.State.values());

    private final Delegations delegations;
    private final Institution institution;
    private final Texts texts;

    DelegationController(Delegations delegations, Institution institution, Texts texts) {
        this.delegations = delegations;
        this.institution = institution;
        this.texts = texts;
    }

    /// @param direction only what the user gave or received
    /// @param state only delegations in this state today
    @GetMapping
    Listing<DelegationRow> list(
            @RequestParam @Nullable String direction,
            @RequestParam @Nullable String state,
            @ParameterObject ListQuery query,
            Actor actor) {
        Function<UnitCode, String> names = institution.unitNames();
        LocalDate today = institution.today();
        return delegations
                .of(actor.officer(), COLUMNS.chosen("direction", direction), COLUMNS.chosen("state", state), query)
                .map(one -> row(one, actor, names, today));
    }

    @GetMapping("/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable String format,
            @RequestParam @Nullable String direction,
            @RequestParam @Nullable String state,
            @ParameterObject ListQuery query,
            Actor actor) {
        return COLUMNS.download(
                format, texts.say("access.delegation.list"), query, page -> list(direction, state, page, actor), texts);
    }

    /// What the user may delegate, and for how long.
    @GetMapping("/choices")
    DelegationChoices choices(Actor actor) {
        int days = delegations.longest();
        LocalDate today = institution.today();
        return new DelegationChoices(
                institution.rolesHeld(today).getOrDefault(actor.officer(), List.of()).stream()
                        .filter(held -> held.role().canBeDelegated())
                        .toList(),
                today,
                today.plusDays(days),
                days);
    }

    /// Delegates one of the user's own roles for a period, from today if the first day is left out.
    @PostMapping
    @SensitiveAct("delegation")
    @ResponseStatus(HttpStatus.CREATED)
    Delegated delegate(@RequestBody DelegationRequest request, Actor actor) {
        new InvalidInput.Check()
                .that(request.role() != null, "role", "required")
                .that(request.unit() != null, "unit", "required")
                .that(request.to() != null, "to", "required")
                .that(request.until() != null, "until", "required")
                .orRefuse();
        return new Delegated(delegations.delegate(
                Objects.requireNonNull(request.role()),
                Objects.requireNonNull(request.unit()),
                Objects.requireNonNull(request.to()),
                request.from() == null ? institution.today() : request.from(),
                Objects.requireNonNull(request.until()),
                actor));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(@PathVariable UUID id, Actor actor) {
        delegations.end(id, actor);
    }

    private static DelegationRow row(Delegation one, Actor actor, Function<UnitCode, String> names, LocalDate today) {
        boolean given = one.fromOfficer().equals(actor.officer());
        Delegation.State state = one.stateOn(today);
        return new DelegationRow(
                one.id(),
                given ? Direction.GIVEN : Direction.RECEIVED,
                one.role(),
                one.unit(),
                names.apply(one.unit()),
                one.fromName(),
                one.toName(),
                one.validFrom(),
                one.validTo(),
                state,
                given && (state == Delegation.State.IN_FORCE || state == Delegation.State.AHEAD));
    }
}
