package org.shuguan.server.approval;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.calendar.DeadlineLight;

/// A line of a to-do list.
///
/// @param kind the kind of work, for example the flow's id
/// @param step identifies what is to be done
/// @param stepName the name of the step in the reader's language
/// @param due the last day, null if there is none
/// @param link the page on which it is done
/// @param card the page on which it is decided in short, null if it is no decision
public record Todo(
        String id,
        String kind,
        String title,
        @Nullable String unit,
        @Nullable String unitName,
        String step,
        String stepName,
        Instant since,
        @Nullable LocalDate due,
        DeadlineLight light,
        String link,
        @Nullable String card) {
    /// Work that is no decision, or not known to be one.
    public Todo(
            String id,
            String kind,
            String title,
            @Nullable String unit,
            @Nullable String unitName,
            String step,
            String stepName,
            Instant since,
            @Nullable LocalDate due,
            DeadlineLight light,
            String link) {
        this(id, kind, title, unit, unitName, step, stepName, since, due, light, link, null);
    }

    /// The same, decided in short on a page.
    Todo decidedAt(String page) {
        return new Todo(id, kind, title, unit, unitName, step, stepName, since, due, light, link, page);
    }
}
