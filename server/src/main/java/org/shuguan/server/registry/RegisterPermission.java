package org.shuguan.server.registry;

import java.util.List;
import org.shuguan.server.access.Permission;
import org.shuguan.server.institution.Role;

/// Permissions on the register.
enum RegisterPermission implements Permission {
    /// describe a unit, create a bureau of its district, appoint to the unit's own roles
    KEEP(Permission.any(
            Permission.territory(Role.BUREAU_OPERATOR),
            Permission.city(Role.BUREAU_OPERATOR),
            Permission.anywhere(Role.SYSTEM_ADMINISTRATOR))),
    /// change what concerns the whole city: its departments, the districts themselves, duties
    KEEP_CITY(Permission.any(Permission.city(Role.BUREAU_OPERATOR), Permission.anywhere(Role.SYSTEM_ADMINISTRATOR))),
    /// appoint bureau operators, administrators and auditors
    APPOINT_TO_PLATFORM(Permission.anywhere(Role.SYSTEM_ADMINISTRATOR)),
    /// change a unit's support team
    TEAM(Permission.any(Permission.unit(Role.UNIT_CDO, Role.DATA_STEWARD), KEEP.grants));

    @SuppressWarnings("ImmutableEnumChecker") // the lists are unmodifiable
    private final List<Grant> grants;

    RegisterPermission(List<Grant> grants) {
        this.grants = grants;
    }

    @Override
    public List<Grant> grants() {
        return grants;
    }
}
