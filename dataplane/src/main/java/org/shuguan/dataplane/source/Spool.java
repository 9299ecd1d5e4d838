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

/// Rows on their way to the engine: a CSV file for the while of one table, which the engine may read with
/// all its threads.
final class Spool implements Relation {
    /// Writes all rows as CSV.
    interface Feed {
        void into(OutputStream out) throws Exception;

        /// Ends a running [#into] from another thread.
        void cancel();

        /// What was no row, known when all is written.
        default Rejects rejects() {
            return new Rejects();
        }
    }

    /// What a feed reads from, given back with the relation.
    interface Lease extends AutoCloseable {
        /// All was read: it may be lent again.
        void clean();

        /// Ends whatever runs on it, from another thread.
        void abort();

        @Override
        void close();
    }

    /// Of a feed that has nothing to give back.
    static final Lease NOTHING_LENT = new Lease() {
        @Override
        public void clean() {
            // Nothing was lent.
        }

        @Override
        public void abort() {
            // Nothing was lent.
        }

        @Override
        public void close() {
            // Nothing was lent.
        }
    };

    private static final int BUFFER = 1 << 18;

    private final Path file;
    private final String sql;
    private final Feed feed;
    private final Lease lent;
    private final AtomicLong rows = new AtomicLong();
    private @Nullable Exception failure;
    private boolean fed;
    private volatile boolean cancelled;
    private final Reader reader = new Reader();

    /// @param columns the columns as DuckDB's `{'name': 'VARCHAR'}`
    /// @param lent what the feed reads from; given back with the relation
    /// @throws SourceUnreadable where there is no room for a file; what was lent is then given back
    Spool(String columns, Lease lent, Feed feed) throws SourceUnreadable {
        this.feed = feed;
        this.lent = lent;
        try {
            this.file = Scratch.file("rows", ".csv");
        } catch (IOException e) {
            lent.clean();
            lent.close();
            throw new SourceUnreadable(SourceUnreadable.Reason.OTHER, String.valueOf(e.getMessage()), e);
        }
        this.sql = "read_csv(" + Quote.path(file) + ", auto_detect=false, header=false, delim=',', quote='\"',"
                + " escape='\"', columns=" + columns + ", allow_quoted_nulls=false, nullstr='',"
                + " max_line_size=4194304)";
    }

    /// Brings the rows over, the first time it is asked.
    @Override
    public String sql() {
        if (!fed) {
            fed = true;
            try (OutputStream out = new BufferedOutputStream(new RowCount(Files.newOutputStream(file), rows), BUFFER)) {
                feed.into(out);
                if (!cancelled) {
                    lent.clean();
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
    public void finished() throws SourceUnreadable {
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
    public void readBy(Statement reading) {
        reader.is(reading);
    }

    @Override
    public void cancel() {
        cancelled = true;
        feed.cancel();
        lent.abort();
        reader.cancel();
    }

    @Override
    public void close() {
        lent.close();
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }

    /// Counts line ends: a row with line breaks inside counts more than once, which is good enough for progress.
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
