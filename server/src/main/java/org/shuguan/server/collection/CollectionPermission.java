package org.shuguan.server.collection;

import java.util.List;
import org.shuguan.server.access.Permission;
import org.shuguan.server.institution.Role;

/// What people may do with collections.
enum CollectionPermission implements Permission {
    /// plan, pause, start and cancel collections, upload files, roll back; see values in quarantine as they are
    MANAGE(Permission.unit(Role.DATA_STEWARD)),
    /// see versions and quarantines with masked values
    READ(Permission.unit(Role.DATA_STEWARD, Role.UNIT_CDO)),
    /// order that rows are removed from all versions for good
    ORDER_REMOVAL(Permission.unit(Role.DATA_STEWARD, Role.UNIT_CDO)),
    /// confirm or refuse such an order of somebody else; let removed keys come again. The city's CDO confirms what
    /// the unit's CDO has ordered
    CONFIRM_REMOVAL(Permission.any(Permission.unit(Role.UNIT_CDO), Permission.city(Role.CITY_CDO))),
    /// see plans, collections and versions with their numbers, but no rows
    OVERSEE(Permission.any(
            Permission.territory(Role.BUREAU_OPERATOR), Permission.city(Role.CITY_CDO, Role.CITY_EXECUTIVE_OFFICER)));

    @SuppressWarnings("ImmutableEnumChecker") // the lists are unmodifiable
    private final List<Grant> grants;

    CollectionPermission(List<Grant> grants) {
        this.grants = grants;
    }

    @Override
    public List<Grant> grants() {
        return grants;
    }
}
