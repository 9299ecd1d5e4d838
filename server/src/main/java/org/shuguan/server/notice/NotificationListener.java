package org.shuguan.server.notice;

import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/// Tells those concerned of what other modules have done, after the commit. Told twice, a notice is kept once.
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
