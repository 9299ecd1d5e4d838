package org.shuguan.dataplane.source;

import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/// The engine's statement that reads a relation, to be ended from another thread.
final class Reader {
    private volatile @Nullable Statement statement;

    void is(Statement reading) {
        statement = reading;
    }

    void cancel() {
        Statement reading = statement;
        if (reading != null) {
            try {
                reading.cancel();
            } catch (SQLException e) {
                // It has ended by itself.
                return;
            }
        }
    }
}
