package org.shuguan.server.demo;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.demo.DemoDepartments;
import org.shuguan.dataplane.demo.Department;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Person;
import org.shuguan.server.census.SourceRecord;
import org.shuguan.server.exchange.TableTarget;
import org.shuguan.server.exchange.TableTargets;
import org.shuguan.server.institution.Role;
import org.shuguan.server.platform.EmbeddedDatabase;
import org.shuguan.server.platform.Home;
import org.shuguan.server.sharing.Grant;
import org.shuguan.server.sharing.Grants;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/// A district's table that gets the rows of its own residents every day. It waits for the grant, so it is a task of the
/// scheduler.
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("shuguan.demo")
class DemoReturns {
    private static final TaskDescriptor<Void> TASK = TaskDescriptor.of("demo-returns");
    private static final Duration BEFORE_NEXT_LOOK = Duration.ofSeconds(10);
    private static final int MOST_GRANTS = 100;
    private static final int HOUR = 5;

    @Bean
    CustomTask<Void> demoReturning(
            ObjectProvider<Grants> grants,
            ObjectProvider<TableTargets> targets,
            ObjectProvider<DemoPeople> people,
            ObjectProvider<EmbeddedDatabase> departments,
            @Value("${shuguan.home}") Path home) {
        return Tasks.custom(TASK).execute((instance, context) -> {
            Grant grant = grants.getObject().changedSince(0, MOST_GRANTS).stream()
                    .filter(found -> found.modes().contains(Grant.Mode.TABLE))
                    .findFirst()
                    .orElse(null);
            if (grant == null) {
                return (complete, operations) ->
                        operations.reschedule(complete, complete.getTimeDone().plus(BEFORE_NEXT_LOOK));
            }
            EmbeddedDatabase server = departments.getIfAvailable();
            Actor steward = people.getObject().holder(Role.DATA_STEWARD, grant.consumer());
            if (server != null && steward != null) {
                begin(grant, server, Home.at(home), targets.getObject(), steward);
            }
            return new CompletionHandler.OnCompleteRemove<>();
        });
    }

    private static void begin(Grant grant, EmbeddedDatabase server, Home home, TableTargets targets, Actor steward) {
        Department district = DemoDepartments.all().stream()
                .filter(one -> one.unit().equals(DemoSharing.DISTRICT))
                .findFirst()
                .orElseThrow();
        SourceRecord source = source(targets, grant, district);
        if (source == null) {
            return;
        }
        var database = new DepartmentDatabase(server, district, home);
        database.prepareReturns();
        targets.set(
                grant,
                TableTargets.Entered.table(
                        source.id(),
                        DepartmentDatabase.RETURNS + ".ldrk",
                        TableTarget.Manner.REPLACE,
                        true,
                        database.writer(),
                        database.writerSecret(),
                        TableTarget.Rhythm.DAILY,
                        HOUR,
                        null),
                steward);
        targets.deliver(grant, Person.of(steward));
    }

    private static @Nullable SourceRecord source(TableTargets targets, Grant grant, Department district) {
        return targets.databases(grant).stream()
                .filter(one -> Objects.equals(one.databaseName(), district.database()))
                .findFirst()
                .orElse(null);
    }

    @Bean
    @Order(65)
    DemoPart demoReturnsPart(SchedulerClient scheduler, Clock clock) {
        return first -> {
            if (first) {
                scheduler.scheduleIfNotExists(
                        TASK.instance("1").scheduledTo(clock.instant().plus(BEFORE_NEXT_LOOK)));
            }
        };
    }
}
