package org.shuguan.server.frontendhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuguan.dataplane.agent.Protocol;
import org.shuguan.dataplane.lake.LakeTable;
import org.shuguan.dataplane.serve.ConsumerReader;
import org.shuguan.dataplane.serve.FetchedSource;
import org.shuguan.dataplane.serve.Granted;
import org.shuguan.dataplane.serve.ItemMask;
import org.shuguan.dataplane.serve.PseudonymKey;
import org.shuguan.dataplane.serve.Question;
import org.shuguan.dataplane.serve.ReadRefused;
import org.shuguan.dataplane.serve.RowFilter;
import org.shuguan.dataplane.serve.ServedItem;
import org.shuguan.dataplane.source.Engine;
import org.shuguan.server.census.Census;
import org.shuguan.server.census.SourceRecord;
import org.shuguan.server.collection.CollectedData;
import org.shuguan.server.collection.Collecting;
import org.shuguan.server.collection.CollectionWay;
import org.shuguan.server.platform.InvalidInput;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/// Sources that a front-end host reads, over real HTTP, compared with what this node reads itself.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(HostCity.class)
class FrontEndHostTest {
    private static final String PERSON = "public.person";

    @Autowired
    HostCity city;

    @Autowired
    HostController controller;

    @Autowired
    Census census;

    @Autowired
    Collecting collecting;

    @Autowired
    CollectedData collected;

    @LocalServerPort
    int port;

    private HostCity.Behind behind;
    private FrontEndHosts.Created created;

    @BeforeEach
    void aUnitWithADatabase() throws Exception {
        behind = city.unit();
        behind.sql("""
                create table person (id int primary key, name varchar(20), id_number char(18), note text, photo bytea,
                                     changed timestamp);
                insert into person select i, case i %% 3 when 0 then '王伟' else '欧阳娜娜' end,
                       '44120219900101' || lpad(i::text, 4, '0'),
                       case i when 7 then repeat('长', 9000) when 8 then null when 9 then '' when 10 then '他说"好"' || chr(10)
                              else md5(i::text) || md5(i + 0.1 || '') || md5(i + 0.2 || '') end,
                       decode('00ff', 'hex'), timestamp '2026-01-01' + i * interval '1 minute'
                  from generate_series(1, 40000) i;
                create table few (like person including all);
                insert into few select * from person where id <= 2000;
                create table empty (a int, b date);
                create table wide (%s);
                insert into wide (c1, c250) values (1, 2), (3, 4);
                comment on table person is '人口';
                -- Statistics that come in the middle of a test would make two censuses differ.
                analyze;
                """.formatted(String.join(
                ", ",
                IntStream.rangeClosed(1, 250).mapToObj(i -> "c" + i + " int").toList())));
        created = city.host(behind, "机房一");
    }

    @Test
    void aCensusThroughAFrontEndHostFindsWhatThisNodeFindsItself() throws Exception {
        try (TestAgent agent = TestAgent.enrolled(created.code(), port)) {
            city.connected(created.id());
            SourceRecord direct = census.register(behind.unit(), behind.entered("直连"));
            SourceRecord through =
                    census.register(behind.unit(), behind.entered("经前置机").through(created.id()));
            for (long sample : new long[] {0, 100_000}) {
                city.done(census.start(direct, sample, behind.steward()));
                city.done(census.start(through, sample, behind.steward()));
                for (String path : List.of("public.few", "public.empty", "public.wide")) {
                    assertThat(difference(
                                    city.found(through, path).result().toString(),
                                    city.found(direct, path).result().toString()))
                            .isEmpty();
                }
                // Of many rows the sample is another one each time.
                assertThat(city.found(through, PERSON).result().profile().rows())
                        .isEqualTo(40_000);
            }
            HostController.HostPage page = controller.one(created.id(), behind.steward());
            assertThat(page.row().connected()).isTrue();
            assertThat(page.key()).isEqualTo(agent.home().fingerprint());
            assertThat(page.orders())
                    .extracting(order -> order.table() + " " + order.rows() + " " + order.problem())
                    .contains("null 4 null", "public.person 40000 null", "public.empty 0 null");
            assertThat(page.orders())
                    .allSatisfy(order -> assertThat(order.source()).doesNotContain("postgres:"));
        }
    }

