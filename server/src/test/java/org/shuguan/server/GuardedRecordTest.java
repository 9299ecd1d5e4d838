package org.shuguan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuguan.server.platform.EmbeddedDatabase;
import org.shuguan.server.platform.Home;

/// The record of a real server: a home of an earlier version is upgraded by its start, the application's role of
/// the database can change nothing, a crash between a commit and its checkpoint accuses nobody, and what the
/// database's owner or superuser cuts off is found.
class GuardedRecordTest {
    private static final int OLD_ENTRIES = 3;

    @TempDir
    Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() throws InterruptedException {
        for (Process process : started) {
            process.destroy();
            process.waitFor();
        }
    }

    /// In one test, because each start of a server takes long.
    @Test
    void anOlderHomeIsUpgradedAndItsRecordWithstandsTheApplicationsRoleACrashAndTheSuperuser() throws Exception {
        String password = olderHome();
        Process first = server();

        assertThat(verified())
                .contains("entries in order")
                .contains("it contains all")
                .contains("exit 0");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(checkpoints())))
                .isEqualTo("rw-------");
        assertThat(Files.readString(folder.resolve("database.password")).strip())
                .isEqualTo(password);
        try (Connection shuguan = connect("shuguan", password)) {
            for (String attack : List.of(
                    "alter table audit.entry disable trigger all",
                    "update audit.entry set subject = 'forged'",
                    "delete from audit.entry",
                    "update audit.head set sequence = 1",
                    "set role shuguan_owner",
                    "create table audit.mine (n int)")) {
                assertThatThrownBy(() -> run(shuguan, attack))
                        .isInstanceOf(SQLException.class)
                        .hasMessageMatching("(?s).*(permission denied|must be owner).*");
            }
            assertThat(number(shuguan, "select count(*) from audit.entry")).isGreaterThan(OLD_ENTRIES);
            assertThat(number(shuguan, "select count(*) from audit.entry where scheme = 1"))
                    .isEqualTo(OLD_ENTRIES);
        }
        assertThatThrownBy(() -> connect("postgres", password)).hasMessageContaining("authentication failed");

        // Killed in the midst of entries, each with its checkpoint a moment later.
        crashed(first);
        assertThat(verified()).contains("it contains all").contains("exit 0");
        // A write that was interrupted leaves a part of a line.
        Files.writeString(checkpoints(), "17 ab", StandardOpenOption.APPEND);
        Process second = server();
        second.destroy();
        second.waitFor();
        assertThat(verified()).contains("it contains all").contains("exit 0");

        long last = cutOff();
        assertThat(verified()).contains("BROKEN at entry " + last + " (cut off").contains("exit 3");
        assertThat(CommandLine.run(
                                Map.of(
                                        "SHUGUAN_AUDIT_CHECKPOINT",
                                        folder.resolve("none").toString()),
                                "audit",
                                "verify",
                                "--home",
                                folder.toString())
                        .output())
                .contains("no checkpoints in");

        // Another key is told, and so is a checkpoint that somebody else wrote.
        assertThat(CommandLine.run(
                        Map.of("SHUGUAN_SECRET_KEY", "another"), "audit", "verify", "--home", folder.toString()))
                .satisfies(outcome -> assertThat(outcome.exit()).isEqualTo(3));
        Files.writeString(
                checkpoints(),
                "\n1 " + "a".repeat(64) + " 2026-01-01T00:00:00Z " + "b".repeat(64) + "\n",
                StandardOpenOption.TRUNCATE_EXISTING);
        assertThat(verified()).contains("not written with this key").contains("exit 3");
        Files.move(folder.resolve("secret.key"), folder.resolve("elsewhere"));
        assertThat(verified()).contains("BROKEN at entry 1 (rewritten");
        Files.delete(checkpoints());
        assertThat(verified()).contains("not proved: the key is missing").contains("exit 1");
    }

    /// A place that cannot be written to stops no work.
    @Test
    void aServerWorksWithoutItsCheckpoints() throws Exception {
        Process server = server(Map.of(
                "SHUGUAN_AUDIT_CHECKPOINT",
                folder.resolve("no-such-folder/file").toString()));
        assertThat(fails("someone", port())).isEqualTo(401);
        assertThat(Files.readString(log())).contains("checkpoints of the audit record cannot be written");
        server.destroy();
        server.waitFor();
        assertThat(verified())
                .contains("entries in order")
                .contains("no checkpoints in")
                .contains("exit 0");
    }

    /// As an earlier version made it: the role shuguan owns the database and the record, and has the superuser's
    /// password.
    private String olderHome() throws Exception {
        Home home = Home.at(folder);
        String password = home.secret("database.password", 24);
        try (EmbeddedDatabase database = EmbeddedDatabase.start(home, "database")) {
            try (Connection superuser = database.connect()) {
                run(superuser, "create role shuguan login password '" + password + "'");
                run(superuser, "create database shuguan owner shuguan");
            }
            String address = "jdbc:postgresql://127.0.0.1:" + database.port() + "/shuguan";
            Flyway.configure()
                    .dataSource(address, "shuguan", password)
                    .locations("classpath:db/migration/audit")
                    .table("flyway_schema_history_audit")
                    .target("1")
                    .baselineVersion("0")
                    .baselineOnMigrate(true)
                    .load()
                    .migrate();
            try (Connection shuguan = DriverManager.getConnection(address, "shuguan", password)) {
                oldEntries(shuguan);
            }
        }
        return password;
    }

    private static void oldEntries(Connection connection) throws Exception {
        String previous = "0".repeat(64);
        for (int sequence = 1; sequence <= OLD_ENTRIES; sequence++) {
            String at = "2026-01-0" + sequence + "T08:00:00.123456Z";
            StringBuilder content = new StringBuilder();
            for (String part : List.of(
                    Integer.toString(sequence), at, "周", "127.0.0.1", "catalog.sign", "entry 1", "", "{}", previous)) {
                content.append(part.length()).append(':').append(part).append('\n');
            }
            String hash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(content.toString().getBytes(StandardCharsets.UTF_8)));
            run(
                    connection,
                    "insert into audit.entry values (" + sequence + ", '" + at
                            + "', '周', '127.0.0.1', 'catalog.sign', 'entry 1', null, '{}', '" + previous + "', '" + hash
                            + "'); update audit.head set sequence = " + sequence + ", hash = '" + hash + "'");
            previous = hash;
        }
    }

    private void crashed(Process server) throws Exception {
        List<Thread> visitors = new ArrayList<>();
        int port = port();
        for (int i = 0; i < 4; i++) {
            String name = "nobody" + i;
            visitors.add(Thread.ofPlatform().start(() -> {
                while (server.isAlive()) {
                    try {
                        fails(name, port);
                    } catch (RuntimeException killed) {
                        return;
                    }
                }
            }));
        }
        long before = Files.size(checkpoints());
        while (Files.size(checkpoints()) < before + 5 * 150) {
            LockSupport.parkNanos(1_000_000);
        }
        server.destroyForcibly().waitFor();
        for (Thread visitor : visitors) {
            visitor.join();
        }
    }

    private static int fails(String name, int port) {
        return new Visitor(port)
                .asks("POST", "/api/session", Map.of("username", name, "password", "wrong"))
                .statusCode();
    }

    /// Cuts off the last entry as a superuser can, with all that the database knows of it.
    private long cutOff() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(Home.at(folder), "database");
                Connection superuser = database.connect("shuguan")) {
            long last = number(superuser, "select sequence from audit.head");
            run(superuser, """
                    alter table audit.entry disable trigger all;
                    delete from audit.entry where sequence = (select sequence from audit.head);
                    update audit.head set sequence = sequence - 1,
                           hash = (select hash from audit.entry order by sequence desc limit 1);
                    alter table audit.entry enable trigger all;
                    """);
            return last;
        }
    }

    private String verified() {
        CommandLine.Outcome outcome = CommandLine.run(Map.of(), "audit", "verify", "--home", folder.toString());
        return outcome.output() + "\nexit " + outcome.exit();
    }

    private Process server() throws IOException {
        return server(Map.of());
    }

    /// A server that is ready.
    private Process server(Map<String, String> environment) throws IOException {
        Files.deleteIfExists(log());
        ProcessBuilder builder = CommandLine.of("serve", "--port", "0", "--home", folder.toString())
                .redirectOutput(log().toFile());
        builder.environment().put("SHUGUAN_AUDIT_CHECKPOINTINTERVAL", "20ms");
        builder.environment().putAll(environment);
        Process process = builder.start();
        started.add(process);
        while (!Files.readString(log()).contains("is ready")) {
            if (!process.isAlive()) {
                throw new IllegalStateException(Files.readString(log()));
            }
            LockSupport.parkNanos(50_000_000);
        }
        return process;
    }

    private int port() throws IOException {
        return Integer.parseInt(
                Files.readString(log()).replaceAll("(?s).*is ready: http://127\\.0\\.0\\.1:(\\d+)/.*", "$1"));
    }

    private Path log() {
        return folder.resolve("server.log");
    }

    private Path checkpoints() {
        return folder.resolve("audit.checkpoints");
    }

    private Connection connect(String user, String password) throws Exception {
        String port = Files.readString(folder.resolve("database.port")).strip();
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/shuguan", user, password);
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
