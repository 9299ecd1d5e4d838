package org.shuguan.server.sharing;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.LocalTime;
import org.shuguan.server.platform.CityTime;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Each morning: opens and closes the tasks about grants that are not used or end soon.
@Configuration(proxyBeanMethods = false)
class SharingChecks {
    private static final LocalTime MORNING = LocalTime.of(6, 40);

    @Bean
    RecurringTask<Void> sharingReminders(ObjectProvider<GrantCare> care) {
        return Tasks.recurring("sharing-reminders", Schedules.daily(CityTime.ZONE, MORNING))
                .execute((instance, context) -> {
                    care.getObject().closeSettled();
                    care.getObject().remind();
                });
    }
}
