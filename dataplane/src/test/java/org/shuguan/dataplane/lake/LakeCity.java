package org.shuguan.dataplane.lake;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.shuguan.dataplane.source.Source;

/// A real PostgreSQL server with a source database and the catalog of a lake in a folder.
public final class LakeCity implements AutoCloseable {
    final EmbeddedPostgres postgres;
    final Path folder;

    public LakeCity(Path folder) throws Exception {
        this.folder = folder;
        this.postgres = EmbeddedPostgres.builder().start();
        execute("create schema lake");
        for (String sql : Lake.catalogTables()) {
            execute("set search_path = lake; " + sql);
        }
    }

    LakeAddress address() {
        return new LakeAddress(
                folder.resolve("lake"),
                "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres",
                "postgres",
                "postgres",
                "lake");
    }

    public Lake lake() {
        return Lake.open(address());
    }

    public void execute(String sql) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    public Source.Database source() {
        return source(postgres.getPort(), Source.Limits.DEFAULT);
    }

    Source.Database source(int port, Source.Limits limits) {
        return new Source.Database(
                Source.Kind.POSTGRESQL,
                "127.0.0.1",
                port,
                "postgres",
                List.of("public"),
                "postgres",
                "postgres",
                limits);
    }

    public Collection of(String table, String run, Collection.Field... fields) {
        return of(source(), "public." + table, table, run, fields);
    }

    public Collection of(Source source, String path, String table, String run, Collection.Field... fields) {
        return new Collection(source, path, table, List.of(fields), run, quarantine(run), Duration.ofMinutes(10));
    }

    Path quarantine(String run) {
        return folder.resolve("quarantine").resolve(run + ".parquet");
    }

    /// All values that did not fit, as `row key column value reason`.
    List<String> quarantined(String run) throws Exception {
        List<String> found = new ArrayList<>();
        for (Quarantine.Entry entry : Quarantine.read(
                        quarantine(run), new Quarantine.Query("%", null, Quarantine.Order.ROW, false, 0, 1000))
                .entries()) {
            found.add(entry.row() + " " + entry.key() + " " + entry.column() + " " + entry.value() + " "
                    + entry.reason());
        }
        return found;
    }

    /// The files of the lake that have rows.
    List<Path> files() throws Exception {
        try (var all = Files.walk(folder.resolve("lake"))) {
            return all.filter(file -> file.toString().endsWith(".parquet")).toList();
        }
    }

    public static Collection.Field key(String column, String letter) {
        return new Collection.Field(column, letter, null, true, "", null);
    }

    public static Collection.Field field(String column, String letter) {
        return new Collection.Field(column, letter, null, false, "", null);
    }

    public static Collection.Field text(String column, int bytes) {
        return new Collection.Field(column, "C", bytes, false, "", null);
    }

    @Override
    public void close() throws java.io.IOException {
        postgres.close();
    }
}
