package org.shuguan.server.task;

import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;

/// Work to be assigned.
///
/// @param kind what sort of work; its sentence is the text `task.<kind>` with the facts in it
/// @param subject what it is about: of one kind and subject a role of a unit has at most one open task
/// @param facts named arguments of the sentence
/// @param link the page where the work is done
/// @param due its last day, null where there is none
public record NewTask(
        String kind,
        String subject,
        UnitCode unit,
        Role role,
        Map<String, String> facts,
        String link,
        @Nullable LocalDate due) {
    public NewTask {
        facts = Map.copyOf(facts);
    }
}
