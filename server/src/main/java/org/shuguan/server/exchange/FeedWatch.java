package org.shuguan.server.exchange;

import jakarta.annotation.PreDestroy;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Wakes those who wait for changes on this node. One thread asks for the last numbers of all feeds that somebody waits
/// for, five times a second; whoever waits holds no thread.
@Component
class FeedWatch {
    private static final Logger LOG = LoggerFactory.getLogger(FeedWatch.class);
    private static final int MILLISECONDS = 200;

    /// Somebody who follows a feed.
    interface Waiter {
        UUID grant();

        /// Called at each look, until it is removed.
        ///
        /// @param last number of the feed's last change
        void look(long last);
    }

    private final FeedRecords records;
    private final Set<Waiter> waiting = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("exchange-feed-watch").daemon().factory());

    FeedWatch(FeedRecords records) {
        this.records = records;
        var _ = timer.scheduleWithFixedDelay(this::look, MILLISECONDS, MILLISECONDS, TimeUnit.MILLISECONDS);
    }

    void add(Waiter waiter) {
        waiting.add(waiter);
    }

    void remove(Waiter waiter) {
        waiting.remove(waiter);
    }

    /// Looks now, instead of a moment later. Any thread may call it.
    void look() {
        if (waiting.isEmpty()) {
            return;
        }
        try {
            Map<UUID, Long> last =
                    records.lastNumbers(waiting.stream().map(Waiter::grant).collect(Collectors.toSet()));
            for (Waiter waiter : waiting) {
                waiter.look(last.getOrDefault(waiter.grant(), 0L));
            }
        } catch (RuntimeException e) {
            LOG.warn("changes were not looked for; it is tried again", e);
        }
    }

    @PreDestroy
    void close() {
        timer.shutdownNow();
    }
}
