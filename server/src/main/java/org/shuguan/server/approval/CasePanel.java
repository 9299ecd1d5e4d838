package org.shuguan.server.approval;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.calendar.DeadlineLight;

/// What every page of a subject shows of its case.
///
/// @param step at which it stands, null where it is over or has not begun
/// @param due the last day of the step, null where it has no term
/// @param actions what the reader may do with it now
/// @param history who decided what, the first first
/// @param picture the flow as a drawing, null where no case has begun
public record CasePanel(
        @Nullable String step,
        @Nullable LocalDate due,
        @Nullable DeadlineLight light,
        List<CaseAction> actions,
        List<Decision> history,
        @Nullable FlowDiagram picture) {
    /// Of a subject that was never submitted.
    public static final CasePanel NONE = new CasePanel(null, null, null, List.of(), List.of(), null);
}
