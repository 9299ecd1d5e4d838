package org.shuguan.server.task;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Rows;

/// A task as stored.
///
/// @param facts JSON of the sentence's arguments
/// @param term the rule by which `due` was counted from the day of `openedAt`; null if it was named
/// @param doneNote what was done, null while the task is open
record AssignedTask(
        UUID id,
        String kind,
        String subject,
        UnitCode unit,
        Role role,
        String facts,
        String link,
        NewTask.Closing closing,
        Instant openedAt,
        String openedBy,
        @Nullable OfficerId openedById,
        @Nullable LocalDate due,
        @Nullable String term,
        State state,
        @Nullable Instant doneAt,
        @Nullable String doneBy,
        @Nullable OfficerId doneById,
        @Nullable String doneNote) {
    enum State {
        OPEN,
        DONE;

        @JsonValue
        String word() {
            return Rows.word(this);
        }
    }
}
