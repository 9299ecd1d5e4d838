package org.shuguan.dataplane.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Copies the rows of a table to temporary CSV files, which the engine can read with all its threads. The files
/// are deleted when the relation is closed.
final class Spool implements Relation {
    /// More than any line of a [RowWriter].
    private static final int LONGEST_LINE = 1 << 22;
    /// The column of a row's number.
    private static final String NUMBER = "r";

    /// Delivers the rows of a table.
    interface Feed {
        void writeTo(RowWriter out) throws Exception;

        /// Stops a running [#writeTo]; called from another thread.
        void cancel();

        /// The lines that are not rows, available after [#writeTo].
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

    private final List<Path> files = new ArrayList<>();
    private final Table table;
    private final int columns;
    private final boolean whole;
    private final Feed feed;
    private final Lease borrowed;
    private volatile @Nullable RowWriter writer;
    private @Nullable Exception failure;
    private boolean fed;
    private volatile boolean cancelled;
    private final RunningStatement reader = new RunningStatement();

    /// @param borrowed the resource that the feed reads from
    /// @throws SourceUnreadable if a file cannot be created; the resource is then returned
    Spool(Table table, Lease borrowed, Feed feed) throws SourceUnreadable {
        this(table, borrowed, feed, false);
    }

    /// @param whole whether whole values are copied, see [OpenSource#whole]
    Spool(Table table, Lease borrowed, Feed feed, boolean whole) throws SourceUnreadable {
        this.table = table;
        this.whole = whole;
        this.columns = table.columns().size();
        this.feed = feed;
        this.borrowed = borrowed;
        try {
            for (int i = 0; i < (whole ? 1 : RowWriter.groups(columns)); i++) {
                files.add(Scratch.file("rows", ".csv"));
            }
        } catch (IOException e) {
            borrowed.markReusable();
            close();
            throw new SourceUnreadable(SourceUnreadable.Reason.OTHER, String.valueOf(e.getMessage()), e);
        }
    }

    /// Copies the rows at the first call.
    @Override
    public void prepare() {
        if (fed) {
            return;
        }
        fed = true;
        try (RowWriter out = new RowWriter(files, whole)) {
            writer = out;
            feed.writeTo(out);
            if (!cancelled) {
                borrowed.markReusable();
            }
        } catch (Exception e) {
            failure = e;
        }
    }

    /// Copies the rows to a sink instead of the files, for another process.
    ///
    /// @throws SourceUnreadable if the source failed, or the sink did
    RowTotals deliver(PartSink sink) throws SourceUnreadable {
        fed = true;
        RowTotals totals = null;
        try (RowWriter out = new RowWriter(sink, whole ? 1 : RowWriter.groups(columns), whole)) {
            writer = out;
            feed.writeTo(out);
            totals = out.totals(feed.rejects());
            if (!cancelled) {
                borrowed.markReusable();
            }
        } catch (Exception e) {
            failure = e;
        }
        checkComplete();
        return Objects.requireNonNull(totals);
    }

    @Override
    public String sql() {
        return sql(0, columns);
    }

    @Override
    public String sql(int from, int to) {
        int most = whole ? columns : MOST_COLUMNS;
        if (from % Math.max(1, most) != 0 || to != Math.min(columns, from + most)) {
            throw new IllegalArgumentException("no group of columns: " + from + " to " + to);
        }
        prepare();
        String names = IntStream.range(from, to)
                .mapToObj(i -> "'" + name(i) + "': 'VARCHAR'")
                .collect(Collectors.joining(", ", whole ? "{'" + NUMBER + "': 'BIGINT', " : "{", "}"));
        RowWriter written = writer;
        long longest = whole && written != null ? Math.max(LONGEST_LINE, written.longestLine()) : LONGEST_LINE;
        return "read_csv(" + Quote.path(files.get(whole ? 0 : from / MOST_COLUMNS))
                + ", auto_detect=false, header=false,"
                + " delim=',', quote='\"', escape='\"', columns=" + names + ", allow_quoted_nulls=false, nullstr='',"
                // Otherwise a lone carriage return within a value could be taken for the end of a line.
                + " new_line='\\n', max_line_size=" + longest + ")";
    }

    @Override
    public String rowNumber() {
        return whole ? NUMBER : Relation.super.rowNumber();
    }

    /// The names of a source may differ in case only, which the engine does not distinguish.
    @Override
    public String column(int i, String declared) {
        return name(i);
    }

    private static String name(int i) {
        return "v" + i;
    }

    @Override
    public long rowBytes() {
        RowWriter written = writer;
        return written == null ? 0 : written.rowBytes();
    }

    @Override
    public Map<Integer, LargeValues> large() {
        RowWriter written = writer;
        return written == null ? Map.of() : written.large();
    }

    @Override
    public long rowsSoFar() {
        RowWriter written = writer;
        return written == null ? 0 : written.rows();
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
    public SourceUnreadable failed(SQLException failure) {
        return EngineFailure.of(failure, SourceUnreadable.Reason.OTHER, table.path());
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
        for (Path file : files) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                file.toFile().deleteOnExit();
            }
        }
    }
}
