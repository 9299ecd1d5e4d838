package org.shuguan.server.access;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.InvalidInput;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The user's delegations, given and received.
@RestController
@RequestMapping("/api/todos/delegations")
class DelegationController {
    record DelegationRequest(
            @Nullable Role role,
            @Nullable UnitCode unit,
            @Nullable OfficerId to,
            @Nullable LocalDate from,
            @Nullable LocalDate until) {}

    /// @param units the units of the delegations
    record DelegationList(List<Delegation> given, List<Delegation> received, List<Unit> units) {}

    record Delegated(UUID id) {}

    private final Delegations delegations;
    private final Institution institution;

    DelegationController(Delegations delegations, Institution institution) {
        this.delegations = delegations;
        this.institution = institution;
    }

    @GetMapping
    DelegationList list(Actor actor) {
        List<Delegation> given = delegations.givenBy(actor.officer());
        List<Delegation> received = delegations.receivedBy(actor.officer());
        List<Unit> units = Stream.concat(given.stream(), received.stream())
                .map(Delegation::unit)
                .distinct()
                .flatMap(code -> institution.unit(code).stream())
                .toList();
        return new DelegationList(given, received, units);
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
}
