package org.shuguan.dataplane.source;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes rows that a JDBC driver streams, for databases without COPY.
final class RowFeed implements Spool.Feed {
    private static final int ROWS_AT_ONCE = 2000;

    private final Connection connection;
    private final List<String> queries;
    private final int columns;
    private final Duration limit;
    private volatile @Nullable Statement running;

    /// @param queries executed in turn until one returns a row
    /// @param limit time limit of one query; zero if the database enforces it
    RowFeed(Connection connection, List<String> queries, int columns, Duration limit) {
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
            for (String query : queries) {
                if (copied(statement, query, out) > 0) {
                    break;
                }
            }
        } catch (SQLException e) {
            throw Jdbc.unreadable(e);
        }
    }

    private long copied(Statement statement, String query, RowWriter out) throws SQLException, IOException {
        long count = 0;
        try (ResultSet rows = statement.executeQuery(query)) {
            for (; rows.next(); count++) {
                for (int c = 1; c <= columns; c++) {
                    out.cell(rows.getString(c));
                }
                out.endRow();
            }
        }
        return count;
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
