package org.shuguan.server.audit;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an event of a module implements to be recorded. The record commits with the change that the event tells of,
/// or neither does.
public interface Audited {
    /// What was done, `<module>.<verb>`, for example `catalog.sign`; its words are the text `audit.<action>`.
    String action();

    /// What it was done to, for example `entry 30744102010/000001`.
    String subject();

    /// The unit whose matter it is, null for the whole city.
    default @Nullable String unit() {
        return null;
    }

    /// What else a later reader must know. Never a secret, never a person's data.
    default Map<String, ?> facts() {
        return Map.of();
    }

    /// Who did it where that is not who is signed in, for example at a failed sign-in.
    default @Nullable String actor() {
        return null;
    }
}
