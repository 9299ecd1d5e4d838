package org.shuguan.server.platform;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.modulith.events.EventPublication;
import org.springframework.modulith.events.FailedEventPublications;
import org.springframework.modulith.events.ResubmissionOptions;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Sends events again whose listener failed, while the server runs: after half a minute, a minute, two, … up to an
/// hour.
@Component
class EventRedelivery {
    static final BackOff BACK_OFF = new BackOff(Duration.ofSeconds(30), 2, Duration.ofHours(1));
    private static final int AT_ONCE = 100;

    private final FailedEventPublications failed;
    private final Clock clock;

    EventRedelivery(FailedEventPublications failed, Clock clock) {
        this.failed = failed;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 15_000, initialDelay = 15_000)
    void sendAgain() {
        Instant now = clock.instant();
        failed.resubmit(ResubmissionOptions.defaults()
                .withMaxInFlight(AT_ONCE)
                .withBatchSize(AT_ONCE)
                .withFilter(publication -> isDue(publication, now)));
    }

    private static boolean isDue(EventPublication publication, Instant now) {
        Instant last = publication.getLastResubmissionDate() == null
                ? publication.getPublicationDate()
                : publication.getLastResubmissionDate();
        return !now.isBefore(last.plus(BACK_OFF.after(publication.getCompletionAttempts())));
    }
}
