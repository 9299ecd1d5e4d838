package org.shuguan.server.access;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Forbidden;

/// Who is at the keyboard, and as what, today. Controllers take it as a parameter; it is made anew for each request,
/// so that an appointment that ended has ended everywhere.
///
/// @param account the account's id
/// @param name what the person signs in with
/// @param held also what they stand in for, and what was addressed to units that have gone and that theirs succeeds
public record Actor(UUID account, String name, OfficerId officer, String officerName, List<Held> held) {
    /// A role held for a unit.
    public record Held(Role role, UnitCode unit) {}

    public boolean is(Role role) {
        return held.stream().anyMatch(h -> h.role() == role);
    }

    public boolean is(Role role, UnitCode unit) {
        return held.contains(new Held(role, unit));
    }

    /// Whether any of the roles is held, for whatever unit.
    public boolean isAny(Role... roles) {
        return Set.of(roles).stream().anyMatch(this::is);
    }

    /// The units for which the person holds one of the roles.
    public Set<UnitCode> unitsAs(Role... roles) {
        Set<Role> wanted = Set.of(roles);
        return held.stream()
                .filter(h -> wanted.contains(h.role()))
                .map(Held::unit)
                .collect(Collectors.toSet());
    }

    /// @throws Forbidden unless one of the roles is held, for whatever unit
    public void must(Role... roles) {
        if (!isAny(roles)) {
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
