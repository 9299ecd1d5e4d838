package org.shuguan.server.institution;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Looks each morning whose term ends: thirty days ahead there is time to name a successor, seven days ahead it is
/// late. A morning that was missed is made up for, because each stage is told once and until the end.
@Component
class TermReminder {
    private static final List<Integer> STAGES = List.of(30, 7);
    private static final LocalTime MORNING = LocalTime.of(8, 0);

    private final Institution institution;
    private final ObjectProvider<TermEnding> listeners;

    TermReminder(Institution institution, ObjectProvider<TermEnding> listeners) {
        this.institution = institution;
        this.listeners = listeners;
    }

    @Transactional
    void remind(LocalDate day) {
        for (int stage : STAGES) {
            for (Appointment appointment : institution.ending(day, stage)) {
                institution
                        .unit(appointment.unit(), day)
                        .ifPresent(unit -> listeners.forEach(one -> one.ahead(appointment, unit, stage)));
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Job {
        @Bean
        RecurringTask<Void> termReminders(TermReminder reminder, Institution institution) {
            return Tasks.recurring("term-reminder", Schedules.daily(Institution.CITY_TIME, MORNING))
                    .execute((instance, context) -> reminder.remind(institution.today()));
        }
    }
}
