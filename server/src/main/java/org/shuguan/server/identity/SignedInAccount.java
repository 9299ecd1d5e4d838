package org.shuguan.server.identity;

import java.io.Serializable;
import java.security.Principal;
import java.util.UUID;

/// The content of a session: which account it belongs to. Rights are not stored in it.
record SignedInAccount(UUID id, String name, long signedInAtMillis) implements Principal, Serializable {
    @Override
    public String getName() {
        return name;
    }
}
