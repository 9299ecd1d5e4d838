package org.shuguan.server.authority;

import java.util.List;
import org.shuguan.server.access.Permission;
import org.shuguan.server.institution.Role;

/// Permissions on questions; decisions follow from the case.
enum SourcePermission implements Permission {
    /// read the questions of a unit
    READ(Permission.unit(Role.DATA_STEWARD, Role.UNIT_CDO)),
    /// read and ask for the units that the person oversees
    OVERSEE(Permission.any(
            Permission.territory(Role.BUREAU_OPERATOR), Permission.city(Role.CITY_CDO, Role.CITY_EXECUTIVE_OFFICER)));

    @SuppressWarnings("ImmutableEnumChecker") // the lists are unmodifiable
    private final List<Grant> grants;

    SourcePermission(List<Grant> grants) {
        this.grants = grants;
    }

    @Override
    public List<Grant> grants() {
        return grants;
    }
}
