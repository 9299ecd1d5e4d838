package org.shuguan.server.demand;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.institution.UnitCode;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Answers other modules' questions about demands: where one is, and how many a unit has.
@Service
@Transactional(readOnly = true)
public class DemandFacts {
    /// A demand as other modules see it.
    ///
    /// @param state word of the state, with the text `demand.state.<word>`
    /// @param asked the unit that must act, null where the bureau shall find out
    /// @param due the last day to supply the data, null if none is set
    public record Known(
            UUID id,
            String number,
            String title,
            UnitCode unit,
            @Nullable UnitCode asked,
            String state,
            @Nullable Instant submittedAt,
            @Nullable LocalDate due) {}

    /// How many demands of a unit, and of others to it, are not met. Drafts and the negative list do not count.
    public record Load(int wanted, int owed) {}

    private final Demands demands;
    private final Access access;

    DemandFacts(Demands demands, Access access) {
        this.demands = demands;
        this.access = access;
    }

    /// Whatever its reader may see: the caller shows it to those who may see what it came from.
    public Optional<Known> find(UUID id) {
        return demands.find(id).map(DemandFacts::known);
    }

    /// Whether the actor may read it.
    public boolean isReadable(UUID id, Actor actor) {
        return demands.visible(id, Demands.Visible.to(actor, access)).isPresent();
    }

    public Load of(UnitCode unit) {
        return demands.loadOf(unit);
    }

    private static Known known(Demand one) {
        return new Known(
                one.id(),
                one.number(),
                one.title(),
                one.unit(),
                one.responsible() == null ? one.asked() : one.responsible(),
                one.state().word(),
                one.submittedAt(),
                one.due());
    }
}
