package org.shuguan.dataplane.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.shuguan.dataplane.lake.LakeCity.field;
import static org.shuguan.dataplane.lake.LakeCity.key;
import static org.shuguan.dataplane.lake.LakeCity.text;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.shuguan.dataplane.source.Source;
import org.shuguan.dataplane.source.Watermark;

/// Collections by increment of a table that changes.
@ParameterizedClass
@EnumSource(Place.class)
class IncrementTest {
    private static final CollectListener QUIET = new CollectListener() {};
    private static final Collection.Growth BY_NUMBER = new Collection.Growth("v", 0, 0, false, "source");

    @TempDir
    private static Path folder;

    @Parameter
    @SuppressWarnings("unused") // the start gets what a field gets
    private Place place;

    private static LakeCity city;
    private Lake lake;
    private Collector collector;

    @BeforeParameterizedClassInvocation
    static void start(Place place) throws Exception {
        city = place.city(folder);
    }

    @AfterParameterizedClassInvocation
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

    /// A table `name (id, v, t)`; `v` is its watermark.
    private Collected collected(String name, String run) throws Exception {
        return collected(name, run, BY_NUMBER);
    }

    private Collected collected(String name, String run, Collection.Growth growth) throws Exception {
        return collector.collect(growing(name, run, growth, key("id", "I"), field("v", "I"), text("t", 9)), QUIET);
    }

    private static Collection growing(String name, String run, Collection.Growth growth, Collection.Field... fields) {
        Collection full = city.of(name, name + "-" + run, fields);
        return new Collection(
                full.source(),
                full.path(),
                full.table(),
                full.fields(),
                full.run(),
                full.quarantine(),
                full.silence(),
                growth);
    }

    private static Grown grown(Collected collected) {
        return Grown.of(collected.version()).orElseThrow();
    }

    /// Added, replaced, same and withdrawn rows.
    private static String counts(Collected collected) {
        Grown grown = grown(collected);
        return grown.added() + " " + grown.replaced() + " " + grown.same() + " " + grown.withdrawn();
    }

    private static void table(String name, String rows) throws Exception {
        city.execute("create table " + name + " (id int, v bigint, t text); insert into " + name + " values " + rows);
    }

    private String rows(String table, LakeVersion version) throws Exception {
        return new LakeReader(lake.find(table).orElseThrow())
                .rows(version, 0, 100)
                .rows()
                .toString();
    }

    private int files(String table) throws Exception {
        return city.files(table).size();
    }

    @Test
    void onlyNewAndChangedRowsAreReadAndTakeTheirPlaceByKey() throws Exception {
        table("growing", "(1, 1, 'a'), (2, 2, 'b'), (3, 3, 'c')");
        Collected first = collected("growing", "1");
        assertThat(grown(first).because()).isEqualTo(Grown.Because.FIRST);
        assertThat(grown(first).upTo()).isEqualTo("3");
        city.execute("update growing set v = 4, t = 'B' where id = 2; insert into growing values (4, 5, 'd')");
        Collected second = collected("growing", "2");
        assertThat(grown(second).increment()).isTrue();
        assertThat(grown(second).from()).isEqualTo("3");
        assertThat(grown(second).upTo()).isEqualTo("5");
        assertThat(second.rows()).isEqualTo(3);
        assertThat(second.kept()).isEqualTo(3);
        // The row at the watermark itself is read again.
        assertThat(counts(second)).isEqualTo("1 1 1 0");
        assertThat(rows("growing", second.version())).isEqualTo("[[1, 1, a], [2, 4, B], [3, 3, c], [4, 5, d]]");
        assertThat(rows("growing", first.version())).isEqualTo("[[1, 1, a], [2, 2, b], [3, 3, c]]");
        LakeReader.Difference difference = new LakeReader(lake.find("growing").orElseThrow())
                .compare(first.version(), second.version(), null, 0, 10);
        assertThat(difference.added()).isEqualTo(1);
        assertThat(difference.changed()).isEqualTo(1);
        assertThat(difference.same()).isEqualTo(2);
        assertThat(grown(second).fullAt()).isEqualTo(first.version().at());
        assertThat(grown(second).since()).isEqualTo(1);
    }

