package org.shuguan.server.search;

import java.util.List;
import org.shuguan.server.access.Permission;
import org.shuguan.server.institution.Role;

/// Permissions on what the search goes by; every official may search and read the synonyms.
enum SearchPermission implements Permission {
    /// add and remove the city's synonyms
    SYNONYMS(Permission.anywhere(Role.BUREAU_OPERATOR));

    @SuppressWarnings("ImmutableEnumChecker") // the lists are unmodifiable
    private final List<Grant> grants;

    SearchPermission(List<Grant> grants) {
        this.grants = grants;
    }

    @Override
    public List<Grant> grants() {
        return grants;
    }
}
