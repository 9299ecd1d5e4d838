package org.shuguan.dataplane.census;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Classification;
import org.shuguan.dataplane.detect.Classifier;
import org.shuguan.dataplane.detect.TableSample;
import org.shuguan.dataplane.mask.Mask;
import org.shuguan.dataplane.profile.ColumnProfile;
import org.shuguan.dataplane.profile.Profiled;
import org.shuguan.dataplane.profile.Profiler;
import org.shuguan.dataplane.profile.TableProfile;
import org.shuguan.dataplane.sketch.SketchKey;
import org.shuguan.dataplane.source.Engine;
import org.shuguan.dataplane.source.OpenSource;
import org.shuguan.dataplane.source.Relation;
import org.shuguan.dataplane.source.Source;
import org.shuguan.dataplane.source.SourceUnreadable;
import org.shuguan.dataplane.source.Sources;
import org.shuguan.dataplane.source.Table;

/// Takes the census of a source: what tables there are, what stands in them, what it means.
public final class Census {
    private static final int THREADS = Math.max(1, Runtime.getRuntime().availableProcessors());

    private static final ZoneId CITY_TIME = ZoneId.of("Asia/Shanghai");

    private final Source source;
    private final long sample;
    private final @Nullable SketchKey key;
    private final Corrections corrections;
    private final Classifier classifier = new Classifier();

    /// A census that leaves no sketches.
    ///
    /// @param sample about how many rows of a table to read, 0 for all
    public Census(Source source, long sample) {
        this(source, sample, null, Corrections.NONE);
    }

    /// @param key the node's secret, under which tables can be compared; null for no sketches
    /// @param corrections what masks obey beside what is measured
    public Census(Source source, long sample, @Nullable SketchKey key, Corrections corrections) {
        this.source = source;
        this.sample = sample;
        this.key = key;
        this.corrections = corrections;
    }

    /// Runs to the end or until cancelled. A table that cannot be read is a result, not the end of the census.
    ///
    /// @param done paths of tables that need not be read again, because an earlier run was interrupted after them
    /// @throws SourceUnreadable where the source as a whole cannot be read, or the listener cancelled
    public void run(Set<String> done, CensusListener listener) throws SourceUnreadable {
        try (OpenSource open = Sources.open(source)) {
            List<Table> tables = open.tables();
            listener.discovered(tables, open.unread());
            List<Table> left = tables.stream()
                    .filter(table -> !done.contains(table.path()))
                    .toList();
            new Run(open, tables.size(), tables.size() - left.size(), listener).read(left);
        }
    }

    private int connections() {
        return source instanceof Source.Database database ? database.limits().connections() : 1;
    }

    /// One run: its workers and counters.
    private final class Run {
        private final OpenSource open;
        private final int tables;
        private final AtomicInteger tablesDone;
        private final AtomicLong rowsDone = new AtomicLong();
        private final Set<Relation> running = ConcurrentHashMap.newKeySet();
        private final CensusListener listener;

        Run(OpenSource open, int tables, int before, CensusListener listener) {
            this.open = open;
            this.tables = tables;
            this.tablesDone = new AtomicInteger(before);
            this.listener = listener;
        }

        void read(List<Table> left) throws SourceUnreadable {
            if (left.isEmpty()) {
                return;
            }
            int atOnce = Math.min(connections(), left.size());
            int threads = Math.max(1, THREADS / atOnce);
            ExecutorService workers = Executors.newFixedThreadPool(atOnce);
            try {
                List<Future<Told>> results = new ArrayList<>();
                left.forEach(table -> results.add(workers.submit(() -> result(table, threads))));
                for (Future<Told> result : results) {
                    Told told = await(result);
                    listener.onTable(told.result(), told.traces());
                    tablesDone.incrementAndGet();
                    listener.onProgress(progress());
                }
            } finally {
                workers.shutdownNow();
                running.forEach(Relation::cancel);
                workers.close();
            }
        }

