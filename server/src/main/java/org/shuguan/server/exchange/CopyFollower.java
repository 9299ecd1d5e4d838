package org.shuguan.server.exchange;

import jakarta.annotation.PreDestroy;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.shuguan.server.collection.CopyChanged;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Writes the feeds of a captured entry soon after its copy has changed, on the node that captures. What is missed
/// here, because the node ends for example, the recurring task writes.
@Component
class CopyFollower {
    private static final Logger LOG = LoggerFactory.getLogger(CopyFollower.class);
    /// What changes meanwhile is written together.
    private static final int MILLISECONDS = 100;

    private final Feeds feeds;
    private final FeedWatch watch;
    private final Set<UUID> waiting = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService builder = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("exchange-copy-feeds").daemon().factory());

    CopyFollower(Feeds feeds, FeedWatch watch) {
        this.feeds = feeds;
        this.watch = watch;
    }

    @EventListener
    void changed(CopyChanged event) {
        if (waiting.add(event.entry())) {
            try {
                var _ = builder.schedule(() -> build(event.entry()), MILLISECONDS, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException closed) {
                LOG.debug("closed", closed);
            }
        }
    }

    private void build(UUID entry) {
        waiting.remove(entry);
        try {
            feeds.buildOf(entry);
            watch.look();
        } catch (RuntimeException e) {
            LOG.warn("the feeds of {} were not written; it is tried again", entry, e);
        }
    }

    @PreDestroy
    void close() {
        builder.shutdownNow();
    }
}
