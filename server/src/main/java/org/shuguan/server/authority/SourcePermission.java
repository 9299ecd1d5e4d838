package org.shuguan.server.authority;

import java.util.List;
import org.shuguan.server.access.Permission;
import org.shuguan.server.institution.Role;

/// What people may do with questions of source; decisions are the case's.
enum SourcePermission implements Permission {
    /// read the questions of a unit
    READ(Permission.unit(Role.DATA_STEWARD, Role.UNIT_CDO)),
    /// read and ask for the units that one oversees
    OVERSEE(Permission.any(
            Permission.territory(Role.BUREAU_OPERATOR), Permission.city(Role.CITY_CDO, Role.CITY_EXECUTIVE_OFFICER)));

    @SuppressWarnings("ImmutableEnumChecker") // made by Permission.unit and its like, unmodifiable
    private final List<Grant> grants;

    SourcePermission(List<Grant> grants) {
        this.grants = grants;
    }

    @Override
    public List<Grant> grants() {
        return grants;
    }
}
