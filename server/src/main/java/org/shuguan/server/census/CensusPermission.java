package org.shuguan.server.census;

import java.util.List;
import org.shuguan.server.access.Permission;
import org.shuguan.server.institution.Role;

/// What people may do with sources and what censuses found in them.
enum CensusPermission implements Permission {
    /// connect, change and remove sources, take censuses, correct what they measured
    MANAGE(Permission.unit(Role.DATA_STEWARD)),
    /// read what was found
    READ(Permission.unit(Role.DATA_STEWARD, Role.UNIT_CDO)),
    /// see that there is a source and how its censuses went, but neither where it is nor what stands in it
    OVERSEE(Permission.any(
            Permission.territory(Role.BUREAU_OPERATOR), Permission.city(Role.CITY_CDO, Role.CITY_EXECUTIVE_OFFICER))),
    /// decide about corrections that go below what was measured
    REVIEW(Permission.territory(Role.SECURITY_REVIEWER)),
    /// add and remove the city's words by which columns are understood
    WORDS(Permission.anywhere(Role.BUREAU_OPERATOR)),
    /// see the drivers in the folder, with their problems
    DRIVERS(Permission.anywhere(Role.SYSTEM_ADMINISTRATOR));

    @SuppressWarnings("ImmutableEnumChecker") // the lists are unmodifiable
    private final List<Grant> grants;

    CensusPermission(List<Grant> grants) {
        this.grants = grants;
    }

    @Override
    public List<Grant> grants() {
        return grants;
    }
}
