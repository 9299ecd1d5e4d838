package org.shuguan.server.delivery;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Duration;
import org.shuguan.server.access.Permissions;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DeliveryConfiguration {
    @Bean
    Permissions deliveryPermissions() {
        return Permissions.of("delivery", DeliveryPermission.class);
    }

    @Bean
    RecurringTask<Void> undeliveredNoticeTask(ObjectProvider<UndeliveredNotices> notices) {
        return Tasks.recurring("delivery-notices", Schedules.fixedDelay(Duration.ofMinutes(5)))
                .execute((instance, context) -> notices.getObject().tell());
    }
}
