package org.shuguan.server.backup;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.DatabaseAddress;

/// What the running database has at the point in time of a backup: the rows of every table, counted in one snapshot
/// right before the point and in one right after it. People work meanwhile, so the restored table has a number between
/// both; of a table that did not change in these milliseconds it has that number.
final class CountedPoint implements HomeBackup.Watch, AutoCloseable {
    /// Queues, sessions and undelivered events, whose rows come and go every moment.
    private static final Set<String> MOVING = Set.of(
            "scheduled_task",
            "long_task",
            "short_task",
            "event_publication",
            "spring_session",
            "spring_session_attributes");

    /// Without copies of captured tables: they follow their sources, and are made anew if they cannot.
    private static final String TABLES = """
            select c.relname, quote_ident(n.nspname) || '.' || quote_ident(c.relname)
              from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence = 'p'
               and n.nspname not in ('pg_catalog', 'information_schema', 'captured') and n.nspname not like 'pg\\_%'
             order by 2
            """;

    /// Transactions that may have been written to the log and are not yet visible.
    private static final String ENDING = """
            select count(*) from unnest(string_to_array(?, ',')) as one
             where pg_xact_status(one::xid8) = 'in progress'
            """;

    private static final String IN_PROGRESS =
            "select coalesce(string_agg(one::text, ','), '') from pg_snapshot_xip(pg_current_snapshot()) as one";

    private static final int LOOKS = 20;

    /// How many rows a restored table may have.
    record Range(long least, long most) {
        boolean has(long rows) {
            return least <= rows && rows <= most;
        }

        @Override
        public String toString() {
            return least == most ? Long.toString(least) : least + "–" + most;
        }
    }

    private final DatabaseAddress address;
    private final LongConsumer copied;
    private @Nullable Connection before;
    private @Nullable Connection after;

    /// @param address of a superuser
    /// @param copied is told the bytes that were copied so far
    CountedPoint(DatabaseAddress address, LongConsumer copied) {
        this.address = address;
        this.copied = copied;
    }

    @Override
    public void copied(long bytes) {
        copied.accept(bytes);
    }

    @Override
    public void beforePoint() throws SQLException {
        before = snapshot();
    }

    @Override
    public void afterPoint() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            String ending = text(statement, IN_PROGRESS);
            for (int look = 0; look < LOOKS && !ending.isEmpty() && anyOf(connection, ending); look++) {
                statement.execute("select pg_sleep(0.1)");
            }
        }
        after = snapshot();
    }

    private static boolean anyOf(Connection connection, String transactions) throws SQLException {
        try (var statement = connection.prepareStatement(ENDING)) {
            statement.setString(1, transactions);
            try (ResultSet answer = statement.executeQuery()) {
                return answer.next() && answer.getLong(1) > 0;
            }
        }
    }

    /// Counts in both snapshots.
    ///
    /// @param orStop is called before each table
    /// @throws IllegalStateException if the database did not run while it was copied
    Map<String, Range> ranges(Runnable orStop) throws SQLException {
        Connection first = Objects.requireNonNull(before, "the database did not run");
        Connection second = Objects.requireNonNull(after);
        List<String> tables = tables(first);
        Map<String, Range> ranges = new LinkedHashMap<>();
        for (String table : tables) {
            orStop.run();
            long one = count(first, table);
            long other = count(second, table);
            ranges.put(table, new Range(Math.min(one, other), Math.max(one, other)));
        }
        return ranges;
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(TABLES)) {
            while (rows.next()) {
                if (!MOVING.contains(rows.getString(1))) {
                    tables.add(rows.getString(2));
                }
            }
        }
        return tables;
    }

    /// The rows of a table.
    ///
    /// @param table quoted, as PostgreSQL named it
    static long count(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return Long.parseLong(text(statement, "select count(*) from " + table));
        }
    }

    private static String text(Statement statement, String question) throws SQLException {
        try (ResultSet answer = statement.executeQuery(question)) {
            answer.next();
            return answer.getString(1);
        }
    }

    private Connection snapshot() throws SQLException {
        Connection connection = connect();
        try (Statement statement = connection.createStatement()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            // The first question takes the snapshot.
            statement.execute("select pg_current_snapshot()");
        }
        return connection;
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(address.url(), address.user(), address.password());
    }

    @Override
    public void close() throws SQLException {
        for (Connection each : new Connection[] {before, after}) {
            if (each != null) {
                each.close();
            }
        }
    }
}
