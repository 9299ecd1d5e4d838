package org.shuguan.server.frontendhost;

import java.util.List;
import org.shuguan.server.access.Permission;
import org.shuguan.server.institution.Role;

/// What people may do with front-end hosts.
enum HostPermission implements Permission {
    /// see them and what they read
    READ(Permission.any(
            Permission.unit(Role.DATA_STEWARD, Role.UNIT_CDO),
            Permission.territory(Role.BUREAU_OPERATOR),
            Permission.city(Role.CITY_CDO),
            Permission.anywhere(Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR))),
    /// create one, and get a new code for it
    MANAGE(Permission.any(
            Permission.unit(Role.DATA_STEWARD, Role.UNIT_CDO), Permission.territory(Role.BUREAU_OPERATOR))),
    /// end one at once
    END(Permission.any(
            Permission.unit(Role.DATA_STEWARD, Role.UNIT_CDO),
            Permission.territory(Role.BUREAU_OPERATOR),
            Permission.anywhere(Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR)));

    @SuppressWarnings("ImmutableEnumChecker") // the lists are unmodifiable
    private final List<Grant> grants;

    HostPermission(List<Grant> grants) {
        this.grants = grants;
    }

    @Override
    public List<Grant> grants() {
        return grants;
    }
}
