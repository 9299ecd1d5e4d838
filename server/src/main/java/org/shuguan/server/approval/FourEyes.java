package org.shuguan.server.approval;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.institution.OfficerId;

/// The rule of four eyes: who drafted or submitted something does not decide about it, in whatever capacity; nor
/// does anybody for whom it was drafted or submitted, nor anybody who would decide for one of these. People are
/// compared by id. [Approvals] applies it to every decision of a case; what is decided without a case asks here.
public final class FourEyes {
    /// Somebody who drafted or submitted.
    ///
    /// @param principal the holder of the role for whom they did so, null if it was their own role
    public record Party(OfficerId officer, @Nullable OfficerId principal) {
        /// Somebody who writes in one of these capacities; for somebody else only if none is their own.
        public static Party of(Actor actor, List<Capacity> capacities) {
            boolean own = capacities.stream().anyMatch(capacity -> capacity.principal() == null);
            Capacity.Principal holder =
                    own || capacities.isEmpty() ? null : capacities.getFirst().principal();
            return new Party(actor.officer(), holder == null ? null : holder.officer());
        }

        private boolean isOrIsFor(OfficerId somebody) {
            return officer.equals(somebody) || somebody.equals(principal);
        }
    }

    private FourEyes() {}

    /// Whether the actor may decide in the capacity.
    ///
    /// @param barred all who drafted or submitted
    public static boolean allow(Collection<Party> barred, Actor actor, Capacity capacity) {
        Capacity.Principal holder = capacity.principal();
        return barred.stream()
                .noneMatch(party ->
                        party.isOrIsFor(actor.officer()) || (holder != null && party.isOrIsFor(holder.officer())));
    }
}
