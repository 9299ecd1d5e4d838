package org.shuguan.server.demand;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.shuguan.server.approval.Approvals;
import org.shuguan.server.calendar.OpenTerms;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Counts the last days to supply data anew when a year's holidays are announced. A day that somebody named stays.
@Component
class DemandRecount implements OpenTerms {
    private final Demands demands;
    private final DemandTerms terms;
    private final Approvals approvals;

    DemandRecount(Demands demands, DemandTerms terms, Approvals approvals) {
        this.demands = demands;
        this.terms = terms;
        this.approvals = approvals;
    }

    @Override
    @Transactional
    public List<Moved> recount() {
        List<Moved> moved = new ArrayList<>();
        demands.lockCounted().forEach((demand, from) -> {
            LocalDate before = Objects.requireNonNull(demand.due());
            LocalDate after = terms.supplyDue(from);
            if (!after.equals(before)) {
                demands.due(demand.id(), after);
                approvals.moveDue(Objects.requireNonNull(demand.caseId()), after);
                moved.add(new Moved(
                        DemandFlow.FLOW.flow(),
                        demand.title(),
                        Objects.requireNonNull(demand.responsible()),
                        demand.link(),
                        before,
                        after));
            }
        });
        return moved;
    }
}
