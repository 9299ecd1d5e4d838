package org.shuguan.server.guidance;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.shuguan.server.calendar.OpenTerms;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Counts the days of inquiries that wait for somebody anew when a year's holidays are announced.
@Component
class InquiryRecount implements OpenTerms {
    private final KeptInquiries kept;
    private final Inquiries inquiries;

    InquiryRecount(KeptInquiries kept, Inquiries inquiries) {
        this.kept = kept;
        this.inquiries = inquiries;
    }

    @Override
    @Transactional
    public List<Moved> recount() {
        List<Moved> moved = new ArrayList<>();
        for (Inquiry one : kept.lockWaiting()) {
            LocalDate before = Objects.requireNonNull(one.due());
            LocalDate after = Objects.requireNonNull(inquiries.recounted(one).due());
            if (!after.equals(before)) {
                moved.add(new Moved(InquiryWork.KIND, one.title(), one.unit(), one.link(), before, after));
            }
        }
        return moved;
    }
}
