package org.shuguan.server.demand;

import java.util.List;
import org.shuguan.server.access.Permission;
import org.shuguan.server.institution.Role;

/// Permissions on demands; decisions follow from the case.
enum DemandPermission implements Permission {
    /// write, change, submit and delete a unit's demands
    WRITE(Permission.unit(Role.DATA_STEWARD)),
    /// read demands that the unit asks for, is asked for, or is responsible for
    READ(Permission.unit(Role.DATA_STEWARD, Role.UNIT_CDO)),
    /// read submitted demands
    OVERSEE(Permission.any(
            Permission.territory(Role.BUREAU_OPERATOR), Permission.city(Role.CITY_CDO, Role.CITY_EXECUTIVE_OFFICER))),
    /// link the entry with the data, for the responsible unit
    LINK(Permission.any(Permission.unit(Role.DATA_STEWARD, Role.UNIT_CDO), Permission.territory(Role.BUREAU_OPERATOR))),
    /// review the negative list, for the unit that does not share
    REVIEW(Permission.unit(Role.UNIT_CDO));

    @SuppressWarnings("ImmutableEnumChecker") // the lists are unmodifiable
    private final List<Grant> grants;

    DemandPermission(List<Grant> grants) {
        this.grants = grants;
    }

    @Override
    public List<Grant> grants() {
        return grants;
    }
}
