package org.shuguan.server.demand;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.LocalTime;
import org.shuguan.server.platform.CityTime;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Each morning: opens a task for the unit's CDO for each upcoming review of the negative list.
@Configuration(proxyBeanMethods = false)
class NegativeReview {
    private static final LocalTime MORNING = LocalTime.of(6, 30);

    @Bean
    RecurringTask<Void> negativeListReview(ObjectProvider<DemandLists> lists) {
        return Tasks.recurring("demand-negative-review", Schedules.daily(CityTime.ZONE, MORNING))
                .execute((instance, context) -> lists.getObject().remind());
    }
}
