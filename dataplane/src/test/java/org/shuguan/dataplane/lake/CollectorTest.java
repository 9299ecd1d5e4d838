package org.shuguan.dataplane.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.shuguan.dataplane.lake.LakeCity.field;
import static org.shuguan.dataplane.lake.LakeCity.key;
import static org.shuguan.dataplane.lake.LakeCity.text;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuguan.dataplane.source.Source;
import org.shuguan.dataplane.source.SourceUnreadable;

class CollectorTest {
    private static final CollectListener QUIET = new CollectListener() {};

    @TempDir
    private static Path folder;

    private static LakeCity city;
    private Lake lake;
    private Collector collector;

    @BeforeAll
    static void start() throws Exception {
        city = new LakeCity(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        city.close();
    }

    @BeforeEach
    void open() {
        lake = city.lake();
        collector = new Collector(lake);
    }

    @AfterEach
    void close() {
        lake.close();
    }

    private List<List<String>> rows(LakeVersion version, String table) throws Exception {
        return new LakeReader(lake.find(table).orElseThrow())
                .rows(version, 0, 100)
                .rows();
    }

    @Test
    void everyTypeArrivesExactly() throws Exception {
        city.execute("""
                create table exact (id bigint primary key, name varchar(20), amount numeric(20,4), plain numeric,
                                    at timestamp, zoned timestamptz, day date, yes boolean, real8 double precision);
                insert into exact values
                  (1, '龘䶮𠮷 "引号"', 1234567890123456.7891, 0.1234567890, '2026-01-02 03:04:05.678901',
                   '2026-01-01 20:00:00+00', '2024-02-29', true, 0.1),
                  (9223372036854775807, '', -0.0001, null, null, null, null, null, 'NaN'),
                  (3, null, null, 12345678901234567890.5, '0001-01-01', null, '9999-12-31', false, 1e300);
                """);
        Collected done = collector.collect(
                city.of(
                        "exact",
                        "types",
                        key("id", "I"),
                        field("name", "C"),
                        field("amount", "N"),
                        field("plain", "N"),
                        field("at", "T"),
                        field("zoned", "T"),
                        field("day", "D"),
                        field("yes", "L"),
                        field("real8", "B")),
                QUIET);
        assertThat(done.rows()).isEqualTo(3);
        assertThat(done.kept()).isEqualTo(3);
        assertThat(city.quarantined("types")).isEmpty();
        assertThat(rows(done.version(), "exact").toString())
                .isEqualTo("[[1, 龘䶮𠮷 \"引号\", 1234567890123456.7891, 0.1234567890, 2026-01-02 03:04:05.678901,"
                        + " 2026-01-02 04:00:00, 2024-02-29, true, 0.1],"
                        + " [3, null, null, 12345678901234567890.5000000000, 0001-01-01 00:00:00, null, 9999-12-31,"
                        + " false, 1e+300],"
                        + " [9223372036854775807, , -0.0001, null, null, null, null, null, nan]]");
    }

    @Test
    void whatDoesNotFitGoesToTheQuarantineAndTheNumbersAddUp() throws Exception {
        city.execute("""
                create table dirty (id text, n text, amount text, day text, at text, name text, yes text);
                insert into dirty values
                  ('1', '12', '1.50', '2024-02-29', '2024-02-29 12:00', '甲', '是'),
                  ('2', '99999999999999999999', '1.50', '2024-02-29', null, '乙', 'f'),
                  ('3', '1.5', '1e5', '2024-02-30', 'yesterday', '丙', 'perhaps'),
                  ('4', '12.00', '0.12345678901', '20240229', '2024-02-29T12:00:00Z', '一二三四', '1'),
                  (null, '+7', '.5', ' 2024/2/9 ', '2024年2月9日', '', null),
                  ('6', '', ' ', '2024-02-29 00:00:00', '2024-02-29 12:00:00.1234567', '戊', ''),
                  ('7', 'abc', '12345678901234567890123456789.5', '2024-02-29 08:00:00', 'infinity', null, '0');
                """);
        Collected done = collector.collect(
                city.of(
                        "dirty",
                        "dirty",
                        key("id", "C"),
                        field("n", "I"),
                        field("amount", "N"),
                        field("day", "D"),
                        field("at", "T"),
                        text("name", 9),
                        field("yes", "L")),
                QUIET);
        assertThat(city.quarantined("dirty"))
                .containsExactly(
                        "2 2 n 99999999999999999999 out-of-range",
                        "3 3 amount 1e5 not-number",
                        "3 3 at yesterday not-time",
                        "3 3 day 2024-02-30 not-date",
                        "3 3 n 1.5 too-precise",
                        "3 3 yes perhaps not-boolean",
                        "4 4 amount 0.12345678901 too-precise",
                        "4 4 name 一二三四 too-long",
                        "5  id null missing-key",
                        "6 6 at 2024-02-29 12:00:00.1234567 too-precise",
                        "7 7 amount 12345678901234567890123456789.5 out-of-range",
                        "7 7 at infinity not-time",
                        "7 7 day 2024-02-29 08:00:00 too-precise",
                        "7 7 n abc not-number");
        assertThat(done.rows()).isEqualTo(7);
        assertThat(done.kept()).isEqualTo(1);
        assertThat(done.quarantined()).isEqualTo(6);
        assertThat(rows(done.version(), "dirty").toString())
                .isEqualTo("[[1, 12, 1.5000000000, 2024-02-29, 2024-02-29 12:00:00, 甲, true]]");
    }

    @Test
    void linesOfAFileThatAreNoRowsAreCountedAndNamedByTheirLine() throws Exception {
        Path files = Files.createDirectories(folder.resolve("files"));
        Files.writeString(files.resolve("people.csv"), "编号,姓名,年龄\n1,甲,30\n2,乙\n3,丙,many\n4,丁,\"4\n0\"\n5,戊,50\n");
        Source source = new Source.Files(files);
        Collected done = collector.collect(
                city.of(source, "people.csv", "people", "file", key("编号", "I"), field("姓名", "C"), field("年龄", "I")),
                QUIET);
        assertThat(done.rows()).isEqualTo(5);
        assertThat(done.kept()).isEqualTo(2);
        assertThat(city.quarantined("file"))
                .containsExactly("3 null null 2,乙 not-row", "4 3 年龄 many not-number", "5 4 年龄 4\n0 not-number");
    }

    @Test
    void aLongTextArrivesWholeAndOneBeyondTheLimitIsQuarantined() throws Exception {
        city.execute("create table long_texts (id int primary key, t text);"
                + " insert into long_texts select 1, repeat('长文\"', 50000) union all select 2, repeat('x', 2000000)"
                + " union all select 3, repeat('\"', 1048576)");
        Collected done = collector.collect(city.of("long_texts", "long", key("id", "I"), field("t", "C")), QUIET);
        assertThat(done.kept()).isEqualTo(2);
        List<List<String>> rows = rows(done.version(), "long_texts");
        assertThat(rows.getFirst().get(1)).isEqualTo("长文\"".repeat(50000));
        assertThat(rows.get(1).get(1)).isEqualTo("\"".repeat(1048576));
        assertThat(city.quarantined("long")).containsExactly("2 2 t \u0001too-large 2000000 too-large");
    }

    @Test
    void aGoneOrRetypedColumnStopsTheCollectionAndANewOneIsNoted() throws Exception {
        city.execute("create table drifting (id int primary key, a int, b text)");
        Collection.Field id = new Collection.Field("id", "I", null, true, "integer", null);
        Collection.Field a = new Collection.Field("a", "I", null, false, "integer", null);
        Collected first = collector.collect(city.of("drifting", "drift-1", id, a), QUIET);
        assertThat(first.added()).containsExactly("b");
        city.execute("alter table drifting alter a type text");
        assertThatThrownBy(() -> collector.collect(city.of("drifting", "drift-2", id, a), QUIET))
                .isInstanceOfSatisfying(
                        Drifted.class,
                        drifted ->
                                assertThat(drifted.drift().retyped().toString()).isEqualTo("[a: integer → text]"));
        city.execute("alter table drifting drop a");
        assertThatThrownBy(() -> collector.collect(city.of("drifting", "drift-3", id, a), QUIET))
                .isInstanceOfSatisfying(
                        Drifted.class,
                        drifted -> assertThat(drifted.drift().gone()).containsExactly("a"));
        assertThat(lake.find("drifting").orElseThrow().versions()).hasSize(1);
    }

    @Test
    void aRunThatHasCommittedIsNotCollectedAgain() throws Exception {
        city.execute("create table once (id int primary key); insert into once values (1), (2)");
        Collected first = collector.collect(city.of("once", "once", key("id", "I")), QUIET);
        city.execute("insert into once values (3)");
        Collected again = collector.collect(city.of("once", "once", key("id", "I")), QUIET);
        assertThat(again.version()).isEqualTo(first.version());
        assertThat(again.rows()).isEqualTo(2);
        assertThat(again.kept()).isEqualTo(2);
    }

    @Test
    void aCancelledCollectionLeavesNothing() throws Exception {
        city.execute("create table endless (id bigint); insert into endless select generate_series(1, 300000)");
        int before = city.files(null).size();
        CollectListener cancelling = new CollectListener() {
            @Override
            public boolean cancelled() {
                return true;
            }
        };
        city.execute("create view slow as select case when pg_sleep(0.01) is not null then id end as id from endless");
        assertThatThrownBy(() -> collector.collect(city.of("slow", "cancel", key("id", "I")), cancelling))
                .isInstanceOfSatisfying(
                        SourceUnreadable.class,
                        e -> assertThat(e.reason()).isEqualTo(SourceUnreadable.Reason.CANCELLED));
        assertThat(city.files(null)).hasSize(before);
        assertThat(lake.find("slow").orElseThrow().versions()).isEmpty();
    }

    @Test
    void aSourceWithoutARowForTooLongEndsWithAReason() throws Exception {
        city.execute("create view silent as select case when pg_sleep(600) is not null then 1 end as id");
        Collection patient = city.of("silent", "silent", key("id", "I"));
        Collection impatient = new Collection(
                patient.source(),
                patient.path(),
                patient.table(),
                patient.fields(),
                patient.run(),
                patient.quarantine(),
                java.time.Duration.ofMillis(300));
        assertThatThrownBy(() -> collector.collect(impatient, QUIET))
                .isInstanceOfSatisfying(
                        LakeRefused.class, e -> assertThat(e.reason()).isEqualTo(LakeRefused.Reason.STALLED));
    }

    @Test
    void anEmptyTableAndAWideTableAreCollected() throws Exception {
        city.execute("create table empty (id int primary key, t text)");
        Collected none = collector.collect(city.of("empty", "empty", key("id", "I"), field("t", "C")), QUIET);
        assertThat(none.rows()).isZero();
        assertThat(rows(none.version(), "empty")).isEmpty();
        StringBuilder columns = new StringBuilder("id int primary key");
        Collection.Field[] fields = new Collection.Field[301];
        fields[0] = key("id", "I");
        for (int i = 1; i <= 300; i++) {
            columns.append(", c").append(i).append(" int default ").append(i);
            fields[i] = field("c" + i, "I");
        }
        city.execute("create table wide (" + columns + "); insert into wide (id) values (1), (2)");
        Collected wide = collector.collect(city.of("wide", "wide", fields), QUIET);
        assertThat(rows(wide.version(), "wide").get(1)).hasSize(301).endsWith("299", "300");
    }
}
