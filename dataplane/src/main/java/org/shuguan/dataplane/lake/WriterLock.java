package org.shuguan.dataplane.lake;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A lock of the catalog's database on a table: shared by its writers, whose new files no version names yet, and held
/// alone by what removes files. The database releases it if the process dies.
final class WriterLock implements AutoCloseable {
    private static final String KEY = "hashtextextended('shuguan lake ' || ?, 0)";
    private static final String LOCK_TIMEOUT = "55P03";
    private final Connection connection;

    private WriterLock(Connection connection) {
        this.connection = connection;
    }

    /// For a writer; waits until files have been removed.
    static WriterLock shared(Lake lake, String table) throws LakeRefused {
        try {
            Connection connection = lake.connect();
            try (var lock = connection.prepareStatement("select pg_advisory_lock_shared(" + KEY + ")")) {
                lock.setString(1, table);
                lock.execute();
                return new WriterLock(connection);
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new LakeRefused(LakeRefused.Reason.BUSY, table, e);
        }
    }

    /// For what removes files; null while somebody writes.
    static @Nullable WriterLock alone(Lake lake, String table) throws LakeRefused {
        try {
            Connection connection = lake.connect();
            try {
                if (Lake.ask(connection, "select pg_try_advisory_lock(" + KEY + ")", table)) {
                    return new WriterLock(connection);
                }
                connection.close();
                return null;
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new LakeRefused(LakeRefused.Reason.BUSY, table, e);
        }
    }

    /// For what removes files; waits for those who write, and lets no other begin meanwhile.
    ///
    /// @return null if somebody still writes after this time
    static @Nullable WriterLock alone(Lake lake, String table, Duration longest) throws LakeRefused {
        try {
            Connection connection = lake.connect();
            try (Statement limit = connection.createStatement();
                    var lock = connection.prepareStatement("select pg_advisory_lock(" + KEY + ")")) {
                limit.execute("set lock_timeout = " + longest.toMillis());
                lock.setString(1, table);
                lock.execute();
                return new WriterLock(connection);
            } catch (SQLException e) {
                connection.close();
                if (LOCK_TIMEOUT.equals(e.getSQLState())) {
                    return null;
                }
                throw e;
            }
        } catch (SQLException e) {
            throw new LakeRefused(LakeRefused.Reason.BUSY, table, e);
        }
    }

    /// Released before the connection is closed: the server notices that only a moment later, in which the next one
    /// would be told that the table is busy.
    @Override
    public void close() {
        try (connection;
                Statement release = connection.createStatement()) {
            release.execute("select pg_advisory_unlock_all()");
        } catch (SQLException e) {
            // A broken connection has released its locks.
            return;
        }
    }
}