    @Test
    void rowsDeletedAtTheSourceStayUntilTheFullLoadWhoseTurnComes() throws Exception {
        table("deleting", "(1, 1, 'a'), (2, 2, 'b'), (3, 3, 'c')");
        Collection.Growth third = new Collection.Growth("v", 0, 3, false, "source");
        collected("deleting", "1", third);
        city.execute("delete from deleting where id = 1");
        assertThat(collected("deleting", "2", third).version().rows()).isEqualTo(3);
        // A change that the watermark does not show.
        city.execute("update deleting set t = 'X' where id = 2; insert into deleting values (4, 4, 'd')");
        assertThat(collected("deleting", "3", third).version().rows()).isEqualTo(4);
        Collected full = collected("deleting", "4", third);
        assertThat(grown(full).because()).isEqualTo(Grown.Because.DUE);
        assertThat(grown(full).gone()).isEqualTo(1);
        assertThat(grown(full).missed()).isEqualTo(1);
        assertThat(counts(full)).isEqualTo("0 1 2 0");
        assertThat(rows("deleting", full.version())).isEqualTo("[[2, 2, X], [3, 3, c], [4, 4, d]]");
        assertThat(grown(collected("deleting", "5", third)).increment()).isTrue();
    }

    @Test
    void whatDidNotChangeMakesAVersionThatSharesAllFiles() throws Exception {
        table("quiet", "(1, 1, 'a'), (2, 2, 'b')");
        Collected first = collected("quiet", "1");
        Collected second = collected("quiet", "2");
        assertThat(second.version().id()).isNotEqualTo(first.version().id());
        assertThat(counts(second)).isEqualTo("0 0 1 0");
        assertThat(files("quiet")).isEqualTo(1);
        assertThat(rows("quiet", second.version())).isEqualTo("[[1, 1, a], [2, 2, b]]");
        city.execute("insert into quiet values (3, 3, 'c')");
        Collected third = collected("quiet", "3");
        assertThat(files("quiet")).isEqualTo(2);
        LakeTable table = lake.find("quiet").orElseThrow();
        // Expiring the older versions leaves the files that the newest one still has.
        table.expire(1, third.version().at().plusSeconds(1));
        assertThat(table.removeOrphans(Duration.ZERO)).isZero();
        assertThat(rows("quiet", third.version())).isEqualTo("[[1, 1, a], [2, 2, b], [3, 3, c]]");
    }

    @Test
    void aRowThatDoesNotFitIsQuarantinedAndItsOlderStateLeavesTheVersionAsInAFullLoad() throws Exception {
        table("broken", "(1, 1, 'a'), (2, 2, 'b')");
        collected("broken", "1");
        city.execute("update broken set v = 3, t = 'far too long' where id = 2;"
                + " insert into broken values (null, 4, 'x'), (5, 5, 'e'), (6, 6, 'also too long')");
        Collected second = collected("broken", "2");
        assertThat(second.rows()).isEqualTo(4);
        assertThat(second.kept()).isEqualTo(1);
        assertThat(second.quarantined()).isEqualTo(3);
        assertThat(counts(second)).isEqualTo("1 0 0 1");
        assertThat(rows("broken", second.version())).isEqualTo("[[1, 1, a], [5, 5, e]]");
        assertThat(city.quarantined("broken-2"))
                .containsExactlyInAnyOrder(
                        "1 2 t far too long too-long", "2  id null missing-key", "4 6 t also too long too-long");
        city.execute("update broken set v = 7, t = 'ok' where id = 2");
        assertThat(rows("broken", collected("broken", "3").version())).isEqualTo("[[1, 1, a], [2, 7, ok], [5, 5, e]]");
    }

    @Test
    void ofRowsWithOneKeyTheGreatestWatermarkCountsAndTheOthersAreQuarantined() throws Exception {
        table("twice", "(1, 1, 'a'), (1, 2, 'b'), (2, 2, 'c')");
        Collected first = collected("twice", "1");
        assertThat(first.rows()).isEqualTo(3);
        assertThat(first.kept()).isEqualTo(2);
        assertThat(city.quarantined("twice-1")).containsExactly("1 1 id 1 repeated-key");
        assertThat(rows("twice", first.version())).isEqualTo("[[1, 2, b], [2, 2, c]]");
        city.execute("insert into twice values (2, 3, 'd'), (2, 5, 'e'), (2, 4, 'f')");
        Collected second = collected("twice", "2");
        assertThat(second.rows()).isEqualTo(5);
        assertThat(second.kept()).isEqualTo(2);
        assertThat(rows("twice", second.version())).isEqualTo("[[1, 2, b], [2, 5, e]]");
        Collected full = collected("twice", "3", new Collection.Growth("v", 0, 0, true, "source"));
        assertThat(rows("twice", full.version())).isEqualTo("[[1, 2, b], [2, 5, e]]");
        assertThat(grown(full).missed()).isZero();
    }