    @Test
    void aConsumersQuestionIsAnsweredThroughTheHostAndNothingIsStored() throws Exception {
        try (TestAgent _ = TestAgent.enrolled(created.code(), port)) {
            city.connected(created.id());
            SourceRecord through =
                    census.register(behind.unit(), behind.entered("经前置机").through(created.id()));
            city.done(census.start(through, 100, behind.steward()));
            UUID entry = city.entry(behind, through, "public.few");
            Granted granted = new Granted(
                    List.of(
                            new ServedItem("id", "id", ItemMask.CLEAR),
                            new ServedItem("name", "name", ItemMask.keep(1, 0))),
                    Map.of("id", "id", "name", "name"),
                    RowFilter.parse("id <= 3"),
                    PseudonymKey.of(new byte[32], "test"));
            Question question = new Question(RowFilter.ALL, List.of(), List.of(), null, 10, Question.Counting.EXACT);
            try (FetchedSource source = FetchedSource.of(
                    "through",
                    census.opened(through),
                    new FetchedSource.Load(2000, Duration.ofSeconds(30), Duration.ofSeconds(5)))) {
                assertThat(ConsumerReader.read(source.table("public.few", collected.fields(entry)), granted, question)
                                .rows())
                        .hasToString("[[1, 欧***], [2, 欧***], [3, 王*]]");
                assertThat(catchThrowableOfType(
                                        ReadRefused.class,
                                        () -> ConsumerReader.read(
                                                source.table("public.person", collected.fields(entry)),
                                                granted,
                                                question))
                                .reason())
                        .isEqualTo(ReadRefused.Reason.TOO_MANY);
            }
            behind.sql("update few set name = '新名' where id = 1");
            try (FetchedSource source = FetchedSource.of(
                    "through",
                    census.opened(through),
                    new FetchedSource.Load(2000, Duration.ofSeconds(30), Duration.ofSeconds(5)))) {
                assertThat(ConsumerReader.read(source.table("public.few", collected.fields(entry)), granted, question)
                                .rows()
                                .getFirst())
                        .hasToString("[1, 新*]");
            }
        }
    }

    @Test
    void overALineThatBreaksAgainAndAgainTheSameRowsAreCollected() throws Exception {
        try (CutLine line = new CutLine(port, 900_000);
                TestAgent agent = TestAgent.applying(created.code(), port)) {
            agent.start(line.port(), Protocol.OURS, Clock.systemUTC());
            city.connected(created.id());
            SourceRecord direct = census.register(behind.unit(), behind.entered("直连"));
            SourceRecord through =
                    census.register(behind.unit(), behind.entered("经前置机").through(created.id()));
            city.done(census.start(direct, 0, behind.steward()));
            city.done(census.start(through, 0, behind.steward()));
            String rows = rows(direct);
            assertThat(rows).startsWith("40000 ");
            int before = line.cuts();
            assertThat(rows(through)).isEqualTo(rows);
            assertThat(line.cuts()).isGreaterThan(before);
        }
    }

    @Test
    void anIncrementIsReadFromTheWatermarkOnThatTheNodeChooses() throws Exception {
        try (TestAgent agent = TestAgent.enrolled(created.code(), port)) {
            city.connected(created.id());
            assertThat(agent.outcome()).isNotDone();
            SourceRecord through =
                    census.register(behind.unit(), behind.entered("经前置机").through(created.id()));
            city.done(census.start(through, 0, behind.steward()));
            UUID entry = city.entry(behind, through, PERSON);
            UUID plan = collecting.plan(entry, behind.steward());
            collecting.way(plan, CollectionWay.increment("changed", 0, List.of(), 0), behind.steward());
            city.done(collecting.collect(plan, behind.steward()));
            behind.sql("""
                    update person set name = '李静', changed = '2026-03-01 08:00' where id = 5;
                    insert into person (id, name, changed) values (40001, '赵敏', '2026-03-02 08:00');
                    delete from person where id = 1;
                    """);
            city.done(collecting.collect(plan, behind.steward()));
            assertThat(controller.one(created.id(), behind.steward()).orders())
                    .filteredOn(order -> order.table() != null)
                    .extracting(order -> order.table() + " " + order.rows())
                    .containsExactlyInAnyOrder(
                            "public.person 3",
                            "public.person 40000",
                            "public.person 40000",
                            "public.few 2000",
                            "public.empty 0",
                            "public.wide 2");
            assertThat(table(entry).current().orElseThrow().facts()).containsEntry("shuguan.source-rows", "3");
        }
    }

