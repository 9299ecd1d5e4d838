package org.shuguan.server.access;

import java.util.Map;
import org.shuguan.server.audit.Audited;

/// A signed-in person asked for something that they may not do.
///
/// @param actor the name of their account
/// @param asked method and path of the request, with ids
record RefusedAct(String actor, String asked, Map<String, ?> facts) implements Audited {
    @Override
    public String action() {
        return "access.refuse";
    }

    @Override
    public String subject() {
        return asked;
    }
}
