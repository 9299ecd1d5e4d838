package org.shuguan.server.followup;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.calendar.OpenTerms;
import org.shuguan.server.platform.CityTime;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Counts the days of open follow-ups anew when a year's holidays are announced.
@Component
class FollowUpRecount implements OpenTerms {
    private final KeptFollowUps kept;
    private final FollowUps followUps;
    private final FollowUpTerms terms;

    FollowUpRecount(KeptFollowUps kept, FollowUps followUps, FollowUpTerms terms) {
        this.kept = kept;
        this.followUps = followUps;
        this.terms = terms;
    }

    @Override
    @Transactional
    public List<Moved> recount() {
        List<Moved> moved = new ArrayList<>();
        for (FollowUp one : kept.lockOpen()) {
            Map<String, @Nullable Object> columns = columns(one);
            if (!columns.isEmpty()) {
                kept.change(one.id(), columns);
            }
            LocalDate before = one.owedBy();
            FollowUp now = followUps.locked(one.id());
            LocalDate after = now.owedBy();
            if (before != null && after != null && !before.equals(after)) {
                moved.add(new Moved(FollowUpWork.KIND, one.title(), one.lead(), one.link(), before, after));
                followUps.record(
                        now,
                        FollowUpEvent.What.RECOUNT,
                        null,
                        null,
                        before + " → " + after,
                        Map.of("due", after.toString()));
            } else {
                // The days to sign for, divide and answer may have moved.
                followUps.renewTurns(now);
            }
        }
        return moved;
    }

    /// The columns that are different with the calendar of today.
    private Map<String, @Nullable Object> columns(FollowUp one) {
        Map<String, @Nullable Object> columns = new HashMap<>();
        LocalDate due = one.due();
        Integer days = one.termDays();
        if (due != null) {
            LocalDate counted = days == null ? due : terms.due(CityTime.day(one.givenAt()), days);
            LocalDate lapse = days == null ? terms.lapse(due) : counted;
            if (!counted.equals(due) || !lapse.equals(one.lapsesOn())) {
                columns.put("due", counted);
                columns.put("lapses_on", lapse);
            }
        }
        Rhythm rhythm = one.rhythm();
        if (rhythm != null) {
            LocalDate report = terms.reportDue(rhythm, Objects.requireNonNull(one.reportPeriod()));
            if (!report.equals(one.reportDue())) {
                columns.put("report_due", report);
            }
        }
        return columns;
    }
}
