package org.shuguan.server.meeting;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.LocalTime;
import org.shuguan.server.platform.CityTime;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Each morning: opens a task for the secretariat of each territory that must convene its next meeting.
@Configuration(proxyBeanMethods = false)
class NextMeeting {
    private static final LocalTime MORNING = LocalTime.of(6, 40);

    @Bean
    RecurringTask<Void> nextMeetings(ObjectProvider<Rhythm> rhythm) {
        return Tasks.recurring("meeting-rhythm", Schedules.daily(CityTime.ZONE, MORNING))
                .execute((instance, context) -> rhythm.getObject().remind());
    }
}
