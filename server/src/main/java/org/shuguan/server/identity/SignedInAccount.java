package org.shuguan.server.identity;

import java.io.Serializable;
import java.security.Principal;
import java.util.UUID;

/// What a session remembers: which account, nothing of what it may do.
record SignedInAccount(UUID id, String name, long signedInAtMillis) implements Principal, Serializable {
    @Override
    public String getName() {
        return name;
    }
}
