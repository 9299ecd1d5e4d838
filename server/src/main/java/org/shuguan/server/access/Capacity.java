package org.shuguan.server.access;

import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;

/// A role in which somebody may act today, and for which unit.
///
/// @param unit for which one acts. For a role that oversees units ([#isOverseer]) the territory: [UnitCode#CITY], or
///     the district whose units are overseen
/// @param heldAt the unit of the appointment: the unit itself, its successor, or the district above a bureau
/// @param principal whose role it is where one acts as a substitute or a delegate, null where it is one's own
public record Capacity(
        Role role, UnitCode unit, UnitCode heldAt, @Nullable Principal principal) {
    /// Who holds the role that somebody else exercises.
    public record Principal(OfficerId officer, String name) {}

    /// A role that one holds outright for a unit.
    public static Capacity own(Role role, UnitCode unit) {
        return new Capacity(role, unit, unit, null);
    }

    /// The same role for another unit that the unit of the appointment answers for.
    Capacity forUnit(UnitCode other) {
        return new Capacity(role, other, heldAt, principal);
    }

    Capacity onBehalfOf(Principal holder) {
        return new Capacity(role, unit, heldAt, holder);
    }

    /// Whether the role is exercised over all units of a territory rather than for one unit.
    public static boolean isOverseer(Role role) {
        return role == Role.BUREAU_OPERATOR || role == Role.SECURITY_REVIEWER;
    }

    /// The group to which the engine addresses a step: `unit-cdo@04`, `bureau-operator@00`.
    public static String group(Role role, UnitCode unit) {
        return role.word() + "@" + unit;
    }

    /// The group to which this capacity belongs.
    public String group() {
        return group(role, unit);
    }

    /// The name of whoever holds the role, null where that is the person who acts.
    public @Nullable String onBehalfOfName() {
        return principal == null ? null : principal.name();
    }
}
