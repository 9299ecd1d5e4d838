package org.shuguan.server.demo;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.collection.CaptureChecks;
import org.shuguan.server.collection.CollectedData;
import org.shuguan.server.collection.Collecting;
import org.shuguan.server.collection.CollectionWay;
import org.shuguan.server.exchange.DemoCalls;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.platform.EmbeddedDatabase;
import org.shuguan.server.sharing.Grant;
import org.shuguan.server.sharing.Grants;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/// A department's table whose changes are captured from the database's log, and a consumer that follows them. It waits
/// for the grant, so it is a task of the scheduler.
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("shuguan.demo")
class DemoCapture {
    private static final TaskDescriptor<Void> TASK = TaskDescriptor.of("demo-capture");
    private static final Duration BEFORE_NEXT_LOOK = Duration.ofSeconds(10);
    private static final int MOST_GRANTS = 100;
    private static final String DATABASE = "hjj_jiance";

    /// What the department's office enters after the consumer has begun to follow.
    private static final List<String> MOVEMENTS = List.of(
            "insert into wry_qy values ('91441200MA4UKT3M7D', '肇庆市西江新材料有限公司', '电镀', '2026-11-02')"
                    + " on conflict do nothing",
            "update wry_qy set hylb = '水泥' where tyshxydm = '91441200MA4UKT3M7D'",
            "update wry_qy set hylb = '造纸' where tyshxydm = (select tyshxydm from wry_qy"
                    + " order by 1 offset 5 limit 1)",
            "delete from wry_qy where tyshxydm = (select max(tyshxydm) from wry_qy)");

    @Bean
    CustomTask<Void> demoCapturing(
            ObjectProvider<Grants> grants,
            ObjectProvider<Institution> institution,
            ObjectProvider<Collecting> collecting,
            ObjectProvider<CollectedData> data,
            ObjectProvider<CaptureChecks> checks,
            ObjectProvider<DemoCalls> calls,
            ObjectProvider<DemoPeople> people,
            ObjectProvider<EmbeddedDatabase> departments) {
        return Tasks.custom(TASK).execute((instance, context) -> {
            var work = new Work(
                    collecting.getObject(),
                    data.getObject(),
                    checks.getObject(),
                    calls.getObject(),
                    people.getObject(),
                    departments.getIfAvailable());
            if (work.go(fed(grants.getObject(), institution.getObject()))) {
                return new CompletionHandler.OnCompleteRemove<>();
            }
            return (complete, operations) ->
                    operations.reschedule(complete, complete.getTimeDone().plus(BEFORE_NEXT_LOOK));
        });
    }

    private static @Nullable Grant fed(Grants grants, Institution institution) {
        return grants.changedSince(0, MOST_GRANTS).stream()
                .filter(grant ->
                        grant.inForceOn(institution.today()) && grant.modes().equals(Set.of(Grant.Mode.FEED)))
                .findFirst()
                .orElse(null);
    }

    private record Work(
            Collecting collecting,
            CollectedData data,
            CaptureChecks checks,
            DemoCalls calls,
            DemoPeople people,
            @Nullable EmbeddedDatabase departments) {
        /// Does what can be done now.
        ///
        /// @return whether all is done
        boolean go(@Nullable Grant grant) {
            if (departments == null) {
                return true;
            }
            Actor steward = grant == null ? null : people.holder(Role.DATA_STEWARD, grant.owner());
            if (grant == null || steward == null) {
                return false;
            }
            if (!data.isCaptured(grant.entry())) {
                UUID plan = collecting.planOf(grant.entry()).orElseGet(() -> collecting.plan(grant.entry(), steward));
                execute(departments, checks.commands(plan));
                collecting.way(plan, CollectionWay.CAPTURE, steward);
                return false;
            }
            // The feed is told of the copy first, then of what happens with it.
            if (data.copy(grant.entry()).isEmpty() || !calls.follow(grant)) {
                return false;
            }
            execute(departments, MOVEMENTS);
            collecting.collect(collecting.planOf(grant.entry()).orElseThrow(), steward);
            return true;
        }

        private static void execute(EmbeddedDatabase server, List<String> statements) {
            try (Connection inside = server.connect(DATABASE);
                    Statement statement = inside.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            } catch (SQLException e) {
                throw new IllegalStateException("the demo's database " + DATABASE + " could not be changed", e);
            }
        }
    }

    @Bean
    @Order(66)
    DemoPart demoCapturePart(SchedulerClient scheduler, Clock clock) {
        return first -> {
            if (first) {
                scheduler.scheduleIfNotExists(
                        TASK.instance("1").scheduledTo(clock.instant().plus(BEFORE_NEXT_LOOK)));
            }
        };
    }
}
