package org.shuguan.dataplane.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that collects is killed again and again, without a moment to tidy up, while the source changes. Each
/// version must be the source at one moment, except for rows that were deleted since the last full load.
class CrashTest {
    private static final int ROWS = 8_000;
    private static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    /// The longest text that fits the catalog.
    private static final int FITS = 12;

    @TempDir
    private Path folder;

    /// How long a collection takes on this machine.
    private long usual = TimeUnit.SECONDS.toNanos(2);

    @Test
    void versionsAreWholeWheneverTheProcessIsKilled() throws Exception {
        killed(6, 1);
    }

    @Test
    @Tag("deep")
    void versionsAreWholeWheneverTheProcessIsKilledManyTimes() throws Exception {
        for (int seed = 2; seed < 5; seed++) {
            killed(30, seed);
        }
    }

    private void killed(int times, long seed) throws Exception {
        Path place = folder.resolve("seed-" + seed);
        Random random = new Random(seed);
        try (LakeCity city = new LakeCity(place);
                Connection connection = city.postgres.getPostgresDatabase().getConnection();
                ExecutorService changes = Executors.newSingleThreadExecutor()) {
            Ledger ledger = new Ledger(connection, new Random(seed));
            Future<Void> changing = changes.submit(ledger);
            int next = 0;
            try (Lake lake = city.lake()) {
                for (int i = 0; i < times; i++) {
                    next = lived(place, city.postgres.getPort(), next, random);
                    if (i % 3 == 2) {
                        rollBack(lake, random);
                    }
                }
                ledger.stop();
                changing.get();
                check(lake, city, ledger, next);
            } finally {
                ledger.stop();
            }
        }
    }

