package org.shuguan.server.search;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.shuguan.server.catalog.CatalogReader;
import org.shuguan.server.catalog.EntryEvent;
import org.shuguan.server.institution.Institution;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Keeps the index up with the catalog: what this node changes, with the commit; what other nodes changed, and
/// everything where the index was lost, in the background while searches are answered from what is there already.
@Component
class SearchIndex implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(SearchIndex.class);
    private static final int BATCH = 1_000;
    /// Numbers are drawn before commits: what a slow transaction wrote appears behind later numbers. So many numbers
    /// back it is looked for.
    private static final int MARGIN = 20_000;
    /// More than so many entries in one transaction are left to the background.
    private static final int MOST_AT_ONCE = 200;

    private static final Duration SHOWN_EVERY = Duration.ofSeconds(5);
    private static final Duration UNITS_KEPT = Duration.ofSeconds(30);

    private final CatalogReader catalog;
    private final LuceneIndex index;
    private final EntrySearch search;
    private final Object[] locks = new Object[64];
    private final ExecutorService background = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("search-index").factory());
    private final AtomicBoolean waiting = new AtomicBoolean();
    /// The numbers within the margin that are in the index.
    private final Set<Long> recent = new HashSet<>();

    private volatile long seen;
    private volatile long goal;
    private volatile boolean ending;

    SearchIndex(
            CatalogReader catalog,
            CitySynonyms synonyms,
            Institution institution,
            @Value("${shuguan.home}") Path home) {
        this.catalog = catalog;
        this.index = LuceneIndex.open(home.resolve("search"));
        this.seen = index.seen();
        java.util.Arrays.setAll(locks, any -> new Object());
        this.search = new EntrySearch(
                index,
                synonyms,
                new ExpiringSupplier<>(
                        () -> new UnitNames(institution.units(institution.today()).stream()
                                .map(UnitName::of)
                                .toList()),
                        UNITS_KEPT));
    }

    EntrySearch search() {
        return search;
    }

    /// How much of the catalog is in the index, from 0 to 1: less than 1 while a lost one is read again.
    double complete() {
        long known = seen;
        return known >= goal || goal - known < MARGIN ? 1 : (double) known / goal;
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
        if (waiting.compareAndSet(false, true)) {
            background.execute(() -> {
                waiting.set(false);
                catchUp();
            });
        }
    }

    /// With the commit, all entries of a transaction together.
    @EventListener
    void changed(EntryEvent event) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            update(Set.of(event.entry()));
            return;
        }
        @SuppressWarnings("unchecked")
        Set<UUID> known = (Set<UUID>) TransactionSynchronizationManager.getResource(this);
        if (known == null) {
            Set<UUID> entries = new LinkedHashSet<>();
            TransactionSynchronizationManager.bindResource(this, entries);
            TransactionSynchronizationManager.registerSynchronization(afterwards(entries));
            known = entries;
        }
        known.add(event.entry());
    }

    private TransactionSynchronization afterwards(Set<UUID> entries) {
        return new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                if (entries.size() > MOST_AT_ONCE) {
                    scheduleCatchUp();
                } else {
                    update(entries);
                }
            }

            @Override
            public void afterCompletion(int status) {
                TransactionSynchronizationManager.unbindResourceIfPossible(SearchIndex.this);
            }
        };
    }

    /// Takes in the entries as they are now. Two at once at the same entry are put in order, or the older reading
    /// could be the last.
    void update(Set<UUID> entries) {
        try {
            for (UUID entry : entries) {
                synchronized (locks[Math.floorMod(entry.hashCode(), locks.length)]) {
                    index.replace(entry, catalog.versions(entry));
                }
            }
            index.refresh();
        } catch (DataAccessException e) {
            // The next round finds it.
            LOG.warn("search index could not follow a change: {}", e.getMessage());
        }
    }

    /// Reads what is not in the index yet, in order of change; what was read is found and kept as it goes on.
    synchronized void catchUp() {
        try {
            goal = catalog.lastChange();
            long shown = System.nanoTime();
            boolean wrote = false;
            List<Long> numbers = missing(Math.max(0, seen - MARGIN));
            while (!numbers.isEmpty() && !ending) {
                catalog.changed(numbers).parallelStream().forEach(index::put);
                recent.addAll(numbers);
                long last = numbers.getLast();
                seen = Math.max(seen, last);
                wrote = true;
                if (System.nanoTime() - shown > SHOWN_EVERY.toNanos()) {
                    commit();
                    shown = System.nanoTime();
                }
                numbers = missing(last);
            }
            if (wrote) {
                commit();
            }
        } catch (DataAccessException e) {
            LOG.warn("search index could not catch up: {}", e.getMessage());
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

    @Override
    public void destroy() {
        // Not by interruption: that would close the files under the index.
        ending = true;
        background.shutdown();
        try {
            if (!background.awaitTermination(10, java.util.concurrent.TimeUnit.SECONDS)) {
                LOG.warn("search index: the catching up did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        index.close();
    }
}
