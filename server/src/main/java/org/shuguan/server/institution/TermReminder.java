package org.shuguan.server.institution;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.LocalDate;
import java.time.LocalTime;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Looks each morning for terms that end soon, in an early and a late stage. A missed run loses no reminder: a
/// stage lasts until the term ends and is reported once.
@Component
class TermReminder {
    private static final LocalTime MORNING = LocalTime.of(8, 0);

    private final Institution institution;
    private final ObjectProvider<TermEnding> listeners;
    private final Setting<Integer> early;
    private final Setting<Integer> late;

    TermReminder(Institution institution, ObjectProvider<TermEnding> listeners, Settings settings) {
        this.institution = institution;
        this.listeners = listeners;
        this.early = settings.days("institution.term-early");
        this.late = settings.days("institution.term-late");
    }

    @Transactional
    void remind(LocalDate day) {
        tell(day, early.on(day), TermEnding.Stage.EARLY);
        tell(day, late.on(day), TermEnding.Stage.LATE);
    }

    private void tell(LocalDate day, int daysAhead, TermEnding.Stage stage) {
        for (Appointment appointment : institution.ending(day, daysAhead)) {
            institution
                    .unit(appointment.unit(), day)
                    .ifPresent(unit -> listeners.forEach(one -> one.ahead(appointment, unit, stage)));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Job {
        @Bean
        RecurringTask<Void> termReminders(TermReminder reminder, Institution institution) {
            return Tasks.recurring("term-reminder", Schedules.daily(CityTime.ZONE, MORNING))
                    .execute((instance, context) -> reminder.remind(institution.today()));
        }
    }
}
