package org.shuguan.dataplane.census;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuguan.dataplane.profile.ColumnProfile;
import org.shuguan.dataplane.profile.ValueType;
import org.shuguan.dataplane.source.Engine;
import org.shuguan.dataplane.source.OpenSource;
import org.shuguan.dataplane.source.Source;
import org.shuguan.dataplane.source.SourceUnreadable;

/// Tables with more columns than the engine measures at the same time.
class WideTablesTest {
    private static final int MEGABYTE = 1 << 20;

    @TempDir
    Path folder;

    private final List<OpenSource.Unread> unread = new ArrayList<>();

    @Test
    void everyColumnOfAWideTextFileIsMeasuredAndItsRejectedLinesAreKept() throws Exception {
        // The last group has one column, whose cells are empty in two rows.
        StringBuilder text = new StringBuilder(line(401, i -> "列" + i));
        for (int row = 0; row < 7; row++) {
            int at = row;
            text.append(line(
                    401,
                    i -> i == 400 ? (at < 2 ? "" : "z") : i == 250 ? "\"" + at + ",\"\"x\"" : "" + (at * 1000 + i)));
        }
        text.append("only,three,cells\n");
        Files.writeString(folder.resolve("wide.csv"), text);
        TableResult result = only();
        assertThat(result.profile().rows()).isEqualTo(7);
        assertThat(result.profile().rejected()).isEqualTo(1);
        assertThat(result.profile().examples().getFirst().line()).isEqualTo(9);
        List<ColumnProfile> columns = result.profile().columns();
        assertThat(columns).hasSize(401);
        assertThat(columns.get(399).min()).isEqualTo("1399");
        assertThat(columns.get(199).type()).isEqualTo(ValueType.INTEGER);
        assertThat(columns.get(250).max()).isEqualTo("6,\"x");
        assertThat(columns.get(400).nulls()).isEqualTo(2);
        assertThat(columns.get(400).distinct()).isEqualTo(1);
        assertThat(result.classifications()).hasSize(401);
    }

    @Test
    void everyColumnOfAWideWorkbookIsMeasured() throws Exception {
        try (var out = Files.newOutputStream(folder.resolve("wide.xlsx"));
                var book = new Workbook(out, "test", "1.0")) {
            var sheet = book.newWorksheet("宽");
            for (int i = 0; i < 450; i++) {
                sheet.value(0, i, "列" + i);
                sheet.value(1, i, i);
                sheet.value(2, i, i + 1);
            }
        }
        List<ColumnProfile> columns = only().profile().columns();
        assertThat(columns).hasSize(450);
        assertThat(columns.get(449).top())
                .extracting(ColumnProfile.Count::value)
                .containsExactly("449", "450");
    }

    @Test
    void everyColumnOfAWideParquetFileIsMeasured() throws Exception {
        String columns = IntStream.range(0, 450)
                .mapToObj(i -> (i % 2 == 0 ? "range + " + i : "'t' || range") + " as c" + i)
                .collect(Collectors.joining(", "));
        try (var engine = Engine.open(1);
                var statement = engine.createStatement()) {
            statement.execute("copy (select " + columns + " from range(5)) to '" + folder.resolve("w.parquet")
                    + "' (format parquet)");
        }
        TableResult result = only();
        assertThat(result.profile().rows()).isEqualTo(5);
        assertThat(result.profile().columns()).hasSize(450);
        assertThat(result.profile().columns().get(448).max()).isEqualTo("452");
        assertThat(result.profile().columns().get(449).max()).isEqualTo("t4");
    }

    @Test
    void aTableWithMoreColumnsThanAreReadIsRefusedWithTheLimit() throws Exception {
        Files.writeString(folder.resolve("t.csv"), line(20_001, i -> "c" + i) + line(20_001, i -> "" + i));
        TableResult result = census().getFirst();
        assertThat(result.problem().reason()).isEqualTo(SourceUnreadable.Reason.TOO_MANY_COLUMNS.name());
        assertThat(result.problem().detail()).isEqualTo("20001 > 20000");
    }

    /// Before, 1,600 columns of five rows needed more than 5 GB.
    @Test
    void aWideFileNeedsNoMoreMemoryThanTheProcessMayUse() throws Exception {
        assumeThat(Path.of("/proc/self/status")).exists();
        Path file = folder.resolve("wide.csv");
        StringBuilder text = new StringBuilder(line(1600, i -> "c" + i));
        for (int row = 0; row < 5; row++) {
            int at = row;
            text.append(line(1600, i -> "" + (at * 7919 + i)));
        }
        Files.writeString(file, text);
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                "org.shuguan.dataplane.cli.CensusMain",
                "census",
                file.toString(),
                "--out",
                folder.resolve("out").toString(),
                "--format",
                "json");
        Process census = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        long peak = 0;
        while (census.isAlive()) {
            peak = Math.max(peak, peak(census.pid()));
            if (peak > 1500L * MEGABYTE) {
                census.destroyForcibly();
            }
            LockSupport.parkNanos(20_000_000);
        }
        assertThat(census.waitFor()).as(Files.readString(folder.resolve("log"))).isZero();
        assertThat(peak / MEGABYTE).isBetween(50L, 1500L);
    }

    private static long peak(long pid) throws IOException {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        try {
            return Files.readAllLines(status).stream()
                            .filter(line -> line.startsWith("VmHWM:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .max()
                            .orElse(0)
                    * 1024;
        } catch (IOException e) {
            // The process has ended.
            return 0;
        }
    }

    private static String line(int width, java.util.function.IntFunction<String> cell) {
        return IntStream.range(0, width).mapToObj(cell).collect(Collectors.joining(",", "", "\n"));
    }

    private TableResult only() throws SourceUnreadable {
        List<TableResult> results = census();
        assertThat(unread).isEmpty();
        assertThat(results).hasSize(1);
        assertThat(results.getFirst().problem()).isNull();
        return results.getFirst();
    }

    private List<TableResult> census() throws SourceUnreadable {
        InOrder results = new InOrder();
        new SourceCensus(new Source.Files(folder), 0).run(new HashSet<>(), results);
        unread.addAll(results.unread());
        return results.tables();
    }
}
