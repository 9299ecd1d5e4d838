package org.shuguan.server.collection;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Duration;
import java.time.LocalTime;
import org.shuguan.server.access.Permissions;
import org.shuguan.server.platform.CityTime;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CollectionConfiguration {
    private static final LocalTime BEFORE_DAWN = LocalTime.of(4, 30);

    @Bean
    Permissions collectionPermissions() {
        return Permissions.of("collection", CollectionPermission.class);
    }

    @Bean
    RecurringTask<Void> dueCollectionTask(ObjectProvider<Collecting> collecting) {
        return Tasks.recurring("collection-due", Schedules.fixedDelay(Duration.ofMinutes(1)))
                .execute((instance, context) -> collecting.getObject().startDue());
    }

    @Bean
    RecurringTask<Void> waitingBatchesTask(ObjectProvider<Pushing> pushing) {
        return Tasks.recurring("collection-pushed", Schedules.fixedDelay(Duration.ofMinutes(1)))
                .execute((instance, context) -> pushing.getObject().startWaiting());
    }

    @Bean
    RecurringTask<Void> tidyCollectionTask(ObjectProvider<TidyJob> tidy) {
        return Tasks.recurring("collection-tidy", Schedules.daily(CityTime.ZONE, BEFORE_DAWN))
                .execute((instance, context) -> tidy.getObject().start());
    }
}
