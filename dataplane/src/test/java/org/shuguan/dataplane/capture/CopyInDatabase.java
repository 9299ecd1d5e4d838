package org.shuguan.dataplane.capture;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import org.jspecify.annotations.Nullable;

/// A serving copy in a database of its own: one row says which table is served, and up to where.
final class CopyInDatabase implements CopyPlace {
    private final String url;

    CopyInDatabase(String url) throws SQLException {
        this.url = url;
        run("create table if not exists place (id int primary key, generation int, served boolean, offset_text text,"
                + " text text, sequence text, at timestamptz, changes bigint, commits bigint, newest timestamptz)");
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url);
    }

    void run(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    String one(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            boolean rows = statement.execute(sql);
            while (!rows) {
                rows = statement.getMoreResults();
            }
            try (ResultSet row = statement.getResultSet()) {
                return row.next() ? String.valueOf(row.getString(1)) : "";
            }
        }
    }

    /// The place of a new, empty copy.
    String begin(CapturedTable table) throws SQLException {
        run("drop table if exists copy");
        run(Capture.create(table, "copy"));
        run("delete from place");
        run("insert into place values (1, 1, false, null, null, null, null, 0, 0, null)");
        return "copy";
    }

    boolean isServed() throws SQLException {
        return one("select served from place").equals("t");
    }

    @Nullable
    Position position() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select offset_text, text, sequence, at from place where served")) {
            if (!row.next()) {
                return null;
            }
            Timestamp at = row.getTimestamp(4);
            return new Position(
                    row.getString(1), row.getString(2), row.getString(3), at == null ? null : at.toInstant());
        }
    }

    @Override
    public void copying(Connection connection, long rows) {
        // Nobody waits for it here.
    }

    @Override
    public void complete(Connection connection, long rows) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("update place set served = true");
        }
    }

    @Override
    public void step(Connection connection, Step step) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "update place set offset_text = ?, text = ?,"
                        + " sequence = ?, at = ?, changes = changes + ?, commits = commits + ?, newest = coalesce(?, newest)")) {
            statement.setString(1, step.position().offset());
            statement.setString(2, step.position().text());
            statement.setString(3, step.position().order());
            statement.setTimestamp(4, timestamp(step.position().at()));
            statement.setLong(5, step.changes());
            statement.setLong(6, step.commits());
            statement.setTimestamp(7, timestamp(step.newest()));
            statement.executeUpdate();
        }
    }

    private static @Nullable Timestamp timestamp(java.time.@Nullable Instant at) {
        return at == null ? null : Timestamp.from(at);
    }
}
