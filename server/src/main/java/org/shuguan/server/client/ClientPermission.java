package org.shuguan.server.client;

import java.util.List;
import org.shuguan.server.access.Permission;
import org.shuguan.server.institution.Role;

/// Permissions on machine clients; the approval follows from the case.
enum ClientPermission implements Permission {
    /// see the clients of a unit
    READ(Permission.any(
            Permission.unit(Role.DATA_STEWARD, Role.UNIT_CDO),
            Permission.territory(Role.BUREAU_OPERATOR),
            Permission.city(Role.CITY_CDO),
            Permission.anywhere(Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR))),
    /// ask for a client, and give it new keys or a new secret
    MANAGE(Permission.unit(Role.DATA_STEWARD, Role.UNIT_CDO)),
    /// end a client
    END(Permission.any(
            Permission.unit(Role.DATA_STEWARD, Role.UNIT_CDO),
            Permission.territory(Role.BUREAU_OPERATOR),
            Permission.anywhere(Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR)));

    @SuppressWarnings("ImmutableEnumChecker") // the lists are unmodifiable
    private final List<Grant> grants;

    ClientPermission(List<Grant> grants) {
        this.grants = grants;
    }

    @Override
    public List<Grant> grants() {
        return grants;
    }
}
