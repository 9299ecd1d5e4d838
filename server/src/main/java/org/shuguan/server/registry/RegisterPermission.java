package org.shuguan.server.registry;

import java.util.List;
import org.shuguan.server.access.Permission;
import org.shuguan.server.institution.Role;

/// What people may do with the register.
enum RegisterPermission implements Permission {
    /// describe a unit, take in a bureau of its district, appoint to what is the unit's own
    KEEP(Permission.any(
            Permission.territory(Role.BUREAU_OPERATOR),
            Permission.city(Role.BUREAU_OPERATOR),
            Permission.anywhere(Role.SYSTEM_ADMINISTRATOR))),
    /// what concerns the whole city: its departments, the districts themselves, duties
    KEEP_CITY(Permission.any(Permission.city(Role.BUREAU_OPERATOR), Permission.anywhere(Role.SYSTEM_ADMINISTRATOR))),
    /// appoint to the powers of the platform itself
    APPOINT_TO_PLATFORM(Permission.anywhere(Role.SYSTEM_ADMINISTRATOR)),
    /// keep a unit's support team
    TEAM(Permission.any(Permission.unit(Role.UNIT_CDO, Role.DATA_STEWARD), KEEP.grants));

    @SuppressWarnings("ImmutableEnumChecker") // made by Permission.unit and its like, unmodifiable
    private final List<Grant> grants;

    RegisterPermission(List<Grant> grants) {
        this.grants = grants;
    }

    @Override
    public List<Grant> grants() {
        return grants;
    }
}
