package org.shuguan.server.quality;

import java.util.List;
import org.shuguan.server.access.Permission;
import org.shuguan.server.institution.Role;

/// What people may do about the quality of a unit's data. To object to a value needs no permission but to read the
/// entry.
enum QualityPermission implements Permission {
    /// draft and offer rules, examine versions, see failing rows as they are
    MANAGE(Permission.unit(Role.DATA_STEWARD)),
    /// approve, return and end rules that somebody else drafted
    APPROVE(Permission.unit(Role.UNIT_CDO, Role.DATA_STEWARD)),
    /// see rules, results and failing rows with masked values; answer objections
    READ(Permission.unit(Role.DATA_STEWARD, Role.UNIT_CDO)),
    /// see rules, results and objections with their numbers, but no rows
    OVERSEE(Permission.any(
            Permission.territory(Role.BUREAU_OPERATOR), Permission.city(Role.CITY_CDO, Role.CITY_EXECUTIVE_OFFICER)));

    @SuppressWarnings("ImmutableEnumChecker") // the lists are unmodifiable
    private final List<Grant> grants;

    QualityPermission(List<Grant> grants) {
        this.grants = grants;
    }

    @Override
    public List<Grant> grants() {
        return grants;
    }
}
