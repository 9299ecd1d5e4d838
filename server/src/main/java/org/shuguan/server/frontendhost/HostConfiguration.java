package org.shuguan.server.frontendhost;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Duration;
import org.shuguan.dataplane.agent.Wire;
import org.shuguan.server.access.Permissions;
import org.shuguan.server.platform.SessionlessSecurity;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/// Security of the interface for front-end hosts, and the look at those that are away.
@Configuration(proxyBeanMethods = false)
class HostConfiguration {
    private static final Duration LOOK = Duration.ofMinutes(1);

    @Bean
    Permissions frontEndHostPermissions() {
        return Permissions.of("frontendhost", HostPermission.class);
    }

    /// No session and no cookie: [AgentRequests] checks the proof of each request.
    @Bean
    @Order(5)
    SecurityFilterChain agentSecurity(HttpSecurity http) {
        return SessionlessSecurity.below(Wire.ROOT, http);
    }

    @Bean
    RecurringTask<Void> lookAtFrontEndHostsTask(ObjectProvider<FrontEndHosts> hosts) {
        return Tasks.recurring("frontendhost-look", Schedules.fixedDelay(LOOK))
                .execute((instance, context) -> hosts.getObject().look());
    }
}
