package org.shuguan.dataplane.source;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Writes rows that a JDBC driver streams, for databases without COPY.
final class RowFeed implements Spool.Feed {
    private static final int ROWS_AT_ONCE = 2000;

    private final Connection connection;
    private final SampleQueries queries;
    private final int columns;
    private final Duration limit;
    private volatile @Nullable Statement running;

    /// @param limit time limit of one query; zero if the database enforces it
    RowFeed(Connection connection, SampleQueries queries, int columns, Duration limit) {
        this.connection = connection;
        this.queries = queries;
        this.columns = columns;
        this.limit = limit;
    }

    @Override
    public void writeTo(RowWriter out) throws Exception {
        try (Statement statement = connection.createStatement()) {
            running = statement;
            statement.setFetchSize(ROWS_AT_ONCE);
            if (limit.isPositive()) {
                statement.setQueryTimeout((int) limit.toSeconds());
            }
            queries.write(out, (query, to) -> copy(statement, query, to));
        } catch (SQLException e) {
            throw Jdbc.unreadable(e);
        }
    }

    private void copy(Statement statement, String query, RowWriter out) throws SQLException, IOException {
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                for (int c = 1; c <= columns; c++) {
                    out.cell(rows.getString(c));
                }
                out.endRow();
            }
        }
    }

    @Override
    public void cancel() {
        Statement statement = running;
        if (statement != null) {
            try {
                statement.cancel();
            } catch (SQLException e) {
                // The statement has already ended.
                return;
            }
        }
    }
}