    @Test
    void filesBelowTheFolderThatTheUnitHasOpenedAreReadAndNoOthers() throws Exception {
        try (TestAgent agent = TestAgent.enrolled(created.code(), port)) {
            city.connected(created.id());
            Path folder = Files.createDirectories(agent.folder().resolve("files/业务"));
            Files.writeString(folder.resolve("人口.csv"), "姓名,证件\n张三,441202190001010013\n李四,441283190102030425\n");
            Files.createSymbolicLink(folder.getParent().resolve("out"), Path.of("/etc"));
            SourceRecord files = census.register(behind.unit(), through(files("文件", "业务")));
            city.done(census.start(files, 0, behind.steward()));
            assertThat(city.found(files, "人口.csv").result().profile().rows()).isEqualTo(2);
            for (String forbidden : List.of("out", "../..", "/etc")) {
                SourceRecord outside = census.register(behind.unit(), through(files("外面" + forbidden, forbidden)));
                assertThat(city.ended(census.start(outside, 0, behind.steward()))
                                .problem())
                        .isEqualTo("census.reason.HOST_FORBIDS");
            }
        }
    }

    @Test
    void machinesThatItsOperatorHasNotListedAreNotRead() throws Exception {
        try (TestAgent agent = TestAgent.enrolled(created.code(), port)) {
            city.connected(created.id());
            SourceRecord through =
                    census.register(behind.unit(), behind.entered("经前置机").through(created.id()));
            Files.writeString(agent.folder().resolve("allowed"), "10.1.2.3:5432\n");
            UUID run = census.start(through, 0, behind.steward());
            assertThat(city.ended(run).problem()).isEqualTo("census.reason.HOST_FORBIDS");
            Files.writeString(agent.folder().resolve("allowed"), "127.0.0.1:" + behind.port() + " # 业务库\n");
            city.done(census.start(through, 0, behind.steward()));
        }
    }

    @Test
    void withoutItsFrontEndHostARunFailsAndSaysSinceWhen() throws Exception {
        SourceRecord through =
                census.register(behind.unit(), behind.entered("经前置机").through(created.id()));
        var never = city.ended(census.start(through, 0, behind.steward()));
        assertThat(never.problem() + never.problemDetail()).isEqualTo("census.reason.HOST_AWAY机房一, —");
        assertThatThrownBy(() ->
                        census.register(behind.unit(), behind.entered("别的").through(UUID.randomUUID())))
                .isInstanceOf(InvalidInput.class);
        HostCity.Behind other = city.unit();
        assertThatThrownBy(
                        () -> census.register(other.unit(), other.entered("别家的").through(created.id())))
                .isInstanceOf(InvalidInput.class);
        // The secret was entered for a machine in that network, and is not sent to a machine of the same name here.
        assertThatThrownBy(() -> census.change(
                        through,
                        new Census.Entered(
                                "经前置机",
                                SourceRecord.Kind.POSTGRESQL,
                                "127.0.0.1",
                                behind.port(),
                                behind.name(),
                                List.of(),
                                "postgres",
                                null),
                        through.version()))
                .isInstanceOf(InvalidInput.class);
    }

    /// Where two texts begin to differ.
    private static String difference(String one, String other) {
        int at = Arrays.mismatch(one.toCharArray(), other.toCharArray());
        return at < 0 ? "" : at + ": " + cut(one, at) + " / " + cut(other, at);
    }

    private static String cut(String text, int at) {
        return text.substring(Math.max(0, at - 200), Math.min(text.length(), at + 100));
    }

    private static Census.Entered files(String name, String folder) {
        return new Census.Entered(name, SourceRecord.Kind.FILES, null, null, folder, null, null, null);
    }

    private Census.Entered through(Census.Entered entered) {
        return entered.through(created.id());
    }

    /// Collects the table of people and says what the lake has then.
    private String rows(SourceRecord source) throws Exception {
        UUID entry = city.entry(behind, source, PERSON);
        UUID plan = collecting.plan(entry, behind.steward());
        city.done(collecting.collect(plan, behind.steward()));
        LakeTable table = table(entry);
        try (Connection engine = Engine.open(1);
                Statement statement = engine.createStatement();
                ResultSet row =
                        statement.executeQuery("select count(*) || ' ' || sum(hash(t))::text from (" + "select * from "
                                + table.sql(table.current().orElseThrow().id()) + ") t")) {
            row.next();
            return row.getString(1);
        }
    }

    private LakeTable table(UUID entry) {
        return collected.table(entry).orElseThrow();
    }
}
