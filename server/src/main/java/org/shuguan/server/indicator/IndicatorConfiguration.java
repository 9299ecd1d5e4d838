package org.shuguan.server.indicator;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.LocalTime;
import org.shuguan.server.access.Permissions;
import org.shuguan.server.platform.CityTime;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class IndicatorConfiguration {
    private static final LocalTime LATE = LocalTime.of(23, 40);

    @Bean
    Permissions indicatorPermissions() {
        return Permissions.of("indicator", IndicatorPermission.class);
    }

    @Bean
    RecurringTask<Void> indicatorSnapshotTask(ObjectProvider<SnapshotJob> job) {
        return Tasks.recurring("indicator-snapshot", Schedules.daily(CityTime.ZONE, LATE))
                .execute((instance, context) -> job.getObject().start(null));
    }
}
