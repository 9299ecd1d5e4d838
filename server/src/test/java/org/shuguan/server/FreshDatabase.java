package org.shuguan.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// Gives each test context a new database on the shared PostgreSQL of this JVM, and its own home.
public class FreshDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    private static final String APPLICATION = "shuguan";
    private static final String OWNER = "shuguan_owner";

    private static final AtomicInteger COUNT = new AtomicInteger();

    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "300")
                        .setServerConfig("fsync", "off")
                        // As the source of captures: their slots need it.
                        .setServerConfig("wal_level", "logical")
                        // Neither UTC nor the city's zone, so that code that depends on the server's zone fails
                        // here.
                        .setServerConfig("timezone", "America/Caracas")
                        .setRegisterShutdownHook(false)
                        .start();
                // After the applications, whose ends ask the database.
                SpringApplication.getShutdownHandlers().add(() -> close(postgres));
                run(postgres, "create role " + APPLICATION + " login");
                run(postgres, "create role " + OWNER + " login");
                return postgres;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void close(EmbeddedPostgres postgres) {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A connection string for a new, empty database.
    public static String create(String prefix) {
        return Server.POSTGRES.getJdbcUrl("postgres", make(prefix, "postgres"));
    }

    /// A superuser in the database that these connections lead to, for what the application's role may not do.
    public static JdbcClient superuser(JdbcClient jdbc) {
        return JdbcClient.create(new DriverManagerDataSource(superuserAddress(jdbc)));
    }

    /// The superuser's address of that database.
    public static String superuserAddress(JdbcClient jdbc) {
        String name = jdbc.sql("select current_database()").query(String.class).single();
        return Server.POSTGRES.getJdbcUrl("postgres", name);
    }

    private static String make(String prefix, String owner) {
        String name = prefix + COUNT.incrementAndGet();
        run(Server.POSTGRES, "create database " + name + " owner " + owner);
        return name;
    }

    private static void run(EmbeddedPostgres postgres, String sql) {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        if (context.getParent() != null) {
            return;
        }
        try {
            String url = "jdbc:postgresql://localhost:" + Server.POSTGRES.getPort() + "/" + make("test", OWNER);
            Map<String, Object> properties = new HashMap<>(
                    properties(url, Files.createTempDirectory("shuguan-test").toString()));
            // As a server runs: the application's role owns nothing.
            properties.put("spring.datasource.username", APPLICATION);
            properties.put("spring.flyway.user", OWNER);
            context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("fresh database", properties));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What the application is told about a database of the shared PostgreSQL. For all contexts alike: each that
    /// differs is one more server to start.
    static Map<String, Object> properties(String url, String home) {
        Map<String, Object> properties = new HashMap<>();
        // Sources of tests are on this machine.
        properties.put("shuguan.census.loopback", "true");
        properties.put("shuguan.capture.beat", "300ms");
        properties.put("spring.datasource.url", url);
        properties.put("spring.datasource.hikari.maximum-pool-size", "8");
        properties.put("spring.datasource.hikari.connection-timeout", "3000");
        properties.put("db-scheduler.shutdown-max-wait", "1s");
        properties.put("shuguan.home", home);
        properties.put("shuguan.secret-key", "test");
        return properties;
    }
}
