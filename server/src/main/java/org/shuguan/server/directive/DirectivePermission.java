package org.shuguan.server.directive;

import java.util.List;
import org.shuguan.server.access.Permission;
import org.shuguan.server.institution.Role;

/// Permissions on directives.
enum DirectivePermission implements Permission {
    /// keep, circulate and follow up the directives of a territory
    KEEP(Permission.territory(Role.BUREAU_OPERATOR)),
    /// read the directives that are circulated to a unit, or kept for its territory
    READ(Permission.any(
            Permission.unit(Role.DATA_STEWARD, Role.UNIT_CDO),
            Permission.territory(Role.BUREAU_OPERATOR),
            Permission.city(Role.CITY_CDO, Role.CITY_EXECUTIVE_OFFICER))),
    /// say for a unit that it was read
    RECEIVE(Permission.unit(Role.UNIT_CDO));

    @SuppressWarnings("ImmutableEnumChecker") // the lists are unmodifiable
    private final List<Grant> grants;

    DirectivePermission(List<Grant> grants) {
        this.grants = grants;
    }

    @Override
    public List<Grant> grants() {
        return grants;
    }
}
