package org.shuguan.dataplane.source;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;

/// A pool of connections to one database. They are borrowed for a query or a table and returned, so that a census
/// of thousands of tables needs few sign-ins and never more connections than workers.
final class Connections implements AutoCloseable {
    private static final long FRESH = TimeUnit.SECONDS.toNanos(5);
    private static final int SECONDS_TO_ANSWER = 5;

    /// Opens a read-only connection.
    interface ConnectionFactory {
        Connection connect() throws SourceUnreadable;
    }

    private record Idle(Connection connection, long since) {}

    private final ConnectionFactory factory;
    private final ConcurrentLinkedDeque<Idle> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    Connections(ConnectionFactory factory) {
        this.factory = factory;
    }

    /// Borrows a connection; a new one is opened if none is idle.
    ///
    /// @throws SourceUnreadable if no connection can be opened
    Borrowed borrow() throws SourceUnreadable {
        Idle candidate = idle.pollFirst();
        while (candidate != null) {
            if (usable(candidate)) {
                return new Borrowed(candidate.connection());
            }
            quietly(candidate.connection());
            candidate = idle.pollFirst();
        }
        return new Borrowed(factory.connect());
    }

    /// An idle connection may have been dropped by a firewall or a restart of the database; after five seconds it
    /// is checked.
    private static boolean usable(Idle candidate) {
        try {
            return System.nanoTime() - candidate.since() < FRESH
                    || candidate.connection().isValid(SECONDS_TO_ANSWER);
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Idle candidate = idle.pollFirst(); candidate != null; candidate = idle.pollFirst()) {
            quietly(candidate.connection());
        }
    }

    private static void quietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // The connection is read-only: nothing is lost.
            return;
        }
    }

    /// A borrowed connection. It returns to the pool only if it was marked as clean; otherwise it is closed,
    /// because after an error its state is unknown.
    final class Borrowed implements Spool.Lease {
        private final Connection connection;
        private boolean clean;
        private boolean aborted;
        private boolean over;

        private Borrowed(Connection connection) {
            this.connection = connection;
        }

        Connection connection() {
            return connection;
        }

        @Override
        public synchronized void markReusable() {
            clean = true;
        }

        /// Also works if the server does not answer any more. Without effect once it was returned: it may be
        /// another's by then.
        @Override
        public synchronized void abort() {
            if (over) {
                return;
            }
            aborted = true;
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
            if (clean && !aborted && !closed) {
                idle.addFirst(new Idle(connection, System.nanoTime()));
            } else {
                quietly(connection);
            }
        }
    }
}
