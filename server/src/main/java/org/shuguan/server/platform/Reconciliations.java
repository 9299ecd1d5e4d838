package org.shuguan.server.platform;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Runs every [Reconciliation] from time to time. One that fails does not keep the others from running.
@Configuration(proxyBeanMethods = false)
class Reconciliations {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciliations.class);

    @Bean
    RecurringTask<Void> reconciliation(ObjectProvider<Reconciliation> all) {
        return Tasks.recurring("platform-reconciliation", Schedules.fixedDelay(Duration.ofMinutes(2)))
                .execute((instance, context) -> all.stream().forEach(Reconciliations::run));
    }

    private static void run(Reconciliation one) {
        try {
            int found = one.reconcile();
            if (found > 0) {
                LOG.info("{}: {} made good", one.name(), found);
            }
        } catch (RuntimeException failed) {
            LOG.error("{} failed", one.name(), failed);
        }
    }
}
