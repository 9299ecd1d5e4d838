package org.shuguan.server.approval;

import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;

/// As what somebody acts in a case.
///
/// @param onBehalfOf who delegated it, null where the role is one's own
public record Capacity(Role role, UnitCode unit, @Nullable String onBehalfOf) {
    /// The name of the group to which the engine addresses a step: `unit-cdo@04`. The bureau's operators are one group.
    static String group(Role role, UnitCode unit) {
        return role == Role.BUREAU_OPERATOR ? role.word() : role.word() + "@" + unit;
    }

    String group() {
        return group(role, unit);
    }
}
