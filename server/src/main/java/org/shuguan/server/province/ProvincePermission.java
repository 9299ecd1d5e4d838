package org.shuguan.server.province;

import java.util.List;
import org.shuguan.server.access.Permission;
import org.shuguan.server.institution.Role;

/// Permissions on reports to the province.
enum ProvincePermission implements Permission {
    /// write templates, report, upload receipts
    MANAGE(Permission.unit(Role.DATA_STEWARD)),
    /// download the files of reports, whose values are not masked
    DOWNLOAD(Permission.unit(Role.DATA_STEWARD, Role.UNIT_CDO)),
    /// see templates, reports and receipts
    READ(Permission.any(Permission.unit(Role.DATA_STEWARD, Role.UNIT_CDO), Permission.territory(Role.BUREAU_OPERATOR)));

    @SuppressWarnings("ImmutableEnumChecker") // the lists are unmodifiable
    private final List<Grant> grants;

    ProvincePermission(List<Grant> grants) {
        this.grants = grants;
    }

    @Override
    public List<Grant> grants() {
        return grants;
    }
}
