package org.shuguan.dataplane.census;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuguan.dataplane.cli.CommandLine;
import org.shuguan.dataplane.profile.ColumnProfile;
import org.shuguan.dataplane.source.Note;
import org.shuguan.dataplane.source.Source;
import org.shuguan.dataplane.source.SourceUnreadable;

/// The database contract on the MariaDB that is installed on this machine; skipped if there is none.
class MariadbCensusTest extends DatabaseCensusContract {
    private static MariadbServer server;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(MariadbServer.isThere(), "needs Debian's mariadb-server");
        server = MariadbServer.start();
        port = server.port();
        try (Connection connection = connected();
                var statement = connection.createStatement()) {
            for (String sql : new MariadbCensusTest().populate()) {
                statement.execute(sql);
            }
            for (String database : List.of("harbour", "oddities", "samples")) {
                statement.execute("create database " + database + " character set utf8mb4");
                statement.execute("grant select on " + database + ".* to reader@localhost");
            }
        }
        restore("harbour", "harbour.sql");
        restore("samples", "samples-mysql.sql");
        restore("oddities", "oddities-mysql.sql");
    }

    @Test
    void onTheCommandLineItsDriverKeepsSilentAndTheRefusalIsASentence(@TempDir Path out) throws Exception {
        String address = "mysql://reader@127.0.0.1:" + port + "/harbour";
        CommandLine.Outcome read = CommandLine.census("reader", address, "--out", out.toString());
        assertThat(read).isEqualTo(new CommandLine.Outcome(0, files(out), ""));
        CommandLine.Outcome refused = CommandLine.census("wrong", address, "--out", out.toString());
        assertThat(refused.exit()).isEqualTo(4);
        assertThat(refused.output()).isEqualTo(files(out));
        assertThat(refused.errors())
                .startsWith("shuguan: not read: " + address + ": user, password or token is wrong")
                .hasLineCount(1);
    }

    @Test
    void aQuestionThatTakesTooLongIsATimeout() throws Exception {
        try (Connection root = connected();
                var statement = root.createStatement()) {
            statement.execute("create database slow character set utf8mb4");
            statement.execute("create view slow.sleeper as select sleep(600) as s");
            statement.execute("grant select on slow.* to reader@localhost");
        }
        Source.Database own = address("reader", "reader", "slow");
        var limits = new Source.Limits(
                1, Duration.ofMillis(200), Source.Limits.DEFAULT.connect(), Source.Limits.DEFAULT.silence());
        InOrder results = new InOrder();
        new SourceCensus(
                        new Source.Database(
                                own.kind(), own.host(), port, "slow", List.of(), "reader", "reader", limits),
                        0)
                .run(new HashSet<>(), results);
        assertThat(results.tables())
                .singleElement()
                .satisfies(result ->
                        assertThat(result.problem().reason()).isEqualTo(SourceUnreadable.Reason.TIMED_OUT.name()));
    }

    @Test
    void largeValuesAreMeasuredAndRightsOnColumnsAreTold() throws Exception {
        try (Connection root = connected();
                var statement = root.createStatement()) {
            statement.execute("create database parts character set utf8mb4");
            statement.execute("create table parts.photo (id int, t longtext)");
            statement.execute("insert into parts.photo values (1, repeat('文', 1500000)), (2, null), (3, 'x')");
            statement.execute("create table parts.some (a int, b int, c text)");
            statement.execute("insert into parts.some values (1, 2, '3')");
            statement.execute("grant select on parts.photo to reader@localhost");
            statement.execute("grant select (a, c), insert (b) on parts.some to reader@localhost");
        }
        List<TableResult> results = census("parts", 0);
        assertThat(results).allSatisfy(result -> assertThat(result.problem()).isNull());
        ColumnProfile photo = results.getFirst().profile().columns().get(1);
        assertThat(photo.longest()).isEqualTo(1_500_000);
        assertThat(photo.longestBytes()).isEqualTo(4_500_000);
        assertThat(results.getLast().profile().columns())
                .extracting(ColumnProfile::name)
                .containsExactly("a", "c");
        assertThat(results.getLast().notes())
                .containsExactlyInAnyOrder(
                        new Note("columns-closed", Map.of("columns", "b")), new Note("columns-granted", Map.of()));
    }

    private static String files(Path out) {
        return Stream.of("xlsx", "json", "md")
                .map(ending -> out.resolve("census." + ending) + "\n")
                .collect(Collectors.joining());
    }

    private static void restore(String database, String script) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:mariadb://127.0.0.1:" + port + "/" + database + "?allowMultiQueries=true", "root", "");
                var statement = connection.createStatement()) {
            statement.execute(script(script));
        }
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @Override
    List<String> populate() {
        return List.of(
                "create database shop character set utf8mb4",
                "use shop",
                "create user reader@localhost identified by 'reader'",
                "create table `人员` (id int primary key, sfzh varchar(18) not null comment '身份证号', bz text, jcrq date) comment '参保人员'",
                "insert into `人员` select seq, elt(seq % 3 + 1, '441202190001010013', '441283190102030425', '441201190501010056'),"
                        + " case seq % 5 when 0 then null when 1 then '' else concat('x', seq) end, date '2020-01-01' + interval seq day from seq_1_to_500",
                "create table payment (no int auto_increment primary key, person int, amount decimal(12,2), photo blob, foreign key (person) references `人员` (id))",
                "insert into payment (person, amount, photo) select seq, seq * 1.5, x'00ff' from seq_1_to_300",
                "create table `we\"ird'; drop table payment; --` (`a \"b\", c'` text, `select` text)",
                "insert into `we\"ird'; drop table payment; --` values ('𬱖㛃 \"引号\", 逗号\\n换行', '\\\\N'), ('', null)",
                "grant select on shop.* to reader@localhost");
    }

    @Override
    Connection administrator() throws SQLException {
        return connected();
    }

    @Override
    Source.Database address(String user, String secret, String database) {
        return new Source.Database(
                Source.Kind.MYSQL, "127.0.0.1", port, database, List.of(), user, secret, Source.Limits.DEFAULT);
    }

    @Override
    String reader() {
        return "reader";
    }

    @Override
    String database() {
        return "shop";
    }

    private static Connection connected() throws SQLException {
        return server.connected();
    }

    @Override
    String oddities() {
        return """
                Odd Things TABLE 30
                  key [Id]
                  Id I = 1
                  feels C = int
                  parts C = int,char
                  kind C = blob
                  torn C = a␀b
                  made I = 2001
                  flags C = b'101'
                  is ok? I = 0
                  at C = -10:00:00
                  doc C = {"n": 10}
                  spot G = 25
                  picture G = 2
                  raw G = 4
                  story C = line one
                line 1
                  ratio B = 0.333333333
                  big N = 12345678901234567890.0123456789
                  twice I = 2
                  seen T = 2024-05-01 10:00:00.123000
                  never T
                """;
    }
}