    /// Lets a process collect up to two times and kills it at any moment of the next one.
    ///
    /// @param first number of its first collection: that in which the process before it was killed
    /// @return number of the collection in which it was killed
    private int lived(Path place, int port, int first, Random random) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx400m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledCollector.class.getName(),
                        place.toString(),
                        Integer.toString(port),
                        Integer.toString(first))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            int whole = random.nextInt(3);
            double part = random.nextDouble();
            int next = first;
            long since = System.nanoTime();
            // Between its lines may be those of a log.
            for (String line = lines.readLine(); ; line = lines.readLine()) {
                assertThat(line).isNotNull();
                if (line.equals(KilledCollector.READY)) {
                    since = System.nanoTime();
                } else if (line.startsWith(KilledCollector.ENDED)) {
                    assertThat(line).isEqualTo(KilledCollector.ENDED + next);
                    next++;
                    usual = Math.max(LEAST_NANOS, System.nanoTime() - since);
                    since = System.nanoTime();
                } else {
                    continue;
                }
                if (next - first == whole) {
                    break;
                }
            }
            process.waitFor((long) (part * usual), TimeUnit.NANOSECONDS);
            assertThat(process.isAlive()).isTrue();
            // By its handle: the process itself would close the stream that tells what has ended.
            process.toHandle().destroyForcibly();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(KilledCollector.ENDED)) {
                    assertThat(line).isEqualTo(KilledCollector.ENDED + next);
                    next++;
                }
            }
            process.waitFor();
            return next;
        }
    }

    private static void rollBack(Lake lake, Random random) throws LakeRefused {
        LakeTable table = lake.find(KilledCollector.TABLE).orElse(null);
        List<LakeVersion> versions = table == null ? List.of() : table.versions();
        if (!versions.isEmpty()) {
            table.rollBack(
                    versions.get(random.nextInt(Math.min(3, versions.size()))).id());
        }
    }

    private static void check(Lake lake, LakeCity city, Ledger ledger, int runs) throws Exception {
        LakeTable table = lake.find(KilledCollector.TABLE).orElseThrow();
        List<LakeVersion> versions = new ArrayList<>(table.versions().reversed());
        // Each collection that ended has its version, and none has two; the last one may have been killed before or
        // after its commit.
        assertThat(versions.stream()
                        .map(version -> Integer.parseInt(version.facts().getOrDefault(LakeTable.RUN, "")))
                        .sorted()
                        .toList())
                .startsWith(numbers(runs).toArray(Integer[]::new))
                .doesNotHaveDuplicates()
                .hasSizeBetween(runs, runs + 1);
        assertThat(versions.stream().map(version -> grown(version).increment()).distinct())
                .as("full loads and increments")
                .hasSize(2);
        Map<Long, Map<Integer, Row>> contents = new HashMap<>();
        for (int pass = 0; pass < 2; pass++) {
            contents.clear();
            versions.sort(Comparator.comparingLong(version -> upTo(version)));
            Map<Long, Map<Integer, Row>> sources =
                    ledger.states(versions.stream().map(CrashTest::upTo).toList());
            versions.sort(Comparator.comparing(LakeVersion::at));
            for (LakeVersion version : versions) {
                Map<Integer, Row> rows = rows(table, version);
                contents.put(version.id(), rows);
                Long parent = table.iceberg().snapshot(version.id()).parentId();
                Map<Integer, Row> before = grown(version).increment() ? contents.get(parent) : Map.of();
                assertThat(rows)
                        .as("version of run %s", version.facts().get(LakeTable.RUN))
                        .isEqualTo(expected(sources.getOrDefault(upTo(version), Map.of()), before));
                assertThat(version.rows()).isEqualTo(rows.size());
                long quarantined = Long.parseLong(version.facts().getOrDefault(Collector.QUARANTINED, ""));
                long read = Long.parseLong(version.facts().getOrDefault(Collector.SOURCE_ROWS, ""));
                Grown grown = grown(version);
                assertThat(grown.added() + grown.replaced() + grown.same() + quarantined)
                        .isEqualTo(read);
                assertThat(Quarantine.read(
                                        city.quarantine(version.facts().getOrDefault(LakeTable.RUN, "")),
                                        new Quarantine.Query("%", null, Quarantine.Order.ROW, false, 0, 1))
                                .total())
                        .isEqualTo(quarantined);
            }
            // What killed processes have left belongs to no version.
            while (pass == 0 && table.removeOrphans(Duration.ZERO) == -1) {
                Thread.onSpinWait();
            }
        }
        assertThat(table.removeOrphans(Duration.ZERO)).isZero();
    }

    private static List<Integer> numbers(int until) {
        return java.util.stream.IntStream.range(0, until).boxed().toList();
    }

    /// The source's rows that fit, and the rows of the version before that the source does not have any more.
    private static Map<Integer, Row> expected(Map<Integer, Row> source, Map<Integer, Row> before) {
        Map<Integer, Row> expected = new HashMap<>();
        before.forEach((id, row) -> {
            if (!source.containsKey(id)) {
                expected.put(id, row);
            }
        });
        source.forEach((id, row) -> {
            if (row.text().length() <= FITS) {
                expected.put(id, row);
            }
        });
        return expected;
    }

    private static Grown grown(LakeVersion version) {
        return Grown.of(version).orElseThrow();
    }

    private static long upTo(LakeVersion version) {
        return Long.parseLong(String.valueOf(grown(version).upTo()));
    }

    private static Map<Integer, Row> rows(LakeTable table, LakeVersion version) throws Exception {
        Map<Integer, Row> rows = new HashMap<>();
        for (List<String> row : new LakeReader(table).rows(version, 0, 2 * ROWS).rows()) {
            Row before = rows.put(Integer.parseInt(row.getFirst()), new Row(Long.parseLong(row.get(1)), row.get(2)));
            assertThat(before).isNull();
        }
        return rows;
    }

    private record Row(long v, String text) {}

    /// The source's table. Each transaction has a number, writes it as watermark into the rows that it adds or changes,
    /// and changes at least one; so the greatest watermark names the state.
    private static final class Ledger implements Callable<Void> {
        private final Connection connection;
        private final Random random;
        private final List<Map<Integer, Row>> changes = new ArrayList<>();
        private volatile boolean stopped;

        Ledger(Connection connection, Random random) throws SQLException {
            this.connection = connection;
            this.random = random;
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute("create table ledger (id int primary key, v bigint, t text);"
                        + " create index on ledger (v);"
                        + " insert into ledger select n, 0, 'row ' || n from generate_series(1, " + ROWS + ") n");
            }
            connection.commit();
            Map<Integer, Row> first = new HashMap<>();
            for (int id = 1; id <= ROWS; id++) {
                first.put(id, new Row(0, "row " + id));
            }
            changes.add(first);
        }

        void stop() {
            stopped = true;
        }

        @Override
        public Void call() throws SQLException {
            try (PreparedStatement upsert = connection.prepareStatement(
                            "insert into ledger values (?, ?, ?) on conflict (id) do update set v = excluded.v, t = excluded.t");
                    PreparedStatement delete = connection.prepareStatement("delete from ledger where id = ?")) {
                while (!stopped) {
                    long number = changes.size();
                    Map<Integer, Row> changed = new TreeMap<>();
                    for (int i = random.nextInt(20); i >= 0; i--) {
                        String text =
                                random.nextInt(10) == 0 ? "too long: " + number + "/" + i + "..." : "at " + number;
                        changed.put(1 + random.nextInt(ROWS + ROWS / 10), new Row(number, text));
                    }
                    List<Integer> deleted = new ArrayList<>();
                    for (int i = random.nextInt(3); i > 0; i--) {
                        int id = 1 + random.nextInt(ROWS);
                        if (!changed.containsKey(id)) {
                            deleted.add(id);
                        }
                    }
                    for (Map.Entry<Integer, Row> one : changed.entrySet()) {
                        upsert.setInt(1, one.getKey());
                        upsert.setLong(2, one.getValue().v());
                        upsert.setString(3, one.getValue().text());
                        upsert.executeUpdate();
                    }
                    for (int id : deleted) {
                        delete.setInt(1, id);
                        delete.executeUpdate();
                    }
                    connection.commit();
                    Map<Integer, Row> all = new HashMap<>(changed);
                    deleted.forEach(id -> all.put(id, null));
                    changes.add(all);
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
                }
                return null;
            }
        }

        /// The table after some of its transactions, given in their order.
        Map<Long, Map<Integer, Row>> states(List<Long> numbers) {
            Map<Long, Map<Integer, Row>> states = new HashMap<>();
            Map<Integer, Row> now = new HashMap<>();
            int done = 0;
            for (long number : numbers) {
                for (; done <= number; done++) {
                    changes.get(done).forEach((id, row) -> {
                        if (row == null) {
                            now.remove(id);
                        } else {
                            now.put(id, row);
                        }
                    });
                }
                states.put(number, new HashMap<>(now));
            }
            return states;
        }
    }
}
