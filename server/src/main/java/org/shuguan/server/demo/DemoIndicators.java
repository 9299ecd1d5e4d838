package org.shuguan.server.demo;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Clock;
import java.time.Duration;
import org.shuguan.server.indicator.Indicator;
import org.shuguan.server.indicator.Indicators;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/// Has the demo's figures kept as soon as its last part is there, the calls by its grants. Past months are counted from
/// the demo's dated rows, as in every city; what these do not tell begins today.
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("shuguan.demo")
class DemoIndicators {
    private static final TaskDescriptor<Void> TASK = TaskDescriptor.of("demo-indicators");
    private static final Duration BEFORE_NEXT_LOOK = Duration.ofSeconds(10);

    @Bean
    CustomTask<Void> demoKeeping(ObjectProvider<Indicators> indicators) {
        return Tasks.custom(TASK).execute((instance, context) -> {
            Indicators all = indicators.getObject();
            Indicator calls = all.named("exchange.calls").orElseThrow();
            if (all.now(calls).isEmpty()) {
                return (complete, operations) ->
                        operations.reschedule(complete, complete.getTimeDone().plus(BEFORE_NEXT_LOOK));
            }
            all.keep(null);
            return new CompletionHandler.OnCompleteRemove<>();
        });
    }

    @Bean
    @Order(70)
    DemoPart demoIndicatorsPart(SchedulerClient scheduler, Clock clock) {
        return first -> {
            if (first) {
                scheduler.scheduleIfNotExists(
                        TASK.instance("1").scheduledTo(clock.instant().plus(BEFORE_NEXT_LOOK)));
            }
        };
    }
}
