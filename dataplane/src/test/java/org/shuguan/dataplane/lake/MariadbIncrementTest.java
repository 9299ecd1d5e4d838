package org.shuguan.dataplane.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.shuguan.dataplane.lake.LakeCity.field;
import static org.shuguan.dataplane.lake.LakeCity.key;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.shuguan.dataplane.census.MariadbServer;
import org.shuguan.dataplane.source.Source;

/// Increments of tables of MariaDB.
@EnabledIf("org.shuguan.dataplane.census.MariadbServer#isThere")
class MariadbIncrementTest {
    @TempDir
    private static Path folder;

    @Test
    void numbersDaysAndTimesAreWatermarks() throws Exception {
        try (LakeCity city = new LakeCity(folder);
                Lake lake = city.lake();
                MariadbServer server = MariadbServer.start();
                var connection = server.connected();
                var statement = connection.createStatement()) {
            statement.execute("create database town");
            statement.execute("create user reader@localhost identified by 'r'");
            statement.execute("grant select on town.* to reader@localhost");
            statement.execute("use town");
            statement.execute(
                    "create table growing (id int primary key, n bigint unsigned, d date, at datetime(6), t text)");
            statement.execute("insert into growing values (1, 10, '2026-01-01', '2026-01-01 08:00:00.000001', 'a'),"
                    + " (2, null, '9999-12-31', '9999-12-31 00:00:00', 'b')");
            Source source = new Source.Database(
                    Source.Kind.MYSQL,
                    "127.0.0.1",
                    server.port(),
                    "town",
                    List.of(),
                    "reader",
                    "r",
                    Source.Limits.DEFAULT);
            for (String column : List.of("n", "d", "at")) {
                collected(city, lake, source, column, "1");
            }
            statement.execute("insert into growing values (3, 11, '2026-01-02', '2026-01-01 08:30:00.5', 'c')");
            assertThat(collected(city, lake, source, "n", "2")).isEqualTo("10 11 1");
            assertThat(collected(city, lake, source, "d", "2")).isEqualTo("2026-01-01 2026-01-02 1");
            assertThat(collected(city, lake, source, "at", "2"))
                    .isEqualTo("2026-01-01 08:00:00.000001 2026-01-01 08:30:00.500000 1");
        }
    }

    private static String collected(LakeCity city, Lake lake, Source source, String column, String run)
            throws Exception {
        Collection full =
                city.of(source, "town.growing", "by_" + column, column + run, key("id", "I"), field("t", "C"));
        Collected done = new Collector(lake)
                .collect(
                        new Collection(
                                source,
                                full.path(),
                                full.table(),
                                full.fields(),
                                full.run(),
                                full.quarantine(),
                                full.silence(),
                                new Collection.Growth(column, 0, 0, false, "town")),
                        new CollectListener() {});
        Grown grown = Grown.of(done.version()).orElseThrow();
        return grown.from() + " " + grown.upTo() + " " + grown.added();
    }
}
