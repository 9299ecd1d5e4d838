package org.shuguan.server.delivery;

import java.util.Map;
import org.shuguan.server.audit.Audited;
import org.shuguan.server.platform.UndeliveredEvent;

/// An administrator sent an event again before its time.
record SentAgain(UndeliveredEvent event) implements Audited {
    @Override
    public String action() {
        return "delivery.send";
    }

    @Override
    public String subject() {
        return "event " + event.id();
    }

    @Override
    public Map<String, ?> facts() {
        return Map.of("event", event.kind(), "listener", event.listener(), "attempts", event.attempts());
    }
}
