package org.shuguan.server.approval;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.shuguan.server.access.Access;
import org.shuguan.server.calendar.Calendar;
import org.shuguan.server.calendar.DeadlineLight;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.notice.Notice;
import org.shuguan.server.notice.Notices;
import org.shuguan.server.notice.Notification;
import org.shuguan.server.notice.Recipient;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Reminds addressees of work whose term ends soon, and once more on its last working day, and escalates overdue work:
/// to the unit's CDO, then the
/// executive officer, then the city CDO. Each person is notified once per stage, however often this runs.
@Component
class DeadlineReminders {
    /// How many days ahead open work is read; no term is longer.
    private static final int AHEAD = 370;

    private final List<OpenWork> openWork;
    private final Notices notices;
    private final Access access;
    private final Institution institution;
    private final Calendar calendar;
    private final Setting<Integer> untilCityCdo;

    DeadlineReminders(
            List<OpenWork> openWork,
            Notices notices,
            Access access,
            Institution institution,
            Calendar calendar,
            Settings settings) {
        this.untilCityCdo = settings.workingDays("approval.until-city-cdo");
        this.openWork = openWork;
        this.notices = notices;
        this.access = access;
        this.institution = institution;
        this.calendar = calendar;
    }

    @Configuration(proxyBeanMethods = false)
    static class Schedule {
        @Bean
        RecurringTask<Void> deadlineReminderTask(ObjectProvider<DeadlineReminders> reminders) {
            return Tasks.recurring("approval-deadline-reminders", Schedules.fixedDelay(Duration.ofMinutes(15)))
                    .execute((instance, context) -> reminders.getObject().remind());
        }
    }

    /// Checks all open work that has a term.
    @Transactional
    void remind() {
        LocalDate today = institution.today();
        for (OpenWork work : openWork) {
            for (OpenWork.Due due : work.dueUntil(today.plusDays(AHEAD))) {
                DeadlineLight light = calendar.light(CityTime.day(due.since()), due.due(), today);
                switch (light) {
                    case GREEN -> {}
                    case AMBER -> {
                        // On the last working day only the last warning.
                        boolean last = !today.isBefore(calendar.lastWorkingDay(due.due()));
                        tell(due, last ? "step-last-day" : "step-due", last ? "last-day" : "amber", holders(due));
                    }
                    case RED -> {
                        tell(due, "step-overdue", "red", holders(due));
                        tell(due, "step-overdue-above", "above", above(due));
                        if (calendar.between(due.due(), today) > untilCityCdo.on(today)) {
                            tell(due, "step-overdue-above", "city", Set.of(new Recipient.Everywhere(Role.CITY_CDO)));
                        }
                    }
                }
            }
        }
    }

    private static Set<Recipient> holders(OpenWork.Due due) {
        Set<Recipient> holders = new LinkedHashSet<>();
        due.addressees().forEach(one -> holders.add(new Recipient.Holders(one.role(), one.unit())));
        return holders;
    }

    /// Who is notified that work is late: for a steward's work the unit's CDO, or the executive officer if the
    /// unit has none; for all other work the executive officer.
    private Set<Recipient> above(OpenWork.Due due) {
        Set<Recipient> above = new LinkedHashSet<>();
        for (OpenWork.Addressee one : due.addressees()) {
            boolean hasCdo = one.role() == Role.DATA_STEWARD
                    && !access.actingAs(Role.UNIT_CDO, one.unit()).isEmpty();
            above.add(hasCdo ? Recipient.cdo(one.unit()) : new Recipient.Everywhere(Role.CITY_EXECUTIVE_OFFICER));
        }
        return above;
    }

    private void tell(OpenWork.Due due, String code, String stage, Set<Recipient> to) {
        notices.send(new Notification(
                List.copyOf(to),
                new Notice(
                        code,
                        Map.of(
                                "title", due.title(),
                                "unit",
                                        institution
                                                .unit(due.unit())
                                                .map(unit -> unit.name())
                                                .orElse(due.unit().value()),
                                "due", due.due().toString()),
                        due.link(),
                        "deadline:" + due.id() + ":" + due.due() + ":" + stage),
                null));
    }
}
