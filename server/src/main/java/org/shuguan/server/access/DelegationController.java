package org.shuguan.server.access;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
    record DelegationList(List<Delegation> given, List<Delegation> received, List<Unit> units) {}

    /// In days. Longer absences are what substitutes are named for.
    private static final int LONGEST_TERM = 90;

    private final Delegations delegations;
    private final Institution institution;
    private final ApplicationEventPublisher events;

    DelegationController(Delegations delegations, Institution institution, ApplicationEventPublisher events) {
        this.delegations = delegations;
        this.institution = institution;
        this.events = events;
    }

    @GetMapping
    DelegationList list(Actor actor) {
        List<Delegation> given = delegations.from(actor.officer());
        List<Delegation> received = delegations.to(actor.officer());
        List<Unit> units = Stream.concat(given.stream(), received.stream())
                .map(Delegation::unit)
                .distinct()
                .flatMap(code -> institution.unit(code).stream())
                .toList();
        return new DelegationList(given, received, units);
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
                .that(!from.isBefore(institution.today()), "from", "day-past")
                .that(
                        request.until() == null || !request.until().isAfter(from.plusDays(LONGEST_TERM)),
                        "until",
                        "delegation-too-long",
                        Map.of("days", LONGEST_TERM))
                .that(request.role() == null || request.role().canBeDelegated(), "role", "role-not-delegable")
                .that(!actor.officer().equals(request.to()), "to", "delegates-to-oneself")
                .that(request.to() == null || institution.nameOf(request.to()).isPresent(), "to", "officer-unknown")
                .orRefuse();
        Role role = Objects.requireNonNull(request.role());
        UnitCode unit = Objects.requireNonNull(request.unit());
        OfficerId to = Objects.requireNonNull(request.to());
        // Only what one holds oneself: a delegate does not delegate on.
        boolean own = institution.appointmentsOf(actor.officer(), institution.today()).stream()
                .anyMatch(held -> held.role() == role && held.unit().equals(unit));
        if (!own) {
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
        delegations.add(delegation);
        publish(false, delegation);
        return delegation;
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void endDelegation(@PathVariable UUID id, Actor actor) {
        Delegation delegation = delegations
                .find(id)
                .filter(found -> found.fromOfficer().equals(actor.officer()))
                .orElseThrow(NotFound::new);
        delegations.end(id);
        publish(true, delegation);
    }

    private void publish(boolean ended, Delegation delegation) {
        events.publishEvent(new DelegationChanged(
                ended,
                delegation.id(),
                delegation.role(),
                delegation.unit(),
                delegation.fromOfficer(),
                delegation.fromName(),
                delegation.toOfficer(),
                delegation.validTo()));
    }
}
