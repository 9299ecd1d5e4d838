package org.shuguan.server.census;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
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
    private static final Duration BEFORE_RETRY = Duration.ofSeconds(5);
    private static final int TRIES = 3;

    @Bean
    OneTimeTask<Void> censusRun(CensusRunner runner) {
        return Tasks.oneTime(TASK)
                .onFailure((complete, operations) -> {
                    if (hopeless(complete)) {
                        runner.giveUp(
                                UUID.fromString(complete.getExecution().getId()),
                                complete.getCause().orElse(null));
                        operations.remove();
                    } else {
                        operations.reschedule(complete, complete.getTimeDone().plus(BEFORE_RETRY));
                    }
                })
                .execute((instance, context) -> runner.run(
                        UUID.fromString(instance.getId()),
                        () -> context.getSchedulerState().isShuttingDown()));
    }

    /// A node that goes down is no fault of the census; a fault that comes back is not waited out for ever.
    private static boolean hopeless(ExecutionComplete complete) {
        boolean interrupted = complete.getCause()
                .filter(CensusRunner.Interrupted.class::isInstance)
                .isPresent();
        return !interrupted && complete.getExecution().consecutiveFailures + 1 >= TRIES;
    }
}
