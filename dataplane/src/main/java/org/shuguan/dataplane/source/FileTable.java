package org.shuguan.dataplane.source;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A table in a file and how to read it: by the engine itself, or line by line.
///
/// @param reading how it is read; null for formats that describe themselves
/// @param notes hints about the table
/// @param engine expression after `from` if the engine reads the file itself, else null
/// @param file the file that the engine reads
/// @param found the table's region in the file's lines, null for formats that describe themselves
/// @param lines the file's lines, null for formats that describe themselves
/// @param feed delivers the rows of a file without lines that the engine does not read itself, else null
record FileTable(
        Table table,
        @Nullable Reading reading,
        List<Note> notes,
        @Nullable String engine,
        @Nullable Path file,
        @Nullable TableRegion found,
        @Nullable LineSource lines,
        @Nullable Supplier<Spool.Feed> feed) {
    static final String PARQUET = ".parquet";

    FileTable {
        notes = found == null
                ? List.copyOf(notes)
                : Stream.concat(notes.stream(), found.notes().stream()).toList();
    }

    /// A table that the engine reads itself.
    static FileTable ofEngine(Table table, String from, Path file) {
        return new FileTable(table, null, List.of(), from, file, null, null, null);
    }

    /// A table whose rows a feed delivers.
    static FileTable ofFeed(Table table, List<Note> notes, Supplier<Spool.Feed> feed) {
        return new FileTable(table, null, notes, null, null, null, null, feed);
    }

    FileTable(
            Table table,
            @Nullable Reading reading,
            List<Note> notes,
            @Nullable String engine,
            @Nullable Path file,
            @Nullable TableRegion found,
            @Nullable LineSource lines) {
        this(table, reading, notes, engine, file, found, lines, null);
    }

    FileTable with(List<Note> others) {
        return new FileTable(table, reading, others, engine, file, found, lines);
    }

    Relation relation(long sample) throws SourceUnreadable {
        if (engine != null && file != null) {
            return new Direct(this, sample, sampled(engine, sample), file, new RunningStatement());
        }
        return byLines(sample);
    }

    /// All rows with whole values; text is read line by line, which gives the numbers of the lines.
    Relation whole() throws SourceUnreadable {
        if (engine != null && file != null && lines == null) {
            String numbered = engine.substring(0, engine.length() - 1) + ", file_row_number=true)";
            return new Direct(this, 0, numbered, file, new RunningStatement());
        }
        return new Spool(table, Spool.NO_LEASE, feed == null ? new Copy() : feed.get(), true);
    }

    private Relation byLines(long sample) throws SourceUnreadable {
        Spool spool = new Spool(table, Spool.NO_LEASE, feed == null ? new Copy() : feed.get());
        return sample > 0 ? new Sampled(spool, sample) : spool;
    }

    /// Passes the rows to the taker and collects rejected lines, without the engine.
    void rows(Rejects rejects, RowFilter.Taker taker) throws IOException, SourceUnreadable {
        if (lines == null || found == null || reading == null) {
            throw new IllegalStateException(table.path() + " has no lines");
        }
        boolean fill = reading.encoding() == null || Boolean.TRUE.equals(reading.fillShort());
        lines.readWhile(
                new RowFilter(found, fill, reading.delimiter() == null ? "," : reading.delimiter(), rejects, taker));
    }

    /// A random sample; the engine has to read the whole file once.
    private static String sampled(String from, long sample) {
        return sample > 0 ? "(from " + from + " using sample reservoir(" + sample + " rows))" : from;
    }

    /// The engine reads the file itself.
    private record Direct(FileTable table, long sample, String sql, Path file, RunningStatement reader)
            implements Relation {
        @Override
        public @Nullable Relation other() throws SourceUnreadable {
            return table.lines() == null ? null : table.byLines(sample);
        }

        /// Of the files that the engine reads itself only CSV has short values, because its lines are short.
        @Override
        public boolean hasLongValues() {
            return file.toString().endsWith(PARQUET);
        }

        @Override
        public boolean isReadable(Connection engine, int i, String declared, SQLException failure) throws SQLException {
            SourceUnreadable why = failed(failure);
            if (why.reason() != SourceUnreadable.Reason.FILE_BROKEN || !hasLongValues()) {
                return true;
            }
            try (Statement statement = engine.createStatement()) {
                reader.set(statement);
                statement.execute("select max(length(cast(" + column(i, declared) + " as varchar))) from " + sql);
                return true;
            } catch (SQLException e) {
                if (failed(e).reason() != SourceUnreadable.Reason.FILE_BROKEN) {
                    throw e;
                }
                return false;
            }
        }

        @Override
        public SourceUnreadable failed(SQLException failure) {
            return EngineFailure.of(
                    failure, SourceUnreadable.Reason.FILE_BROKEN, table.table().name());
        }

        @Override
        public String rowNumber() {
            return "file_row_number + 1";
        }

        @Override
        public long rowsSoFar() {
            return 0;
        }

        @Override
        public void checkComplete() {
            // The engine reads the file itself: there is no other thread to wait for.
        }

        @Override
        public Rejects rejects(Connection connection) throws SQLException {
            return EngineRejects.of(connection, file);
        }

        @Override
        public void registerReader(Statement reading) {
            reader.set(reading);
        }

        @Override
        public void cancel() {
            reader.cancel();
        }

        @Override
        public void close() {
            // The file is in the workspace, which is deleted with the source.
        }
    }

    private record Sampled(Spool spool, long sample) implements Relation {
        @Override
        public void prepare() {
            spool.prepare();
        }

        @Override
        public String sql() {
            return sampled(spool.sql(), sample);
        }

        @Override
        public String sql(int from, int to) {
            return sampled(spool.sql(from, to), sample);
        }

        @Override
        public String column(int i, String declared) {
            return spool.column(i, declared);
        }

        @Override
        public long rowBytes() {
            return spool.rowBytes();
        }

        @Override
        public Map<Integer, LargeValues> large() {
            return spool.large();
        }

        @Override
        public long rowsSoFar() {
            return spool.rowsSoFar();
        }

        @Override
        public void checkComplete() throws SourceUnreadable {
            spool.checkComplete();
        }

        @Override
        public SourceUnreadable failed(SQLException failure) {
            return spool.failed(failure);
        }

        @Override
        public Rejects rejects(Connection connection) {
            return spool.rejects(connection);
        }

        @Override
        public void registerReader(Statement reading) {
            spool.registerReader(reading);
        }

        @Override
        public void cancel() {
            spool.cancel();
        }

        @Override
        public void close() {
            spool.close();
        }
    }

    /// Copies the rows for the engine.
    private final class Copy implements Spool.Feed {
        private final Rejects rejects = new Rejects();
        private volatile boolean cancelled;

        @Override
        public void writeTo(RowWriter out) throws Exception {
            rows(rejects, (line, cells) -> {
                out.place(line);
                for (String cell : cells) {
                    out.cell(cell);
                }
                out.endRow();
                return !cancelled;
            });
        }

        @Override
        public void cancel() {
            cancelled = true;
        }

        @Override
        public Rejects rejects() {
            return rejects;
        }
    }
}
