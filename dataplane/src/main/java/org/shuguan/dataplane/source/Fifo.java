package org.shuguan.dataplane.source;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A named pipe between a source that writes CSV and the engine that reads it: rows pass without ever lying on disk, so
/// neither memory nor disk grows with the table.
final class Fifo implements Relation {
    /// Writes all rows as CSV.
    interface Feed {
        void into(OutputStream out) throws Exception;

        /// Ends a running [#into] from another thread.
        void cancel();
    }

    private static final int BUFFER = 1 << 18;

    private final Path folder;
    private final Path pipe;
    private final String sql;
    private final Feed feed;
    private final Thread writer;
    private final AtomicLong rows = new AtomicLong();
    private volatile @Nullable Exception failure;
    private volatile boolean cancelled;

    /// @param columns the columns as DuckDB's `{'name': 'VARCHAR'}`
    Fifo(String columns, Feed feed) throws IOException {
        this.feed = feed;
        this.folder = Files.createTempDirectory("shuguan-pipe");
        this.pipe = folder.resolve("rows.csv");
        makePipe(pipe);
        this.sql = "read_csv(" + Quote.path(pipe) + ", auto_detect=false, header=false, delim=',', quote='\"',"
                + " escape='\"', columns=" + columns + ", allow_quoted_nulls=false, nullstr='', parallel=false,"
                + " max_line_size=33554432)";
        this.writer = Thread.ofPlatform().name("feed").daemon().start(this::write);
    }

    @Override
    public String sql() {
        return sql;
    }

    @Override
    public long rowsSoFar() {
        return rows.get();
    }

    @Override
    public void finished() throws SourceUnreadable {
        try {
            release();
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceUnreadable(SourceUnreadable.Reason.CANCELLED, "interrupted", e);
        }
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
    public void cancel() {
        cancelled = true;
        feed.cancel();
    }

    @Override
    public void close() {
        if (writer.isAlive()) {
            cancel();
        }
        try {
            release();
            writer.join();
            Files.deleteIfExists(pipe);
            Files.deleteIfExists(folder);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            folder.toFile().deleteOnExit();
        }
    }

    private void write() {
        // The pipe is opened before anything can fail: else the engine would wait for a writer that never comes.
        try (OutputStream out = new BufferedOutputStream(new RowCount(Files.newOutputStream(pipe), rows), BUFFER)) {
            try {
                feed.into(out);
            } catch (Exception e) {
                failure = e;
            }
        } catch (IOException e) {
            if (failure == null) {
                failure = e;
            }
        }
    }

    /// Where the engine failed before it opened the pipe, its writer still waits in `open`: opening both ends lets it
    /// go on, and find nobody reading.
    private void release() {
        if (writer.isAlive() && Files.exists(pipe)) {
            try (RandomAccessFile both = new RandomAccessFile(pipe.toFile(), "rw")) {
                both.getFD();
            } catch (IOException e) {
                // The pipe has gone: so has the writer's reason to wait.
            }
        }
    }

    private static void makePipe(Path pipe) throws IOException {
        try {
            int code = new ProcessBuilder("mkfifo", "-m", "600", pipe.toString())
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IOException("mkfifo failed with code " + code);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
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
