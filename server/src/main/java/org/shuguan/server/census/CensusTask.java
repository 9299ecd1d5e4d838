package org.shuguan.server.census;

import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The task that runs a census. It is a row of the scheduler: whoever dies over it, another takes it up.
@Configuration(proxyBeanMethods = false)
class CensusTask {
    static final TaskDescriptor<Void> TASK = TaskDescriptor.of("census-run");

    @Bean
    OneTimeTask<Void> censusRun(CensusRunner runner) {
        return Tasks.oneTime(TASK)
                .onFailure((complete, operations) ->
                        operations.reschedule(complete, complete.getTimeDone().plus(Duration.ofSeconds(5))))
                .execute((instance, context) -> runner.run(UUID.fromString(instance.getId())));
    }
}
