package org.shuguan.server.approval;

import java.util.List;
import org.shuguan.server.access.Permission;
import org.shuguan.server.institution.Role;

/// Permissions across cases.
enum ApprovalPermission implements Permission {
    /// see the open and overdue steps of the units that one oversees
    OVERSEE(Permission.any(
            Permission.territory(Role.BUREAU_OPERATOR), Permission.city(Role.CITY_CDO, Role.CITY_EXECUTIVE_OFFICER))),
    /// open the list of one's own decisions
    DECIDE(Permission.any(
            Permission.unit(Role.DATA_STEWARD, Role.UNIT_CDO),
            Permission.territory(Role.BUREAU_OPERATOR, Role.SECURITY_REVIEWER),
            Permission.city(Role.CITY_CDO, Role.CITY_EXECUTIVE_OFFICER)));

    @SuppressWarnings("ImmutableEnumChecker") // the lists are unmodifiable
    private final List<Grant> grants;

    ApprovalPermission(List<Grant> grants) {
        this.grants = grants;
    }

    @Override
    public List<Grant> grants() {
        return grants;
    }
}
