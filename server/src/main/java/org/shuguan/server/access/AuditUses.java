package org.shuguan.server.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.shuguan.server.platform.InputText;
import org.shuguan.server.platform.ListQuery;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/// Records the use of the audit record in it. The pages of one search are one entry for a while; a node that does
/// not know of another's writes one more.
@Component
class AuditUses {
    private static final Duration WHILE = Duration.ofMinutes(10);
    private static final int LONGEST_SEARCH = 200;

    private record Search(UUID account, String words) {}

    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final Map<Search, Instant> recorded = new HashMap<>();

    AuditUses(ApplicationEventPublisher events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    void read(Actor actor, ListQuery query, long found) {
        Search search = new Search(actor.account(), words(query));
        if (isNew(search)) {
            boolean done = false;
            try {
                record(AuditUse.READ, query, Map.of("found", found));
                done = true;
            } finally {
                if (!done) {
                    forget(search);
                }
            }
        }
    }

    void exported(ListQuery query, String format, long rows) {
        record(AuditUse.EXPORT, query, Map.of("format", format, "rows", rows));
    }

    /// An export that began and did not come to its end.
    void exportStopped(ListQuery query, String format) {
        record(AuditUse.EXPORT, query, Map.of("format", format, "outcome", "failed"));
    }

    void verified(Map<String, ?> outcome) {
        events.publishEvent(new AuditUse(AuditUse.VERIFY, outcome));
    }

    private void record(String action, ListQuery query, Map<String, ?> facts) {
        Map<String, Object> all = new TreeMap<>(facts);
        if (!words(query).isEmpty()) {
            all.put("search", words(query));
        }
        events.publishEvent(new AuditUse(action, all));
    }

    private synchronized boolean isNew(Search search) {
        Instant now = clock.instant();
        recorded.values().removeIf(at -> at.isBefore(now.minus(WHILE)));
        return recorded.putIfAbsent(search, now) == null;
    }

    private synchronized void forget(Search search) {
        recorded.remove(search);
    }

    private static String words(ListQuery query) {
        String words = query.q() == null ? "" : query.q().strip();
        return InputText.cut(words, LONGEST_SEARCH);
    }
}
