package org.shuguan.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.stream.Stream;
import org.shuguan.dataplane.lake.Lake;
import org.shuguan.dataplane.lake.LakeAddress;
import org.shuguan.dataplane.lake.LakePlace;

/// A lake of its own in a temporary folder, with a PostgreSQL server for its catalog.
final class BenchLake implements AutoCloseable {
    private final Path folder;
    private final EmbeddedPostgres postgres;
    private final Lake lake;

    BenchLake() throws IOException, SQLException {
        folder = Files.createTempDirectory("shuguan-bench");
        postgres = EmbeddedPostgres.builder().start();
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create schema lake");
            statement.execute("set search_path = lake");
            for (String sql : Lake.catalogTables()) {
                statement.execute(sql);
            }
        }
        lake = Lake.open(new LakeAddress(
                new LakePlace.Folder(folder.resolve("lake")),
                "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres",
                "postgres",
                "",
                "lake"));
    }

    /// For files of the measurement; removed with the lake.
    Path folder() {
        return folder;
    }

    EmbeddedPostgres postgres() {
        return postgres;
    }

    Lake lake() {
        return lake;
    }

    @Override
    public void close() throws IOException {
        lake.close();
        postgres.close();
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        }
    }
}
