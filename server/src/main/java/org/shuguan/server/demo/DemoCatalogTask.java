package org.shuguan.server.demo;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/// Waits for the demo's first censuses and creates its catalog. It is a task of the scheduler, so that an
/// interrupted start is completed by the next one.
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("shuguan.demo")
class DemoCatalogTask {
    private static final TaskDescriptor<Void> TASK = TaskDescriptor.of("demo-catalog");
    private static final Duration BEFORE_NEXT_LOOK = Duration.ofSeconds(2);

    @Bean
    CustomTask<Void> demoCatalogFilling(
            ObjectProvider<DemoCatalog> catalog,
            ObjectProvider<DemoStandards> standards,
            ObjectProvider<DemoLaterOn> laterOn) {
        return Tasks.custom(TASK).execute((instance, context) -> {
            if (catalog.getObject().fill()) {
                standards.getObject().bind();
                laterOn.getObject().happen();
                return new CompletionHandler.OnCompleteRemove<>();
            }
            return (complete, operations) ->
                    operations.reschedule(complete, complete.getTimeDone().plus(BEFORE_NEXT_LOOK));
        });
    }

    @Bean
    @Order(20)
    DemoPart demoCatalogPart(SchedulerClient scheduler, Clock clock) {
        return first -> {
            if (first) {
                scheduler.scheduleIfNotExists(TASK.instance("1").scheduledTo(clock.instant()));
            }
        };
    }
}
