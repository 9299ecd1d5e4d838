package org.shuguan.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.shuguan.dataplane.lake.CollectListener;
import org.shuguan.dataplane.lake.Collection;
import org.shuguan.dataplane.lake.Collector;
import org.shuguan.dataplane.lake.Lake;
import org.shuguan.dataplane.lake.LakeTable;
import org.shuguan.dataplane.lake.LakeVersion;
import org.shuguan.dataplane.quality.Check;
import org.shuguan.dataplane.quality.Examination;
import org.shuguan.dataplane.source.Engine;
import org.shuguan.dataplane.source.Source;

/// Measures 20 rules in one reading of a version, compared with the engine's plain scan of the same columns.
final class QualityBench {
    private static final Examination.Listener PATIENT = new Examination.Listener() {
        @Override
        public void progress(int percent) {
            // nobody looks
        }

        @Override
        public boolean cancelled() {
            return false;
        }
    };

    private final long rows;
    private final int runs;

    QualityBench(long rows, int runs) {
        this.rows = rows;
        this.runs = runs;
    }

    void run() throws Exception {
        try (BenchLake bench = new BenchLake()) {
            measure(bench.lake(), bench.folder());
            if (Files.isReadable(CensusBench.STATUS)) {
                System.out.printf("peak memory of the process: %,d MB%n", CensusBench.peak());
            }
        }
    }

    private void measure(Lake lake, Path folder) throws Exception {
        Path file = folder.resolve("people.csv");
        PeopleTable.generate(file, rows);
        LakeVersion version = new Collector(lake)
                .collect(
                        new Collection(
                                new Source.Files(file),
                                null,
                                "people",
                                CollectBench.fields(),
                                "bench",
                                folder.resolve("quarantine.parquet"),
                                Duration.ofMinutes(1)),
                        new CollectListener() {})
                .version();
        LakeTable table = lake.find("people").orElseThrow();
        List<Examination.Named> checks = checks();
        List<Double> ours = new ArrayList<>();
        List<Double> scans = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            scans.add(CensusBench.seconds(() -> scanned(table.sql(version.id()), version.columns())));
            ours.add(CensusBench.seconds(() -> examined(table, version, checks)));
        }
        System.out.printf(
                "%,d rows × %d columns, %d rules, median of %d%n",
                rows, version.columns().size(), checks.size(), runs);
        CensusBench.report(
                "rules in one pass ÷ plain scan (time; aim ≤ 3)",
                CensusBench.median(ours),
                CensusBench.median(scans),
                CensusBench.median(ours) / CensusBench.median(scans));
    }

    private static boolean examined(LakeTable table, LakeVersion version, List<Examination.Named> checks)
            throws Exception {
        Examination.Result result =
                new Examination(table, version, LocalDate.of(2026, 11, 29)).examine(checks, PATIENT);
        for (Examination.Counted one : result.checks()) {
            if (one.problem() != null) {
                throw new IllegalStateException(one.toString());
            }
        }
        return result.rows() > 0;
    }

    /// Reads each value: a count alone would be answered from the file's description.
    private static boolean scanned(String from, List<String> columns) throws SQLException {
        String all = columns.stream()
                .map(column -> "min(\"" + column + "\"), max(\"" + column + "\")")
                .collect(Collectors.joining(", "));
        try (Connection engine = Engine.open(Runtime.getRuntime().availableProcessors());
                Statement statement = engine.createStatement()) {
            return statement.execute("select " + all + " from " + from);
        }
    }

    private static List<Examination.Named> checks() {
        List<Check> checks = List.of(
                new Check.Present("id"),
                new Check.Unique(List.of("id")),
                new Check.Present("idno"),
                new Check.Identifier("idno", Check.CheckedNumber.RESIDENT_ID),
                new Check.Length("idno", 18, 18),
                new Check.BirthOfId("birth", "idno"),
                new Check.SexOfId("sex", "idno", List.of("1"), List.of("2")),
                new Check.Codes("sex", List.of("1", "2", "9")),
                new Check.Present("name"),
                new Check.NotFiller("name", List.of("张三", "李四", "测试", "无", "不详")),
                new Check.Identifier("phone", Check.CheckedNumber.MOBILE),
                new Check.NotFiller("phone", List.of("13800000000")),
                new Check.NotFuture("birth"),
                new Check.Range("birth", "1850-01-01", null),
                new Check.Range("amount", "0", "1000000"),
                new Check.Present("address"),
                new Check.Codes("region", List.of("441202", "441203", "441204")),
                new Check.Codes("status", List.of("正常", "停保")),
                new Check.Order("birth", "updated"),
                new Check.Sql("amount >= 0 or status = '停保'", Map.of()));
        List<Examination.Named> named = new ArrayList<>();
        for (int i = 0; i < checks.size(); i++) {
            named.add(new Examination.Named("r" + i, checks.get(i)));
        }
        return named;
    }
}
