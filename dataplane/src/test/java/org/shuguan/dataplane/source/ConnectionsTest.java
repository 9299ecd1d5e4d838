package org.shuguan.dataplane.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Whoever stops a reading late must not break the connection of the next one.
class ConnectionsTest {
    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.builder().start();
    }

    @AfterAll
    static void stop() throws Exception {
        postgres.close();
    }

    private static Connections connections() {
        return new Connections(() -> {
            try {
                return postgres.getPostgresDatabase().getConnection();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static boolean answers(Connections connections) throws Exception {
        try (Connections.Borrowed next = connections.borrow()) {
            return next.connection().isValid(5);
        }
    }

    @Test
    void stoppingWhatHasEndedIsWithoutEffect() throws Exception {
        try (Connections connections = connections()) {
            Connections.Borrowed ended = connections.borrow();
            ended.markReusable();
            ended.close();
            ended.abort();
            assertThat(answers(connections)).isTrue();
        }
    }

    @Test
    void whatWasStoppedIsNotUsedAgain() throws Exception {
        try (Connections connections = connections()) {
            Connections.Borrowed stopped = connections.borrow();
            stopped.markReusable();
            stopped.abort();
            stopped.close();
            assertThat(answers(connections)).isTrue();
        }
    }
}
