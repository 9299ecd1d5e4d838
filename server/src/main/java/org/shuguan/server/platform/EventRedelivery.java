package org.shuguan.server.platform;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.FailedEventPublications;
import org.springframework.modulith.events.ResubmissionOptions;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Sends events again whose listener failed, while the server runs: after half a minute, a minute, two, … up to an
/// hour.
@Component
class EventRedelivery {
    static final BackOff BACK_OFF = new BackOff(Duration.ofSeconds(30), 2, Duration.ofHours(1));
    static final int AT_ONCE = 100;

    private record Failed(UUID id, int attempts, Instant lastTryAt) {
        boolean isDue(Instant now) {
            return !now.isBefore(lastTryAt.plus(BACK_OFF.after(attempts)));
        }
    }

    private final FailedEventPublications failed;
    private final JdbcClient jdbc;
    private final Clock clock;

    EventRedelivery(FailedEventPublications failed, JdbcClient jdbc, Clock clock) {
        this.failed = failed;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// Sends those whose time has come, as long as not too many are under way.
    @Scheduled(fixedDelay = 15_000, initialDelay = 15_000)
    void sendAgain() {
        Instant now = clock.instant();
        Set<UUID> due = failed().stream()
                .filter(one -> one.isDue(now))
                .limit(Math.max(0, AT_ONCE - underWay()))
                .map(Failed::id)
                .collect(Collectors.toSet());
        resubmit(due);
    }

    /// Sends one at once.
    ///
    /// @return false if it is under way, or has reached its listener
    boolean sendNow(UUID id) {
        return failed().stream().anyMatch(one -> one.id().equals(id)) && resubmit(Set.of(id));
    }

    /// The registry reads the oldest first and filters what it has read, so it must read all: otherwise many old
    /// events that fail for ever would keep the younger ones from being sent.
    ///
    /// @return whether any was sent
    private boolean resubmit(Set<UUID> some) {
        if (some.isEmpty()) {
            return false;
        }
        failed.resubmit(ResubmissionOptions.defaults()
                .withMaxInFlight(Integer.MAX_VALUE)
                .withBatchSize(Integer.MAX_VALUE)
                .withFilter(publication -> some.contains(publication.getIdentifier())));
        return true;
    }

    /// Those that failed, whoever waits longest first.
    private List<Failed> failed() {
        return jdbc.sql("""
                        select id, coalesce(completion_attempts, 1) as attempts,
                               coalesce(last_resubmission_date, publication_date) as last_try_at
                          from platform.event_publication
                         where completion_date is null and coalesce(status, 'FAILED') = 'FAILED'
                         order by last_try_at, id
                        """).query(Rows.to(Failed.class)).list();
    }

    private int underWay() {
        return jdbc.sql("select count(*) from platform.event_publication where status = 'RESUBMITTED'")
                .query((row, n) -> row.getInt(1))
                .single();
    }
}
