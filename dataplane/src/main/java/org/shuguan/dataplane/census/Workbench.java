package org.shuguan.dataplane.census;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.source.Engine;

/// A worker's engine, kept from table to table as long as nothing went wrong on it.
final class Workbench implements AutoCloseable {
    private final int threads;
    private @Nullable Connection kept;

    Workbench(int threads) {
        this.threads = threads;
    }

    /// A connection for one table: temporary tables and what a file rejects are its own.
    Connection engine() throws SQLException {
        if (kept == null) {
            kept = Engine.open(threads);
        }
        return Engine.beside(kept);
    }

    /// An engine that failed may be unfit for what comes after.
    void clear() {
        if (kept != null) {
            try {
                kept.close();
            } catch (SQLException e) {
                // It was in memory only.
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
