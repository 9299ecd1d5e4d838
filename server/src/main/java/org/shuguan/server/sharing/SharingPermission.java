package org.shuguan.server.sharing;

import java.util.List;
import org.shuguan.server.access.Permission;
import org.shuguan.server.institution.Role;

/// Permissions on requests and grants; decisions on requests follow from their cases.
enum SharingPermission implements Permission {
    /// write, change, submit and withdraw a unit's requests
    WRITE(Permission.unit(Role.DATA_STEWARD)),
    /// order that data are given back to a unit 回流
    ORDER(Permission.territory(Role.BUREAU_OPERATOR)),
    /// read the requests and grants of a unit, as the one that asks or as the owner
    READ(Permission.unit(Role.DATA_STEWARD, Role.UNIT_CDO)),
    /// read submitted requests and all grants
    OVERSEE(Permission.any(
            Permission.territory(Role.BUREAU_OPERATOR, Role.SECURITY_REVIEWER),
            Permission.city(Role.CITY_CDO, Role.CITY_EXECUTIVE_OFFICER))),
    /// appeal against a refusal, for the unit that asked
    APPEAL(Permission.unit(Role.UNIT_CDO)),
    /// record what was decided about an appeal
    SETTLE(Permission.territory(Role.BUREAU_OPERATOR)),
    /// suspend a grant at once, for the owner
    SUSPEND(Permission.any(
            Permission.unit(Role.DATA_STEWARD, Role.UNIT_CDO),
            Permission.territory(Role.BUREAU_OPERATOR, Role.SECURITY_REVIEWER))),
    /// resume, narrow and end a grant, for the owner
    MANAGE(Permission.unit(Role.UNIT_CDO)),
    /// choose the machine clients of a grant, keep it or end it, for the consumer
    USE(Permission.unit(Role.DATA_STEWARD, Role.UNIT_CDO));

    @SuppressWarnings("ImmutableEnumChecker") // the lists are unmodifiable
    private final List<Grant> grants;

    SharingPermission(List<Grant> grants) {
        this.grants = grants;
    }

    @Override
    public List<Grant> grants() {
        return grants;
    }
}
