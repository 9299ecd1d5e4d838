package org.shuguan.server.followup;

import java.util.List;
import org.shuguan.server.access.Permission;
import org.shuguan.server.institution.Role;

/// Permissions on follow-ups. What the group that gave one may do besides follows from its being that group.
enum FollowUpPermission implements Permission {
    /// give a follow-up to a unit
    GIVE(Permission.any(
            Permission.territory(Role.BUREAU_OPERATOR), Permission.city(Role.CITY_CDO, Role.CITY_EXECUTIVE_OFFICER))),
    /// read the follow-ups in which a unit takes part
    READ(Permission.any(
            Permission.unit(Role.DATA_STEWARD, Role.UNIT_CDO),
            Permission.territory(Role.BUREAU_OPERATOR),
            Permission.city(Role.CITY_CDO, Role.CITY_EXECUTIVE_OFFICER))),
    /// sign for, divide and report on a unit's follow-ups
    WORK(Permission.unit(Role.DATA_STEWARD, Role.UNIT_CDO)),
    /// report that all is done
    FINISH(Permission.unit(Role.UNIT_CDO)),
    /// keep plans and standards as papers
    KEEP_PAPERS(Permission.any(
            Permission.territory(Role.BUREAU_OPERATOR), Permission.unit(Role.DATA_STEWARD, Role.UNIT_CDO)));

    @SuppressWarnings("ImmutableEnumChecker") // the lists are unmodifiable
    private final List<Grant> grants;

    FollowUpPermission(List<Grant> grants) {
        this.grants = grants;
    }

    @Override
    public List<Grant> grants() {
        return grants;
    }
}
