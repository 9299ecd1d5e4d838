package org.shuguan.server.search;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.catalog.CatalogReader;
import org.shuguan.server.catalog.EntryEvent;
import org.shuguan.server.catalog.Version;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.platform.BackOff;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Keeps the index up to date. Changes made on this server are indexed right after their commit; changes made on
/// other servers, and a rebuild of the index, are processed in the background.
///
/// An error of the index does not affect the change that caused it: the index is then behind, and catches up in
/// the background, with growing pauses while errors continue.
@Component
class SearchIndex implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(SearchIndex.class);
    private static final int BATCH = 1_000;
    /// Change numbers are assigned before the commit, so the changes of a slow transaction may appear after higher
    /// numbers were read. They are looked for within this many numbers.
    private static final int MARGIN = 20_000;
    /// If a transaction changes more entries, they are indexed in the background.
    private static final int MAX_AFTER_COMMIT = 200;

    private static final Duration COMMIT_INTERVAL = Duration.ofSeconds(5);
    private static final Duration UNITS_CACHED = Duration.ofSeconds(30);
    private static final BackOff BACK_OFF = new BackOff(Duration.ofSeconds(1), 2, Duration.ofSeconds(256));

    /// Why the index is behind.
    ///
    /// @param attempts number of failed attempts to catch up
    record Failure(Instant since, int attempts, String reason) {}

    private final CatalogReader catalog;
    private final LuceneIndex index;
    private final EntrySearch search;
    private final Clock clock;
    private final Object[] locks = new Object[64];
    private final ExecutorService background = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("search-index").factory());
    private final AtomicBoolean scheduled = new AtomicBoolean();
    /// Numbers within the margin that are already indexed.
    private final Set<Long> recent = new HashSet<>();

    private volatile long seen;
    private volatile long goal;
    private volatile boolean stopping;
    private volatile @Nullable Failure failure;
    private volatile long notBefore = System.nanoTime();

    SearchIndex(
            CatalogReader catalog,
            CitySynonyms synonyms,
            Institution institution,
            IndexedDatabase database,
            Clock clock,
            @Value("${shuguan.home}") Path home) {
        this.catalog = catalog;
        this.clock = clock;
        this.index = new LuceneIndex(home.resolve("search"), database.id().toString());
        Arrays.setAll(locks, any -> new Object());
        this.search = new EntrySearch(
                index,
                synonyms,
                new ExpiringSupplier<>(
                        () -> new UnitNames(institution.units(institution.today()).stream()
                                .map(UnitName::of)
                                .toList()),
                        UNITS_CACHED));
        try {
            open();
        } catch (RuntimeException e) {
            // The server starts without search instead of not starting.
            attemptFailed(e);
        }
    }

    EntrySearch search() {
        return search;
    }

    /// The proportion of the catalog that is indexed, from 0 to 1: below 1 while an index is rebuilt.
    double complete() {
        long known = seen;
        return known >= goal || goal - known < MARGIN ? 1 : (double) known / goal;
    }

    /// Why the index is behind; empty if it is up to date.
    Optional<Failure> failure() {
        return Optional.ofNullable(failure);
    }

    @EventListener(ApplicationReadyEvent.class)
    void atStart() {
        scheduleCatchUp();
    }

    @Scheduled(fixedDelay = 5000, initialDelay = 5000)
    void regularly() {
        scheduleCatchUp();
    }

    private void scheduleCatchUp() {
        if (stopping || System.nanoTime() - notBefore < 0 || !scheduled.compareAndSet(false, true)) {
            return;
        }
        background.execute(() -> {
            scheduled.set(false);
            try {
                catchUp();
            } catch (RuntimeException | Error e) {
                // Logged and counted before; the next attempt follows.
                LOG.debug("search index: {}", e.toString());
            }
        });
    }

    /// Collects the entries that a transaction changes, to index them together after its commit.
    @EventListener
    void changed(EntryEvent event) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            updateOrFallBehind(Set.of(event.entry()));
            return;
        }
        @SuppressWarnings("unchecked")
        Set<UUID> changed = (Set<UUID>) TransactionSynchronizationManager.getResource(this);
        if (changed == null) {
            changed = new LinkedHashSet<>();
            TransactionSynchronizationManager.bindResource(this, changed);
            TransactionSynchronizationManager.registerSynchronization(afterCommit(changed));
        }
        changed.add(event.entry());
    }

    private TransactionSynchronization afterCommit(Set<UUID> entries) {
        return new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                updateOrFallBehind(entries);
            }

            @Override
            public void afterCompletion(int status) {
                TransactionSynchronizationManager.unbindResourceIfPossible(SearchIndex.this);
            }
        };
    }

    /// Runs on the thread of a change that is already committed, so nothing may be thrown, not even an error such
    /// as out of memory: the change would be reported as failed.
    private void updateOrFallBehind(Set<UUID> entries) {
        try {
            if (entries.size() > MAX_AFTER_COMMIT) {
                scheduleCatchUp();
            } else {
                update(entries);
            }
        } catch (RuntimeException | Error e) {
            LOG.warn("the search index could not follow a change and catches up in the background", e);
            if (failure == null) {
                failure = new Failure(clock.instant(), 0, e.toString());
            }
            scheduleCatchUp();
        }
    }

    /// Indexes the current state of entries. Two updates of the same entry run one after the other, otherwise the
    /// older state could be written last.
    void update(Set<UUID> entries) {
        for (UUID entry : entries) {
            synchronized (locks[Math.floorMod(entry.hashCode(), locks.length)]) {
                index.replace(entry, catalog.versions(entry));
            }
        }
        index.refresh();
    }

    /// Indexes pending changes in their order. Every five seconds the changes are made searchable and durable.
    /// First opens the index if an error closed it.
    void catchUp() {
        try {
            catchUpOnce();
            failure = null;
        } catch (RuntimeException | Error e) {
            attemptFailed(e);
            throw e;
        }
    }

    private synchronized void catchUpOnce() {
        if (!index.isWritable()) {
            open();
        }
        goal = catalog.lastChange();
        long committed = System.nanoTime();
        boolean wrote = false;
        List<Long> numbers = missing(Math.max(0, seen - MARGIN));
        while (!numbers.isEmpty() && !stopping) {
            catalog.changed(numbers).parallelStream().forEach(this::put);
            recent.addAll(numbers);
            long last = numbers.getLast();
            seen = Math.max(seen, last);
            wrote = true;
            if (System.nanoTime() - committed > COMMIT_INTERVAL.toNanos()) {
                commit();
                committed = System.nanoTime();
            }
            numbers = missing(last);
        }
        if (wrote) {
            commit();
        }
    }

    private synchronized void open() {
        index.open();
        if (index.seen() > catalog.lastChange()) {
            LOG.warn(
                    "the search index is ahead of the database, which was probably restored from a backup: rebuilding");
            index.reset();
        }
        recent.clear();
        seen = index.seen();
    }

    /// A version that cannot be indexed must not block later changes: it is left out until it changes again.
    private void put(Version version) {
        try {
            index.put(version);
        } catch (RuntimeException e) {
            if (!index.isWritable()) {
                throw e;
            }
            LOG.error(
                    "version {} of entry {} cannot be indexed and is not found by searches",
                    version.number(),
                    version.entry(),
                    e);
        }
    }

    private void commit() {
        recent.removeIf(number -> number <= seen - MARGIN);
        index.refresh();
        index.commit(seen);
    }

    private List<Long> missing(long from) {
        long start = from;
        while (true) {
            List<Long> next = catalog.changesAfter(start, BATCH);
            List<Long> missing =
                    next.stream().filter(number -> !recent.contains(number)).toList();
            if (!missing.isEmpty() || next.size() < BATCH) {
                return missing;
            }
            start = next.getLast();
        }
    }

    private void attemptFailed(Throwable e) {
        Failure before = failure;
        int attempts = before == null ? 1 : before.attempts() + 1;
        failure = new Failure(before == null ? clock.instant() : before.since(), attempts, e.toString());
        Duration pause = BACK_OFF.after(attempts);
        notBefore = System.nanoTime() + pause.toNanos();
        LOG.warn(
                "the search index could not catch up (attempt {}); next attempt in {} s: {}",
                attempts,
                pause.toSeconds(),
                e.toString());
        if (attempts == 1) {
            LOG.warn("first failure of the search index", e);
        }
    }

    @Override
    public void destroy() {
        // Without interrupting the thread, because Lucene closes a file if a thread that reads it is interrupted.
        stopping = true;
        background.shutdown();
        try {
            if (!background.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("the search index was still catching up after 10 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        index.close();
    }
}
