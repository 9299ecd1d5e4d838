package org.shuguan.server.identity;

import java.util.List;
import java.util.Set;
import org.shuguan.server.access.Permission;
import org.shuguan.server.institution.Role;

/// Permissions on the city's rules; every official may read them.
enum RulePermission implements Permission {
    /// change a rule: operators of the city's bureau, not of a district's
    EDIT(Permission.city(Role.BUREAU_OPERATOR)),
    /// change a rule of sign-in, delegation or matters for two persons
    EDIT_SECURITY(Permission.anywhere(Role.SECURITY_ADMINISTRATOR));

    private static final Set<String> OF_SECURITY = Set.of("identity", "access", "powers");

    @SuppressWarnings("ImmutableEnumChecker") // the lists are unmodifiable
    private final List<Grant> grants;

    RulePermission(List<Grant> grants) {
        this.grants = grants;
    }

    /// The permission that is needed for the rules of a module.
    static RulePermission of(String module) {
        return OF_SECURITY.contains(module) ? EDIT_SECURITY : EDIT;
    }

    @Override
    public List<Grant> grants() {
        return grants;
    }
}
