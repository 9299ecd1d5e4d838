package org.shuguan.server.access;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;

/// A role in which a person may act today, with its unit.
///
/// @param unit for which the person acts. For a role that oversees units ([#isOverseer]) the territory:
///     [UnitCode#CITY] or the district whose units are overseen
/// @param heldAt the unit of the appointment: the unit itself, its successor, or the district of a bureau
/// @param principal the holder of the role if the person acts as a substitute or delegate, null if it is their own
///     role
public record Capacity(
        Role role, UnitCode unit, UnitCode heldAt, @Nullable Principal principal) {
    /// The holder of a role that somebody else exercises.
    public record Principal(OfficerId officer, String name) {}

    /// A role of the person's own.
    public static Capacity own(Role role, UnitCode unit) {
        return new Capacity(role, unit, unit, null);
    }

    /// The same role for another unit for which the unit of the appointment is responsible.
    Capacity forUnit(UnitCode other) {
        return new Capacity(role, other, heldAt, principal);
    }

    Capacity onBehalfOf(Principal holder) {
        return new Capacity(role, unit, heldAt, holder);
    }

    /// Whether the role is exercised for all units of a territory instead of one unit.
    public static boolean isOverseer(Role role) {
        return role == Role.BUREAU_OPERATOR || role == Role.SECURITY_REVIEWER;
    }

    /// The words of all roles for which [#isOverseer] holds.
    public static String[] overseerWords() {
        return Arrays.stream(Role.values())
                .filter(Capacity::isOverseer)
                .map(Role::word)
                .toArray(String[]::new);
    }

    /// The group name by which the engine addresses a step: `unit-cdo@04`, `bureau-operator@00`.
    public static String group(Role role, UnitCode unit) {
        return role.word() + "@" + unit;
    }

    /// The group to which this capacity belongs.
    public String group() {
        return group(role, unit);
    }

    /// The name of the holder, null if the person acts in their own role.
    public @Nullable String onBehalfOfName() {
        return principal == null ? null : principal.name();
    }
}
