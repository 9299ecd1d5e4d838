package org.shuguan.server.calendar;

import java.util.List;
import org.shuguan.server.access.Permission;
import org.shuguan.server.institution.Role;

/// Permissions on the calendar. Everybody reads it.
enum CalendarPermission implements Permission {
    /// record the announced days off of a year, for the whole city
    ANNOUNCE(Permission.city(Role.BUREAU_OPERATOR)),
    /// see which open terms were moved
    OVERSEE(Permission.any(
            Permission.territory(Role.BUREAU_OPERATOR), Permission.city(Role.CITY_CDO, Role.CITY_EXECUTIVE_OFFICER)));

    @SuppressWarnings("ImmutableEnumChecker") // the lists are unmodifiable
    private final List<Grant> grants;

    CalendarPermission(List<Grant> grants) {
        this.grants = grants;
    }

    @Override
    public List<Grant> grants() {
        return grants;
    }
}
