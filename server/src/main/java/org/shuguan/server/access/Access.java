package org.shuguan.server.access;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.shuguan.server.institution.Appointment;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.Substitution;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Forbidden;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Who may do what: one question for an act, one scope for a list. It knows roles, substitutes, delegates, successors
/// of
/// units and the two levels of city and districts, so that no module has to.
@Service
@Transactional(readOnly = true)
public class Access {
    private final Institution institution;
    private final Substitution substitution;
    private final DelegationRecords delegations;
    private final List<Permission> known;

    Access(
            Institution institution,
            Substitution substitution,
            DelegationRecords delegations,
            List<Permissions> permissions) {
        this.institution = institution;
        this.substitution = substitution;
        this.delegations = delegations;
        this.known = permissions.stream()
                .<Permission>flatMap(some -> some.all().stream())
                .toList();
    }

    /// Whether the person may do this to a thing of the unit.
    public boolean can(Actor actor, Permission permission, UnitCode unit) {
        for (Permission.Grant grant : permission.grants()) {
            boolean has = switch (grant.reach()) {
                case UNIT -> actor.is(grant.role(), unit);
                case TERRITORY -> oversees(actor, grant.role(), unit);
                case CITY -> actor.isOfTheCity(grant.role());
                case ANYWHERE -> actor.is(grant.role());
            };
            if (has) {
                return true;
            }
        }
        return false;
    }

    /// Whether the person may do this to a thing of any unit: what the menu asks.
    public boolean canAnywhere(Actor actor, Permission permission) {
        return permission.grants().stream()
                .anyMatch(grant -> grant.reach() == Permission.Reach.CITY
                        ? actor.isOfTheCity(grant.role())
                        : actor.is(grant.role()));
    }

    /// @throws Forbidden unless the person may do this to a thing of the unit
    public void must(Actor actor, Permission permission, UnitCode unit) {
        if (!can(actor, permission, unit)) {
            throw new Forbidden();
        }
    }

    /// Of which units the person may do this to the things.
    public Scope scope(Actor actor, Permission permission) {
        Set<UnitCode> units = new HashSet<>();
        for (Permission.Grant grant : permission.grants()) {
            switch (grant.reach()) {
                case UNIT -> units.addAll(actor.unitsAs(grant.role()));
                case TERRITORY -> units.addAll(servedBy(actor, grant.role()));
                case CITY -> {
                    if (actor.isOfTheCity(grant.role())) {
                        return Scope.EVERYTHING;
                    }
                }
                case ANYWHERE -> {
                    if (actor.is(grant.role())) {
                        return Scope.EVERYTHING;
                    }
                }
            }
        }
        return Scope.of(units);
    }

    /// The words of all permissions that the person has for some unit.
    public List<String> words(Actor actor) {
        return known.stream()
                .filter(permission -> canAnywhere(actor, permission))
                .map(Permission::word)
                .sorted()
                .toList();
    }

    /// The territory that reviews what the unit does: its district, or the city.
    public UnitCode territory(UnitCode unit) {
        return institution.territory(unit, institution.today());
    }

    /// The territory whose bureau serves the unit: its district where somebody operates for it, else the city.
    public UnitCode servedBy(Role overseer, UnitCode unit) {
        LocalDate today = institution.today();
        UnitCode territory = institution.territory(unit, today);
        return territory.equals(UnitCode.CITY)
                        || !overseers(overseer, territory, today).isEmpty()
                ? territory
                : UnitCode.CITY;
    }

    /// Everybody who may act in a role for a unit today: its holders, and their substitutes and delegates.
    ///
    /// @param unit for a role that oversees units, the territory
    public Set<OfficerId> actingAs(Role role, UnitCode unit) {
        LocalDate today = institution.today();
        Set<OfficerId> people = new LinkedHashSet<>();
        List<Appointment> holders =
                Capacity.isOverseer(role) ? overseers(role, unit, today) : institution.holders(role, unit, today);
        for (Appointment holder : holders) {
            people.add(holder.officer());
            substitution.of(holder.unit(), today).stream()
                    .filter(substitute -> substitute.appointment().equals(holder.id()) && substitute.inForceOn(today))
                    .forEach(substitute -> people.add(substitute.officer()));
            delegations
                    .inForceFrom(holder.officer(), holder.role(), holder.unit(), today)
                    .forEach(people::add);
        }
        return people;
    }

