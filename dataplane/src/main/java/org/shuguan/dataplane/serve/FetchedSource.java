package org.shuguan.dataplane.serve;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.lake.Collection;
import org.shuguan.dataplane.lake.Fetched;
import org.shuguan.dataplane.source.Source;
import org.shuguan.dataplane.source.SourceUnreadable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A source that answers no questions, read for consumers: an HTTP interface, a database with a driver of the operator,
/// or one behind a front-end host. A table is fetched as a whole, if it is small, and kept for seconds, in which all
/// questions are answered from it. One table of the source is fetched at a time, and after repeated failures none for a
/// while.
public final class FetchedSource implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FetchedSource.class);

    /// What a source may be burdened with.
    ///
    /// @param rows most rows of a table
    /// @param patience longest duration of a fetch, and of the waiting for it
    /// @param kept how long rows answer questions
    public record Load(long rows, Duration patience, Duration kept) {}

    /// Rows that were fetched, and by how many questions they are being read.
    private static final class Held {
        private final Fetched rows;
        private final long until;
        private int readers;
        private boolean dropped;

        private Held(Fetched rows, long until) {
            this.rows = rows;
            this.until = until;
        }
    }

    private final Source source;
    private final Load load;
    private final CircuitBreaker breaker;
    private final Semaphore turn = new Semaphore(1, true);
    private final Map<String, Held> held = new HashMap<>();
    private boolean closed;

    private FetchedSource(Source source, Load load, CircuitBreaker breaker) {
        this.source = source;
        this.load = load;
        this.breaker = breaker;
    }

    /// Prepares; nothing is asked before the first question.
    public static FetchedSource of(String name, Source source, Load load) {
        return new FetchedSource(
                source,
                load,
                CircuitBreaker.of(
                        name,
                        CircuitBreakerConfig.custom()
                                .slidingWindowSize(4)
                                .minimumNumberOfCalls(2)
                                .failureRateThreshold(50)
                                .waitDurationInOpenState(Duration.ofSeconds(SourceAway.Reason.RESTING.retrySeconds()))
                                .permittedNumberOfCallsInHalfOpenState(1)
                                .build()));
    }

    /// A table of the source.
    ///
    /// @param path as the census has it
    /// @param fields its columns as the catalog describes them
    public ServedTable table(String path, List<Collection.Field> fields) {
        return new FetchedTable(this, path, fields);
    }

    /// Asks for rows, which are fetched first unless they are there. They stay until the reader is done.
    interface Reader<T> {
        T read(Fetched rows) throws SourceAway, ReadRefused;
    }

    <T> T read(String path, List<Collection.Field> fields, Reader<T> reader) throws SourceAway, ReadRefused {
        Held rows = taken(path, fields);
        try {
            return reader.read(rows.rows);
        } finally {
            leave(rows);
        }
    }

    private Held taken(String path, List<Collection.Field> fields) throws SourceAway, ReadRefused {
        String id = path + " " + fields;
        Held known = known(id);
        if (known != null) {
            return known;
        }
        try {
            if (!turn.tryAcquire(load.patience().toNanos(), TimeUnit.NANOSECONDS)) {
                throw new SourceAway(SourceAway.Reason.BUSY, null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceAway(SourceAway.Reason.BUSY, e);
        }
        try {
            // Somebody else may have fetched it meanwhile.
            Held now = known(id);
            return now == null ? keep(id, fetched(path, fields)) : now;
        } finally {
            turn.release();
        }
    }

    private Fetched fetched(String path, List<Collection.Field> fields) throws SourceAway, ReadRefused {
        if (!breaker.tryAcquirePermission()) {
            throw new SourceAway(SourceAway.Reason.RESTING, null);
        }
        long start = System.nanoTime();
        try {
            Fetched rows = Fetched.of(source, path, fields, load.rows(), load.patience());
            breaker.onSuccess(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            return rows;
        } catch (SourceUnreadable unreadable) {
            SourceAway away = new SourceAway(LiveSource.reason(unreadable.reason()), unreadable);
            breaker.onError(System.nanoTime() - start, TimeUnit.NANOSECONDS, away);
            throw away;
        } catch (Fetched.Unusable unusable) {
            breaker.onSuccess(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            if (unusable.isTooMany()) {
                throw ReadRefused.tooMany(load.rows());
            }
            LOG.warn("{} is not served: {}", path, unusable.getMessage());
            throw new SourceAway(SourceAway.Reason.CHANGED, unusable);
        } catch (RuntimeException e) {
            breaker.releasePermission();
            throw e;
        }
    }

    private synchronized @Nullable Held known(String id) {
        Held known = held.get(id);
        if (known == null) {
            return null;
        }
        if (System.nanoTime() - known.until > 0) {
            held.remove(id);
            drop(known);
            return null;
        }
        known.readers++;
        return known;
    }

    private synchronized Held keep(String id, Fetched rows) {
        Held now = new Held(rows, System.nanoTime() + load.kept().toNanos());
        now.readers++;
        if (closed) {
            now.dropped = true;
        } else {
            held.put(id, now);
            CompletableFuture.delayedExecutor(load.kept().toMillis() + 1, TimeUnit.MILLISECONDS)
                    .execute(this::tidy);
        }
        return now;
    }

    private synchronized void leave(Held rows) {
        rows.readers--;
        if (rows.dropped && rows.readers == 0) {
            rows.rows.close();
        }
    }

    private static void drop(Held rows) {
        rows.dropped = true;
        if (rows.readers == 0) {
            rows.rows.close();
        }
    }

    /// Deletes rows that answer no questions any more.
    private synchronized void tidy() {
        held.values().removeIf(one -> {
            boolean over = System.nanoTime() - one.until > 0;
            if (over) {
                drop(one);
            }
            return over;
        });
    }

    /// Whether no rows are kept.
    synchronized boolean isEmpty() {
        return held.isEmpty();
    }

    @Override
    public synchronized void close() {
        closed = true;
        held.values().forEach(FetchedSource::drop);
        held.clear();
    }
}
