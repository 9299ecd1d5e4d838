package org.shuguan.dataplane.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.shuguan.dataplane.source.Source;

/// Captures a table of a real PostgreSQL.
class PostgresCaptureTest {
    private static final String NAME = "shuguan_test_a";
    private static final Capture.Rhythm QUICK = new Capture.Rhythm(Duration.ofMillis(300));

    private static EmbeddedPostgres source;
    private static EmbeddedPostgres node;

    private CopyInDatabase copy;
    private Capture capture;

    @BeforeAll
    static void servers() throws Exception {
        source = EmbeddedPostgres.builder()
                .setServerConfig("wal_level", "logical")
                .setServerConfig("fsync", "off")
                .setServerConfig("timezone", "America/Caracas")
                .start();
        node = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
    }

    @AfterAll
    static void over() throws Exception {
        source.close();
        node.close();
    }

    @AfterEach
    void end() throws Exception {
        if (capture != null) {
            capture.close();
        }
        log().drop(NAME);
    }

    @Test
    void allTypesTruncationsMovedKeysAndLargeValuesReachTheCopy() throws Exception {
        run("""
                drop table if exists kinds;
                create table kinds (id int, part varchar(5), n numeric(12,3), any_n numeric, r real, d double precision,
                    b boolean, t text, c char(4), day date, at timestamp, at3 timestamp(3), z timestamptz, o time, u uuid,
                    j jsonb, k json, small smallint, big bigint, left_out text, primary key (part, id));
                insert into kinds select 1, 'a', 1.5, 'NaN', 1.1, 2.2, true, E'x\\'\\n', 'ab', '2026-01-02',
                    '2026-01-02 03:04:05.678901', '2026-01-02 03:04:05.678', '2026-01-02 03:04:05.678901+08', '03:04:05.6',
                    'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '{"a": 1}', '{"b":  2}', 3, 9223372036854775807, 'x';
                insert into kinds (id, part, day, at, z) values (2, 'a', 'infinity', 'infinity', 'infinity'),
                    (3, 'a', '-infinity', '-infinity', '-infinity'), (4, 'a', '0044-03-15 BC', '0044-03-15 10:00 BC', null),
                    (5, 'a', '12026-01-01', '12026-01-01 10:00', '12026-01-01 10:00+08');
                insert into kinds (id, part, t) select 6, 'a', string_agg(md5(i::text), '') from generate_series(1, 5000) i;
                """);
        capture = started("public.kinds", null);
        await("first copy", () -> copy.isServed());
        assertSame("kinds");
        run("update kinds set id = id + 100, n = 7 where id < 4");
        run("update kinds set n = 8 where id = 6; update kinds set id = 60 where id = 6");
        run("insert into kinds select id + 1000, part, n, any_n, r, d, b, t, c, day, at, at3, z, o, u, j, k, small, big"
                + " from kinds");
        follow();
        assertSame("kinds");
        run("begin; truncate kinds; insert into kinds (id, part, t) values (1, 'z', 'new'); commit");
        follow();
        assertSame("kinds");
        run("delete from kinds");
        follow();
        assertSame("kinds");
    }

    @Test
    void anEmptyTableIsServedAndAQuietOneLetsTheSourceForgetItsLog() throws Exception {
        run("drop table if exists quiet; create table quiet (id int primary key, t text);"
                + "drop table if exists busy; create table busy (id int, t text)");
        capture = started("public.quiet", null);
        await("empty copy", () -> copy.isServed());
        long before = Long.parseLong(one("select pg_wal_lsn_diff(confirmed_flush_lsn, '0/0')::bigint"
                + " from pg_replication_slots where slot_name = '" + NAME + "'"));
        run("insert into busy select i, repeat('x', 1000) from generate_series(1, 20000) i");
        String written = one("select pg_current_wal_insert_lsn()");
        await(
                "the slot advances",
                () -> one("select confirmed_flush_lsn >= '" + written
                                + "' from pg_replication_slots where slot_name = '" + NAME + "'")
                        .equals("t"));
        run("checkpoint");
        await("the log is given free", () -> log().lag(NAME, null).bytes() < 5_000_000);
        assertThat(before).isPositive();
        run("insert into quiet values (1, 'x')");
        follow();
        assertSame("quiet");
    }

