package org.shuguan.server.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.sql.DriverManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.shuguan.server.FreshDatabase;

class DatabaseAddressTest {
    private static String jdbc;

    @BeforeAll
    static void database() throws Exception {
        jdbc = FreshDatabase.create("address");
        try (var connection = DriverManager.getConnection(jdbc);
                var statement = connection.createStatement()) {
            statement.execute("create role guest login password 'guest'");
            statement.execute("create database ascii template template0 encoding 'SQL_ASCII' locale 'C'");
        }
    }

    @Test
    void aDatabaseOfOnesOwnIsTaken() {
        assertThat(address("postgres", "any", null).checked()).isNotNull();
    }

    @Test
    void whatIsWrongWithADatabaseIsSaidInASentence() {
        assertRefused(address("guest", "guest", null), "guest may not create in it: make that user its owner");
        assertRefused(address("postgres", "any", "nowhere"), "database \"nowhere\" does not exist");
        assertRefused(address("postgres", "any", "ascii"), "its encoding is SQL_ASCII: create it with encoding 'UTF8'");
        assertRefused(address("nobody", "any", null), "nobody");
        assertRefused(DatabaseAddress.parse("postgresql://a:b@127.0.0.1:1/c"), "refused");
    }

    @Test
    void anAddressThatIsNoneIsRefusedBeforeItIsTried() {
        for (String wrong : new String[] {
            "mysql://a:b@host/c",
            "postgresql://host/c",
            "postgresql://a:b@host",
            "postgresql://a:b@host/c?socketFactory=x"
        }) {
            assertThatThrownBy(() -> DatabaseAddress.parse(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("a:b");
        }
    }

    private static void assertRefused(DatabaseAddress address, String sentence) {
        assertThatThrownBy(address::checked)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }

    private static DatabaseAddress address(
            String user, String password, @org.jspecify.annotations.Nullable String database) {
        URI uri = URI.create(jdbc.substring("jdbc:".length()));
        return DatabaseAddress.parse("postgresql://" + user + ":" + password + "@127.0.0.1:" + uri.getPort()
                + (database == null ? uri.getPath() : "/" + database));
    }
}
