package org.shuguan.server.approval;

import java.time.LocalDate;
import java.util.Date;
import org.shuguan.server.calendar.Calendar;
import org.shuguan.server.institution.Institution;
import org.springframework.stereotype.Component;

/// What a flow's file may say of days: `${deadlines.workingDays(5)}`.
@Component("deadlines")
public class Deadlines {
    private final Calendar calendar;
    private final Institution institution;

    Deadlines(Calendar calendar, Institution institution) {
        this.calendar = calendar;
        this.institution = institution;
    }

    /// The end of the last day of a term that starts today.
    public Date workingDays(int days) {
        LocalDate due = calendar.due(institution.today(), days);
        return Date.from(due.plusDays(1)
                .atStartOfDay(Institution.CITY_TIME)
                .minusSeconds(1)
                .toInstant());
    }
}
