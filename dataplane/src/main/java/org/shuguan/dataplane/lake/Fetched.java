package org.shuguan.dataplane.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.shuguan.dataplane.source.OpenSource;
import org.shuguan.dataplane.source.Quote;
import org.shuguan.dataplane.source.Relation;
import org.shuguan.dataplane.source.Scratch;
import org.shuguan.dataplane.source.Source;
import org.shuguan.dataplane.source.SourceUnreadable;
import org.shuguan.dataplane.source.Sources;
import org.shuguan.dataplane.source.Table;

/// All rows of a table of a source, fetched for a moment into a temporary file, with the types that they would have in
/// the lake. For sources that answer no questions: an interface, or a database behind a front-end host.
public final class Fetched implements AutoCloseable {
    /// The rows cannot be used, although the source could be read.
    public static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;

        private final boolean tooMany;

        private Unusable(String message, boolean tooMany) {
            super(message);
            this.tooMany = tooMany;
        }

        /// Whether there are more rows than may be fetched; else they are not as the catalog describes them.
        public boolean isTooMany() {
            return tooMany;
        }
    }

    private final Path file;
    private final List<String> key;

    private Fetched(Path file, List<String> key) {
        this.file = file;
        this.key = key;
    }

    /// The file, which the engine reads.
    public Path file() {
        return file;
    }

    /// The columns of the key, empty if it is not unique.
    public List<String> key() {
        return key;
    }

    /// Fetches a table.
    ///
    /// @param most number of rows that may be fetched
    /// @param patience longest duration
    /// @throws SourceUnreadable if the source cannot be read to the end within this time
    public static Fetched of(Source source, String path, List<Collection.Field> fields, long most, Duration patience)
            throws SourceUnreadable, Unusable {
        long end = System.nanoTime() + patience.toNanos();
        try (OpenSource open = Sources.open(source)) {
            Table found = Collector.table(open, path);
            Map<String, Table.Column> there = new HashMap<>();
            found.columns().forEach(column -> there.put(column.name(), column));
            List<LakeColumn> columns = new ArrayList<>();
            Set<String> wanted = new HashSet<>();
            for (Collection.Field field : fields) {
                Table.Column column = there.get(field.column());
                if (column != null && !"G".equals(field.letter()) && !open.isBinary(column)) {
                    wanted.add(field.column());
                    columns.add(new LakeColumn(
                            field.column(),
                            LakeType.of(field.letter(), field.lengthBytes(), column.declaredType()),
                            field.key(),
                            field.comment()));
                }
            }
            if (columns.isEmpty()) {
                throw new Unusable(path + " has none of the described columns", false);
            }
            return fetched(open, found, Collector.read(source, found, wanted), columns, most, end);
        }
    }

    private static Fetched fetched(
            OpenSource open, Table found, Table read, List<LakeColumn> columns, long most, long end)
            throws SourceUnreadable, Unusable {
        try (Relation relation = open.whole(read);
                Watch watch = new Watch(
                        relation, until(relation, most, end), Duration.ofNanos(end - System.nanoTime()), -1)) {
            try {
                Collector.receive(relation, watch);
                Collector.mustBeWhole(open, found);
                if (relation.rowsSoFar() > most) {
                    throw tooMany(found, most);
                }
                return written(new ConvertedRows(columns, read, relation, null, KeptOut.NONE), columns);
            } catch (SourceUnreadable | LakeRefused | SQLException stopped) {
                if (relation.rowsSoFar() > most) {
                    throw tooMany(found, most);
                }
                if (System.nanoTime() > end) {
                    throw new SourceUnreadable(SourceUnreadable.Reason.TIMED_OUT, found.path(), stopped);
                }
                switch (stopped) {
                    case SourceUnreadable unreadable -> throw unreadable;
                    case SQLException failed -> throw relation.failed(failed);
                    default -> throw new Unusable(String.valueOf(stopped.getMessage()), false);
                }
            }
        }
    }

    private static Unusable tooMany(Table found, long most) {
        return new Unusable(found.path() + " has more than " + most + " rows", true);
    }

    private static CollectListener until(Relation relation, long most, long end) {
        return new CollectListener() {
            @Override
            public boolean cancelled() {
                return relation.rowsSoFar() > most || System.nanoTime() > end;
            }
        };
    }

    private static Fetched written(ConvertedRows converted, List<LakeColumn> columns) throws SQLException, Unusable {
        Path file = null;
        boolean whole = false;
        try (LakeEngine.Session session = LakeEngine.DUCKDB.open(columns.size(), 1);
                Statement statement = session.connection().createStatement()) {
            file = Scratch.file("fetched", ".parquet");
            statement.execute("copy (select " + converted.named() + " from (" + converted.rows() + ") where "
                    + converted.fits() + ") to " + Quote.text(file.toString()) + " (format parquet)");
            String rows = "read_parquet(" + Quote.text(file.toString()) + ")";
            long kept = number(statement, "select count(*) from " + rows);
            long received = number(
                    statement, "select count(*) from " + converted.relation().sql());
            if (kept != received) {
                throw new Unusable((received - kept) + " of " + received + " rows are not as described", false);
            }
            List<String> key = columns.stream()
                    .filter(LakeColumn::key)
                    .map(LakeColumn::name)
                    .toList();
            String keys = key.stream().map(Quote::name).collect(Collectors.joining(", "));
            boolean unique = !key.isEmpty()
                    && number(statement, "select count(*) from (select distinct " + keys + " from " + rows + ")")
                            == kept;
            whole = true;
            return new Fetched(file, unique ? key : List.of());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (!whole && file != null) {
                delete(file);
            }
        }
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }

    @Override
    public void close() {
        delete(file);
    }
}
