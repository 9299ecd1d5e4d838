package org.shuguan.server.client;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.audit.Audited;

/// A token was issued or refused.
///
/// @param action as in [Audited#action]
/// @param actor the client, `?` if it is not known
/// @param facts scopes, or the error
record TokenEvent(String action, String actor, @Nullable String unit, Map<String, String> facts) implements Audited {
    @Override
    public String subject() {
        return "token";
    }
}
