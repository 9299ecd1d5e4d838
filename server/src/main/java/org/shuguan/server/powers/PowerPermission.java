package org.shuguan.server.powers;

import java.util.List;
import org.shuguan.server.access.Permission;
import org.shuguan.server.institution.Role;

/// Permissions on matters for two persons. Whoever asked sees their own; who may ask is for each kind as for
/// doing it.
enum PowerPermission implements Permission {
    /// see every matter
    READ(Permission.anywhere(Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDITOR)),
    /// see the page: also those who ask for appointments
    ASK(Permission.any(READ.grants, Permission.anywhere(Role.BUREAU_OPERATOR)));

    @SuppressWarnings("ImmutableEnumChecker") // the lists are unmodifiable
    private final List<Grant> grants;

    PowerPermission(List<Grant> grants) {
        this.grants = grants;
    }

    @Override
    public List<Grant> grants() {
        return grants;
    }
}
