package org.shuguan.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.shuguan.dataplane.capture.Capture;
import org.shuguan.dataplane.capture.CapturedTable;
import org.shuguan.dataplane.capture.CopyPlace;
import org.shuguan.dataplane.capture.SourceLog;
import org.shuguan.dataplane.source.Source;

/// Measures change capture from a PostgreSQL server to another: how many changes a second the serving copy takes, and
/// how long after its commit at the source a change is readable there, at given rates. Both servers write their logs
/// to the disk at each commit.
final class CaptureBench {
    private static final String NAME = "shuguan_bench";
    private static final int ROWS = 100_000;
    private static final int[] RATES = {200, 1000};

    private final long changes;
    private final int seconds;

    CaptureBench(long changes, int seconds) {
        this.changes = changes;
        this.seconds = seconds;
    }

    /// The position is in a table beside the copy.
    private static final class Place implements CopyPlace {
        @Override
        public void copying(Connection connection, long rows) {
            // Nobody reads it.
        }

        @Override
        public void complete(Connection connection, long rows) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute("insert into place values (1, null)");
            }
        }

        @Override
        public void step(Connection connection, Step step) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement("update place set position = ?")) {
                statement.setString(1, step.position().offset());
                statement.executeUpdate();
            }
        }
    }

    void run() throws Exception {
        try (EmbeddedPostgres source = server(true);
                EmbeddedPostgres node = server(false)) {
            String at = source.getJdbcUrl("postgres", "postgres");
            String here = node.getJdbcUrl("postgres", "postgres");
            run(
                    at,
                    "create table account (id int primary key, name varchar(40), amount numeric(12, 2), day date,"
                            + " stamp timestamptz)");
            run(
                    at,
                    "insert into account select i, 'name ' || i, i, date '2026-01-01', now() from generate_series(1, "
                            + ROWS + ") i");
            SourceLog log = SourceLog.of(database(source));
            CapturedTable table = log.check("public.account", Set.of("id", "name", "amount", "day", "stamp"), NAME)
                    .table();
            if (table == null) {
                throw new IllegalStateException("the table cannot be captured");
            }
            run(here, "create table place (id int, position text)");
            run(here, Capture.create(table, "copy"));
            log.prepare(table, NAME);
            try (Capture capture = Capture.start(
                    new Capture.What(database(source), table, NAME, "copy", null),
                    new Place(),
                    DriverManager.getConnection(here),
                    Capture.Rhythm.every(Duration.ofSeconds(10)),
                    over -> {})) {
                long start = System.nanoTime();
                await(capture, here, "select exists (select from place)");
                System.out.printf("first copy of %,d rows: %.1f s%n", ROWS, (System.nanoTime() - start) / 1e9);
                sustained(capture, at, here);
                for (int rate : RATES) {
                    latency(capture, at, here, rate);
                }
            }
            log.drop(NAME);
        }
    }

    private static EmbeddedPostgres server(boolean logical) throws Exception {
        return EmbeddedPostgres.builder()
                .setServerConfig("wal_level", logical ? "logical" : "replica")
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
    }

    /// Changes that have piled up, in transactions of 100 rows: the time until the last one is readable.
    private void sustained(Capture capture, String at, String here) throws Exception {
        long start = System.nanoTime();
        try (Connection connection = DriverManager.getConnection(at);
                Statement statement = connection.createStatement()) {
            for (long done = 0; done < changes; done += 100) {
                long first = 1 + done % (ROWS - 100);
                statement.execute("update account set amount = amount + 1, stamp = now() where id between " + first
                        + " and " + (first + 99));
            }
            statement.execute("update account set name = 'last' where id = " + ROWS);
        }
        double written = (System.nanoTime() - start) / 1e9;
        await(capture, here, "select name = 'last' from copy where id = " + ROWS);
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "%,d changes in transactions of 100: written in %.1f s, readable after %.1f s = %,.0f changes/s%n",
                changes, written, seconds, changes / seconds);
    }

    /// Single changes at a rate: from the commit's answer at the source to the first read that sees it.
    private void latency(Capture capture, String at, String here, int rate) throws Exception {
        int count = rate * seconds;
        long[] committed = new long[count + 1];
        List<Double> delays = new ArrayList<>();
        run(at, "update account set amount = 0 where id = 1");
        await(capture, here, "select amount = 0 from copy where id = 1");
        Thread writer = Thread.ofPlatform().start(() -> write(at, rate, committed));
        try (Connection connection = DriverManager.getConnection(here);
                PreparedStatement statement =
                        connection.prepareStatement("select amount::int from copy where id = 1")) {
            int seen = 0;
            while (seen < count) {
                if (capture.isOver()) {
                    throw new IllegalStateException(capture.failure());
                }
                int now;
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    now = row.getInt(1);
                }
                long read = System.nanoTime();
                for (int i = seen + 1; i <= now; i++) {
                    delays.add(PacedChanges.delay(committed[i], read));
                }
                seen = Math.max(seen, now);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
        }
        writer.join();
        PacedChanges.print(rate, seconds, "readable", delays, "aim: p99 < 3,000 ms");
    }

    private static void write(String at, int rate, long[] committed) {
        try {
            PacedChanges.write(
                    DriverManager.getConnection(at),
                    "update account set amount = ?, stamp = now() where id = 1",
                    i -> i,
                    rate,
                    committed);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Source.Database database(EmbeddedPostgres server) {
        return new Source.Database(
                Source.Kind.POSTGRESQL,
                "127.0.0.1",
                server.getPort(),
                "postgres",
                List.of(),
                "postgres",
                "postgres",
                Source.Limits.DEFAULT);
    }

    private static void run(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void await(Capture capture, String url, String question) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement statement = connection.prepareStatement(question)) {
            while (true) {
                if (capture.isOver()) {
                    throw new IllegalStateException(capture.failure());
                }
                try (ResultSet row = statement.executeQuery()) {
                    if (row.next() && row.getBoolean(1)) {
                        return;
                    }
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
            }
        }
    }
}
