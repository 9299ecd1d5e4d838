package org.shuguan.server.census;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Deletes uploads that no source needs, once an hour. Each node has files of its own, so each node does this.
@Component
class UploadSweep {
    private static final Duration YOUNG = Duration.ofHours(1);

    private final Uploads uploads;
    private final SourceRecords sources;
    private final Clock clock;

    UploadSweep(Uploads uploads, SourceRecords sources, Clock clock) {
        this.uploads = uploads;
        this.sources = sources;
        this.clock = clock;
    }

    @Scheduled(initialDelay = 1, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    void sweep() {
        uploads.sweep(clock.instant().minus(YOUNG), sources::ids);
    }
}
