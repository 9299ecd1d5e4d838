package org.shuguan.server.comment;

import java.util.List;
import org.shuguan.server.access.Permission;
import org.shuguan.server.institution.Role;

/// Permissions on comments, besides seeing the object.
enum CommentPermission implements Permission {
    /// write for a unit or territory, and read its internal comments
    WRITE(Permission.unit(
            Role.DATA_STEWARD,
            Role.UNIT_CDO,
            Role.BUREAU_OPERATOR,
            Role.SECURITY_REVIEWER,
            Role.CITY_CDO,
            Role.CITY_EXECUTIVE_OFFICER)),
    /// read the internal comments of units, if the rule `comment.internal-to-bureau` says so
    OVERSEE(Permission.territory(Role.BUREAU_OPERATOR));

    @SuppressWarnings("ImmutableEnumChecker") // the lists are unmodifiable
    private final List<Grant> grants;

    CommentPermission(List<Grant> grants) {
        this.grants = grants;
    }

    @Override
    public List<Grant> grants() {
        return grants;
    }
}
