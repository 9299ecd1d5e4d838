package org.shuguan.dataplane.serve;

import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.lake.Collector;
import org.shuguan.dataplane.lake.HeldFiles;
import org.shuguan.dataplane.lake.LakeEngine;
import org.shuguan.dataplane.lake.LakeRefused;
import org.shuguan.dataplane.lake.LakeTable;
import org.shuguan.dataplane.lake.LakeVersion;
import org.shuguan.dataplane.lake.PlaceFailed;
import org.shuguan.dataplane.lake.RemovedKeys;

/// A version of a table of the lake, read by the lake's engine.
public final class LakeServed extends ServedTable {
    private static final int COLUMNS = 20;

    private final LakeTable table;
    private final LakeVersion version;
    private final Map<String, String> types;
    private final String from;
    /// Another version that questions name too.
    private final @Nullable LakeServed beside;

    private LakeServed(
            LakeTable table, LakeVersion version, Map<String, String> types, String from, @Nullable LakeServed beside) {
        this.beside = beside;
        this.table = table;
        this.version = version;
        this.types = types;
        this.from = from;
    }

    /// The table's version.
    ///
    /// @param id null for the current one
    /// @throws SourceAway if the table has none that can be read
    /// @throws ReadRefused if this version is not kept any more
    public static LakeServed of(LakeTable table, @Nullable Long id) throws SourceAway, ReadRefused {
        try {
            LakeVersion version = (id == null ? table.current() : table.version(id)).orElse(null);
            if (version == null) {
                if (id != null) {
                    throw ReadRefused.versionGone();
                }
                throw new SourceAway(SourceAway.Reason.CHANGED, null);
            }
            return new LakeServed(
                    table,
                    version,
                    table.types(version.id()),
                    table.engine().from(table, version.id()) + " version",
                    null);
        } catch (LakeRefused e) {
            throw new SourceAway(SourceAway.Reason.CHANGED, e);
        } catch (PlaceFailed e) {
            throw away(e);
        }
    }

    /// A version as it will be when the rows with some keys are removed from it for good.
    ///
    /// @throws SourceAway if it cannot be read, or lacks a column of the key
    public static LakeServed without(LakeTable table, long id, RemovedKeys keys) throws SourceAway, ReadRefused {
        LakeVersion version = table.version(id).orElseThrow(ReadRefused::versionGone);
        try {
            return new LakeServed(table, version, table.types(id), table.sqlWithout(id, keys) + " version", null);
        } catch (LakeRefused e) {
            throw new SourceAway(SourceAway.Reason.CHANGED, e);
        } catch (PlaceFailed e) {
            throw away(e);
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
        return table.engine().sql().readsDuckDb() ? Dialect.DUCKDB : Dialect.TRINO;
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
        Map<String, Shape.Column> found = new HashMap<>();
        for (String column : columns) {
            String type = types.entrySet().stream()
                    .filter(one -> one.getKey().equalsIgnoreCase(column))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElseThrow(() -> new SourceAway(SourceAway.Reason.CHANGED, null));
            found.put(column, new Shape.Column(kind(type), true));
        }
        return new Shape(found, key);
    }

    private static ColumnKind kind(String type) {
        return switch (type) {
            case "INTEGER", "BIGINT" -> ColumnKind.WHOLE;
            case "FLOAT" -> ColumnKind.FLOAT;
            case "DOUBLE" -> ColumnKind.DOUBLE;
            case "DATE" -> ColumnKind.DAY;
            case "TIMESTAMP" -> ColumnKind.TIME;
            case "BOOLEAN" -> ColumnKind.TRUTH;
            default -> type.startsWith("DECIMAL") ? ColumnKind.DECIMAL : ColumnKind.TEXT;
        };
    }

    /// The rows are still there, wherever they are: it is never said that the version has changed.
    public static SourceAway away(PlaceFailed failed) {
        return new SourceAway(
                failed.reason() == PlaceFailed.Reason.CACHE_BUSY ? SourceAway.Reason.BUSY : SourceAway.Reason.DOWN,
                failed);
    }

    @Override
    <T> T ask(Work<T> work) throws SourceAway, ReadRefused {
        LakeServed other = beside;
        return ask(other == null ? List.of(this) : List.of(this, other), work);
    }

    /// The same version for questions that name another one, too.
    LakeServed beside(LakeServed other) {
        return new LakeServed(table, version, types, from, other);
    }

    private static HeldFiles hold(List<LakeServed> versions) throws SourceAway {
        try {
            return LakeTable.heldForReading(versions.stream()
                    .map(one -> new LakeTable.Part(one.table, one.version.id()))
                    .toList());
        } catch (LakeRefused e) {
            throw new SourceAway(SourceAway.Reason.CHANGED, e);
        } catch (PlaceFailed e) {
            throw away(e);
        }
    }

    private static <T> T ask(List<LakeServed> versions, Work<T> work) throws SourceAway, ReadRefused {
        try (HeldFiles _ = hold(versions);
                LakeEngine.Session session = versions.getFirst().table.engine().open(COLUMNS, 1)) {
            return work.with(session.connection());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceAway(SourceAway.Reason.BUSY, e);
        } catch (SQLException e) {
            throw new SourceAway(
                    versions.getFirst().table.engine().isOfStatement(e)
                            ? SourceAway.Reason.CHANGED
                            : SourceAway.Reason.DOWN,
                    e);
        }
    }
}