    @Test
    void theWatermarkGoesWithTheVersionThatBecomesTheCurrentOneAgain() throws Exception {
        table("back", "(1, 1, 'a')");
        Collected first = collected("back", "1");
        city.execute("insert into back values (2, 2, 'b')");
        collected("back", "2");
        city.execute("insert into back values (3, 3, 'c')");
        lake.find("back").orElseThrow().rollBack(first.version().id());
        Collected third = collected("back", "3");
        assertThat(grown(third).from()).isEqualTo("1");
        assertThat(counts(third)).isEqualTo("2 0 1 0");
        assertThat(rows("back", third.version())).isEqualTo("[[1, 1, a], [2, 2, b], [3, 3, c]]");
    }

    @Test
    void aVersionThatBecameTheCurrentOneMeanwhileIsNotOverwritten() throws Exception {
        table("meanwhile", "(1, 1, 'a')");
        Collected first = collected("meanwhile", "1");
        city.execute("insert into meanwhile values (2, 2, 'b')");
        Collected second = collected("meanwhile", "2");
        AtomicBoolean done = new AtomicBoolean();
        CollectListener meddling = new CollectListener() {
            @Override
            public boolean cancelled() {
                if (done.compareAndSet(false, true)) {
                    try {
                        lake.find("meanwhile")
                                .orElseThrow()
                                .rollBack(first.version().id());
                    } catch (LakeRefused e) {
                        throw new IllegalStateException(e);
                    }
                }
                return false;
            }
        };
        city.execute("insert into meanwhile values (3, 3, 'c')");
        // A slow source, so that the listener is asked before the rows are there.
        city.execute("alter table meanwhile rename to meanwhile_rows; create view meanwhile as"
                + " select id, v, case when pg_sleep(0.3) is not null then t end as t from meanwhile_rows");
        assertThatThrownBy(() -> collector.collect(
                        growing("meanwhile", "3", BY_NUMBER, key("id", "I"), field("v", "I"), text("t", 9)), meddling))
                .isInstanceOfSatisfying(
                        LakeRefused.class, e -> assertThat(e.reason()).isEqualTo(LakeRefused.Reason.BUSY));
        LakeTable table = lake.find("meanwhile").orElseThrow();
        assertThat(table.current().orElseThrow().id()).isEqualTo(first.version().id());
        assertThat(table.versions())
                .extracting(LakeVersion::id)
                .contains(second.version().id());
        assertThat(collected("meanwhile", "4").version().rows()).isEqualTo(3);
    }

    @Test
    void anotherKeyColumnOrSourceNeedsAFullLoadFirst() throws Exception {
        table("changing", "(1, 1, 'a'), (2, 2, 'b')");
        collected("changing", "1");
        assertThat(grown(collected("changing", "2", new Collection.Growth("v", 5, 7, false, "source")))
                        .increment())
                .isTrue();
        assertThat(grown(collected("changing", "3", new Collection.Growth("v", 0, 0, false, "another")))
                        .because())
                .isEqualTo(Grown.Because.OTHER_WAY);
        Collected otherKey = collector.collect(
                growing("changing", "4", BY_NUMBER, field("id", "I"), field("v", "I"), key("t", "C")), QUIET);
        assertThat(grown(otherKey).because()).isEqualTo(Grown.Because.OTHER_WAY);
        city.execute("alter table changing add column u text default 'u'");
        Collected wider = collector.collect(
                growing("changing", "5", BY_NUMBER, field("id", "I"), field("v", "I"), key("t", "C"), field("u", "C")),
                QUIET);
        assertThat(grown(wider).because()).isEqualTo(Grown.Because.OTHER_WAY);
        // An uploaded file or a full load in between has no watermark.
        collector.collect(city.of("changing", "plain", key("id", "I"), field("v", "I"), text("t", 9)), QUIET);
        assertThat(grown(collected("changing", "6")).because()).isEqualTo(Grown.Because.OTHER_WAY);
    }

