package org.shuguan.server.identity;

import java.util.List;
import org.shuguan.server.access.Permission;
import org.shuguan.server.institution.Role;

/// Permissions on accounts.
enum AccountPermission implements Permission {
    /// open, reset, disable, enable and unlock accounts
    MANAGE(Permission.anywhere(Role.SYSTEM_ADMINISTRATOR)),
    /// see the accounts: also the security administrator, who asks for a reset when a system administrator is locked
    /// out
    READ(Permission.any(MANAGE.grants, Permission.anywhere(Role.SECURITY_ADMINISTRATOR)));

    @SuppressWarnings("ImmutableEnumChecker") // the lists are unmodifiable
    private final List<Grant> grants;

    AccountPermission(List<Grant> grants) {
        this.grants = grants;
    }

    @Override
    public List<Grant> grants() {
        return grants;
    }
}
