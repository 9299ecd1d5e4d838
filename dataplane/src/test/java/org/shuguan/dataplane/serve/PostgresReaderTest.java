package org.shuguan.dataplane.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuguan.dataplane.source.Source;

class PostgresReaderTest extends ReaderContract {
    private static EmbeddedPostgres postgres;
    private static LiveSource source;

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.builder().start();
        execute(TABLE);
        execute(inserts());
        source = open(new LiveSource.Load(2, Duration.ofSeconds(5)));
    }

    @AfterAll
    static void stop() throws Exception {
        source.close();
        postgres.close();
    }

    private static void execute(String sql) throws Exception {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static LiveSource open(LiveSource.Load load) {
        return LiveSource.of("residents", address(postgres.getPort()), load);
    }

    private static Source.Database address(int port) {
        return new Source.Database(
                Source.Kind.POSTGRESQL,
                "127.0.0.1",
                port,
                "postgres",
                List.of(),
                "postgres",
                "postgres",
                Source.Limits.DEFAULT);
    }

    @Override
    ServedTable table() {
        return source.table("public.resident");
    }

    @Test
    void unusualTypesAreReadAndComparedAsTheyAreWritten() throws Exception {
        execute("create type colour as enum ('红', '绿')");
        execute("create table odd (id int primary key, u uuid, c colour, j jsonb, r real, d double precision,"
                + " t timestamptz, b boolean, n name)");
        execute("insert into odd values (1, '6f9619ff-8b86-d011-b42d-00c04fc964ff', '红', '{\"a\": 1}', 0.1, 'NaN',"
                + " '2026-01-01T00:00:00Z', true, 'n')");
        Granted all = new Granted(
                List.of("id", "u", "c", "j", "r", "d", "t", "b").stream()
                        .map(name -> new ServedItem(name, name, ItemMask.CLEAR))
                        .toList(),
                Map.of(),
                RowFilter.ALL,
                KEY);

        Answer answer = ConsumerReader.read(
                source.table("public.odd"),
                all,
                question("u = '6f9619ff-8b86-d011-b42d-00c04fc964ff' and c = '红' and r = 0.1 and b = true and"
                        + " t = 2026-01-01T08:00:00"));

        assertThat(answer.rows().getFirst())
                .extracting(String::valueOf)
                .containsExactly(
                        "1",
                        "6f9619ff-8b86-d011-b42d-00c04fc964ff",
                        "红",
                        "{\"a\": 1}",
                        "0.1",
                        "NaN",
                        "2026-01-01T08:00",
                        "true");
    }

    @Test
    void aKeyLookUpUsesTheIndexBehindTheView() throws Exception {
        View view = View.of(table(), everything(), everything().visible());
        Sql sql = Sql.of("explain select c0").add(view.from(RowFilter.parse("编号 = 5")));
        String plan = table().ask(connection -> {
            try (var statement = connection.prepareStatement("set enable_seqscan = off");
                    var asked = connection.prepareStatement(sql.text())) {
                statement.execute();
                asked.setObject(1, sql.binds().getFirst());
                try (var rows = asked.executeQuery()) {
                    rows.next();
                    return rows.getString(1);
                } finally {
                    connection.createStatement().execute("reset enable_seqscan");
                }
            }
        });
        assertThat(plan).contains("resident_pkey");
    }

    /// Writes a snapshot of a table in every format, with little memory.
    static final class Little {
        private Little() {}

        public static void main(String[] arguments) throws Exception {
            Granted granted = new Granted(
                    List.of(new ServedItem("id", "id", ItemMask.CLEAR), new ServedItem("t", "t", ItemMask.CLEAR)),
                    Map.of(),
                    RowFilter.ALL,
                    KEY);
            try (LiveSource live = LiveSource.of(
                    "large", address(Integer.parseInt(arguments[0])), new LiveSource.Load(1, Duration.ofSeconds(60)))) {
                for (RowFile.Format format : RowFile.Format.values()) {
                    Path file = Path.of(arguments[1]).resolve(format.word());
                    try (RowFile rows = RowFile.create(file, format, RowFile.Encoding.UTF8, Long.MAX_VALUE)) {
                        ConsumerReader.snapshot(live.table("public.large"), granted, rows);
                        System.out.println(format + " " + rows.rows());
                    }
                }
            }
        }
    }

    @Test
    void aSnapshotMayBeLargerThanTheMemory(@TempDir Path folder) throws Exception {
        // 150 MB of texts
        execute("create table large as select i as id, repeat('数据', 250) || i as t from generate_series(1, 150000) i");
        execute("alter table large add primary key (id)");
        Process little = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Little.class.getName(),
                        Integer.toString(postgres.getPort()),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(little.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(little.waitFor()).as(said).isZero();
        assertThat(said).contains("CSV 150000", "XLSX 150000", "PARQUET 150000", "JSONL 150000");
        execute("drop table large");
    }

    @Test
    void aSourceThatStopsInTheMiddleIsToldAndNothingLooksWhole() throws Exception {
        EmbeddedPostgres mortal = EmbeddedPostgres.builder().start();
        try (var connection = mortal.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create table large as select i as id, repeat('数据', 250) || i as t"
                    + " from generate_series(1, 50000) i");
            statement.execute("alter table large add primary key (id)");
        }
        Granted granted = new Granted(
                List.of(new ServedItem("id", "id", ItemMask.CLEAR), new ServedItem("t", "t", ItemMask.CLEAR)),
                Map.of(),
                RowFilter.ALL,
                KEY);
        RowSink killing = new RowSink() {
            private int rows;

            @Override
            void begin(List<Column> columns) {
                // Nothing is kept.
            }

            @Override
            void row(List<@Nullable Object> row) throws IOException {
                if (++rows == 1500) {
                    mortal.close();
                }
            }
        };
        try (LiveSource live =
                LiveSource.of("mortal", address(mortal.getPort()), new LiveSource.Load(1, Duration.ofSeconds(20)))) {
            assertThat(catchThrowableOfType(
                                    SourceAway.class,
                                    () -> ConsumerReader.snapshot(live.table("public.large"), granted, killing))
                            .reason())
                    .isEqualTo(SourceAway.Reason.DOWN);
        }
    }

    @Test
    void aSourceThatIsDownIsToldAndThenLeftAlone() throws Exception {
        int unused;
        try (var free = new java.net.ServerSocket(0)) {
            unused = free.getLocalPort();
        }
        try (LiveSource down = LiveSource.of("down", address(unused), new LiveSource.Load(1, Duration.ofSeconds(1)))) {
            Granted all = everything();
            Question asked = question("编号 = 1");
            SourceAway.Reason last = SourceAway.Reason.DOWN;
            for (int i = 0; i < 6; i++) {
                last = catchThrowableOfType(
                                SourceAway.class, () -> ConsumerReader.read(down.table("public.resident"), all, asked))
                        .reason();
            }
            assertThat(last).isEqualTo(SourceAway.Reason.RESTING);
        }
    }

    @Test
    void aSlowStatementIsEndedAndAMissingColumnIsNoFaultOfTheConsumer() throws Exception {
        execute("create table slow as select 1 as id");
        execute("create view slowly as select id, pg_sleep(id * 3)::text as nap from slow");
        try (LiveSource hasty = open(new LiveSource.Load(1, Duration.ofMillis(200)))) {
            Granted nap =
                    new Granted(List.of(new ServedItem("nap", "nap", ItemMask.CLEAR)), Map.of(), RowFilter.ALL, KEY);
            Granted gone =
                    new Granted(List.of(new ServedItem("gone", "gone", ItemMask.CLEAR)), Map.of(), RowFilter.ALL, KEY);
            Question asked = question("");
            assertThat(catchThrowableOfType(
                                    SourceAway.class,
                                    () -> ConsumerReader.read(hasty.table("public.slowly"), nap, asked))
                            .reason())
                    .isEqualTo(SourceAway.Reason.SLOW);
            assertThat(catchThrowableOfType(
                                    SourceAway.class,
                                    () -> ConsumerReader.read(hasty.table("public.slowly"), gone, asked))
                            .reason())
                    .isEqualTo(SourceAway.Reason.CHANGED);
        }
    }
}
