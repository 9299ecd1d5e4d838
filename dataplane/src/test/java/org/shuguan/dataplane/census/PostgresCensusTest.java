package org.shuguan.dataplane.census;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.shuguan.dataplane.profile.ColumnProfile;
import org.shuguan.dataplane.source.Note;
import org.shuguan.dataplane.source.Source;

class PostgresCensusTest extends DatabaseCensusContract {
    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.builder().start();
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            for (String sql : new PostgresCensusTest().populate()) {
                statement.execute(sql);
            }
        }
        restore("harbour", "harbour.sql");
        restore("samples", "samples-postgresql.sql");
        restore("oddities", "oddities-postgresql.sql");
        // initdb sets authentication to trust: a wrong password would be accepted.
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement();
                var file = statement.executeQuery("show hba_file")) {
            file.next();
            java.nio.file.Files.writeString(
                    java.nio.file.Path.of(file.getString(1)),
                    "host all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n");
            try (var reload = connection.createStatement()) {
                reload.execute("select pg_reload_conf()");
            }
        }
    }

    private static void restore(String database, String script) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + database);
        }
        try (Connection connection = postgres.getDatabase("postgres", database).getConnection();
                var statement = connection.createStatement()) {
            statement.execute(script(script));
            statement.execute("grant select on all tables in schema public to reader");
        }
    }

    @AfterAll
    static void stop() throws Exception {
        postgres.close();
    }

    @Test
    void aTableThatCannotBeReadIsAResultWithItsReason() throws Exception {
        assertThat(Listing.of(census("samples", 1)))
                .contains("nothing: Problem[reason=OTHER, detail=it has no columns]");
    }

    @Test
    void aDatabaseSeesNoMoreSignInsThanTheLimitAllowsHoweverManyTablesItHas() throws Exception {
        try (Connection connection = administrator();
                var statement = connection.createStatement()) {
            statement.execute("create database broad");
        }
        try (Connection connection = postgres.getDatabase("postgres", "broad").getConnection();
                var statement = connection.createStatement()) {
            for (int i = 0; i < 60; i++) {
                statement.execute("create table t" + i + " as select " + i + " as n");
            }
            statement.execute("grant select on all tables in schema public to reader");
            assertThat(census("broad", 0))
                    .hasSize(60)
                    .allSatisfy(result -> assertThat(result.problem()).isNull());
            // Statistics of a session are counted when it ends.
            try (var rows = statement.executeQuery("select sessions from pg_stat_database where datname = 'broad'")) {
                rows.next();
                assertThat(rows.getInt(1)).isBetween(1, 1 + Source.Limits.DEFAULT.connections());
            }
        }
    }

    @Test
    void largeValuesAreMeasuredAndNotCarried() throws Exception {
        TableResult result = only(
                "large",
                "create table \"照片\" (id int, t text, j jsonb, a text[])",
                "insert into \"照片\" values (1, repeat('文', 3000000), null, null), (2, null, null, null),"
                        + " (3, 'x', to_jsonb(repeat('j', 2000000)), array[repeat('\"', 1500000)]),"
                        + " (4, repeat('y', 5000), '1', '{}'), (5, repeat('\"', 600000) || 'a', '2', '{b}'),"
                        + " (6, repeat('\"', 600000) || 'b', '3', '{c}')");
        assertThat(result.problem()).isNull();
        assertThat(result.profile().rows()).isEqualTo(6);
        assertThat(result.profile().rejected()).isZero();
        ColumnProfile text = result.profile().columns().get(1);
        assertThat(text.nulls()).isEqualTo(1);
        assertThat(text.distinct()).isEqualTo(5);
        assertThat(text.shortest()).isEqualTo(1);
        assertThat(text.longest()).isEqualTo(3_000_000);
        assertThat(text.longestBytes()).isEqualTo(9_000_000);
        assertThat(result.profile().columns().get(2).longest()).isEqualTo(2_000_002);
        assertThat(result.profile().columns().get(3).longest()).isEqualTo(3_000_004);
        assertThat(text.max()).hasSizeLessThan(300);
    }

    @Test
    void aTableOfTheMostColumnsIsRead() throws Exception {
        String columns = java.util.stream.IntStream.rangeClosed(1, 1600)
                .mapToObj(i -> "列" + i + " int")
                .collect(java.util.stream.Collectors.joining(","));
        String values = java.util.stream.IntStream.rangeClosed(1, 1600)
                .mapToObj(Integer::toString)
                .collect(java.util.stream.Collectors.joining(","));
        TableResult result =
                only("wide", "create table 宽表 (" + columns + ")", "insert into 宽表 values (" + values + ")");
        assertThat(result.problem()).isNull();
        assertThat(result.profile().rows()).isEqualTo(1);
        assertThat(result.profile().columns()).hasSize(1600);
        assertThat(result.profile().columns().get(1599).max()).isEqualTo("1600");
    }

    @Test
    void columnsThatTheUserMayNotReadAreNamedAndTheOthersAreRead() throws Exception {
        TableResult result = only(
                "partial",
                "create table t (a int, b int, c text)",
                "insert into t values (1, 2, '3')",
                "revoke all on t from reader",
                "grant select (a, c) on t to reader");
        assertThat(result.problem()).isNull();
        assertThat(result.profile().columns()).extracting(ColumnProfile::name).containsExactly("a", "c");
        assertThat(result.notes()).containsExactly(new Note("columns-closed", Map.of("columns", "b")));
    }

    @Test
    void aTableThatTheUserMayNotReadAtAllSaysSo() throws Exception {
        TableResult result = only("closed", "create table t (a int, b int)", "revoke all on t from reader");
        assertThat(result.problem().reason()).isEqualTo("NO_RIGHTS");
        assertThat(result.table().columns()).hasSize(2);
    }

    @Test
    void rowLevelSecurityIsTold() throws Exception {
        TableResult result = only(
                "secured",
                "create table t (a int)",
                "insert into t values (1), (2)",
                "alter table t enable row level security",
                "create policy p on t using (a = 1)");
        assertThat(result.profile().rows()).isEqualTo(1);
        assertThat(result.notes()).containsExactly(new Note("row-security", Map.of()));
    }

    @Test
    void namesThatDifferInCaseAreDifferentColumns() throws Exception {
        TableResult result = only("cases", "create table t (\"A\" int, a int)", "insert into t values (1, 2)");
        assertThat(result.profile().columns()).extracting(ColumnProfile::max).containsExactly("1", "2");
    }

    /// The census of a new database with one table, on which the reader gets rights before the last statements.
    TableResult only(String database, String... statements) throws Exception {
        try (Connection connection = administrator();
                var statement = connection.createStatement()) {
            statement.execute("create database " + database);
        }
        try (Connection connection = postgres.getDatabase("postgres", database).getConnection();
                var statement = connection.createStatement()) {
            statement.execute("alter default privileges grant select on tables to reader");
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
        List<TableResult> results = census(database, 0);
        assertThat(results).hasSize(1);
        return results.getFirst();
    }

    @Test
    void aCensusCannotWrite() throws Exception {
        try (Connection connection = administrator();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from log_of_writes")) {
            census();
            rows.next();
            assertThat(rows.getLong(1)).isZero();
        }
    }

    @Override
    List<String> populate() {
        return List.of(
                "create role reader login password 'reader'",
                "create table \"人员\" (id int primary key, sfzh varchar(18) not null, bz text, jcrq date)",
                "comment on table \"人员\" is '参保人员'",
                "comment on column \"人员\".sfzh is '身份证号'",
                "insert into \"人员\" select i, (array['441202190001010013','441283190102030425','441201190501010056'])[i % 3 + 1],"
                        + " case i % 5 when 0 then null when 1 then '' else 'x' || i end, date '2020-01-01' + i from generate_series(1, 500) i",
                "create table payment (no serial primary key, person int references \"人员\", amount numeric(12,2), photo bytea)",
                "insert into payment (person, amount, photo) select i, i * 1.5, '\\x00ff' from generate_series(1, 300) i",
                "create table \"we\"\"ird'; drop table payment; --\" (\"a \"\"b\"\", c'\" text, \"select\" text)",
                "insert into \"we\"\"ird'; drop table payment; --\" values ('𬱖㛃 \"引号\", 逗号' || chr(10) || '换行', '\\N'), ('', null)",
                "create table log_of_writes (at timestamptz)",
                "create function write() returns text language plpgsql as $$ begin insert into log_of_writes values (now()); return 'w'; end $$",
                "create view writer as select case when false then write() else 'no' end as w",
                "grant select on all tables in schema public to reader");
    }

    @Override
    Connection administrator() throws SQLException {
        return postgres.getPostgresDatabase().getConnection();
    }

    @Override
    Source.Database address(String user, String secret, String database) {
        return new Source.Database(
                Source.Kind.POSTGRESQL,
                "127.0.0.1",
                postgres.getPort(),
                database,
                List.of(),
                user,
                secret,
                Source.Limits.DEFAULT);
    }

    @Override
    String reader() {
        return "reader";
    }

    @Override
    String database() {
        return "postgres";
    }

    @Override
    String oddities() {
        return """
                Odd Things TABLE 30
                  key [Id]
                  Id I = 1
                  span C = 01:00:00
                  spot G = (1,1)
                  words C = {"a,b","c\\"d"}
                  feels C = int
                  amount I = 1
                  price Y = $1.00
                  picture G = 2
                  doc C = {"n": 10}
                  seen T = 2024-05-01 10:00:00+08
                  at C = 10:00:00
                  flags C = 101
                  ages C = [1,10)
                  is ok? L = f
                  client_ip C ip-address = 10.1.***
                  mac C mac-address = 00:1a:***********
                  uid C = 5f0c1a52-0000-4000-8000-000000000001
                  found C = 'a':1 'harbour':2
                  ratio B = 0.3333333333333333
                log TABLE 45
                  at D = 2023-12-02
                  line C = line 1
                """;
    }
}
