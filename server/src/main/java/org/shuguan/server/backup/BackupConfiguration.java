package org.shuguan.server.backup;

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
class BackupConfiguration {
    /// Nobody works, and collections by their cycle begin later.
    private static final LocalTime AT_NIGHT = LocalTime.of(1, 10);

    @Bean
    Permissions backupPermissions() {
        return Permissions.of("backup", DrillPermission.class);
    }

    @Bean
    RecurringTask<Void> restoreDrillTask(ObjectProvider<DrillCare> care) {
        return Tasks.recurring("backup-drill", Schedules.daily(CityTime.ZONE, AT_NIGHT))
                .execute((instance, context) -> care.getObject().look());
    }
}
