package org.shuguan.server.approval;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.calendar.DeadlineLight;

/// The case as the page of its subject shows it.
///
/// @param step the current step, null if the case is over or has not begun
/// @param due the last day of the step, null if it has no term
/// @param actions the reader's actions now
/// @param history the decisions, the oldest first
/// @param picture the flow as a diagram, null if no case has begun
public record CasePanel(
        @Nullable String step,
        @Nullable LocalDate due,
        @Nullable DeadlineLight light,
        List<CaseAction> actions,
        List<Decision> history,
        @Nullable FlowDiagram picture) {
    /// For a subject that was never submitted.
    public static final CasePanel NONE = new CasePanel(null, null, null, List.of(), List.of(), null);
}
