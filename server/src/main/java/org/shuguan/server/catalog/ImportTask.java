package org.shuguan.server.catalog;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The task that reads a workbook, or takes it in. A row of the scheduler: whoever dies over it, another takes it
/// up.
@Configuration(proxyBeanMethods = false)
class ImportTask {
    static final TaskDescriptor<Void> TASK = TaskDescriptor.of("catalog-import");
    private static final Duration BEFORE_RETRY = Duration.ofSeconds(5);
    private static final int TRIES = 3;
    private static final int ID = 36;

    @Bean
    OneTimeTask<Void> importRun(ObjectProvider<ImportRunner> runner) {
        return Tasks.oneTime(TASK)
                .onFailure((complete, operations) -> {
                    if (hopeless(complete)) {
                        runner.getObject()
                                .giveUp(
                                        run(complete.getExecution().getId()),
                                        complete.getCause().orElse(null));
                        operations.remove();
                    } else {
                        operations.reschedule(complete, complete.getTimeDone().plus(BEFORE_RETRY));
                    }
                })
                .execute((instance, context) -> runner.getObject()
                        .run(
                                run(instance.getId()),
                                () -> context.getSchedulerState().isShuttingDown()));
    }

    private static UUID run(String instance) {
        return UUID.fromString(instance.substring(0, ID));
    }

    /// A node that goes down is no fault of the import; a fault that comes back is not waited out for ever.
    private static boolean hopeless(ExecutionComplete complete) {
        boolean interrupted = complete.getCause()
                .filter(ImportRunner.Interrupted.class::isInstance)
                .isPresent();
        return !interrupted && complete.getExecution().consecutiveFailures + 1 >= TRIES;
    }
}
