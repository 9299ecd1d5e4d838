package org.shuguan.server.demand;

import java.util.List;
import org.shuguan.server.access.Permission;
import org.shuguan.server.institution.Role;

/// What people may do with demands; decisions are the case's.
enum DemandPermission implements Permission {
    /// write, change, submit and delete a unit's demands
    WRITE(Permission.unit(Role.DATA_STEWARD)),
    /// read what the unit asks for, is asked for, or is responsible for
    READ(Permission.unit(Role.DATA_STEWARD, Role.UNIT_CDO)),
    /// read what was submitted
    OVERSEE(Permission.any(
            Permission.territory(Role.BUREAU_OPERATOR), Permission.city(Role.CITY_CDO, Role.CITY_EXECUTIVE_OFFICER))),
    /// link the entry that carries the data, of the responsible unit
    LINK(Permission.any(Permission.unit(Role.DATA_STEWARD, Role.UNIT_CDO), Permission.territory(Role.BUREAU_OPERATOR))),
    /// review the negative list, of the unit that does not share
    REVIEW(Permission.unit(Role.UNIT_CDO));

    @SuppressWarnings("ImmutableEnumChecker") // made by Permission.unit and its like, unmodifiable
    private final List<Grant> grants;

    DemandPermission(List<Grant> grants) {
        this.grants = grants;
    }

    @Override
    public List<Grant> grants() {
        return grants;
    }
}
