package org.shuguan.server.access;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Forbidden;

/// Who is at the keyboard, and in which capacities, today. Controllers take it as a parameter; it is made anew for each
/// request, so that an appointment, a substitution or a delegation that ended has ended everywhere.
///
/// @param account the account's id
/// @param name what the person signs in with
/// @param capacities roles held, roles of those whom the person stands in for or who delegated to them, each for the
///     units that the holder's unit answers for: itself, its predecessors, for a district's CDO its bureaus
public record Actor(UUID account, String name, OfficerId officer, String officerName, List<Capacity> capacities) {
    public boolean is(Role role) {
        return capacities.stream().anyMatch(capacity -> capacity.role() == role);
    }

    /// Whether the role is exercised for the unit; for a role that oversees units, over the territory.
    public boolean is(Role role, UnitCode unit) {
        return capacities.stream()
                .anyMatch(capacity -> capacity.role() == role && capacity.unit().equals(unit));
    }

    /// Whether any of the roles is held, for whatever unit.
    public boolean isAny(Role... roles) {
        return Set.of(roles).stream().anyMatch(this::is);
    }

    /// Whether the person holds one of the roles for the whole city.
    public boolean isOfTheCity(Role... roles) {
        return Set.of(roles).stream().anyMatch(role -> Capacity.isOverseer(role) ? is(role, UnitCode.CITY) : is(role));
    }

    /// The units for which the person holds one of the roles.
    public Set<UnitCode> unitsAs(Role... roles) {
        Set<Role> wanted = Set.of(roles);
        return capacities.stream()
                .filter(capacity -> wanted.contains(capacity.role()))
                .map(Capacity::unit)
                .collect(Collectors.toSet());
    }

    /// @throws Forbidden unless one of the roles is held, for whatever unit
    public void must(Role... roles) {
        if (!isAny(roles)) {
            throw new Forbidden();
        }
    }

    /// @throws Forbidden unless one of the roles is held for the whole city
    public void mustBeOfTheCity(Role... roles) {
        if (!isOfTheCity(roles)) {
            throw new Forbidden();
        }
    }

    /// @throws Forbidden unless the role is held for the unit
    public void must(Role role, UnitCode unit) {
        if (!is(role, unit)) {
            throw new Forbidden();
        }
    }
}
