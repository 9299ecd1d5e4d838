package org.shuguan.server.approval;

import java.time.LocalDate;
import java.util.Date;
import org.shuguan.server.calendar.Calendar;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.settings.Settings;
import org.springframework.stereotype.Component;

/// Calculates due days for BPMN files: `${deadlines.of('demand.answer')}` names a rule that counts working days.
@Component("deadlines")
public class Deadlines {
    private final Calendar calendar;
    private final Institution institution;
    private final Settings settings;

    Deadlines(Calendar calendar, Institution institution, Settings settings) {
        this.calendar = calendar;
        this.institution = institution;
        this.settings = settings;
    }

    /// The end of the last day of a term that starts today.
    ///
    /// @param rule key of a rule that counts working days
    /// @throws IllegalStateException if no module declares such a rule
    public Date of(String rule) {
        LocalDate today = institution.today();
        LocalDate due = calendar.due(today, settings.workingDays(rule).on(today));
        return Date.from(CityTime.endOf(due));
    }
}