    @Test
    void aSchemaThatAFailedCollectionHasChangedIsNoBase() throws Exception {
        table("evolved", "(1, 1, 'a'), (2, 2, 'b')");
        collected("evolved", "1");
        // What a collection does that dies before its commit: the column is another one when it comes back.
        lake.table("evolved", List.of(new LakeColumn("id", new LakeType.Whole(), true, null)));
        Collected second = collected("evolved", "2");
        assertThat(grown(second).because()).isEqualTo(Grown.Because.OTHER_WAY);
        assertThat(rows("evolved", second.version())).isEqualTo("[[1, 1, a], [2, 2, b]]");
    }

    @Test
    void aSourceThatFellBackOrLostItsWatermarkIsReadInFull() throws Exception {
        table("fallen", "(1, 1, 'a'), (2, 9, 'b')");
        collected("fallen", "1");
        city.execute("delete from fallen where id = 2; insert into fallen values (3, 5, 'c'), (4, null, 'd')");
        Collected fell = collected("fallen", "2");
        assertThat(grown(fell).because()).isEqualTo(Grown.Because.FELL);
        assertThat(grown(fell).upTo()).isEqualTo("5");
        assertThat(grown(fell).without()).isEqualTo(1);
        assertThat(fell.kept()).isEqualTo(3);
        city.execute("delete from fallen");
        assertThat(grown(collected("fallen", "3")).upTo()).isNull();
        city.execute("insert into fallen values (1, 1, 'a')");
        Collected again = collected("fallen", "4");
        assertThat(grown(again).because()).isEqualTo(Grown.Because.NO_WATERMARK);
        assertThat(again.kept()).isEqualTo(1);
    }

    @Test
    void anOverlapReadsRowsAgainThatBecameVisibleLate() throws Exception {
        table("late", "(1, 10, 'a'), (2, 20, 'b')");
        Collection.Growth growth = new Collection.Growth("v", 5, 0, false, "source");
        collected("late", "1", growth);
        city.execute("insert into late values (3, 16, 'c'), (4, 14, 'd')");
        Collected second = collected("late", "2", growth);
        assertThat(grown(second).from()).isEqualTo("15");
        assertThat(rows("late", second.version())).isEqualTo("[[1, 10, a], [2, 20, b], [3, 16, c]]");
        // The row below the overlap is found by the next full load, and said to have been missed.
        Collected full = collected("late", "3", new Collection.Growth("v", 5, 0, true, "source"));
        assertThat(grown(full).missed()).isEqualTo(1);
    }

    @Test
    void timesAndDaysAreWatermarksInTheCitysClockAndThoseInTheFutureHideNothing() throws Exception {
        city.execute("""
                create table timed (id int, at timestamptz, day date, t text);
                insert into timed values (1, '2026-01-01 00:00:00.5+00', '2026-01-01', 'a'),
                                         (2, '9999-12-31 00:00:00+00', 'infinity', 'b'),
                                         (3, 'infinity', '9999-12-31', 'c');
                """);
        Collection.Growth at = new Collection.Growth("at", 1, 0, false, "source");
        Collected first = collector.collect(growing("timed", "1", at, key("id", "I"), field("t", "C")), QUIET);
        assertThat(first.kept()).isEqualTo(3);
        assertThat(grown(first).kind()).isEqualTo(Watermark.Kind.TIME);
        assertThat(grown(first).upTo()).isEqualTo("2026-01-01 08:00:00.500000");
        city.execute("insert into timed values (4, '2026-01-01 07:59:00.5+08', '2026-01-02', 'd'),"
                + " (5, '2026-01-01 07:58:59+08', '2026-01-03', 'e')");
        Collected second = collector.collect(growing("timed", "2", at, key("id", "I"), field("t", "C")), QUIET);
        assertThat(grown(second).from()).isEqualTo("2026-01-01 07:59:00.500000");
        assertThat(rows("timed", second.version())).isEqualTo("[[1, a], [2, b], [3, c], [4, d]]");
        Collection.Growth day = new Collection.Growth("day", 1, 0, false, "source");
        Collected third = collector.collect(growing("timed", "3", day, key("id", "I"), field("t", "C")), QUIET);
        assertThat(grown(third).because()).isEqualTo(Grown.Because.OTHER_WAY);
        assertThat(grown(third).upTo()).isEqualTo("2026-01-03");
        assertThat(grown(collector.collect(growing("timed", "4", day, key("id", "I"), field("t", "C")), QUIET))
                        .from())
                .isEqualTo("2026-01-02");
    }

