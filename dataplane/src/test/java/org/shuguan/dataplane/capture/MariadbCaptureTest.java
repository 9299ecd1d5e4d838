package org.shuguan.dataplane.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.shuguan.dataplane.census.MariadbServer;
import org.shuguan.dataplane.source.Source;

/// Captures a table of a real MariaDB.
class MariadbCaptureTest {
    private static final String NAME = "shuguan_test_m";
    private static final Capture.Rhythm QUICK = new Capture.Rhythm(Duration.ofMillis(300));

    /// As the server runs.
    private static final TimeZone ZONE = TimeZone.getDefault();

    private static MariadbServer server;
    private static EmbeddedPostgres node;

    private CopyInDatabase copy;
    private Capture capture;

    @BeforeAll
    static void servers() throws Exception {
        assumeTrue(MariadbServer.isThere());
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        server = MariadbServer.start(
                "--log-bin=binlog", "--server-id=1", "--binlog-format=ROW", "--default-time-zone=+05:00");
        node = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
        run("create database house", null);
    }

    @AfterAll
    static void over() throws Exception {
        TimeZone.setDefault(ZONE);
        if (server != null) {
            server.close();
            node.close();
        }
    }

    @AfterEach
    void end() {
        if (capture != null) {
            capture.close();
        }
    }

    @Test
    void allTypesAndChangesReachTheCopyAndAnotherStartGoesOn() throws Exception {
        run("""
                create table kinds (id int, part varchar(5), tiny tinyint, flag tinyint(1), small smallint unsigned,
                    medium mediumint, whole int unsigned, big bigint unsigned, n decimal(12,3), d double, t text, c char(4),
                    e enum('a','b'), s set('x','y'), day date, at datetime(6), at0 datetime, z timestamp(3) null, y year,
                    j json, left_out text, primary key (part, id))
                """, "house");
        run("""
                insert into kinds values (1, 'a', -1, 1, 65535, -8388608, 4294967295, 18446744073709551615, 1.5, 2.25,
                    'x''\\n中', 'ab', 'b', 'x,y', '2026-01-02', '2026-01-02 03:04:05.678901', '2026-01-02 03:04:05',
                    '2026-01-02 03:04:05.678', 2026, '{"a": 1}', 'no')
                """, "house");
        run("insert into kinds (id, part) values (2, 'a')", "house");
        started(null);
        PostgresCaptureTest.await("first copy", () -> running() && copy.isServed());
        String row = copy.one("set timezone = 'UTC'; select copy::text from copy where id = 1");
        assertThat(row)
                .isEqualTo("(1,a,-1,1,65535,-8388608,4294967295,18446744073709551615,1.500,2.25,\"x'\n中\",ab,b,"
                        + "\"x,y\",2026-01-02,\"2026-01-02 03:04:05.678901\",\"2026-01-02 03:04:05\",\"2026-01-01 22:04:05.678+00\","
                        + "2026,\"{\"\"a\"\": 1}\")");
        run(
                "insert into kinds select id + 10, part, tiny, flag, small, medium, whole, big, n, d, t, c, e, s, day, at, at0,"
                        + " z, y, j, left_out from kinds where id = 1",
                "house");
        run("update kinds set id = 20, n = 2 where id = 2", "house");
        PostgresCaptureTest.await(
                "changes",
                () -> running()
                        && copy.one("select string_agg(id::text, ' ' order by id) from copy")
                                .equals("1 11 20"));
        assertThat(copy.one("set timezone = 'UTC'; select copy::text from copy where id = 11"))
                .isEqualTo(row.replace("(1,a", "(11,a"));
        capture.close();
        run("delete from kinds where id = 1", "house");
        run("update kinds set t = 'new' where id = 11", "house");
        started(copy.position());
        PostgresCaptureTest.await(
                "the rest",
                () -> running()
                        && copy.one("select string_agg(id || ':' || coalesce(t, ''), ' ' order by id) from copy")
                                .equals("11:new 20:"));
        run("truncate table kinds", "house");
        PostgresCaptureTest.await("truncated", () -> capture.isOver());
        assertThat(capture.failure().reason()).isEqualTo(CaptureFailed.Reason.EMPTIED);
        started(null);
        PostgresCaptureTest.await("new copy", () -> running() && copy.isServed());
        run("insert into kinds (id, part) values (3, 'a')", "house");
        PostgresCaptureTest.await(
                "again",
                () -> running() && copy.one("select count(*) from copy").equals("1"));
        run("alter table kinds drop column e", "house");
        run("insert into kinds (id, part) values (4, 'a')", "house");
        PostgresCaptureTest.await("stopped", () -> capture.isOver());
        assertThat(capture.failure().reason()).isEqualTo(CaptureFailed.Reason.DRIFT);
    }

    @Test
    void whatTheSourceLacksIsNamedWithTheCommandThatMendsIt() throws Exception {
        run("create table without (id int, f float, b blob)", "house");
        run("create user reader@'127.0.0.1' identified by 'reader'", null);
        run("grant select on house.* to reader@'127.0.0.1'", null);
        run("set global binlog_format = 'MIXED'", null);
        assertThat(SourceLog.of(database("reader"))
                        .check("house.without", Set.of("id", "f", "b"), NAME)
                        .prerequisites())
                .filteredOn(one -> one.needed() && !one.met())
                .extracting(one -> one.code() + " " + one.found() + one.command())
                .containsExactly(
                        "binlog-format MIXEDset global binlog_format = 'ROW';",
                        "binlog-rights grant replication slave, binlog monitor on *.* to 'reader'@'127.0.0.1';",
                        "reload grant reload on *.* to 'reader'@'127.0.0.1';",
                        "key alter table house.without add primary key (…);",
                        "types f float, b blob");
        run("set global binlog_format = 'ROW'", null);
    }

    private boolean running() {
        assertThat(capture.failure()).isNull();
        return true;
    }

    private void started(Position position) throws Exception {
        SourceLog log = SourceLog.of(database("root"));
        SourceLog.Checked checked = log.check(
                "house.kinds",
                Set.of("tiny flag small medium whole big n d t c e s day at at0 z y j".split(" ")),
                NAME);
        assertThat(checked.prerequisites())
                .filteredOn(one -> one.needed() && !one.met())
                .isEmpty();
        copy = new CopyInDatabase(node.getJdbcUrl("postgres", "postgres"));
        if (position == null) {
            copy.begin(checked.table());
        } else {
            assertThat(log.lag(NAME, position).there()).isTrue();
        }
        capture = Capture.start(
                new Capture.What(database("root"), checked.table(), NAME, "copy", position),
                copy,
                copy.connect(),
                QUICK,
                over -> {});
    }

    private static Source.Database database(String user) {
        return KilledCapture.source("mysql", server.port(), "house", user);
    }

    private static void run(String sql, String database) throws SQLException {
        try (Connection connection = server.connected();
                Statement statement = connection.createStatement()) {
            if (database != null) {
                statement.execute("use " + database);
            }
            statement.execute(sql);
        }
    }
}
