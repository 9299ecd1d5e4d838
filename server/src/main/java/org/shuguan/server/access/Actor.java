package org.shuguan.server.access;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Forbidden;

/// The signed-in person with their capacities today. Controllers take it as a parameter. It is created for each
/// request, so the end of an appointment, substitution or delegation takes effect at once.
///
/// @param account the account's id
/// @param name the sign-in name
/// @param capacities the person's own roles, and those exercised as a substitute or delegate, each for all units
///     for which the holder's unit is responsible: itself, its predecessors, and for a district's CDO its bureaus
public record Actor(UUID account, String name, OfficerId officer, String officerName, List<Capacity> capacities) {
    public boolean is(Role role) {
        return capacities.stream().anyMatch(capacity -> capacity.role() == role);
    }

    /// Whether the person has the role for the unit; for a role that oversees units, for the territory.
    public boolean is(Role role, UnitCode unit) {
        return capacities.stream()
                .anyMatch(capacity -> capacity.role() == role && capacity.unit().equals(unit));
    }

    /// Whether the person has any of the roles for at least one unit.
    public boolean isAny(Role... roles) {
        return Set.of(roles).stream().anyMatch(this::is);
    }

    /// Whether the person has one of the roles for the whole city.
    public boolean isOfTheCity(Role... roles) {
        return Set.of(roles).stream().anyMatch(role -> Capacity.isOverseer(role) ? is(role, UnitCode.CITY) : is(role));
    }

    /// The units for which the person has one of the roles.
    public Set<UnitCode> unitsAs(Role... roles) {
        Set<Role> wanted = Set.of(roles);
        return capacities.stream()
                .filter(capacity -> wanted.contains(capacity.role()))
                .map(Capacity::unit)
                .collect(Collectors.toSet());
    }

    /// @throws Forbidden unless the person has one of the roles for at least one unit
    public void must(Role... roles) {
        if (!isAny(roles)) {
            throw new Forbidden();
        }
    }

    /// @throws Forbidden unless the person has one of the roles for the whole city
    public void mustBeOfTheCity(Role... roles) {
        if (!isOfTheCity(roles)) {
            throw new Forbidden();
        }
    }

    /// @throws Forbidden unless the person has the role for the unit
    public void must(Role role, UnitCode unit) {
        if (!is(role, unit)) {
            throw new Forbidden();
        }
    }
}
