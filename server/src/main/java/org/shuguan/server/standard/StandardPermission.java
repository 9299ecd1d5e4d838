package org.shuguan.server.standard;

import java.util.List;
import org.shuguan.server.access.Permission;
import org.shuguan.server.institution.Role;

/// Permissions on standards; every official reads them.
enum StandardPermission implements Permission {
    /// add, change, withdraw and import data elements and code lists, which apply to the whole city
    KEEP(Permission.city(Role.BUREAU_OPERATOR)),
    /// bind items of the unit's entries to data elements
    BIND(Permission.any(Permission.unit(Role.DATA_STEWARD), Permission.territory(Role.BUREAU_OPERATOR))),
    /// list the departing items of the unit's published entries
    DEPARTURES(Permission.any(
            Permission.unit(Role.DATA_STEWARD, Role.UNIT_CDO),
            Permission.territory(Role.BUREAU_OPERATOR),
            Permission.city(Role.CITY_CDO, Role.CITY_EXECUTIVE_OFFICER)));

    @SuppressWarnings("ImmutableEnumChecker") // the lists are unmodifiable
    private final List<Grant> grants;

    StandardPermission(List<Grant> grants) {
        this.grants = grants;
    }

    @Override
    public List<Grant> grants() {
        return grants;
    }
}
