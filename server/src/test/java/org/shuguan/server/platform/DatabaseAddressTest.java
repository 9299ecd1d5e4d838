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

    @Test
    void anOwnerIsTakenOnlyWhereTheApplicationsRoleHasNoMoreThanItNeeds() throws Exception {
        String name = FreshDatabase.create("owned");
        try (var connection = DriverManager.getConnection(name);
                var statement = connection.createStatement()) {
            statement.execute("create role worker login; create role keeper login; create role passer login");
            DatabaseAddress worker = address("worker", name);
            assertThatThrownBy(() -> address("keeper", name).checkedOwnerOf(worker))
                    .hasMessageContaining("keeper may not create in it");
            String database = connection.getCatalog();
            statement.execute("alter database " + database + " owner to worker");
            statement.execute(
                    "grant create on database " + database + " to keeper; grant create on schema public to keeper");
            assertOwnerRefused(name, "the database, or something in it, belongs to worker: reassign owned by worker");
            statement.execute("alter database " + database + " owner to keeper");
            statement.execute("create table public.works (n int); alter table public.works owner to worker");
            assertOwnerRefused(name, "belongs to worker");
            statement.execute("reassign owned by worker to keeper");
            assertThat(address("keeper", name).checkedOwnerOf(worker)).isNotNull();
            statement.execute("grant create on database " + database + " to worker");
            assertOwnerRefused(name, "worker may create in it");
            statement.execute("revoke create on database " + database + " from worker");
            statement.execute("grant create on schema public to public");
            assertOwnerRefused(name, "worker may create in its schema public");
            statement.execute("revoke create on schema public from public");
            statement.execute("grant keeper to passer; grant passer to worker");
            assertOwnerRefused(name, "worker may act as keeper");
            statement.execute("revoke passer from worker; alter role worker createrole");
            assertOwnerRefused(name, "worker may act as a superuser or manage roles");
            statement.execute("alter role worker nocreaterole");
            assertThatThrownBy(() -> address("keeper", name).checkedOwnerOf(address("keeper", name)))
                    .hasMessageContaining("it is the same role");
            assertThatThrownBy(() -> address("keeper", name).checkedOwnerOf(address("worker", jdbc)))
                    .hasMessageContaining("it leads to another database");
        }
    }

    private static void assertOwnerRefused(String jdbc, String sentence) {
        assertThatThrownBy(() -> address("keeper", jdbc).checkedOwnerOf(address("worker", jdbc)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }

    private static DatabaseAddress address(String user, String jdbc) {
        URI uri = URI.create(jdbc.substring("jdbc:".length()));
        return DatabaseAddress.parse("postgresql://" + user + ":any@127.0.0.1:" + uri.getPort() + uri.getPath());
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
