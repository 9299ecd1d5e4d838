package org.shuguan.dataplane.serve;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.lake.Collector;
import org.shuguan.dataplane.lake.LakeRefused;
import org.shuguan.dataplane.lake.LakeTable;
import org.shuguan.dataplane.lake.LakeVersion;
import org.shuguan.dataplane.source.Engine;
import org.shuguan.dataplane.source.EngineMemory;

/// A version of a table of the lake, read by the engine.
public final class LakeServed extends ServedTable {
    private static final int COLUMNS = 20;

    private final LakeVersion version;
    private final String from;

    private LakeServed(LakeVersion version, String from) {
        this.version = version;
        this.from = from;
    }

    /// The table's version.
    ///
    /// @param id null for the current one
    /// @throws SourceAway if the table has none that can be read
    /// @throws ReadRefused if this version is not kept any more
    public static LakeServed of(LakeTable table, @Nullable Long id) throws SourceAway, ReadRefused {
        LakeVersion version = (id == null ? table.current() : table.version(id)).orElse(null);
        if (version == null) {
            if (id != null) {
                throw ReadRefused.versionGone();
            }
            throw new SourceAway(SourceAway.Reason.CHANGED, null);
        }
        try {
            return new LakeServed(version, table.sql(version.id()));
        } catch (LakeRefused e) {
            throw new SourceAway(SourceAway.Reason.CHANGED, e);
        }
    }

    /// The version's id.
    public long id() {
        return version.id();
    }

    /// When the version was collected.
    public Instant at() {
        return version.at();
    }

    @Override
    Dialect dialect() {
        return Dialect.DUCKDB;
    }

    @Override
    String from() {
        return from;
    }

    @Override
    Long version() {
        return version.id();
    }

    @Override
    Shape shape(List<String> columns) throws SourceAway {
        boolean unique =
                !version.key().isEmpty() && "0".equals(version.facts().getOrDefault(Collector.REPEATED_KEYS, "1"));
        List<String> key = unique
                ? version.key().stream()
                        .map(name -> columns.stream()
                                .filter(column ->
                                        column.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
                                .findFirst()
                                .orElse(name))
                        .toList()
                : List.of();
        try {
            return this.<Shape>ask(connection -> Shape.of(connection, dialect(), from, columns, key));
        } catch (ReadRefused e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    <T> T ask(Work<T> work) throws SourceAway, ReadRefused {
        try (EngineMemory.Share _ = EngineMemory.take(COLUMNS);
                Connection shared = Engine.open(1);
                Connection engine = Engine.connectTo(shared)) {
            return work.with(engine);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceAway(SourceAway.Reason.BUSY, e);
        } catch (SQLException e) {
            throw new SourceAway(SourceAway.Reason.CHANGED, e);
        }
    }
}
