package org.shuguan.dataplane.source;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;

/// The connections to one database. They are lent for a question or a table and go back, so that a database of
/// thousands of tables sees few sign-ins, and no more connections at once than there are readers.
final class Connections implements AutoCloseable {
    private static final long FRESH = TimeUnit.SECONDS.toNanos(5);
    private static final int SECONDS_TO_ANSWER = 5;

    /// Makes a connection that can only read.
    interface Way {
        Connection connect() throws SourceUnreadable;
    }

    private record Idle(Connection connection, long since) {}

    private final Way way;
    private final ConcurrentLinkedDeque<Idle> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    Connections(Way way) {
        this.way = way;
    }

    /// @throws SourceUnreadable where no connection can be had
    Lent lend() throws SourceUnreadable {
        Idle rested = idle.pollFirst();
        while (rested != null) {
            if (usable(rested)) {
                return new Lent(rested.connection());
            }
            quietly(rested.connection());
            rested = idle.pollFirst();
        }
        return new Lent(way.connect());
    }

    /// A firewall forgets what rests; the database may have been started anew.
    private static boolean usable(Idle rested) {
        try {
            return System.nanoTime() - rested.since() < FRESH
                    || rested.connection().isValid(SECONDS_TO_ANSWER);
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Idle rested = idle.pollFirst(); rested != null; rested = idle.pollFirst()) {
            quietly(rested.connection());
        }
    }

    private static void quietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // Nothing was written through it.
            return;
        }
    }

    /// A connection in use. Unless it was called clean it is closed rather than lent again: after a failure nobody
    /// knows what still comes out of it.
    final class Lent implements Spool.Lease {
        private final Connection connection;
        private boolean clean;
        private boolean over;

        private Lent(Connection connection) {
            this.connection = connection;
        }

        Connection connection() {
            return connection;
        }

        @Override
        public synchronized void clean() {
            clean = true;
        }

        /// Also where the other side has fallen silent.
        @Override
        public void abort() {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException e) {
                quietly(connection);
            }
        }

        @Override
        public synchronized void close() {
            if (over) {
                return;
            }
            over = true;
            if (clean && !closed) {
                idle.addFirst(new Idle(connection, System.nanoTime()));
            } else {
                quietly(connection);
            }
        }
    }
}
