package org.shuguan.server.notice;

import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/// Sends the notices of events of other modules, after the commit. An event that is delivered twice causes one
/// notice.
@Component
class NotificationListener {
    private final Notices notices;

    NotificationListener(Notices notices) {
        this.notices = notices;
    }

    @ApplicationModuleListener
    void on(Notifiable event) {
        event.notifications().forEach(notices::send);
    }
}
