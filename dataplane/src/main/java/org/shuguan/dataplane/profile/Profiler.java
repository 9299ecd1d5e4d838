package org.shuguan.dataplane.profile;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.sketch.Sketch;
import org.shuguan.dataplane.sketch.SketchKey;
import org.shuguan.dataplane.sketch.SketchQuery;
import org.shuguan.dataplane.source.EngineMemory;
import org.shuguan.dataplane.source.Rejects;
import org.shuguan.dataplane.source.Relation;
import org.shuguan.dataplane.source.SourceUnreadable;
import org.shuguan.dataplane.source.Table;

/// Profiles a table in one pass: a single query returns counts, distinct values, extremes, lengths and a uniform
/// sample of rows. A table with more than [Relation#MOST_COLUMNS] columns is measured in groups of columns,
/// because the engine's memory grows with the columns of a query.
public final class Profiler {
    /// Maximum number of columns of a table.
    public static final int MOST_COLUMNS = 20_000;

    private static final int SAMPLE = 3000;
    /// Limits of the samples of all columns together, in values and in bytes: wide tables have smaller samples.
    private static final long MOST_VALUES = 1_500_000;

    private static final long MOST_BYTES = 64 << 20;
    private static final int LEAST_SAMPLE = 50;

    private final Connection engine;
    private final Table table;
    private final int width;
    private final SketchQuery sketching;

    /// @param engine a connection for this table alone, because rejected lines are kept per connection
    /// @param key key for sketches of the columns, null for no sketches
    public Profiler(Connection engine, Table table, @Nullable SketchKey key) {
        this.engine = engine;
        this.table = table;
        this.width = table.columns().size();
        this.sketching = new SketchQuery(table, key);
    }

    /// Reads the relation and computes the profile.
    ///
    /// @param sampled whether the relation contains only a sample of the table
    /// @throws SourceUnreadable if the rows could not be read to the end
    public ProfileWithSample profile(Relation relation, boolean sampled) throws SourceUnreadable {
        if (width > MOST_COLUMNS) {
            throw new SourceUnreadable(SourceUnreadable.Reason.TOO_MANY_COLUMNS, width + " > " + MOST_COLUMNS, null);
        }
        relation.prepare();
        relation.checkComplete();
        try (EngineMemory.Share _ = EngineMemory.take(width)) {
            return measured(relation, sampled);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceUnreadable(SourceUnreadable.Reason.CANCELLED, "interrupted", e);
        } catch (SQLException e) {
            // If the reading was cancelled, that is the cause and this exception only its effect.
            relation.checkComplete();
            throw relation.failed(e);
        }
    }

    private ProfileWithSample measured(Relation relation, boolean sampled) throws SourceUnreadable, SQLException {
        int most = sampleSize(relation.rowBytes());
        List<List<ColumnProfile.Count>> samples = new ArrayList<>();
        List<ColumnProfile> columns = new ArrayList<>();
        List<Sketch> sketches = new ArrayList<>();
        Set<Integer> unreadable = new HashSet<>();
        long rows = -1;
        for (int from = 0; from < width; from += Relation.MOST_COLUMNS) {
            ColumnGroup group = new ColumnGroup(
                    engine, table, sketching, from, Math.min(width, from + Relation.MOST_COLUMNS), most);
            measure(group, from, relation, unreadable);
            if (rows >= 0 && group.rows() != rows) {
                throw new SourceUnreadable(SourceUnreadable.Reason.CHANGED, table.name(), null);
            }
            rows = group.rows();
            List<List<ColumnProfile.Count>> found = group.samples();
            List<ColumnProfile> profiles = group.profiles(found, relation.large());
            for (int i = 0; i < found.size(); i++) {
                if (!unreadable.contains(from + i)) {
                    samples.add(found.get(i));
                    columns.add(profiles.get(i));
                }
            }
            sketches.addAll(group.sketches());
        }
        Rejects rejects = relation.rejects(engine);
        List<TableProfile.Rejected> first = rejects.first().stream()
                .map(line ->
                        new TableProfile.Rejected(line.line(), line.reason().name(), line.text()))
                .toList();
        return new ProfileWithSample(
                new TableProfile(rows, sampled, columns, rejects.count(), first), samples, sketches, unreadable);
    }

    /// Measures a group; columns that the engine cannot read are left out.
    private void measure(ColumnGroup group, int from, Relation relation, Set<Integer> unreadable)
            throws SQLException, SourceUnreadable {
        try {
            group.measure(relation, unreadable);
        } catch (SQLException e) {
            relation.checkComplete();
            int to = Math.min(width, from + Relation.MOST_COLUMNS);
            for (int i = from; i < to; i++) {
                if (!relation.isReadable(engine, i, table.columns().get(i).name(), e)) {
                    unreadable.add(i);
                }
            }
            if (unreadable.isEmpty() || unreadable.size() == width) {
                throw e;
            }
            group.measure(relation, unreadable);
        }
    }

    private int sampleSize(long rowBytes) {
        long most = Math.min(SAMPLE, MOST_VALUES / width);
        return (int) Math.max(LEAST_SAMPLE, rowBytes == 0 ? most : Math.min(most, MOST_BYTES / rowBytes));
    }
}
