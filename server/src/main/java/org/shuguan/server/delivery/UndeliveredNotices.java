package org.shuguan.server.delivery;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.shuguan.server.institution.Role;
import org.shuguan.server.notice.Notice;
import org.shuguan.server.notice.Notices;
import org.shuguan.server.notice.Notification;
import org.shuguan.server.notice.Recipient;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.UndeliveredEvents;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Tells the administrators that events do not reach their listeners, once a day as long as it is so. The first
/// attempts are not told: most errors have passed by the next one.
@Component
class UndeliveredNotices {
    /// The third attempt is about two minutes after the event.
    private static final int ATTEMPTS = 3;

    private final UndeliveredEvents events;
    private final Notices notices;
    private final Clock clock;

    UndeliveredNotices(UndeliveredEvents events, Notices notices, Clock clock) {
        this.events = events;
        this.notices = notices;
        this.clock = clock;
    }

    @Transactional
    void tell() {
        long count = events.count(ATTEMPTS);
        if (count > 0) {
            notices.send(new Notification(
                    List.of(new Recipient.Everywhere(Role.SYSTEM_ADMINISTRATOR)),
                    new Notice(
                            "undelivered-events",
                            Map.of("count", String.valueOf(count), "attempts", String.valueOf(ATTEMPTS)),
                            "/office/jobs/undelivered",
                            "undelivered-events:" + CityTime.day(clock.instant())),
                    null));
        }
    }
}
