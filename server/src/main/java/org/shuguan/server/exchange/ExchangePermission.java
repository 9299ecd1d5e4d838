package org.shuguan.server.exchange;

import java.util.List;
import org.shuguan.server.access.Permission;
import org.shuguan.server.institution.Role;

/// Permissions on the record of calls, for the unit that owns the data and the unit that read them.
enum ExchangePermission implements Permission {
    /// see calls and their statistics
    READ(Permission.any(
            Permission.unit(Role.DATA_STEWARD, Role.UNIT_CDO),
            Permission.territory(Role.BUREAU_OPERATOR),
            Permission.city(Role.CITY_CDO, Role.CITY_EXECUTIVE_OFFICER),
            Permission.anywhere(Role.AUDITOR))),
    /// download files of grants for which the unit is the consumer
    DOWNLOAD(Permission.unit(Role.DATA_STEWARD, Role.UNIT_CDO)),
    /// set the table that granted rows are put into, and have them put there
    DELIVER(Permission.unit(Role.DATA_STEWARD, Role.UNIT_CDO)),
    /// close alarms about the use of data that the unit owns
    CLOSE_ALARM(Permission.unit(Role.DATA_STEWARD, Role.UNIT_CDO)),
    /// see seals and have them verified
    VERIFY(Permission.any(
            Permission.territory(Role.BUREAU_OPERATOR),
            Permission.city(Role.CITY_CDO),
            Permission.anywhere(Role.AUDITOR))),
    /// move calls of old months into files and back, and download the files
    ARCHIVE(Permission.territory(Role.BUREAU_OPERATOR));

    @SuppressWarnings("ImmutableEnumChecker") // the lists are unmodifiable
    private final List<Grant> grants;

    ExchangePermission(List<Grant> grants) {
        this.grants = grants;
    }

    @Override
    public List<Grant> grants() {
        return grants;
    }
}
