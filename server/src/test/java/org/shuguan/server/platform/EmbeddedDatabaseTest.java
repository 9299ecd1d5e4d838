package org.shuguan.server.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
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

    private static List<String> rows(String sql) throws SQLException {
        try (Connection connection = database.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }
}
