package org.shuguan.server.task;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Rows;

/// Work to be assigned.
///
/// @param kind what sort of work; its sentence is the text `task.<kind>` with the facts in it
/// @param subject what it is about: of one kind and subject a role of a unit has at most one open task
/// @param facts named arguments of the sentence
/// @param link the page where the work is done
/// @param closing how it is closed
/// @param due its last day, null where there is none
public record NewTask(
        String kind,
        String subject,
        UnitCode unit,
        Role role,
        Map<String, String> facts,
        String link,
        Closing closing,
        @Nullable LocalDate due) {
    /// How a task is closed.
    public enum Closing {
        /// by the word of whoever has it
        BY_HAND,
        /// when what it follows from is done: nobody closes it by hand while that is open
        WITH_SUBJECT;

        @JsonValue
        public String word() {
            return Rows.word(this);
        }
    }

    public NewTask {
        facts = Map.copyOf(facts);
    }
}
