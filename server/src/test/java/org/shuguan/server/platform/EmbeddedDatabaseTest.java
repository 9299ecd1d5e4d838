package org.shuguan.server.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {
    @TempDir
    static Path home;

    private static EmbeddedDatabase database;

    @BeforeAll
    static void start() {
        database = EmbeddedDatabase.start(Home.at(home), "database");
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void aCommitIsOnTheDiskBeforeItIsAnswered() throws SQLException {
        assertThat(rows("select name from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes')"
                        + " and setting <> 'on'"))
                .isEmpty();
    }

    @Test
    void textSortsAndFoldsAlikeOnEveryPlatform() throws SQLException {
        assertThat(rows("select datlocprovider::text || ' ' || datlocale from pg_database where datname = 'template1'"))
                .containsExactly("b C.UTF-8");
        assertThat(rows("select lower('ÄΣД') || upper('äσд')")).containsExactly("äσдÄΣД");
        assertThat(rows("select word from unnest(array['端', 'a', '肇', 'B']) as words (word) order by word"))
                .containsExactly("B", "a", "端", "肇");
    }

    /// As earlier versions left a home: the application's role owns the database, and its password is the first
    /// superuser's too. In the middle of the upgrade the process was killed, at each of its steps once.
    @Test
    void anOlderHomeGetsAnOwnerAlsoWhereTheUpgradeWasKilled(@TempDir Path older) throws Exception {
        Home home = Home.at(older);
        String password = home.secret("database.password", 24);
        try (EmbeddedDatabase old = EmbeddedDatabase.start(home, "database")) {
            run(old.connect(), "create role shuguan login password '" + password + "'");
            run(old.connect(), "create database shuguan owner shuguan");
            String address = "jdbc:postgresql://127.0.0.1:" + old.port() + "/shuguan";
            run(
                    DriverManager.getConnection(address, "shuguan", password),
                    "create schema audit; create table audit.entry (n int); create function audit.f() returns int"
                            + " language sql as 'select 1'; create extension btree_gist; create table mine (n int);"
                            + " alter default privileges grant all on tables to public");
            run(old.connect(), "create role shuguan_superuser");
        }
        try (EmbeddedDatabase killedBeforeTheFile = EmbeddedDatabase.start(home, "database")) {
            run(killedBeforeTheFile.connect(), "alter role shuguan_superuser login superuser password 'lost'");
            run(killedBeforeTheFile.connect(), "create role shuguan_owner login");
            run(killedBeforeTheFile.connect(), "grant shuguan_owner to shuguan");
            run(killedBeforeTheFile.connect(), "alter database shuguan owner to shuguan_owner");
        }
        for (int start = 1; start <= 2; start++) {
            try (EmbeddedDatabase now = EmbeddedDatabase.start(home, "database")) {
                EmbeddedDatabase.Roles roles = now.roles("shuguan");
                assertThat(roles.application().password()).isEqualTo(password);
                assertThat(roles.owner().password()).isNotEqualTo(password);
                assertThat(roles.owner().checkedOwnerOf(roles.application())).isEqualTo(roles.owner());
                try (Connection connection = now.connect("shuguan")) {
                    assertThat(rows(connection, """
                            select relname::text from pg_class where relowner = 'shuguan'::regrole
                             union all select proname from pg_proc where proowner = 'shuguan'::regrole
                             union all select nspname from pg_namespace where nspowner = 'shuguan'::regrole
                             union all select extname from pg_extension where extowner = 'shuguan'::regrole
                            """)).isEmpty();
                }
                assertThatThrownBy(() -> DriverManager.getConnection(
                                "jdbc:postgresql://127.0.0.1:" + now.port() + "/shuguan", "postgres", password))
                        .hasMessageContaining("password authentication failed");
            }
        }
        assertThat(home.existingSecret("database.password")).contains(password);
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (connection;
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> rows(String sql) throws SQLException {
        try (Connection connection = database.connect()) {
            return rows(connection, sql);
        }
    }

    private static List<String> rows(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }
}
