package org.shuguan.server.approval;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.institution.UnitCode;

/// A kind of case whose decisions can be taken in the list of all decisions ([ReviewController]). A module implements
/// it by calling its own services, so that everything they check and record is the same as on its own page. None of
/// these outcomes is an [org.shuguan.server.access.SensitiveAct] there: a kind that becomes one must not be decided
/// here without asking for the fresh code too.
public interface Decidable {
    /// The flow of the kind.
    CaseType<?, ?> type();

    /// The steps that are decided in the list.
    Set<String> steps();

    /// What a decision is taken by. The reader's turn has been checked.
    Card card(Subject subject, Actor reader);

    /// Decides the current step by the module's own service, in the caller's transaction.
    ///
    /// @param outcome a word of one of the step's outcomes
    void decide(Subject subject, String outcome, Said said, Actor actor);

    /// A case at a step.
    ///
    /// @param id the subject as the case names it, see [NewCase]
    record Subject(String id, String step) {}

    /// A case in short.
    ///
    /// @param summary sentences: what is asked for, and why
    /// @param figures to decide by
    /// @param compared the differences from what is published; null if there is no former version
    /// @param options of the fields that are chosen from a list, by the field's name
    /// @param withheld words of outcomes that cannot be chosen now
    record Card(
            List<String> summary,
            List<Figure> figures,
            @Nullable Compared compared,
            Map<String, List<Option>> options,
            Set<String> withheld) {}

    /// A name with its value, both in the reader's language.
    record Figure(String name, String value) {}

    /// The differences from a former version.
    ///
    /// @param version the number of the former version
    record Compared(int version, List<Change> changes) {}

    /// @param what the name of a field or item, as the page of the kind names it
    /// @param before null if there was nothing
    /// @param after null if there is nothing
    record Change(
            String what, @Nullable String before, @Nullable String after) {}

    /// A choice of a field.
    record Option(String value, String name) {}

    /// The input of a decision; each outcome uses the fields that it needs.
    record Said(
            @Nullable String comment,
            @Nullable UnitCode unit,
            @Nullable LocalDate due,
            @Nullable String refusal,
            @Nullable String basis,
            @Nullable String reviewer) {
        /// Only a comment.
        public static Said comment(@Nullable String comment) {
            return new Said(comment, null, null, null, null, null);
        }
    }
}