        private Told await(Future<Told> result) throws SourceUnreadable {
            while (true) {
                if (listener.cancelled()) {
                    throw new SourceUnreadable(SourceUnreadable.Reason.CANCELLED, "cancelled", null);
                }
                try {
                    return result.get(500, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    listener.onProgress(progress());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new SourceUnreadable(SourceUnreadable.Reason.CANCELLED, "interrupted", e);
                } catch (ExecutionException e) {
                    throw new IllegalStateException(e.getCause());
                }
            }
        }

        private Progress progress() {
            long now = rowsDone.get()
                    + running.stream().mapToLong(Relation::rowsSoFar).sum();
            return new Progress(tables, tablesDone.get(), now);
        }

        private Told result(Table table, int threads) {
            if (table.columns().isEmpty()) {
                return unread(table, SourceUnreadable.Reason.OTHER, "it has no columns");
            }
            try (Connection engine = Engine.open(threads);
                    Relation relation = open.relation(table, sample)) {
                running.add(relation);
                try {
                    Profiled profiled = new Profiler(engine, table, key).profile(relation, sample > 0);
                    rowsDone.addAndGet(profiled.profile().rows());
                    return classified(table, profiled);
                } finally {
                    running.remove(relation);
                }
            } catch (SourceUnreadable e) {
                return unread(table, e.reason(), e.detail());
            } catch (SQLException e) {
                return unread(table, SourceUnreadable.Reason.OTHER, String.valueOf(e.getMessage()));
            }
        }
    }

    private Told classified(Table table, Profiled profiled) {
        List<Classification> classifications = classifier.classify(sampleOf(table, profiled));
        List<ColumnProfile> shown = new ArrayList<>();
        for (int i = 0; i < classifications.size(); i++) {
            ColumnProfile column = profiled.profile().columns().get(i);
            Classification counts = corrections.of(table.path(), column.name()).of(classifications.get(i));
            shown.add(masked(column, Mask.of(counts)));
        }
        TableProfile profile = profiled.profile();
        // What has fewer rows than were asked for was read whole.
        boolean part = profile.sampled() && (profile.rows() >= sample || table.estimatedRows() > sample * 2);
        return new Told(
                new TableResult(
                        table,
                        new TableProfile(profile.rows(), part, shown, profile.rejected(), profile.examples()),
                        classifications,
                        null),
                Traces.of(profiled, classifications, part, LocalDate.now(CITY_TIME)));
    }

    private record Told(TableResult result, Traces traces) {}

    /// Hides what the mask hides in whatever is shown of a column; what is hidden already stays so.
    public static ColumnProfile masked(ColumnProfile column, Classification by) {
        return masked(column, Mask.of(by));
    }

    private static ColumnProfile masked(ColumnProfile column, Mask mask) {
        return column.shown(
                shown(column.min(), mask),
                shown(column.max(), mask),
                column.top().stream()
                        .map(count ->
                                new ColumnProfile.Count(String.valueOf(shown(count.value(), mask)), count.count()))
                        .toList());
    }

    /// A sign of the value zero stands in texts of many databases and may not in others', nor in most formats.
    private static @Nullable String shown(@Nullable String value, Mask mask) {
        String masked = mask.apply(value);
        return masked == null ? null : masked.replace('\0', '␀');
    }

    private static TableSample sampleOf(Table table, Profiled profiled) {
        List<TableSample.ColumnSample> columns = new ArrayList<>();
        for (int i = 0; i < table.columns().size(); i++) {
            Table.Column column = table.columns().get(i);
            ColumnProfile profile = profiled.profile().columns().get(i);
            columns.add(new TableSample.ColumnSample(
                    column.name(),
                    column.comment(),
                    column.declaredType(),
                    profile.rows(),
                    profile.nulls(),
                    profiled.samples().get(i).stream()
                            .map(count -> new TableSample.Value(count.value(), count.count()))
                            .toList()));
        }
        return new TableSample(table.name(), table.comment(), profiled.profile().rows(), columns);
    }

    private static Told unread(Table table, SourceUnreadable.Reason reason, String detail) {
        var problem = new TableResult.Problem(reason.name(), detail);
        return new Told(new TableResult(table, null, List.of(), problem), Traces.NONE);
    }
}
