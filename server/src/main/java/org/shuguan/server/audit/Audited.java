package org.shuguan.server.audit;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Implemented by events that are recorded in the audit. The entry commits in the same transaction as the change.
public interface Audited {
    /// The action `<module>.<verb>`, for example `catalog.sign`; its text has the key `audit.<action>`.
    String action();

    /// The object of the action, for example `entry 30744102010/000001`.
    String subject();

    /// The unit concerned, null for the whole city.
    default @Nullable String unit() {
        return null;
    }

    /// Further facts for later readers. Never a secret or personal data.
    default Map<String, ?> facts() {
        return Map.of();
    }

    /// The actor if it is not the signed-in user, for example at a failed sign-in.
    default @Nullable String actor() {
        return null;
    }
}
