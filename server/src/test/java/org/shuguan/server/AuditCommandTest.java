package org.shuguan.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuguan.server.CommandLine.Outcome;
import org.shuguan.server.platform.EmbeddedDatabase;
import org.shuguan.server.platform.Home;

/// `audit verify` as a shell runs it, in its own process: it only reads and creates nothing.
class AuditCommandTest {
    private static final String NOTED = "5:" + "a".repeat(64);

    @TempDir
    static Path empty;

    @TempDir
    static Path started;

    /// A server that was stopped before its first migration leaves a database server without the database.
    @BeforeAll
    static void aServerStartedOnceAndEndedEarly() {
        EmbeddedDatabase.start(Home.at(started), "database").close();
    }

    @Test
    void aHomeThatIsNotThereIsNamedAndNotMade() {
        Path home = empty.resolve("no-such-home");
        assertThat(verify(Map.of(), "--home", home.toString()))
                .isEqualTo(new Outcome(
                        1,
                        "shuguan: there is no database in " + home
                                + ": no server has started there; name its home by --home or SHUGUAN_HOME"));
        assertThat(home).doesNotExist();
    }

    @Test
    void theUsualHomeIsNotMadeEither() {
        Path home = empty.resolve("usual");
        Outcome outcome = verify(Map.of("SHUGUAN_HOME", home.toString()));
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.output()).contains(home.toString());
        assertThat(home).doesNotExist();
    }

    @Test
    void aFolderWithoutADatabaseStaysAsItIs() throws IOException {
        Path folder = Files.createDirectory(empty.resolve("some-folder"));
        Files.writeString(folder.resolve("notes.txt"), "mine");
        var permissions = Files.getPosixFilePermissions(folder);
        assertThat(verify(Map.of(), "--home", folder.toString()).exit()).isEqualTo(1);
        assertThat(filesIn(folder)).containsExactly("notes.txt");
        assertThat(Files.getPosixFilePermissions(folder)).isEqualTo(permissions);
    }

    @Test
    void aDatabaseServerWithoutARecordGetsNone() throws Exception {
        Outcome outcome = verify(Map.of(), "--home", started.toString());
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.output()).contains("there is no audit record in", started.toString());
        try (EmbeddedDatabase database = EmbeddedDatabase.start(Home.at(started), "database");
                var connection = database.connect();
                var statement = connection.createStatement();
                var names = statement.executeQuery("select count(*) from pg_database where datname = 'shuguan'")) {
            names.next();
            assertThat(names.getInt(1)).isZero();
        }
    }

    @Test
    void aDatabaseThatIsNotShuguansHasNoRecord() {
        String address = address(FreshDatabase.create("other"));
        Outcome outcome = verify(Map.of("SHUGUAN_DATABASE_URL", address));
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.output()).contains("there is no audit record in").doesNotContain("BROKEN");
    }

    @Test
    void aRecordThatWasNotedAndIsNotThereIsBroken() {
        String address = address(FreshDatabase.create("other"));
        Outcome outcome = verify(Map.of("SHUGUAN_DATABASE_URL", address), "--since", NOTED);
        assertThat(outcome.exit()).isEqualTo(3);
        assertThat(outcome.output()).contains("BROKEN");
    }

    @Test
    void aRecordThatWasTakenOutOfShuguansDatabaseIsBroken() throws Exception {
        String url = FreshDatabase.create("other");
        run(url, "create schema institution");
        Outcome outcome = verify(Map.of("SHUGUAN_DATABASE_URL", address(url)));
        assertThat(outcome.exit()).isEqualTo(3);
        assertThat(outcome.output()).contains("BROKEN");
    }

    @Test
    void whoeverMayOnlyReadTheRecordCanVerifyIt() throws Exception {
        String url = FreshDatabase.create("other");
        run(url, text("/db/migration/audit/V1__audit.sql"));
        run(url, """
                create role record_reader login;
                revoke create on schema public from public;
                grant usage on schema audit to record_reader;
                grant select on all tables in schema audit to record_reader
                """);
        String address = address(url).replace("postgres:", "record_reader:");
        Outcome read = verify(Map.of("SHUGUAN_DATABASE_URL", address));
        assertThat(read.exit()).isZero();
        assertThat(read.output()).startsWith("audit: 0 entries in order, head " + "0".repeat(64));
        run(url, "revoke select on audit.entry from record_reader");
        Outcome refused = verify(Map.of("SHUGUAN_DATABASE_URL", address));
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.output()).contains("permission denied").doesNotContain("BROKEN");
    }

    private static Outcome verify(Map<String, String> environment, String... options) {
        return CommandLine.run(
                environment,
                Stream.concat(Stream.of("audit", "verify"), Stream.of(options)).toArray(String[]::new));
    }

    /// In the form of `SHUGUAN_DATABASE_URL`. The test's database accepts every user.
    private static String address(String jdbc) {
        return jdbc.replace("jdbc:postgresql://", "postgresql://postgres:any@").replaceAll("\\?.*", "");
    }

    private static void run(String jdbc, String sql) throws Exception {
        try (var connection = java.sql.DriverManager.getConnection(jdbc);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String text(String resource) throws IOException {
        try (var in = AuditCommandTest.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<String> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
