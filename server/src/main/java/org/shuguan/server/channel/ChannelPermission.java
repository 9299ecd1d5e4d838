package org.shuguan.server.channel;

import java.util.List;
import org.shuguan.server.access.Permission;
import org.shuguan.server.institution.Role;

/// What people may do with the messages of everybody. One's own channels need no permission.
enum ChannelPermission implements Permission {
    /// see what went out, what waits, and why
    READ(Permission.anywhere(Role.SYSTEM_ADMINISTRATOR)),
    /// send one again at once
    SEND(Permission.anywhere(Role.SYSTEM_ADMINISTRATOR));

    @SuppressWarnings("ImmutableEnumChecker") // made by Permission.anywhere, unmodifiable
    private final List<Grant> grants;

    ChannelPermission(List<Grant> grants) {
        this.grants = grants;
    }

    @Override
    public List<Grant> grants() {
        return grants;
    }
}
