package org.shuguan.dataplane.census;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.profile.ProfileWithSample;
import org.shuguan.dataplane.profile.Profiler;
import org.shuguan.dataplane.source.OpenSource;
import org.shuguan.dataplane.source.Relation;
import org.shuguan.dataplane.source.SourceUnreadable;
import org.shuguan.dataplane.source.SourceUnreadable.Reason;
import org.shuguan.dataplane.source.Table;

/// The threads that read the tables of one census, each with its own engine, as many as the source's limit allows.
/// The calling thread passes results to the listener as they arrive, so that a table of a billion rows does not
/// delay the results of other tables.
final class Workers {
    private static final int PROCESSORS = Math.max(1, Runtime.getRuntime().availableProcessors());
    /// Results that may wait for the listener; workers block beyond that, which limits memory.
    private static final int WAITING = 64;

    /// Reasons that concern the whole source and not only the table that was being read.
    private static final Set<Reason> SOURCE_FAILED = EnumSet.of(
            Reason.HOST_UNKNOWN,
            Reason.REFUSED,
            Reason.TIMED_OUT,
            Reason.BROKEN_OFF,
            Reason.TOO_MANY_CONNECTIONS,
            Reason.CREDENTIALS,
            Reason.DATABASE_MISSING,
            Reason.HOST_AWAY,
            Reason.HOST_ENDED,
            Reason.HOST_FORBIDS);

    /// Of these reasons those that do not pass by themselves within seconds.
    private static final Set<Reason> LASTING =
            EnumSet.of(Reason.CREDENTIALS, Reason.DATABASE_MISSING, Reason.HOST_ENDED, Reason.HOST_FORBIDS);

    private final SourceCensus census;
    private final OpenSource open;
    private final CensusListener listener;
    private final AtomicLong rowsDone = new AtomicLong();
    private final Set<Relation> running = ConcurrentHashMap.newKeySet();
    private final BlockingQueue<SourceCensus.Outcome> results = new ArrayBlockingQueue<>(WAITING);
    private volatile boolean stopped;
    private int tablesDone;

    /// @param before number of tables that an earlier run has read
    Workers(SourceCensus census, OpenSource open, CensusListener listener, int before) {
        this.census = census;
        this.open = open;
        this.listener = listener;
        this.tablesDone = before;
    }

    /// @throws SourceUnreadable if the source cannot be reached any more, or the listener cancelled
    void read(List<Table> left) throws SourceUnreadable {
        if (left.isEmpty()) {
            return;
        }
        int tables = tablesDone + left.size();
        int atOnce = Math.min(census.connections(), left.size());
        int threads = Math.max(1, PROCESSORS / atOnce);
        Queue<Table> waiting = new ConcurrentLinkedQueue<>(left);
        ExecutorService workers = Executors.newFixedThreadPool(atOnce, LowPriorityThreads.factory());
        try {
            List<Future<?>> working = new ArrayList<>();
            for (int i = 0; i < atOnce; i++) {
                working.add(workers.submit(() -> work(waiting, threads)));
            }
            while (tablesDone < tables) {
                SourceCensus.Outcome outcome = next(working, tables);
                listener.onTable(outcome.result(), outcome.fingerprint());
                tablesDone++;
                listener.onProgress(progress(tables));
            }
        } finally {
            stopped = true;
            workers.shutdownNow();
            do {
                running.forEach(Relation::cancel);
            } while (!ended(workers));
        }
    }

