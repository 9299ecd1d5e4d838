package org.shuguan.server.demo;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Person;
import org.shuguan.server.client.MachineClients;
import org.shuguan.server.client.MachineTokens;
import org.shuguan.server.exchange.Archiving;
import org.shuguan.server.exchange.DemoCalls;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.sharing.Grant;
import org.shuguan.server.sharing.Grants;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/// Calls by the demo's grants: weeks of invented ones and some real ones, one program that walks through keys; the last
/// grant is left unused. It waits until
/// there are grants, so it is a task of the scheduler.
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("shuguan.demo")
class DemoExchange {
    private static final TaskDescriptor<Void> TASK = TaskDescriptor.of("demo-exchange");
    private static final Duration BEFORE_NEXT_LOOK = Duration.ofSeconds(10);
    private static final int MOST_GRANTS = 100;
    /// At any date one month is in them that has ended for long enough to be archived.
    private static final int DAYS = 50;
    private static final int LEAST_A_DAY = 6;
    private static final int STEP = 5;
    private static final int WALKED = 140;

    private record Client(UUID id, String name) {}

    @Bean
    CustomTask<Void> demoExchanging(
            ObjectProvider<Grants> grants,
            ObjectProvider<DemoCalls> calls,
            ObjectProvider<Archiving> archiving,
            ObjectProvider<MachineClients> clients,
            ObjectProvider<Institution> institution,
            ObjectProvider<DemoPeople> people,
            ObjectProvider<Access> access,
            ObjectProvider<Clock> clock) {
        return Tasks.custom(TASK).execute((instance, context) -> {
            List<Grant> usable =
                    usable(grants.getObject(), institution.getObject().today());
            if (usable.isEmpty()) {
                return (complete, operations) ->
                        operations.reschedule(complete, complete.getTimeDone().plus(BEFORE_NEXT_LOOK));
            }
            var work = new Calls(
                    calls.getObject(),
                    clients.getObject(),
                    institution.getObject(),
                    people.getObject(),
                    access.getObject(),
                    new HashMap<>());
            // The last one shows what becomes of a grant that nobody uses.
            for (int i = 0; i < Math.max(1, usable.size() - 1) && i < usable.size(); i++) {
                work.make(usable.get(i), LEAST_A_DAY + i * STEP);
                if (i == 0) {
                    work.walk(usable.get(i), clock.getObject().instant());
                }
            }
            archive(archiving.getObject(), people.getObject());
            return new CompletionHandler.OnCompleteRemove<>();
        });
    }

    /// The first month of calls is in a file.
    private static void archive(Archiving archiving, DemoPeople people) {
        Actor bureau = people.holder(Role.BUREAU_OPERATOR, UnitCode.CITY);
        archiving.archivable().stream()
                .findFirst()
                .ifPresent(month -> archiving.archive(month, bureau == null ? null : Person.of(bureau)));
    }

    private static List<Grant> usable(Grants grants, LocalDate today) {
        return grants.changedSince(0, MOST_GRANTS).stream()
                .filter(grant -> grant.inForceOn(today) && grant.modes().contains(Grant.Mode.API))
                .toList();
    }

    @Bean
    @Order(60)
    DemoPart demoExchangePart(SchedulerClient scheduler, Clock clock) {
        return first -> {
            if (first) {
                scheduler.scheduleIfNotExists(
                        TASK.instance("1").scheduledTo(clock.instant().plus(BEFORE_NEXT_LOOK)));
            }
        };
    }

    private record Calls(
            DemoCalls calls,
            MachineClients clients,
            Institution institution,
            DemoPeople people,
            Access access,
            Map<UnitCode, Client> known) {
        void make(Grant grant, int perDay) {
            UnitCode unit = grant.consumer();
            Client client = grant.clients().isEmpty() ? client(unit) : null;
            if (client == null) {
                return;
            }
            calls.before(grant, client.id(), client.name(), unit, institution.today(), DAYS, perDay);
            calls.now(grant, client.id(), client.name(), unit);
            if (grant.modes().contains(Grant.Mode.FILE)) {
                calls.file(grant, client.id(), client.name());
            }
        }

        /// The same program asks for one key after another, so that there is an alarm to look into.
        void walk(Grant grant, Instant now) {
            Client client = known.get(grant.consumer());
            if (client != null) {
                calls.walk(grant, client.id(), client.name(), grant.consumer(), now, WALKED);
            }
        }

        /// The unit's program, asked for by its steward and approved by the bureau.
        private @Nullable Client client(UnitCode unit) {
            Client made = known.get(unit);
            if (made != null) {
                return made;
            }
            Actor steward = people.holder(Role.DATA_STEWARD, unit);
            Actor bureau = people.holder(Role.BUREAU_OPERATOR, access.servedBy(Role.BUREAU_OPERATOR, unit));
            if (steward == null || bureau == null) {
                return null;
            }
            String name = institution.unitName(unit) + "业务系统";
            UUID id = clients.ask(unit, name, "读取授权的共享数据", List.of(MachineTokens.EXCHANGE), steward);
            clients.approve(id, "范围与用途相符", bureau);
            Client client = new Client(id, name);
            known.put(unit, client);
            return client;
        }
    }
}
