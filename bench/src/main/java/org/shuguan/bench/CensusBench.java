package org.shuguan.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.census.Corrections;
import org.shuguan.dataplane.census.SourceCensus;
import org.shuguan.dataplane.sketch.SketchKey;
import org.shuguan.dataplane.source.Engine;
import org.shuguan.dataplane.source.Source;

/// Measures a census of a realistic table: as CSV compared with the engine's own SUMMARIZE, as a PostgreSQL table
/// compared with `psql -c "COPY … TO STDOUT"`.
final class CensusBench {
    /// Where Linux keeps what it knows of this process; other systems have no such file.
    static final Path STATUS = Path.of("/proc/self/status");

    private static final SketchKey KEY = new SketchKey(new byte[32]);

    private final long rows;
    private final int runs;

    CensusBench(long rows, int runs) {
        this.rows = rows;
        this.runs = runs;
    }

    void run() throws Exception {
        Path folder = Files.createTempDirectory("shuguan-bench");
        Path file = folder.resolve("people.csv");
        try {
            PeopleTable.generate(file, rows);
            System.out.printf("%,d rows × 12 columns, %,d MB, median of %d%n", rows, Files.size(file) >> 20, runs);
            csv(file);
            postgres(file);
            if (Files.isReadable(STATUS)) {
                System.out.printf("peak memory of the process: %,d MB%n", peak());
            }
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        }
    }

    private void csv(Path file) throws Exception {
        List<Double> ours = new ArrayList<>();
        List<Double> sketched = new ArrayList<>();
        List<Double> peers = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            peers.add(seconds(() -> summarize(file)));
            ours.add(seconds(() -> census(new Source.Files(file), null)));
            sketched.add(seconds(() -> census(new Source.Files(file), KEY)));
        }
        report("CSV census ÷ SUMMARIZE (time; aim ≤ 1.5)", median(ours), median(peers), median(ours) / median(peers));
        report(
                "the same with sketches ÷ without (time; aim ≤ 1.15)",
                median(sketched),
                median(ours),
                median(sketched) / median(ours));
    }

    private void postgres(Path file) throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
            PeopleTable.load(file, postgres);
            Source source = PeopleTable.source(postgres);
            List<Double> ours = new ArrayList<>();
            List<Double> peers = new ArrayList<>();
            for (int i = 0; i < runs; i++) {
                peers.add(seconds(() -> PeopleTable.psql(postgres.getPort())));
                ours.add(seconds(() -> census(source, null)));
            }
            report(
                    "PostgreSQL census ÷ psql COPY (rows/s; aim ≥ 0.5)",
                    median(ours),
                    median(peers),
                    median(peers) / median(ours));
        }
    }

    private static boolean census(Source source, @Nullable SketchKey key) throws Exception {
        List<String> failed = new ArrayList<>();
        new SourceCensus(source, 0, key, Corrections.NONE).run(Set.of(), result -> {
            if (result.problem() != null) {
                failed.add(result.problem().detail());
            }
        });
        if (!failed.isEmpty()) {
            throw new IllegalStateException("the census failed: " + failed);
        }
        return true;
    }

    private static boolean summarize(Path file) throws Exception {
        try (Connection engine = Engine.open(Runtime.getRuntime().availableProcessors());
                Statement statement = engine.createStatement();
                var rows = statement.executeQuery("summarize select * from '" + file + "'")) {
            return rows.next();
        }
    }

    static double seconds(Callable<Boolean> work) throws Exception {
        long start = System.nanoTime();
        work.call();
        return (System.nanoTime() - start) / 1e9;
    }

    static double median(List<Double> times) {
        List<Double> sorted = new ArrayList<>(times);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }

    static void report(String what, double ours, double peer, double ratio) {
        System.out.printf("%-52s ours %7.2f s   peer %7.2f s   ratio %.2f%n", what, ours, peer, ratio);
    }

    /// Peak memory of this process including the engine, in MB, from Linux's /proc.
    static long peak() throws IOException {
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
                .findFirst()
                .orElse(0);
    }
}