    @Test
    void aTableThatCannotBeCollectedByIncrementIsRefusedWithTheReason() throws Exception {
        table("refused", "(1, 1, 'a')");
        assertThatThrownBy(() -> collected("refused", "1", new Collection.Growth("t", 0, 0, false, "source")))
                .isInstanceOfSatisfying(
                        LakeRefused.class, e -> assertThat(e.reason()).isEqualTo(LakeRefused.Reason.NO_WATERMARK));
        assertThatThrownBy(() -> collected("refused", "2", new Collection.Growth("gone", 0, 0, false, "source")))
                .isInstanceOfSatisfying(
                        Drifted.class,
                        drifted -> assertThat(drifted.drift().gone()).containsExactly("gone"));
        assertThatThrownBy(() -> collector.collect(growing("refused", "3", BY_NUMBER, field("v", "I")), QUIET))
                .isInstanceOfSatisfying(
                        LakeRefused.class, e -> assertThat(e.reason()).isEqualTo(LakeRefused.Reason.NO_KEY));
        Path files = Files.createDirectories(folder.resolve("increment-files"));
        Files.writeString(files.resolve("people.csv"), "id,v\n1,1\n");
        Collection file = growing("refused", "4", BY_NUMBER, key("id", "I"), field("v", "I"));
        assertThatThrownBy(() -> collector.collect(
                        new Collection(
                                new Source.Files(files),
                                "people.csv",
                                "people_growing",
                                file.fields(),
                                file.run(),
                                file.quarantine(),
                                file.silence(),
                                BY_NUMBER),
                        QUIET))
                .isInstanceOfSatisfying(
                        LakeRefused.class, e -> assertThat(e.reason()).isEqualTo(LakeRefused.Reason.NO_INCREMENTS));
    }

    @Test
    void manyIncrementsDoNotBecomeManyFiles() throws Exception {
        table("many", "(0, 0, '0')");
        Collected last = collected("many", "0");
        int most = 0;
        for (int i = 1; i <= 45; i++) {
            city.execute("insert into many values (" + i + ", " + i + ", '" + i + "')");
            last = collected("many", Integer.toString(i));
            most = Math.max(
                    most,
                    lake.find("many").orElseThrow().files(last.version().id()).size());
        }
        assertThat(most).isEqualTo(40);
        assertThat(last.version().rows()).isEqualTo(46);
        assertThat(last.version().key()).containsExactly("id");
        LakeReader.Page page = new LakeReader(lake.find("many").orElseThrow()).rows(last.version(), 0, 100);
        assertThat(page.rows()).hasSize(46).doesNotHaveDuplicates();
    }

    @Test
    void theKindOfAColumnFollowsFromItsDeclaredType() {
        assertThat(Watermark.Kind.of("bigint unsigned")).contains(Watermark.Kind.NUMBER);
        assertThat(Watermark.Kind.of("numeric(20,0)")).contains(Watermark.Kind.NUMBER);
        assertThat(Watermark.Kind.of("timestamp(3) with time zone")).contains(Watermark.Kind.TIME);
        assertThat(Watermark.Kind.of("date")).contains(Watermark.Kind.DAY);
        assertThat(Watermark.Kind.of("time without time zone")).isEmpty();
        assertThat(Watermark.Kind.of("interval")).isEmpty();
        assertThat(Watermark.Kind.of("integer[]")).isEmpty();
        assertThat(Watermark.Kind.of("int4range")).isEmpty();
        assertThat(Watermark.Kind.of("text")).isEmpty();
        assertThat(Watermark.Kind.NUMBER.less("10", 20)).isEqualTo("-10");
        assertThat(Watermark.Kind.DAY.less("0001-01-02", 20)).isEqualTo("0001-01-01");
    }
}
