package org.shuguan.dataplane.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.shuguan.dataplane.census.MariadbServer;
import org.shuguan.dataplane.source.Source;

/// A capture whose process is killed at random moments, while the source is changed: every state of the copy that a
/// reader sees is the source's after one of its commits, time never goes back, and at the end both are the same.
class CaptureKillTest {
    private static final int KILLS = 8;

    /// What each commit of the source made of the table: its number and the digest of all rows.
    private final Map<Long, String> history = new ConcurrentHashMap<>();

    private volatile boolean writing = true;
    private volatile boolean reading = true;
    private final List<Throwable> wrong = new ArrayList<>();

    @Test
    void killedAtAnyMomentTheCopyIsWhatPostgresOnceWas() throws Exception {
        try (EmbeddedPostgres source = EmbeddedPostgres.builder()
                        .setServerConfig("wal_level", "logical")
                        .setServerConfig("fsync", "off")
                        .start();
                EmbeddedPostgres node = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .start()) {
            String url = source.getJdbcUrl("postgres", "postgres");
            killed(
                    KilledCapture.source("postgresql", source.getPort(), "postgres", "postgres"),
                    url,
                    node.getJdbcUrl("postgres", "postgres"),
                    "md5(string_agg(concat(id, ':', balance, ':', note), ',' order by id))");
        }
    }

    @Test
    void killedAtAnyMomentTheCopyIsWhatMariadbOnceWas() throws Exception {
        assumeTrue(MariadbServer.isThere());
        try (MariadbServer source = MariadbServer.start(
                        "--log-bin=binlog", "--server-id=1", "--binlog-format=ROW", "--group-concat-max-len=10000000");
                EmbeddedPostgres node = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .start()) {
            try (Connection connection = source.connected();
                    Statement statement = connection.createStatement()) {
                statement.execute("create database bank");
            }
            killed(
                    KilledCapture.source("mysql", source.port(), "bank", "root"),
                    "jdbc:mariadb://127.0.0.1:" + source.port() + "/bank?user=root",
                    node.getJdbcUrl("postgres", "postgres"),
                    "md5(group_concat(concat(id, ':', balance, ':', note) order by id separator ','))");
        }
    }

    private void killed(Source.Database source, String url, String node, String digest) throws Exception {
        Random random = new Random(7);
        run(url, "create table account (id int primary key, balance int not null, note varchar(200) not null)");
        run(url, "create table neighbour (id int, note varchar(200))");
        run(url, "insert into account values (0, 0, '0')");
        CopyInDatabase copy = new CopyInDatabase(node);
        Thread writer = Thread.ofPlatform().start(() -> watched(() -> write(url, digest)));
        Thread neighbour = Thread.ofPlatform().start(() -> watched(() -> disturb(url)));
        Thread reader = Thread.ofPlatform().start(() -> watched(() -> read(copy)));
        for (int kill = 0; kill < KILLS; kill++) {
            Process process = child(source, node);
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                String line = lines.readLine();
                while (line != null && !line.equals(KilledCapture.READY)) {
                    line = lines.readLine();
                }
                assertThat(line).isNotNull();
                // Some are killed while they start, some long after the copy is whole.
                process.waitFor(300 + random.nextInt(kill % 2 == 0 ? 1500 : 5000), TimeUnit.MILLISECONDS);
                process.toHandle().destroyForcibly();
                process.waitFor();
            }
        }
        writing = false;
        writer.join();
        neighbour.join();
        Process last = child(source, node);
        try {
            String wanted = one(url, "select " + digest + " from account");
            PostgresCaptureTest.await("the copy is the source", () -> wanted.equals(digest(copy)));
        } finally {
            reading = false;
            reader.join();
            last.destroyForcibly();
            last.waitFor();
        }
        assertThat(wrong).isEmpty();
        assertThat(history).hasSizeGreaterThan(100);
        SourceLog.of(source).drop(KilledCapture.NAME);
    }

    private static Process child(Source.Database source, String node) throws Exception {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx300m",
                        "-XX:TieredStopAtLevel=1",
                        "-Duser.timezone=UTC",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        KilledCapture.class.getName(),
                        source.kind().word(),
                        Integer.toString(source.port()),
                        source.database(),
                        source.user(),
                        node)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private interface Work {
        void run() throws Exception;
    }

    private void watched(Work work) {
        try {
            work.run();
        } catch (Exception | AssertionError e) {
            synchronized (wrong) {
                wrong.add(e);
            }
        }
    }

    /// Changes several rows in each transaction, and notes what the table is after it.
    private void write(String url, String digest) throws SQLException {
        Random random = new Random(3);
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (long commit = 1; writing; commit++) {
                statement.execute("update account set note = '" + commit + "' where id = 0");
                for (int i = random.nextInt(30); i >= 0; i--) {
                    int id = 1 + random.nextInt(150);
                    switch (random.nextInt(10)) {
                        case 0, 1 -> statement.execute("delete from account where id = " + id);
                        case 2 -> {
                            statement.execute("delete from account where id = " + (id + 1000));
                            statement.execute("update account set id = id + 1000 where id = " + id);
                        }
                        case 3, 4 ->
                            statement.execute("update account set balance = balance + 1 where id between " + id
                                    + " and " + (id + 9));
                        default -> {
                            statement.execute("delete from account where id = " + id);
                            statement.execute("insert into account values (" + id + ", " + random.nextInt(1000) + ", 'n"
                                    + random.nextInt() + "')");
                        }
                    }
                }
                if (random.nextInt(10) == 0) {
                    connection.rollback();
                    continue;
                }
                try (ResultSet row = statement.executeQuery("select " + digest + " from account")) {
                    row.next();
                    history.put(commit, row.getString(1));
                }
                connection.commit();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(8)));
            }
        }
    }

    /// Other tables change too, so that transactions are interleaved in the log.
    private void disturb(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            while (writing) {
                for (int i = 0; i < 5; i++) {
                    statement.execute("insert into neighbour values (1, 'x')");
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(3));
                }
                connection.commit();
            }
        }
    }

    private void read(CopyInDatabase copy) throws SQLException {
        long newest = 0;
        try (Connection connection = copy.connect()) {
            while (reading) {
                Map.Entry<Long, String> seen = seen(connection);
                if (seen != null && seen.getKey() > 0) {
                    assertThat(history.get(seen.getKey()))
                            .as("commit " + seen.getKey())
                            .isEqualTo(seen.getValue());
                    assertThat(seen.getKey()).isGreaterThanOrEqualTo(newest);
                    newest = seen.getKey();
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
            }
        }
    }

    private static Map.Entry<Long, String> seen(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select (select note::bigint from copy where id = 0),"
                        + " (select md5(string_agg(concat(id, ':', balance, ':', note), ',' order by id)) from copy)"
                        + " from place where served")) {
            return row.next() && row.getString(1) != null
                    ? Map.entry(row.getLong(1), String.valueOf(row.getString(2)))
                    : null;
        } catch (SQLException e) {
            // The table of the copy is not made yet, or being made anew.
            if (String.valueOf(e.getSQLState()).startsWith("42")) {
                return null;
            }
            throw e;
        }
    }

    private static String digest(CopyInDatabase copy) throws SQLException {
        try (Connection connection = copy.connect()) {
            Map.Entry<Long, String> seen = seen(connection);
            return seen == null ? "" : seen.getValue();
        }
    }

    private static void run(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String one(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }
}
