package org.shuguan.server.identity;

import java.util.List;
import org.shuguan.server.access.Permission;
import org.shuguan.server.institution.Role;

/// Permissions on the city's rules; every official may read them.
enum RulePermission implements Permission {
    /// change a rule: operators of the city's bureau, not of a district's
    EDIT(Permission.city(Role.BUREAU_OPERATOR));

    @SuppressWarnings("ImmutableEnumChecker") // the lists are unmodifiable
    private final List<Grant> grants;

    RulePermission(List<Grant> grants) {
        this.grants = grants;
    }

    @Override
    public List<Grant> grants() {
        return grants;
    }
}
