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

/// Rows that are sent are added to what was collected before, by key.
@ParameterizedClass
@EnumSource(Place.class)
class PushedTest {
    private static final CollectListener QUIET = new CollectListener() {};

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

    private Collected pushed(String table, String run, String lines, Collection.Field... fields) throws Exception {
        Path sent = Files.createDirectories(folder.resolve(table + "-" + run));
        Files.writeString(sent.resolve("rows.jsonl"), lines);
        return collector.collect(
                new Collection(
                        new Source.Files(sent),
                        null,
                        table,
                        List.of(fields),
                        table + "-" + run,
                        city.quarantine(table + "-" + run),
                        Duration.ofMinutes(10),
                        Collection.Growth.PUSHED),
                QUIET);
    }

    private String rows(Collected collected, String table) throws Exception {
        return new LakeReader(lake.find(table).orElseThrow())
                .rows(collected.version(), 0, 100)
                .rows()
                .toString();
    }

    @Test
    void aRowTakesThePlaceOfTheOneWithItsKeyAndOfSeveralTheLastCounts() throws Exception {
        var fields = new Collection.Field[] {key("id", "I"), text("t", 9)};
        pushed("sent", "1", "{\"id\": \"1\", \"t\": \"a\"}\n{\"id\": \"2\", \"t\": \"b\"}\n", fields);
        assertThat(rows(pushed("sent", "0", "{\"id\": \"3\"}\n", fields), "sent"))
                .isEqualTo("[[1, a], [2, b], [3, null]]");
        Collected second = pushed(
                "sent",
                "2",
                "{\"id\": \"2\", \"t\": \"x\"}\n{\"id\": \"3\", \"t\": \"c\"}\n{\"id\": \"2\", \"t\": \"y\"}\n",
                fields);
        assertThat(rows(second, "sent")).isEqualTo("[[1, a], [2, y], [3, c]]");
        // The row that another of the same batch replaced is told.
        assertThat(second.rows()).isEqualTo(3);
        assertThat(second.kept()).isEqualTo(2);
        assertThat(city.quarantined("sent-2")).containsExactly("1 2 id 2 repeated-key");
        Grown grown = Grown.of(second.version()).orElseThrow();
        assertThat(grown.added() + " " + grown.replaced() + " " + grown.same()).isEqualTo("0 2 0");
    }

    @Test
    void rowsAreAddedToWhatWasCollectedInFullAndCollectedOnceOnly() throws Exception {
        city.execute("create table base (id int primary key, t text); insert into base values (1, 'a'), (2, 'b')");
        var fields = new Collection.Field[] {key("id", "I"), text("t", 9)};
        collector.collect(city.of("base", "base-0", fields), QUIET);
        Collected sent = pushed("base", "1", "{\"id\": \"3\", \"t\": \"c\"}\n", fields);
        assertThat(rows(sent, "base")).isEqualTo("[[1, a], [2, b], [3, c]]");
        // After a crash behind the commit the same run finds its version.
        assertThat(pushed("base", "1", "{\"id\": \"3\", \"t\": \"c\"}\n", fields)
                        .version()
                        .id())
                .isEqualTo(sent.version().id());
    }

    @Test
    void rowsAreAddedToWhatWasCollectedByIncrementOfWhichTheNextOneReadsAllRows() throws Exception {
        city.execute("create table dated (id int primary key, d date); insert into dated values (1, '2024-01-05')");
        var fields = new Collection.Field[] {key("id", "I"), field("d", "D")};
        Collection.Growth byDay = new Collection.Growth("d", 1, 0, false, "source");
        Collection full = city.of("dated", "dated-0", fields);
        collector.collect(grown(full, "dated-0", byDay), QUIET);
        Collected sent = pushed("dated", "1", "{\"id\": \"2\", \"d\": \"2024-02-01\"}\n", fields);
        assertThat(rows(sent, "dated")).isEqualTo("[[1, 2024-01-05], [2, 2024-02-01]]");
        Collected next = collector.collect(grown(full, "dated-2", byDay), QUIET);
        assertThat(Grown.of(next.version()).orElseThrow().because()).isEqualTo(Grown.Because.OTHER_WAY);
        assertThat(rows(next, "dated")).isEqualTo("[[1, 2024-01-05]]");
    }

    private static Collection grown(Collection full, String run, Collection.Growth growth) {
        return new Collection(
                full.source(),
                full.path(),
                full.table(),
                full.fields(),
                run,
                full.quarantine(),
                full.silence(),
                growth);
    }

    @Test
    void rowsGetTheTypesThatTheSourceDeclared() throws Exception {
        city.execute(
                "create table exactly (id varchar(9) primary key, n numeric(12,2)); insert into exactly values ('a', 1.5)");
        collector.collect(city.of("exactly", "exactly-0", key("id", "C"), field("n", "N")), QUIET);
        Collected sent = pushed(
                "exactly",
                "1",
                "{\"id\": \"b\", \"n\": \"2.5\"}\n{\"id\": \"c\", \"n\": \"2.555\"}\n",
                new Collection.Field("id", "C", null, true, "varchar(9)", null),
                new Collection.Field("n", "N", null, false, "numeric(12,2)", null));
        assertThat(rows(sent, "exactly")).isEqualTo("[[a, 1.50], [b, 2.50]]");
        assertThat(sent.quarantined()).isEqualTo(1);
    }

    @Test
    void whatDoesNotFitIsQuarantinedAndOtherColumnsAreRefused() throws Exception {
        var fields = new Collection.Field[] {key("id", "I"), field("n", "I")};
        Collected first =
                pushed("typed", "1", "{\"id\": \"1\", \"n\": \"x\"}\n{\"id\": \"2\", \"n\": \"7\"}\n", fields);
        assertThat(rows(first, "typed")).isEqualTo("[[2, 7]]");
        assertThat(first.quarantined()).isEqualTo(1);
        assertThatThrownBy(() -> pushed(
                        "typed",
                        "2",
                        "{\"id\": \"3\", \"n\": \"c\", \"m\": \"1\"}\n",
                        key("id", "I"),
                        field("n", "I"),
                        field("m", "I")))
                .isInstanceOf(LakeRefused.class)
                .extracting(refused -> ((LakeRefused) refused).reason())
                .isEqualTo(LakeRefused.Reason.OTHER_COLUMNS);
        assertThatThrownBy(() -> pushed("keyless", "1", "{\"n\": \"3\"}\n", field("n", "I")))
                .isInstanceOf(LakeRefused.class)
                .extracting(refused -> ((LakeRefused) refused).reason())
                .isEqualTo(LakeRefused.Reason.NO_KEY);
    }
}
