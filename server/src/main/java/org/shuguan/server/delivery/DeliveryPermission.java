package org.shuguan.server.delivery;

import java.util.List;
import org.shuguan.server.access.Permission;
import org.shuguan.server.institution.Role;

/// What people may do with events that have not reached a listener.
enum DeliveryPermission implements Permission {
    /// see which they are
    READ(Permission.anywhere(Role.SYSTEM_ADMINISTRATOR)),
    /// send one again at once
    SEND(Permission.anywhere(Role.SYSTEM_ADMINISTRATOR));

    @SuppressWarnings("ImmutableEnumChecker") // made by Permission.anywhere, unmodifiable
    private final List<Grant> grants;

    DeliveryPermission(List<Grant> grants) {
        this.grants = grants;
    }

    @Override
    public List<Grant> grants() {
        return grants;
    }
}
