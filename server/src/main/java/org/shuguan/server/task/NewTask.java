package org.shuguan.server.task;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Rows;

/// A task to be assigned.
///
/// @param kind the kind of work; its sentence is the text `task.<kind>` with the facts as arguments
/// @param subject what it is about: a role of a unit has at most one open task of one kind and subject
/// @param facts named arguments of the sentence
/// @param link the page on which the work is done
/// @param closing how it is closed
/// @param due its last day, null if there is none
/// @param term the rule by which the last day is counted from the day on which the task is opened, in working days;
/// null
///     if `due` is not counted so. Exactly one of the two may be given
public record NewTask(
        String kind,
        String subject,
        UnitCode unit,
        Role role,
        Map<String, String> facts,
        String link,
        Closing closing,
        @Nullable LocalDate due,
        @Nullable String term) {
    /// How a task is closed.
    public enum Closing {
        /// by the person to whom it is addressed
        BY_HAND,
        /// when its subject is settled; it cannot be closed by hand
        WITH_SUBJECT;

        @JsonValue
        public String word() {
            return Rows.word(this);
        }
    }

    public NewTask {
        facts = Map.copyOf(facts);
        if (due != null && term != null) {
            throw new IllegalArgumentException("a task has a last day or a term, not both: " + kind);
        }
    }

    /// A task with a last day that is named, or none.
    public NewTask(
            String kind,
            String subject,
            UnitCode unit,
            Role role,
            Map<String, String> facts,
            String link,
            Closing closing,
            @Nullable LocalDate due) {
        this(kind, subject, unit, role, facts, link, closing, due, null);
    }

    /// A task with a term of working days by a rule of the settings.
    ///
    /// @param term name of the rule, such as `sharing.unused-answer`
    public static NewTask within(
            String term,
            String kind,
            String subject,
            UnitCode unit,
            Role role,
            Map<String, String> facts,
            String link,
            Closing closing) {
        return new NewTask(kind, subject, unit, role, facts, link, closing, null, term);
    }
}
