package org.shuguan.server.approval;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;

/// Work that is no case, and whose decisions are taken in the list of all decisions too. As with [Decidable], the
/// module's own services decide.
public interface DecidableWork {
    /// The kind of work, as in [OpenWork].
    String kind();

    /// The steps that are decided in the list.
    Set<String> steps();

    /// The first decisions that wait for the reader, in the order asked for; within equals by id.
    ///
    /// @param unit the code of the unit that the work is about, null for all
    /// @param id of one decision, null for all
    List<OpenWork.Item> decisions(
            Actor reader,
            OpenWork.Viewer viewer,
            OpenWork.Asked asked,
            @Nullable String unit,
            @Nullable String id,
            long limit);

    /// How many of these there are.
    long countDecisions(
            Actor reader, OpenWork.Viewer viewer, OpenWork.Asked asked, @Nullable String unit, @Nullable String id);

    /// Whether this work has a decision of that id, which is still open.
    boolean isOpen(String id);

    /// What a decision is taken by. The reader's turn has been checked.
    Decidable.Card card(String id, Actor reader);

    /// What the reader may decide now; empty if it is not their turn.
    List<CaseAction> choices(String id, Actor reader);

    /// Decides by the module's own service, in the caller's transaction.
    ///
    /// @param outcome a word of one of the choices
    void decide(String id, String outcome, Decidable.Said said, Actor actor);
}
