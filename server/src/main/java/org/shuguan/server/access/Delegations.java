package org.shuguan.server.access;

import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Temporary delegation of roles.
@Service
@Transactional
public class Delegations {
    private final DelegationRecords records;
    private final Institution institution;
    private final Setting<Integer> longest;
    private final ApplicationEventPublisher events;

    Delegations(
            DelegationRecords records, Institution institution, Settings settings, ApplicationEventPublisher events) {
        this.longest = settings.days("access.longest-delegation");
        this.records = records;
        this.institution = institution;
        this.events = events;
    }

    /// Delegates a role of the actor's own. A delegate cannot delegate further.
    ///
    /// @return the delegation's id
    /// @throws InvalidInput if a day is in the past, the last day is before the first, the period is longer than
    ///     the rule `access.longest-delegation` allows, or it begins later than that many days from today,
    ///     because several of them could otherwise be given in advance for any time
    /// @throws Forbidden if the actor does not hold the role
    public UUID delegate(Role role, UnitCode unit, OfficerId to, LocalDate from, LocalDate until, Actor actor) {
        int most = longest.today();
        new InvalidInput.Check()
                .that(!from.isBefore(institution.today()), "from", "day-past")
                .that(
                        !from.isAfter(institution.today().plusDays(most)),
                        "from",
                        "delegation-too-far",
                        Map.of("days", most))
                .that(!until.isBefore(from), "until", "ends-before-it-begins")
                .that(!until.isAfter(from.plusDays(most)), "until", "delegation-too-long", Map.of("days", most))
                .that(role.canBeDelegated(), "role", "role-not-delegable")
                .that(!actor.officer().equals(to), "to", "delegates-to-oneself")
                .that(institution.nameOf(to).isPresent(), "to", "officer-unknown")
                .orRefuse();
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
                until,
                false);
        records.add(delegation);
        publish(false, delegation);
        return delegation.id();
    }

    /// Ends a delegation that the actor gave.
    ///
    /// @throws NotFound if another person gave it
    public void end(UUID id, Actor actor) {
        Delegation delegation = records.find(id)
                .filter(found -> found.fromOfficer().equals(actor.officer()))
                .orElseThrow(NotFound::new);
        records.end(id);
        publish(true, delegation);
    }

    @Transactional(readOnly = true)
    Listing<Delegation> of(OfficerId officer, @Nullable String direction, @Nullable String state, ListQuery query) {
        return records.of(officer, direction, state, institution.today(), query);
    }

    /// The number of days that a delegation can last, counted from its first day.
    @Transactional(readOnly = true)
    int longest() {
        return longest.today();
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
