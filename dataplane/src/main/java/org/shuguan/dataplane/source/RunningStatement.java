package org.shuguan.dataplane.source;

import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/// Holds the engine's statement that reads a relation, so that another thread can cancel it.
final class RunningStatement {
    private volatile @Nullable Statement statement;

    void set(Statement reading) {
        statement = reading;
    }

    void cancel() {
        Statement reading = statement;
        if (reading != null) {
            try {
                reading.cancel();
            } catch (SQLException e) {
                // The statement has already ended.
                return;
            }
        }
    }
}
