package org.shuguan.server.catalog;

import java.util.List;
import org.shuguan.server.access.Permission;
import org.shuguan.server.institution.Role;

/// Permissions on entries.
public enum CatalogPermission implements Permission {
    /// create and change drafts, submit, start the next version
    WRITE(Permission.unit(Role.DATA_STEWARD)),
    /// read the entries of the unit in every state
    READ(Permission.unit(Role.DATA_STEWARD, Role.UNIT_CDO)),
    /// read what units have submitted
    OVERSEE(Permission.any(
            Permission.territory(Role.BUREAU_OPERATOR, Role.SECURITY_REVIEWER),
            Permission.city(Role.CITY_CDO, Role.CITY_EXECUTIVE_OFFICER))),
    WITHDRAW(Permission.any(Permission.unit(Role.UNIT_CDO), Permission.territory(Role.BUREAU_OPERATOR))),
    REGRADE(Permission.territory(Role.SECURITY_REVIEWER));

    @SuppressWarnings("ImmutableEnumChecker") // made by Permission.unit and its like, unmodifiable
    private final List<Grant> grants;

    CatalogPermission(List<Grant> grants) {
        this.grants = grants;
    }

    @Override
    public List<Grant> grants() {
        return grants;
    }
}
