package org.shuguan.server.exchange;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Duration;
import java.time.LocalTime;
import org.shuguan.server.access.Permissions;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.SessionlessSecurity;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/// Security of the interface for machines, and work that is done once for all nodes.
@Configuration(proxyBeanMethods = false)
class ExchangeConfiguration {
    private static final LocalTime BEFORE_DAWN = LocalTime.of(3, 40);

    /// No session and no cookie: [Gateway] checks the token of each request.
    @Bean
    @Order(3)
    SecurityFilterChain exchangeSecurity(HttpSecurity http) {
        return SessionlessSecurity.below(ExchangeController.ROOT, http);
    }

    @Bean
    Permissions exchangePermissions() {
        return Permissions.of("exchange", ExchangePermission.class);
    }

    @Bean
    RecurringTask<Void> sealingTask(ObjectProvider<Sealing> sealing) {
        return Tasks.recurring("exchange-seal", Schedules.fixedDelay(Duration.ofSeconds(30)))
                .execute((instance, context) -> sealing.getObject().sealAll());
    }

    @Bean
    RecurringTask<Void> alarmTask(ObjectProvider<Alarms> alarms) {
        return Tasks.recurring("exchange-alarms", Schedules.fixedDelay(Duration.ofMinutes(5)))
                .execute((instance, context) -> alarms.getObject().look());
    }

    @Bean
    RecurringTask<Void> tidyFilesTask(ObjectProvider<GrantFiles> files, ObjectProvider<NodeSpool> spool) {
        return Tasks.recurring("exchange-files", Schedules.fixedDelay(Duration.ofMinutes(10)))
                .execute((instance, context) -> {
                    files.getObject().tidy();
                    spool.getObject().sweep();
                });
    }

    @Bean
    RecurringTask<Void> tableTask(ObjectProvider<TableTargets> targets) {
        return Tasks.recurring("exchange-tables", Schedules.fixedDelay(Duration.ofSeconds(30)))
                .execute((instance, context) -> targets.getObject().deliverDue());
    }

    @Bean
    RecurringTask<Void> feedTask(ObjectProvider<Feeds> feeds) {
        return Tasks.recurring("exchange-feeds", Schedules.fixedDelay(Duration.ofSeconds(5)))
                .execute((instance, context) -> feeds.getObject().buildAll());
    }

    @Bean
    RecurringTask<Void> hookTask(ObjectProvider<Hooks> hooks) {
        return Tasks.recurring("exchange-hooks", Schedules.fixedDelay(Duration.ofSeconds(1)))
                .execute((instance, context) -> hooks.getObject().send());
    }

    @Bean
    RecurringTask<Void> tidyExchangeTask(
            ObjectProvider<Leases> leases,
            ObjectProvider<SigningKeys> keys,
            ObjectProvider<CallPartitions> partitions,
            ObjectProvider<Archiving> archiving,
            ObjectProvider<Feeds> feeds) {
        return Tasks.recurring("exchange-tidy", Schedules.daily(CityTime.ZONE, BEFORE_DAWN))
                .execute((instance, context) -> {
                    partitions.getObject().prepare();
                    keys.getObject().replaceOld();
                    leases.getObject().tidy();
                    feeds.getObject().tidy();
                    archiving.getObject().look();
                });
    }
}
