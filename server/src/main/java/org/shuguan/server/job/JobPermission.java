package org.shuguan.server.job;

import java.util.List;
import org.shuguan.server.access.Permission;
import org.shuguan.server.institution.Role;

/// Permissions on jobs. A job without a unit belongs to the city.
enum JobPermission implements Permission {
    /// see the unit's jobs with all details
    READ(Permission.unit(Role.DATA_STEWARD, Role.UNIT_CDO)),
    /// see jobs without details that came from a unit's source
    OVERSEE(Permission.any(Permission.territory(Role.BUREAU_OPERATOR), Permission.anywhere(Role.SYSTEM_ADMINISTRATOR))),
    /// cancel a job, start a failed one again
    MANAGE(Permission.any(
            Permission.unit(Role.DATA_STEWARD),
            Permission.territory(Role.BUREAU_OPERATOR),
            Permission.anywhere(Role.SYSTEM_ADMINISTRATOR)));

    @SuppressWarnings("ImmutableEnumChecker") // the lists are unmodifiable
    private final List<Grant> grants;

    JobPermission(List<Grant> grants) {
        this.grants = grants;
    }

    @Override
    public List<Grant> grants() {
        return grants;
    }
}