    private static boolean ended(ExecutorService workers) {
        try {
            return workers.awaitTermination(50, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            workers.close();
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private SourceCensus.Outcome next(List<Future<?>> working, int tables) throws SourceUnreadable {
        while (true) {
            if (listener.cancelled()) {
                throw new SourceUnreadable(Reason.CANCELLED, "cancelled", null);
            }
            try {
                SourceCensus.Outcome result = results.poll(500, TimeUnit.MILLISECONDS);
                if (result != null) {
                    return result;
                }
                for (Future<?> worker : working) {
                    if (worker.isDone()) {
                        worker.get();
                    }
                }
                listener.onProgress(progress(tables));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SourceUnreadable(Reason.CANCELLED, "interrupted", e);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof SourceUnreadable gone) {
                    throw gone;
                }
                throw new IllegalStateException(e.getCause());
            }
        }
    }

    private Progress progress(int tables) {
        long now =
                rowsDone.get() + running.stream().mapToLong(Relation::rowsSoFar).sum();
        return new Progress(tables, tablesDone, now);
    }

    private @Nullable Void work(Queue<Table> waiting, int threads) throws SourceUnreadable, InterruptedException {
        try (WorkerEngine bench = new WorkerEngine(threads)) {
            for (Table table = waiting.poll(); table != null && !stopped; table = waiting.poll()) {
                SourceCensus.Outcome outcome = result(table, bench);
                TableResult.Problem problem = outcome.result().problem();
                // An idle connection may have been closed by the other side unnoticed: try once with a new one.
                boolean again = problem != null && problem.reason().equals(Reason.BROKEN_OFF.name()) && !stopped;
                results.put(again ? result(table, bench) : outcome);
            }
        }
        return null;
    }

    /// @throws SourceUnreadable if the source cannot be reached any more
    private SourceCensus.Outcome result(Table table, WorkerEngine bench) throws SourceUnreadable, InterruptedException {
        if (table.columns().isEmpty()) {
            return SourceCensus.unread(table, Reason.OTHER, "it has no columns");
        }
        Relation relation;
        try {
            relation = relation(table);
        } catch (SourceUnreadable e) {
            if (SOURCE_FAILED.contains(e.reason())) {
                throw e;
            }
            return SourceCensus.unread(table, e.reason(), e.detail());
        }
        return read(table, relation, bench);
    }

    private SourceCensus.Outcome read(Table table, Relation relation, WorkerEngine bench) {
        running.add(relation);
        try (relation;
                var engine = bench.engine()) {
            if (stopped) {
                return SourceCensus.unread(table, Reason.CANCELLED, "cancelled");
            }
            ProfileWithSample profiled =
                    new Profiler(engine, table, census.key()).profile(relation, census.sample() > 0);
            rowsDone.addAndGet(profiled.profile().rows());
            return census.classified(open, table, profiled);
        } catch (SourceUnreadable e) {
            bench.clear();
            Relation other = other(relation, e);
            return other == null ? SourceCensus.unread(table, e.reason(), e.detail()) : read(table, other, bench);
        } catch (SQLException e) {
            bench.clear();
            SourceUnreadable failed = relation.failed(e);
            return SourceCensus.unread(table, failed.reason(), failed.detail());
        } catch (OutOfMemoryError e) {
            // The memory is free again: this table alone needed it.
            bench.clear();
            return SourceCensus.unread(table, Reason.HEAP_MEMORY, SourceUnreadable.heapLimit());
        } finally {
            running.remove(relation);
        }
    }

    /// Another way to read rows that the engine refused.
    private @Nullable Relation other(Relation relation, SourceUnreadable refused) {
        try {
            return refused.reason() == Reason.FILE_BROKEN && !stopped ? relation.other() : null;
        } catch (SourceUnreadable e) {
            return null;
        }
    }

    /// Retries a source that does not answer, after the pauses of [SourceCensus#patience].
    private Relation relation(Table table) throws SourceUnreadable, InterruptedException {
        for (Duration pause : census.retryPauses()) {
            try {
                return open.relation(table, census.sample());
            } catch (SourceUnreadable e) {
                boolean mayComeBack = SOURCE_FAILED.contains(e.reason()) && !LASTING.contains(e.reason());
                if (!mayComeBack || stopped) {
                    throw e;
                }
                Thread.sleep(pause);
            }
        }
        return open.relation(table, census.sample());
    }
}
