package org.shuguan.server.channel;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Duration;
import java.time.LocalTime;
import org.shuguan.server.access.Permissions;
import org.shuguan.server.platform.CityTime;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ChannelConfiguration {
    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final LocalTime BEFORE_DAWN = LocalTime.of(4, 50);

    @Bean
    Permissions channelPermissions() {
        return Permissions.of("channel", ChannelPermission.class);
    }

    @Bean
    RecurringTask<Void> sendMessagesTask(ObjectProvider<Outgoing> outgoing) {
        return Tasks.recurring("channel-send", Schedules.fixedDelay(EVERY))
                .execute((instance, context) -> outgoing.getObject().round());
    }

    @Bean
    RecurringTask<Void> sweepMessagesTask(ObjectProvider<Outgoing> outgoing) {
        return Tasks.recurring("channel-sweep", Schedules.daily(CityTime.ZONE, BEFORE_DAWN))
                .execute((instance, context) -> outgoing.getObject().sweep());
    }
}