    @Test
    void aColumnThatGoesStopsTheCaptureAndOneThatComesWaits() throws Exception {
        run("drop table if exists drifting; create table drifting (id int primary key, a text, b text);"
                + "insert into drifting values (1, 'a', 'b')");
        capture = started("public.drifting", null);
        await("first copy", () -> copy.isServed());
        run("alter table drifting add column c text; insert into drifting values (2, 'a', 'b', 'c')");
        await("the row", () -> copy.one("select count(*) from copy").equals("2"));
        run("alter table drifting drop column b; insert into drifting values (3, 'a', 'c')");
        await("stopped", () -> capture.isOver());
        assertThat(capture.failure().reason()).isEqualTo(CaptureFailed.Reason.DRIFT);
        assertThat(capture.failure().detail()).isEqualTo("− b");
        assertThat(copy.one("select count(*) from copy")).isEqualTo("2");
    }

    @Test
    void whatTheSourceLacksIsNamedWithTheCommandThatMendsIt() throws Exception {
        run(
                "drop table if exists without; create table without (id int, p point, t text);"
                        + "drop role if exists reader; create role reader login password 'reader'; grant select on without to reader");
        SourceLog.Checked checked =
                SourceLog.of(database("reader")).check("public.without", Set.of("id", "p", "t"), NAME);
        assertThat(checked.ready()).isFalse();
        assertThat(checked.prerequisites())
                .filteredOn(one -> !one.met() && one.needed())
                .extracting(one -> one.code() + " " + one.command())
                .contains(
                        "replication alter role \"reader\" replication;",
                        "key alter table \"public\".\"without\" add primary key (…);");
        run("alter role reader replication; alter table without add primary key (id)");
        checked = SourceLog.of(database("reader")).check("public.without", Set.of("id", "p", "t"), NAME);
        assertThat(checked.prerequisites())
                .filteredOn(one -> !one.met() && one.needed())
                .extracting(one -> one.code() + " " + one.found() + one.command())
                .containsExactly(
                        "types p point",
                        "publication create publication \"" + NAME + "\" for table \"public\".\"without\";");
        run("create publication " + NAME + " for table without");
        assertThat(SourceLog.of(database("reader"))
                        .check("public.without", Set.of("id", "t"), NAME)
                        .ready())
                .isTrue();
        run("drop publication " + NAME);
    }

    private Capture started(String path, Position position) throws Exception {
        SourceLog.Checked checked = log().check(path, columns(path), NAME);
        assertThat(checked.prerequisites())
                .filteredOn(one -> one.needed() && !one.met())
                .isEmpty();
        copy = new CopyInDatabase(node.getJdbcUrl("postgres", "postgres"));
        String name = position == null ? copy.begin(checked.table()) : "copy";
        if (position == null) {
            log().prepare(checked.table(), NAME);
        }
        return Capture.start(
                new Capture.What(database("postgres"), checked.table(), NAME, name, position),
                copy,
                copy.connect(),
                QUICK,
                over -> {});
    }

    private static Set<String> columns(String path) throws SQLException {
        return Set.of(one("select string_agg(attname, ' ') from pg_attribute where attrelid = '" + path
                        + "'::regclass and attnum > 0 and not attisdropped and attname <> 'left_out'")
                .split(" "));
    }

    /// Waits until the copy has all that is committed at the source.
    private void follow() throws Exception {
        String now = one("select pg_current_wal_insert_lsn()");
        await("the copy follows", () -> {
            assertThat(capture.failure()).isNull();
            return copy.one("select text::pg_lsn >= '" + now + "' from place").equals("t");
        });
    }

    private void assertSame(String table) throws SQLException {
        String columns = copy.one("select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute"
                + " where attrelid = 'copy'::regclass and attnum > 0");
        String rows = "select string_agg(r::text, E'\\n' order by r::text) from (select " + columns + " from ";
        assertThat(copy.one("set timezone = 'UTC'; " + rows + "copy) r"))
                .isEqualTo(one("set timezone = 'UTC'; " + rows + table + ") r"));
    }

    private static SourceLog log() {
        return SourceLog.of(database("postgres"));
    }

    private static Source.Database database(String user) {
        return new Source.Database(
                Source.Kind.POSTGRESQL,
                "127.0.0.1",
                source.getPort(),
                "postgres",
                List.of(),
                user,
                user,
                Source.Limits.DEFAULT);
    }

    private static void run(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(source.getJdbcUrl("postgres", "postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String one(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(source.getJdbcUrl("postgres", "postgres"));
                Statement statement = connection.createStatement()) {
            boolean rows = statement.execute(sql);
            while (!rows) {
                rows = statement.getMoreResults();
            }
            try (ResultSet row = statement.getResultSet()) {
                return row.next() ? String.valueOf(row.getString(1)) : "";
            }
        }
    }

    static void await(String what, Callable<Boolean> done) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!done.call()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }
}
