package org.shuguan.server.access;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.shuguan.server.institution.Appointment;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.Substitution;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.InvalidInput;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Decides permissions: one question for an action, one scope for a list. It evaluates roles, substitutes,
/// delegates, successors of units and the two levels of city and districts, so that other modules do not have to.
@Service
@Transactional(readOnly = true)
public class Access {
    private static final UUID NO_ACCOUNT = new UUID(0, 0);

    private final Institution institution;
    private final Substitution substitution;
    private final DelegationRecords delegations;
    private final Map<String, Permission> byWord;

    Access(
            Institution institution,
            Substitution substitution,
            DelegationRecords delegations,
            List<Permissions> permissions) {
        this.institution = institution;
        this.substitution = substitution;
        this.delegations = delegations;
        this.byWord = permissions.stream()
                .flatMap(some -> some.byWord().entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> other, TreeMap::new));
    }

    /// Whether the person has the permission for objects of the unit.
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

    /// The capacities in which the person has the permission for objects of the unit, their own roles first.
    public List<Capacity> capacities(Actor actor, Permission permission, UnitCode unit) {
        return actor.capacities().stream()
                .filter(capacity -> can(
                        new Actor(
                                actor.account(), actor.name(), actor.officer(), actor.officerName(), List.of(capacity)),
                        permission,
                        unit))
                .sorted(Comparator.comparing(capacity -> capacity.principal() != null))
                .toList();
    }

    /// Whether the person has the permission for objects of at least one unit; used for the menu.
    public boolean canAnywhere(Actor actor, Permission permission) {
        return permission.grants().stream()
                .anyMatch(grant -> grant.reach() == Permission.Reach.CITY
                        ? actor.isOfTheCity(grant.role())
                        : actor.is(grant.role()));
    }

    /// @throws Forbidden unless the person has the permission for objects of the unit
    public void must(Actor actor, Permission permission, UnitCode unit) {
        if (!can(actor, permission, unit)) {
            throw new Forbidden();
        }
    }

    /// As [#must], for something that is begun anew: what is begun for a unit that has gone is its successor's.
    ///
    /// @return whose it is
    /// @throws Forbidden unless the person may do this to a thing of that unit
    public UnitCode mustBegin(Actor actor, Permission permission, UnitCode unit) {
        UnitCode answering = institution.answering(unit, institution.today());
        must(actor, permission, answering);
        return answering;
    }

    /// The units for whose objects the person has the permission.
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

    /// Of which units the person has one of the permissions.
    ///
    /// @param words of permissions, as the session tells them
    /// @throws InvalidInput for a word that no permission has
    Scope scopeOf(Actor actor, Collection<String> words) {
        new InvalidInput.Check()
                .that(byWord.keySet().containsAll(words), "may", "permission-unknown")
                .orRefuse();
        return words.stream()
                .map(word -> scope(actor, Objects.requireNonNull(byWord.get(word))))
                .reduce(Scope.NOTHING, Scope::or);
    }

    /// All permissions that modules told of, by their words.
    public Map<String, Permission> byWord() {
        return Collections.unmodifiableMap(byWord);
    }

    /// The names of all permissions that the person has for at least one unit.
    public List<String> words(Actor actor) {
        return byWord.entrySet().stream()
                .filter(permission -> canAnywhere(actor, permission.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /// The territory of the unit: its district, or the city.
    public UnitCode territory(UnitCode unit) {
        return institution.territory(unit, institution.today());
    }

    /// The territory whose overseers serve the unit: its district if somebody holds the role there, else the city.
    public UnitCode servedBy(Role overseer, UnitCode unit) {
        LocalDate today = institution.today();
        UnitCode territory = institution.territory(unit, today);
        return institution.overseers(overseer, today).containsKey(territory) ? territory : UnitCode.CITY;
    }

    /// The territory whose overseers serve two units together: their common one, else the city.
    public UnitCode servedBy(Role overseer, UnitCode one, UnitCode other) {
        return territory(one).equals(territory(other)) ? servedBy(overseer, one) : UnitCode.CITY;
    }

    /// The unit to which work of the role for this unit is addressed today; for a role that oversees units, the
    /// territory.
    public UnitCode addressed(Role role, UnitCode unit) {
        return addressed(role, unit, institution.today());
    }

    private UnitCode addressed(Role role, UnitCode unit, LocalDate day) {
        return Capacity.isOverseer(role) ? institution.territory(unit, day) : unit;
    }

    /// All persons who may act in a role for a unit today: its holders, and their substitutes and delegates.
    ///
    /// @param unit for a role that oversees units, the territory
    public Set<OfficerId> actingAs(Role role, UnitCode unit) {
        LocalDate today = institution.today();
        Set<OfficerId> people = new LinkedHashSet<>();
        List<Appointment> holders = Capacity.isOverseer(role)
                ? institution.overseers(role, today).getOrDefault(unit, List.of())
                : institution.holders(role, unit, today);
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

    /// A person with what they hold today, to ask what they may see. They are not signed in: the account is none.
    public Actor actorOf(OfficerId officer, String name) {
        return new Actor(NO_ACCOUNT, name, officer, name, capacitiesOf(officer, institution.today()));
    }

    /// All capacities of a person on the day.
    public List<Capacity> capacitiesOf(OfficerId officer, LocalDate day) {
        List<Appointment> own = institution.appointmentsOf(officer, day);
        Stream<Capacity> held = own.stream()
                .map(one -> one.actingReason() == null
                        ? Capacity.own(one.role(), one.unit())
                        : Capacity.acting(one.role(), one.unit()));
        Stream<Capacity> substituted = substitution.standsInFor(officer, day).stream()
                .map(one -> Capacity.own(one.role(), one.unit())
                        .asSubstituteOf(new Capacity.Principal(one.officer(), one.officerName())));
        Stream<Capacity> delegated = delegations.inForceTo(officer, day).stream()
                .filter(delegation -> stillHeld(delegation, day))
                .map(delegation -> Capacity.own(delegation.role(), delegation.unit())
                        .asDelegateOf(new Capacity.Principal(delegation.fromOfficer(), delegation.fromName())));
        List<Capacity> all = new ArrayList<>();
        List<Capacity> direct =
                Stream.of(held, substituted, delegated).flatMap(one -> one).toList();
        direct.forEach(one -> all.add(one.forUnit(addressed(one.role(), one.heldAt(), day))));
        direct.forEach(one -> inherited(one, day).forEach(all::add));
        return all.stream().distinct().toList();
    }

    /// Whether the person has powers today, by appointment or on behalf of another, or will have some by an
    /// appointment that is already made ([Role#hasPowers]).
    public boolean hasPowers(OfficerId officer) {
        return !withPowers(List.of(officer)).isEmpty();
    }

    /// Those of the persons for whom [#hasPowers] holds.
    public Set<OfficerId> withPowers(Collection<OfficerId> officers) {
        LocalDate today = institution.today();
        Set<OfficerId> found = institution.appointmentsFrom(officers, today).stream()
                .filter(one -> one.role().hasPowers())
                .map(Appointment::officer)
                .collect(Collectors.toCollection(HashSet::new));
        // A role that is not one's own comes from a substitution or a delegation.
        Stream.of(substitution.substitutesOn(today), delegations.delegatesOn(today))
                .flatMap(Set::stream)
                .filter(one -> officers.contains(one) && !found.contains(one))
                .distinct()
                .filter(one -> capacitiesOf(one, today).stream()
                        .anyMatch(capacity -> capacity.role().hasPowers()))
                .toList()
                .forEach(found::add);
        return found;
    }

    /// Whether the person is one of the three administrators, or will be by an appointment that is already made.
    public boolean holdsPower(OfficerId officer) {
        return !holdingPower(List.of(officer)).isEmpty();
    }

    /// Those of the persons for whom [#holdsPower] holds.
    public Set<OfficerId> holdingPower(Collection<OfficerId> officers) {
        return institution.appointmentsFrom(officers, institution.today()).stream()
                .filter(one -> one.role().isPower())
                .map(Appointment::officer)
                .collect(Collectors.toSet());
    }

    /// Capacities that follow from another one: for units whose successor the holder's unit is, and for a
    /// district's CDO also for its bureaus and the units that these succeed.
    private Stream<Capacity> inherited(Capacity capacity, LocalDate day) {
        return Capacity.isOverseer(capacity.role())
                ? Stream.empty()
                : institution.answersFor(capacity.role(), capacity.heldAt(), day).stream()
                        .map(capacity::forUnit);
    }

    private boolean oversees(Actor actor, Role role, UnitCode unit) {
        return actor.is(role, territory(unit))
                || (actor.is(role, UnitCode.CITY) && servedBy(role, unit).equals(UnitCode.CITY));
    }

    /// All units, including those that have ended, that the person oversees in the role. Districts without a
    /// holder of the role are overseen by the city.
    private Set<UnitCode> servedBy(Actor actor, Role role) {
        Set<UnitCode> held = actor.unitsAs(role);
        if (held.isEmpty()) {
            return Set.of();
        }
        LocalDate today = institution.today();
        boolean ofTheCity = held.contains(UnitCode.CITY);
        Set<UnitCode> served = ofTheCity ? institution.overseers(role, today).keySet() : Set.of();
        Stream<UnitCode> units = institution.territories(today).entrySet().stream()
                .filter(one -> held.contains(one.getValue()) || (ofTheCity && !served.contains(one.getValue())))
                .map(Map.Entry::getKey);
        // A territory has objects of its own, even if its unit is not recorded.
        return Stream.concat(held.stream(), units).collect(Collectors.toSet());
    }

    private boolean stillHeld(Delegation delegation, LocalDate day) {
        return institution.appointmentsOf(delegation.fromOfficer(), day).stream()
                .anyMatch(held -> held.role() == delegation.role()
                        && institution.answering(delegation.unit(), day).equals(held.unit()));
    }
}
