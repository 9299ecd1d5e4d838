package org.shuguan.dataplane.serve;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIf;
import org.shuguan.dataplane.census.MariadbServer;
import org.shuguan.dataplane.source.Source;

@EnabledIf("org.shuguan.dataplane.census.MariadbServer#isThere")
class MariadbReaderTest extends ReaderContract {
    private static MariadbServer server;
    private static LiveSource source;

    @BeforeAll
    static void start() throws Exception {
        server = MariadbServer.start();
        try (var connection = server.connected();
                var statement = connection.createStatement()) {
            statement.execute("create database town character set utf8mb4");
            statement.execute("create user reader@localhost identified by 'r'");
            statement.execute("grant select on town.* to reader@localhost");
            statement.execute("use town");
            statement.execute(TABLE);
            statement.execute(inserts());
        }
        source = LiveSource.of(
                "town",
                new Source.Database(
                        Source.Kind.MYSQL,
                        "127.0.0.1",
                        server.port(),
                        "town",
                        List.of(),
                        "reader",
                        "r",
                        Source.Limits.DEFAULT),
                new LiveSource.Load(2, Duration.ofSeconds(5)));
    }

    @AfterAll
    static void stop() {
        source.close();
        server.close();
    }

    @Override
    ServedTable table() {
        return source.table("town.resident");
    }
}
