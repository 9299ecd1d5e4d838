package org.shuguan.dataplane.source;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads the watermark of a table and then its rows in one transaction, which sees one state of the table.
final class SnapshotFeed implements Spool.Feed {
    private final Connection connection;
    private final List<String> begin;
    private final String question;
    private final Watermark watermark;
    private final Watermark.Choice choice;
    private final Function<@Nullable String, Spool.Feed> rows;
    private volatile Spool.@Nullable Feed running;
    private volatile boolean cancelled;

    /// @param begin statements that begin a read-only transaction with one state of all rows
    /// @param question query for the greatest watermark as text, and the number of rows without one
    /// @param rows the feed of the rows whose watermark is at least the given one, of all rows for null
    SnapshotFeed(
            Connection connection,
            List<String> begin,
            String question,
            Watermark watermark,
            Watermark.Choice choice,
            Function<@Nullable String, Spool.Feed> rows) {
        this.connection = connection;
        this.begin = begin;
        this.question = question;
        this.watermark = watermark;
        this.choice = choice;
        this.rows = rows;
    }

    @Override
    public void writeTo(RowWriter out) throws Exception {
        try (Statement statement = connection.createStatement()) {
            for (String sql : begin) {
                statement.execute(sql);
            }
            Watermark.Found found;
            try (ResultSet answer = statement.executeQuery(question)) {
                answer.next();
                found = new Watermark.Found(watermark.kind().written(answer.getString(1)), answer.getLong(2));
            }
            Spool.Feed feed = rows.apply(choice.least(found));
            running = feed;
            if (!cancelled) {
                feed.writeTo(out);
            }
            statement.execute("commit");
        } catch (SQLException e) {
            throw Jdbc.unreadable(e);
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        Spool.Feed feed = running;
        if (feed != null) {
            feed.cancel();
        }
    }
}
