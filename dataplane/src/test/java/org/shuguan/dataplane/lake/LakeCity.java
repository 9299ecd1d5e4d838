package org.shuguan.dataplane.lake;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.source.Source;

/// A real PostgreSQL server with a source database and the catalog of a lake, whose files are in a folder or in the
/// bucket of a real store.
public final class LakeCity implements AutoCloseable {
    final EmbeddedPostgres postgres;
    final Path folder;
    final @Nullable BucketServer store;

    public LakeCity(Path folder) throws Exception {
        this(folder, null);
    }

    /// @param store where the files are; null for a folder. Closed with this
    public LakeCity(Path folder, @Nullable BucketServer store) throws Exception {
        this.folder = folder;
        this.store = store;
        this.postgres = EmbeddedPostgres.builder().start();
        execute("create schema lake");
        for (String sql : Lake.catalogTables()) {
            execute("set search_path = lake; " + sql);
        }
    }

    LakePlace place() {
        return store == null
                ? new LakePlace.Folder(folder.resolve("lake"))
                : store.place(folder.resolve("work"), 1L << 30);
    }

    LakeAddress address() {
        return new LakeAddress(
                place(),
                "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres",
                "postgres",
                "postgres",
                "lake");
    }

    public Lake lake() {
        return Lake.open(address());
    }

    /// The same lake, read by DuckDB or by the real Trino server of the tests.
    public Lake lake(boolean trino) throws Exception {
        return trino ? Lake.open(address(), new TrinoEngine(TrinoServer.shared().catalog(address()))) : lake();
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

    /// The files of the lake that have rows, without those that nobody has stored yet.
    ///
    /// @param table null for those of all tables
    List<String> files(@Nullable String table) throws Exception {
        String in = "collected/" + (table == null ? "" : table + "/");
        if (store != null) {
            return store.keys().stream()
                    .filter(key -> key.endsWith(".parquet") && key.contains(in))
                    .toList();
        }
        try (var all = Files.walk(folder.resolve("lake"))) {
            return all.map(Path::toString)
                    .filter(file -> file.endsWith(".parquet") && file.contains(in))
                    .toList();
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
        if (store != null) {
            store.close();
        }
        postgres.close();
    }
}
