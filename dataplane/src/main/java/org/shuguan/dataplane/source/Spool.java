package org.shuguan.dataplane.source;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Copies the rows of a table to a temporary CSV file, which the engine can read with all its threads. The file is
/// deleted when the relation is closed.
final class Spool implements Relation {
    /// Writes the rows of a table as CSV.
    interface Feed {
        void writeTo(OutputStream out) throws Exception;

        /// Stops a running [#into]; called from another thread.
        void cancel();

        /// The lines that are not rows, available after [#into].
        default Rejects rejects() {
            return new Rejects();
        }
    }

    /// A borrowed resource that the feed reads from; it is returned when the relation is closed.
    interface Lease extends AutoCloseable {
        /// Marks that everything was read, so that the resource can be reused.
        void markReusable();

        /// Stops whatever runs on it; called from another thread.
        void abort();

        @Override
        void close();
    }

    /// For feeds that borrow nothing.
    static final Lease NO_LEASE = new Lease() {
        @Override
        public void markReusable() {
            // Nothing was borrowed.
        }

        @Override
        public void abort() {
            // Nothing was borrowed.
        }

        @Override
        public void close() {
            // Nothing was borrowed.
        }
    };

    private static final int BUFFER = 1 << 18;

    private final Path file;
    private final String sql;
    private final Feed feed;
    private final Lease borrowed;
    private final AtomicLong rows = new AtomicLong();
    private @Nullable Exception failure;
    private boolean fed;
    private volatile boolean cancelled;
    private final RunningStatement reader = new RunningStatement();

    /// @param columns the columns as DuckDB's struct `{'name': 'VARCHAR'}`
    /// @param borrowed the resource that the feed reads from
    /// @throws SourceUnreadable if the file cannot be created; the resource is then returned
    Spool(String columns, Lease borrowed, Feed feed) throws SourceUnreadable {
        this.feed = feed;
        this.borrowed = borrowed;
        try {
            this.file = Scratch.file("rows", ".csv");
        } catch (IOException e) {
            borrowed.markReusable();
            borrowed.close();
            throw new SourceUnreadable(SourceUnreadable.Reason.OTHER, String.valueOf(e.getMessage()), e);
        }
        this.sql = "read_csv(" + Quote.path(file)
                + ", auto_detect=false, header=false, new_line='\\n', delim=',', quote='\"',"
                + " escape='\"', columns=" + columns + ", allow_quoted_nulls=false, nullstr='',"
                + " max_line_size=4194304)";
    }

    /// Copies the rows at the first call.
    @Override
    public String sql() {
        if (!fed) {
            fed = true;
            try (OutputStream out = new BufferedOutputStream(new RowCount(Files.newOutputStream(file), rows), BUFFER)) {
                feed.writeTo(out);
                if (!cancelled) {
                    borrowed.markReusable();
                }
            } catch (Exception e) {
                failure = e;
            }
        }
        return sql;
    }

    @Override
    public long rowsSoFar() {
        return rows.get();
    }

    @Override
    public void checkComplete() throws SourceUnreadable {
        Exception failed = failure;
        if (cancelled) {
            throw new SourceUnreadable(SourceUnreadable.Reason.CANCELLED, "cancelled", failed);
        }
        if (failed instanceof SourceUnreadable unreadable) {
            throw unreadable;
        }
        if (failed != null) {
            throw new SourceUnreadable(SourceUnreadable.Reason.OTHER, String.valueOf(failed.getMessage()), failed);
        }
    }

    @Override
    public Rejects rejects(Connection engine) {
        return feed.rejects();
    }

    @Override
    public void registerReader(Statement reading) {
        reader.set(reading);
    }

    @Override
    public void cancel() {
        cancelled = true;
        feed.cancel();
        borrowed.abort();
        reader.cancel();
    }

    @Override
    public void close() {
        borrowed.close();
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }

    /// Counts line breaks: a row with line breaks inside counts more than once, which is accurate enough for
    /// progress.
    private static final class RowCount extends FilterOutputStream {
        private final AtomicLong rows;

        RowCount(OutputStream out, AtomicLong rows) {
            super(out);
            this.rows = rows;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            long ends = 0;
            for (int i = offset; i < offset + length; i++) {
                if (bytes[i] == '\n') {
                    ends++;
                }
            }
            rows.addAndGet(ends);
            out.write(bytes, offset, length);
        }
    }
}
