package org.shuguan.server.backup;

import java.util.List;
import org.shuguan.server.access.Permission;
import org.shuguan.server.institution.Role;

/// What people may do with restore drills.
enum DrillPermission implements Permission {
    /// see when they were, how long they took and what they found
    READ(Permission.anywhere(Role.SYSTEM_ADMINISTRATOR)),
    /// start one at once
    START(Permission.anywhere(Role.SYSTEM_ADMINISTRATOR));

    @SuppressWarnings("ImmutableEnumChecker") // made by Permission.anywhere, unmodifiable
    private final List<Grant> grants;

    DrillPermission(List<Grant> grants) {
        this.grants = grants;
    }

    @Override
    public List<Grant> grants() {
        return grants;
    }
}