    /// All capacities of a person on the day.
    public List<Capacity> capacitiesOf(OfficerId officer, LocalDate day) {
        List<Appointment> own = institution.appointmentsOf(officer, day);
        Stream<Capacity> held = own.stream().map(one -> Capacity.own(one.role(), one.unit()));
        Stream<Capacity> substituted = substitution.standsInFor(officer, day).stream()
                .map(one -> Capacity.own(one.role(), one.unit())
                        .onBehalfOf(new Capacity.Principal(one.officer(), one.officerName())));
        Stream<Capacity> delegated = delegations.inForceTo(officer, day).stream()
                .filter(delegation -> stillHeld(delegation, day))
                .map(delegation -> Capacity.own(delegation.role(), delegation.unit())
                        .onBehalfOf(new Capacity.Principal(delegation.fromOfficer(), delegation.fromName())));
        List<Capacity> all = new ArrayList<>();
        List<Capacity> direct =
                Stream.of(held, substituted, delegated).flatMap(one -> one).toList();
        direct.forEach(
                one -> all.add(Capacity.isOverseer(one.role()) ? one.forUnit(territory(one.heldAt(), day)) : one));
        direct.forEach(one -> inherited(one, day).forEach(all::add));
        return all.stream().distinct().toList();
    }

    /// What follows from a capacity: the units that the holder's unit succeeds, and for a district's CDO its bureaus
    /// and
    /// what these succeed.
    private Stream<Capacity> inherited(Capacity capacity, LocalDate day) {
        if (Capacity.isOverseer(capacity.role())) {
            return Stream.empty();
        }
        Stream<UnitCode> answered = institution.answersFor(capacity.heldAt(), day).stream();
        if (capacity.role() == Role.UNIT_CDO) {
            answered = institution.unitsUnder(capacity.heldAt(), day).stream()
                    .filter(unit -> unit.equals(capacity.heldAt())
                            || institution.ownHolders(Role.UNIT_CDO, unit, day).isEmpty())
                    .flatMap(unit -> institution.answersFor(unit, day).stream());
        }
        return answered.map(capacity::forUnit);
    }

    private List<Appointment> overseers(Role role, UnitCode territory, LocalDate day) {
        return institution.inForce(day).stream()
                .filter(held ->
                        held.role() == role && territory(held.unit(), day).equals(territory))
                .toList();
    }

    private UnitCode territory(UnitCode unit, LocalDate day) {
        return institution.territory(unit, day);
    }

    private boolean oversees(Actor actor, Role role, UnitCode unit) {
        return actor.is(role, territory(unit))
                || (actor.is(role, UnitCode.CITY) && servedBy(role, unit).equals(UnitCode.CITY));
    }

    /// All units, also those that have gone, that the person oversees in the role. Districts in which nobody holds the
    /// role are the city's.
    private Set<UnitCode> servedBy(Actor actor, Role role) {
        Set<UnitCode> held = actor.unitsAs(role);
        if (held.isEmpty()) {
            return Set.of();
        }
        LocalDate today = institution.today();
        Map<UnitCode, UnitCode> territories = institution.territories(today);
        Set<UnitCode> served = territories.values().stream()
                .distinct()
                .filter(territory -> held.contains(territory)
                        || (held.contains(UnitCode.CITY)
                                && overseers(role, territory, today).isEmpty()))
                .collect(Collectors.toSet());
        Stream<UnitCode> units = territories.entrySet().stream()
                .filter(one -> served.contains(one.getValue()))
                .map(Map.Entry::getKey);
        // A territory has things of its own, whether or not its unit is known.
        return Stream.concat(held.stream(), units).collect(Collectors.toSet());
    }

    private boolean stillHeld(Delegation delegation, LocalDate day) {
        return institution.appointmentsOf(delegation.fromOfficer(), day).stream()
                .anyMatch(held -> held.role() == delegation.role()
                        && institution.answering(delegation.unit(), day).equals(held.unit()));
    }
}
