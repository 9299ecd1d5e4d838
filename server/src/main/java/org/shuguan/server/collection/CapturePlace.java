package org.shuguan.server.collection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.capture.CopyPlace;

/// Keeps the position of a plan's capture, in the transactions of the copy.
final class CapturePlace implements CopyPlace {
    private final UUID plan;
    private final Runnable changed;
    private boolean followed;

    /// @param changed told after a transaction that changed rows of a copy that is followed
    CapturePlace(UUID plan, Runnable changed) {
        this.plan = plan;
        this.changed = changed;
    }

    @Override
    public void copying(Connection connection, long rows) throws SQLException {
        run(connection, "update collection.capture set copied_rows = ? where plan = ?", rows, plan);
    }

    @Override
    public void complete(Connection connection, long rows) throws SQLException {
        run(
                connection,
                "update collection.capture set served = generation, served_since = now(), copied_rows = ?, anew = false,"
                        + " state = 'following', tries = 0, position_offset = '', position_text = '',"
                        + " position_order = '' where plan = ?",
                rows,
                plan);
    }

    @Override
    public void step(Connection connection, Step step) throws SQLException {
        try (PreparedStatement statement = prepared(
                        connection,
                        "update collection.capture set position_offset = ?, position_text = ?, position_order = ?,"
                                + " position_at = coalesce(?, position_at), newest_at = coalesce(?, newest_at),"
                                + " changes = changes + ?, commits = commits + ?, tries = 0 where plan = ?"
                                + " returning kept_generation is not null",
                        step.position().offset(),
                        step.position().text(),
                        step.position().order(),
                        time(step.position().at()),
                        time(step.newest()),
                        step.changes(),
                        step.commits(),
                        plan);
                ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                throw gone();
            }
            followed = row.getBoolean(1);
        }
    }

    @Override
    public boolean isFollowed() {
        return followed;
    }

    @Override
    public void stored(Step step) {
        if (followed && step.changes() > 0) {
            changed.run();
        }
    }

    private static @Nullable Object time(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }

    private static void run(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = prepared(connection, sql, values)) {
            if (statement.executeUpdate() != 1) {
                throw gone();
            }
        }
    }

    private static SQLException gone() {
        return new SQLException("the plan is not captured any more");
    }

    private static PreparedStatement prepared(Connection connection, String sql, @Nullable Object... values)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(
                    i + 1, values[i], values[i] == null ? java.sql.Types.TIMESTAMP_WITH_TIMEZONE : type(values[i]));
        }
        return statement;
    }

    private static int type(Object value) {
        return switch (value) {
            case Long _ -> java.sql.Types.BIGINT;
            case String _ -> java.sql.Types.VARCHAR;
            case UUID _ -> java.sql.Types.OTHER;
            default -> java.sql.Types.TIMESTAMP_WITH_TIMEZONE;
        };
    }
}
