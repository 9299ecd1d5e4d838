package org.shuguan.server.approval;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.calendar.DeadlineLight;

/// A line of somebody's to-do list.
///
/// @param kind what sort of work, for example the flow's id
/// @param step what is to be done, as a word
/// @param stepName the same for the reader
/// @param due the last day, null where there is none
/// @param link the page where it is done
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
        String link) {}
