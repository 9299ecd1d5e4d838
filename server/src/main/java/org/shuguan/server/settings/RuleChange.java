package org.shuguan.server.settings;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A value that the bureau set for a rule.
///
/// @param number increases with each change
/// @param source the document that requires the value, with `article` for the place in it
/// @param validFrom the first day on which it is in force
/// @param changedBy the officer's id
/// @param undoneAt when it was undone before it came into force, null if it was not
record RuleChange(
        UUID id,
        long number,
        String key,
        RuleValue value,
        String source,
        @Nullable String article,
        Mark mark,
        LocalDate validFrom,
        String reason,
        UUID changedBy,
        String changedByName,
        Instant changedAt,
        @Nullable Instant undoneAt,
        @Nullable UUID undoneBy,
        @Nullable String undoneByName) {
    boolean isUndone() {
        return undoneAt != null;
    }
}
