package org.shuguan.server.indicator;

import java.util.List;
import org.shuguan.server.access.Permission;
import org.shuguan.server.institution.Role;

/// Permissions on indicators. Who sees a unit's figure is said by the figure itself ([Indicator#seen]): whoever sees
/// its rows.
enum IndicatorPermission implements Permission {
    /// have today's figures kept at once
    KEEP(Permission.anywhere(Role.BUREAU_OPERATOR));

    @SuppressWarnings("ImmutableEnumChecker") // the lists are unmodifiable
    private final List<Grant> grants;

    IndicatorPermission(List<Grant> grants) {
        this.grants = grants;
    }

    @Override
    public List<Grant> grants() {
        return grants;
    }
}
