package org.shuguan.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/// Gives each test context a new database on the shared PostgreSQL of this JVM, and its own home.
public class FreshDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "300")
                        .setServerConfig("fsync", "off")
                        // Neither UTC nor the city's zone, so that code that depends on the server's zone fails
                        // here.
                        .setServerConfig("timezone", "America/Caracas")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// A connection string for a new, empty database.
    public static String create(String prefix) {
        String name = prefix + COUNT.incrementAndGet();
        try (var connection = Server.POSTGRES.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return Server.POSTGRES.getJdbcUrl("postgres", name);
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        if (context.getParent() != null) {
            return;
        }
        try {
            String home = Files.createTempDirectory("shuguan-test").toString();
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource("fresh database", properties(create("test"), home)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What the application is told about a database of the shared PostgreSQL. For all contexts alike: each that
    /// differs is one more server to start.
    static Map<String, Object> properties(String url, String home) {
        return Map.of(
                // Sources of tests are on this machine.
                "shuguan.census.loopback",
                "true",
                "spring.datasource.url",
                url,
                "spring.datasource.username",
                "postgres",
                "spring.datasource.hikari.maximum-pool-size",
                "8",
                // The database server ends with the JVM; do not wait for connections then.
                "spring.datasource.hikari.connection-timeout",
                "3000",
                "db-scheduler.shutdown-max-wait",
                "1s",
                "shuguan.home",
                home,
                "shuguan.secret-key",
                "test");
    }
}
