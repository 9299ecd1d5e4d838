package org.shuguan.server.sharing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.shuguan.server.approval.Approvals;
import org.shuguan.server.calendar.OpenTerms;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Counts the last days of owners' answers anew when a year's holidays are announced.
@Component
class AnswerRecount implements OpenTerms {
    private final RequestParts parts;
    private final Answering answering;
    private final SharingRequests requests;
    private final Approvals approvals;

    AnswerRecount(RequestParts parts, Answering answering, SharingRequests requests, Approvals approvals) {
        this.parts = parts;
        this.answering = answering;
        this.requests = requests;
        this.approvals = approvals;
    }

    @Override
    @Transactional
    public List<Moved> recount() {
        List<Moved> moved = new ArrayList<>();
        for (Part part : parts.lockOpen()) {
            LocalDate before = Objects.requireNonNull(part.due());
            LocalDate after = answering.due(part);
            if (!after.equals(before)) {
                parts.due(part.id(), after);
                approvals.moveDue(Objects.requireNonNull(part.caseId()), after);
                moved.add(new Moved(
                        RequestFlow.PART_FLOW.flow(),
                        part.title(),
                        part.owner(),
                        requests.find(part.request()).orElseThrow().link() + "?part=" + part.id(),
                        before,
                        after));
            }
        }
        return moved;
    }
}
