package org.shuguan.dataplane.source;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A table in a file and how to read it: by the engine itself, or line by line.
///
/// @param reading how it is read; null for formats that describe themselves
/// @param notes hints about the table
/// @param engine expression after `from` if the engine reads the file itself, else null
/// @param file the file that the engine reads
/// @param found the table's region in the file's lines, null for formats that describe themselves
record FileTable(
        Table table,
        @Nullable Reading reading,
        List<Note> notes,
        @Nullable String engine,
        @Nullable Path file,
        @Nullable TableRegion found,
        @Nullable LineSource lines) {
    FileTable {
        notes = List.copyOf(notes);
    }

    /// A table that the engine reads itself.
    static FileTable ofEngine(Table table, String from, Path file) {
        return new FileTable(table, null, List.of(), from, file, null, null);
    }

    FileTable with(List<Note> others) {
        return new FileTable(table, reading, others, engine, file, found, lines);
    }

    Relation relation(long sample) throws SourceUnreadable {
        if (engine != null && file != null) {
            return new Direct(sampled(engine, sample), file, new RunningStatement());
        }
        Spool spool = new Spool(Csv.columns(table), Spool.NO_LEASE, new Copy());
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
    private record Direct(String sql, Path file, RunningStatement reader) implements Relation {
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
            return file.toString().endsWith(".jsonl")
                    ? JsonRejects.of(connection, file, reader)
                    : EngineRejects.of(connection, file);
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
        public String sql() {
            return sampled(spool.sql(), sample);
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

    /// Writes the rows as CSV for the engine.
    private final class Copy implements Spool.Feed {
        private final Rejects rejects = new Rejects();
        private volatile boolean cancelled;

        @Override
        public void writeTo(OutputStream out) throws Exception {
            try (BufferedWriter writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
                rows(rejects, (line, cells) -> {
                    for (int i = 0; i < cells.size(); i++) {
                        Csv.cell(writer, cells.get(i), i == 0);
                    }
                    writer.write('\n');
                    return !cancelled;
                });
            }
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
