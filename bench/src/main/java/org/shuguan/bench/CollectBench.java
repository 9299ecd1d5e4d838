package org.shuguan.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.lake.CollectListener;
import org.shuguan.dataplane.lake.Collected;
import org.shuguan.dataplane.lake.Collection;
import org.shuguan.dataplane.lake.Collector;
import org.shuguan.dataplane.lake.Lake;
import org.shuguan.dataplane.source.Engine;
import org.shuguan.dataplane.source.Source;

/// Measures a collection into the lake, from the source to the committed version: of a PostgreSQL table compared with
/// `psql -c "COPY … TO STDOUT"`, of a CSV file compared with the engine's own `COPY … TO … (format parquet)`.
final class CollectBench {
    private final long tableRows;
    private final long fileRows;
    private final int runs;

    CollectBench(long tableRows, long fileRows, int runs) {
        this.tableRows = tableRows;
        this.fileRows = fileRows;
        this.runs = runs;
    }

    void run() throws Exception {
        try (BenchLake bench = new BenchLake()) {
            table(bench.lake(), bench.postgres(), bench.folder());
            file(bench.lake(), bench.folder());
            if (Files.isReadable(CensusBench.STATUS)) {
                System.out.printf("peak memory of the process: %,d MB%n", CensusBench.peak());
            }
        }
    }

    private void table(Lake lake, EmbeddedPostgres postgres, Path folder) throws Exception {
        Path file = folder.resolve("table.csv");
        PeopleTable.generate(file, tableRows);
        PeopleTable.load(file, postgres);
        Files.delete(file);
        List<Double> ours = new ArrayList<>();
        List<Double> peers = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            peers.add(CensusBench.seconds(() -> PeopleTable.psql(postgres.getPort())));
            ours.add(CensusBench.seconds(
                    () -> collected(lake, PeopleTable.source(postgres), "public.people", "people", folder, tableRows)));
        }
        System.out.printf("%,d rows × 12 columns of a PostgreSQL table, median of %d%n", tableRows, runs);
        CensusBench.report(
                "collection ÷ psql COPY (rows/s; aim ≥ 0.5)",
                CensusBench.median(ours),
                CensusBench.median(peers),
                CensusBench.median(peers) / CensusBench.median(ours));
    }

    private void file(Lake lake, Path folder) throws Exception {
        Path file = folder.resolve("people.csv");
        Path parquet = folder.resolve("peer.parquet");
        PeopleTable.generate(file, fileRows);
        List<Double> ours = new ArrayList<>();
        List<Double> peers = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            peers.add(CensusBench.seconds(() -> converted(file, parquet)));
            ours.add(CensusBench.seconds(
                    () -> collected(lake, new Source.Files(file), null, "people_file", folder, fileRows)));
        }
        System.out.printf("%,d rows × 12 columns of a CSV file, median of %d%n", fileRows, runs);
        CensusBench.report(
                "collection ÷ COPY to Parquet (time; aim ≤ 1.3)",
                CensusBench.median(ours),
                CensusBench.median(peers),
                CensusBench.median(ours) / CensusBench.median(peers));
    }

    private static boolean collected(
            Lake lake, Source source, @Nullable String path, String table, Path folder, long rows) throws Exception {
        String run = UUID.randomUUID().toString();
        Collected collected = new Collector(lake)
                .collect(
                        new Collection(
                                source,
                                path,
                                table,
                                fields(),
                                run,
                                folder.resolve(run + ".parquet"),
                                Duration.ofMinutes(1)),
                        new CollectListener() {});
        if (collected.kept() != rows || collected.quarantined() != 0) {
            throw new IllegalStateException("not all rows were kept: " + collected);
        }
        lake.find(table).orElseThrow().expire(1, java.time.Instant.now());
        return true;
    }

    /// The columns of [PeopleTable] as items of a catalog.
    static List<Collection.Field> fields() {
        return List.of(
                field("id", "I", true),
                field("idno", "C", false),
                field("name", "C", false),
                field("sex", "I", false),
                field("phone", "C", false),
                field("birth", "D", false),
                field("amount", "Y", false),
                field("address", "C", false),
                field("region", "C", false),
                field("status", "C", false),
                field("credit", "C", false),
                field("updated", "T", false));
    }

    private static Collection.Field field(String column, String letter, boolean key) {
        return new Collection.Field(column, letter, null, key, "", null);
    }

    private static boolean converted(Path file, Path parquet) throws Exception {
        try (Connection engine = Engine.open(Runtime.getRuntime().availableProcessors());
                Statement statement = engine.createStatement()) {
            return statement.execute(
                    "copy (select * from '" + file + "') to '" + parquet + "' (format parquet, compression zstd)");
        }
    }
}
