package org.shuguan.dataplane.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.shuguan.dataplane.source.Source;

class PostgresLoadTest extends LoadContract {
    private static EmbeddedPostgres postgres;
    private static LiveSource source;

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.builder().start();
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(ReaderContract.TABLE);
            statement.execute(ReaderContract.inserts());
            statement.execute("create schema consumer");
            statement.execute("create user reader password 'r'");
            statement.execute("grant usage on schema consumer to reader");
        }
        source = LiveSource.of("residents", as("postgres", "postgres"), new LiveSource.Load(2, Duration.ofSeconds(5)));
    }

    @AfterAll
    static void stop() throws Exception {
        source.close();
        postgres.close();
    }

    private static Source.Database as(String user, String password) {
        return new Source.Database(
                Source.Kind.POSTGRESQL,
                "127.0.0.1",
                postgres.getPort(),
                "postgres",
                List.of(),
                user,
                password,
                Source.Limits.DEFAULT);
    }

    @Override
    Connection connected() throws Exception {
        return postgres.getPostgresDatabase().getConnection();
    }

    @Override
    ServedTable residents() {
        return source.table("public.resident");
    }

    @Override
    Source.Database address() {
        return as("postgres", "postgres");
    }

    @Override
    String schema() {
        return "consumer";
    }

    @Test
    void anAccountThatMayNotWriteIsToldSo() {
        assertThat(catchThrowableOfType(
                                TargetRefused.class,
                                () -> TableLoad.open(
                                        new TableLoad.Target(as("reader", "r"), got(), TableLoad.Manner.REPLACE, true),
                                        "1",
                                        "n",
                                        rows -> {}))
                        .reason())
                .isEqualTo(TargetRefused.Reason.RIGHTS);
    }

    @Test
    void aTableThatAnotherProgramHoldsIsToldAndLeftAsItWas() throws Exception {
        deliver("1", granted("id <= 5", "id", "name"), TableLoad.Manner.REPLACE, true);
        try (Connection other = connected();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table consumer.got in exclusive mode");
            assertThat(catchThrowableOfType(
                                    TargetRefused.class,
                                    () -> deliver(
                                            "2", granted("id <= 6", "id", "name"), TableLoad.Manner.REPLACE, true))
                            .reason())
                    .isEqualTo(TargetRefused.Reason.LOCKED);
            other.rollback();
        }
        assertThat(rows("select count(*) from consumer.got")).containsExactly("5");
    }
}
