package org.shuguan.dataplane.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.shuguan.dataplane.census.MariadbServer;
import org.shuguan.dataplane.source.Source;

@EnabledIf("org.shuguan.dataplane.census.MariadbServer#isThere")
class MariadbLoadTest extends LoadContract {
    private static MariadbServer server;
    private static LiveSource source;

    @BeforeAll
    static void start() throws Exception {
        server = MariadbServer.start();
        try (var connection = server.connected();
                var statement = connection.createStatement()) {
            statement.execute("create database town character set utf8mb4");
            statement.execute("create database consumer character set utf8mb4");
            statement.execute("create user writer@localhost identified by 'w'");
            statement.execute("grant all on *.* to writer@localhost");
            statement.execute("use town");
            statement.execute(ReaderContract.TABLE);
            statement.execute(ReaderContract.inserts());
        }
        source = LiveSource.of("town", in("town"), new LiveSource.Load(2, Duration.ofSeconds(5)));
    }

    @AfterAll
    static void stop() {
        source.close();
        server.close();
    }

    private static Source.Database in(String database) {
        return in(database, "w");
    }

    private static Source.Database in(String database, String password) {
        return new Source.Database(
                Source.Kind.MYSQL,
                "127.0.0.1",
                server.port(),
                database,
                List.of(),
                "writer",
                password,
                Source.Limits.DEFAULT);
    }

    @Override
    Connection connected() throws Exception {
        return server.connected();
    }

    @Override
    ServedTable residents() {
        return source.table("town.resident");
    }

    @Override
    Source.Database address() {
        return in("consumer");
    }

    @Override
    String schema() {
        return "consumer";
    }

    @Test
    void aTableWithoutTransactionsIsRefused() throws Exception {
        execute("create table consumer.got (id bigint primary key, name varchar(40)) engine = MyISAM");
        assertThat(catchThrowableOfType(
                                TargetRefused.class,
                                () -> deliver("1", granted("", "id", "name"), TableLoad.Manner.REPLACE, false))
                        .reason())
                .isEqualTo(TargetRefused.Reason.ENGINE);
    }

    @Test
    void aWrongPasswordIsToldAsSuch() {
        assertThat(catchThrowableOfType(
                                TargetRefused.class,
                                () -> TableLoad.open(
                                        new TableLoad.Target(
                                                in("consumer", "wrong"), got(), TableLoad.Manner.REPLACE, true),
                                        "1",
                                        "n",
                                        rows -> {}))
                        .reason())
                .isEqualTo(TargetRefused.Reason.CREDENTIALS);
    }
}
