package org.shuguan.dataplane.census;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.source.Engine;

/// A worker's engine, reused from table to table until an error occurs.
final class WorkerEngine implements AutoCloseable {
    private final int threads;
    private @Nullable Connection kept;

    WorkerEngine(int threads) {
        this.threads = threads;
    }

    /// A connection for one table; temporary tables and rejected lines belong to a connection.
    Connection engine() throws SQLException {
        if (kept == null) {
            kept = Engine.open(threads);
        }
        return Engine.connectTo(kept);
    }

    /// Discards the engine after an error, because it may be in an undefined state.
    void clear() {
        if (kept != null) {
            try {
                kept.close();
            } catch (SQLException e) {
                // The database is in memory: nothing is lost.
                return;
            } finally {
                kept = null;
            }
        }
    }

    @Override
    public void close() {
        clear();
    }
}
