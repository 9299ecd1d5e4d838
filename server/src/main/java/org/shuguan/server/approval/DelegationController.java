package org.shuguan.server.approval;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.audit.Audited;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Letting somebody else do one's work for a while.
@RestController
@RequestMapping("/api/todos/delegations")
@Transactional
class DelegationController {
    record DelegationRequest(
            @Nullable Role role,
            @Nullable UnitCode unit,
            @Nullable OfficerId to,
            @Nullable LocalDate from,
            @Nullable LocalDate until) {}

    /// @param units that the delegations name
    record Delegations(List<Delegation> given, List<Delegation> received, List<Unit> units) {}

    record Delegated(String action, String subject, String unit, Map<String, ?> facts) implements Audited {}

    private final Decisions decisions;
    private final Institution institution;
    private final ApplicationEventPublisher events;

    DelegationController(Decisions decisions, Institution institution, ApplicationEventPublisher events) {
        this.decisions = decisions;
        this.institution = institution;
        this.events = events;
    }

    @GetMapping
    Delegations delegations(Actor actor) {
        List<Delegation> given = decisions.from(actor.officer());
        List<Delegation> received = decisions.to(actor.officer());
        List<Unit> units = Stream.concat(given.stream(), received.stream())
                .map(Delegation::unit)
                .distinct()
                .flatMap(code -> institution.unit(code).stream())
                .toList();
        return new Delegations(given, received, units);
    }

    /// Lets somebody else decide in a role of one's own, from a day to a day.
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Delegation delegate(@RequestBody DelegationRequest request, Actor actor) {
        LocalDate from = request.from() == null ? institution.today() : request.from();
        new InvalidInput.Check()
                .that(request.role() != null, "role", "required")
                .that(request.unit() != null, "unit", "required")
                .that(request.to() != null, "to", "required")
                .that(request.until() != null, "until", "required")
                .that(request.until() == null || !request.until().isBefore(from), "until", "ends-before-it-begins")
                .that(!actor.officer().equals(request.to()), "to", "delegates-to-oneself")
                .that(request.to() == null || institution.nameOf(request.to()).isPresent(), "to", "officer-unknown")
                .orRefuse();
        Role role = Objects.requireNonNull(request.role());
        UnitCode unit = Objects.requireNonNull(request.unit());
        OfficerId to = Objects.requireNonNull(request.to());
        if (!actor.is(role, unit)) {
            throw new Forbidden();
        }
        var delegation = new Delegation(
                UUID.randomUUID(),
                role,
                unit,
                actor.officer(),
                actor.officerName(),
                to,
                institution.nameOf(to).orElseThrow(NotFound::new),
                from,
                Objects.requireNonNull(request.until()),
                false);
        decisions.add(delegation);
        tell("approval.delegate", delegation);
        return delegation;
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void endDelegation(@PathVariable UUID id, Actor actor) {
        Delegation delegation = decisions
                .find(id)
                .filter(found -> found.fromOfficer().equals(actor.officer()))
                .orElseThrow(NotFound::new);
        decisions.end(id);
        tell("approval.end-delegation", delegation);
    }

    private void tell(String action, Delegation delegation) {
        events.publishEvent(new Delegated(
                action,
                "officer " + delegation.toOfficer(),
                delegation.unit().value(),
                Map.of(
                        "role",
                        delegation.role().word(),
                        "until",
                        delegation.validTo().toString())));
    }
}
