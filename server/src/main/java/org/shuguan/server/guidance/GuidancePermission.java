package org.shuguan.server.guidance;

import java.util.List;
import org.shuguan.server.access.Permission;
import org.shuguan.server.institution.Role;

/// Permissions on guidance and exchange.
enum GuidancePermission implements Permission {
    /// ask the bureau, and answer it, for a unit
    ASK(Permission.unit(Role.DATA_STEWARD, Role.UNIT_CDO)),
    /// answer the units of a territory, ask them, and keep the frequently asked questions
    ANSWER(Permission.territory(Role.BUREAU_OPERATOR)),
    /// read a unit's inquiries, visits and joint work
    READ(Permission.any(
            Permission.unit(Role.DATA_STEWARD, Role.UNIT_CDO),
            Permission.territory(Role.BUREAU_OPERATOR),
            Permission.city(Role.CITY_CDO, Role.CITY_EXECUTIVE_OFFICER))),
    /// record visits and joint work
    RECORD(Permission.any(
            Permission.unit(Role.DATA_STEWARD, Role.UNIT_CDO), Permission.territory(Role.BUREAU_OPERATOR)));

    @SuppressWarnings("ImmutableEnumChecker") // the lists are unmodifiable
    private final List<Grant> grants;

    GuidancePermission(List<Grant> grants) {
        this.grants = grants;
    }

    @Override
    public List<Grant> grants() {
        return grants;
    }
}
