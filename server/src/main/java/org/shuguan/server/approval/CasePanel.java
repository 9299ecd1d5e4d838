package org.shuguan.server.approval;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
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
/// @param reminding who was reminded of the current step, null if there is none
public record CasePanel(
        @Nullable String step,
        @Nullable LocalDate due,
        @Nullable DeadlineLight light,
        List<CaseAction> actions,
        List<Decision> history,
        @Nullable FlowDiagram picture,
        @Nullable Reminding reminding) {
    /// A reminder of those whose turn it was.
    ///
    /// @param by the name of the person who reminded them
    public record Reminder(Instant at, String by) {}

    /// The reminders of an open step.
    ///
    /// @param may whether the reader may remind those whose turn it is now
    /// @param reminders the oldest first
    public record Reminding(String caseId, boolean may, List<Reminder> reminders) {}

    /// For a subject that was never submitted.
    public static final CasePanel NONE = ended(List.of());

    /// For a case of which the reader may do nothing any more.
    ///
    /// @param history the decisions, the oldest first
    public static CasePanel ended(List<Decision> history) {
        return new CasePanel(null, null, null, List.of(), history, null, null);
    }

    /// The same with the decisions of earlier cases of the subject before its own.
    public CasePanel after(List<Decision> earlier) {
        List<Decision> all = new ArrayList<>(earlier);
        all.addAll(history);
        return new CasePanel(step, due, light, actions, all, picture, reminding);
    }
}
