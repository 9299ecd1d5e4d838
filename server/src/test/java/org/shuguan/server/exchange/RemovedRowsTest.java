package org.shuguan.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuguan.dataplane.serve.RowFile;
import org.shuguan.server.Actors;
import org.shuguan.server.collection.Removing;
import org.shuguan.server.exchange.ExchangeCity.Consumer;
import org.shuguan.server.exchange.ExchangeCity.Owner;
import org.shuguan.server.institution.Role;
import org.shuguan.server.quality.Objections;
import org.shuguan.server.sharing.Grants;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What consumers have and get after rows were removed for good: files, feeds, objections, and a notice of
/// their duty.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(ExchangeCity.class)
class RemovedRowsTest {
    private static final String DUANZHOU =
            "{\"conditions\":[{\"item\":\"district\",\"operator\":\"eq\",\"type\":\"text\",\"values\":[\"端州区\"]}]}";
    private static final JsonMapper JSON = new JsonMapper();

    @LocalServerPort
    int port;

    @Autowired
    ExchangeCity city;

    @Autowired
    Feeds feeds;

    @Autowired
    FeedRecords records;

    @Autowired
    GrantFiles files;

    @Autowired
    FileFolder folder;

    @Autowired
    Grants grants;

    @Autowired
    Removing removing;

    @Autowired
    Objections objections;

    @Autowired
    JdbcClient jdbc;

    private Owner owner;
    private UUID plan;

    @BeforeEach
    void collected() throws Exception {
        owner = city.owner();
        plan = city.plan(owner);
        city.collect(owner, plan);
    }

    private UUID granted(Consumer consumer, String modes) {
        return city.granting(owner, consumer)
                .item("id", "编号")
                .masked("name", "姓名", "keep", 1, 0)
                .rows(DUANZHOU)
                .by(modes)
                .give();
    }

    private JsonNode page(Consumer consumer, int after) throws Exception {
        var answer = city.get(port, "/exchange/v1/resources/" + owner.resource() + "/changes?after=" + after, consumer);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static List<String> kinds(JsonNode page) {
        List<String> kinds = new ArrayList<>();
        page.get("changes").forEach(change -> kinds.add(change.get("change").stringValue() + change.get("row")));
        return kinds;
    }

    private void remove(String... ids) {
        List<List<String>> keys = new ArrayList<>();
        for (String id : ids) {
            keys.add(List.of(id));
        }
        UUID removal = removing.order(
                plan,
                new Removing.Wanted(keys, "consent", "撤回同意"),
                Actors.holding("专员", Role.DATA_STEWARD, owner.unit()));
        removing.confirm(removal, Actors.holding("数官", Role.UNIT_CDO, owner.unit()));
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> jdbc.sql("select state from collection.removal where id = :id")
                        .param("id", removal)
                        .query(String.class)
                        .single()
                        .equals("done"));
    }

    @Test
    void theFeedTellsThatTheKeyIsGoneAndItsEarlierLinesHaveTheRowNoMore() throws Exception {
        Consumer consumer = city.consumer();
        UUID grant = granted(consumer, "'feed'");
        Consumer late = city.consumer();
        UUID lateGrant = granted(late, "'feed'");
        page(consumer, 0);
        page(late, 0);
        ExchangeCity.sql(owner.database(), "update person set name = '赵灵' where id in (4, 6)");
        city.collect(owner, plan);
        feeds.buildAll();
        assertThat(kinds(page(consumer, 1)))
                .containsExactly("changed{\"id\":4,\"name\":\"赵*\"}", "changed{\"id\":6,\"name\":\"赵*\"}");

        // 5 is not in the granted district: the consumer must not learn that there was such a row.
        remove("4", "5", "8");
        assertThat(kinds(page(consumer, 3))).containsExactly("gone{\"id\":4}", "gone{\"id\":8}");
        assertThat(kinds(page(late, 1)))
                .as("who is behind gets no value of it any more")
                .containsExactly(
                        "gone{\"id\":4}", "changed{\"id\":6,\"name\":\"赵*\"}", "gone{\"id\":4}", "gone{\"id\":8}");
        for (UUID one : List.of(grant, lateGrant)) {
            assertThat(records.after(one, 0, 100))
                    .extracting(FeedRecords.Change::rowText)
                    .noneMatch(text -> text.contains("\"id\":4,"));
        }
        city.collect(owner, plan);
        feeds.buildAll();
        assertThat(kinds(page(consumer, 5))).as("the source has the rows still").isEmpty();
    }

    @Test
    void preparedFilesGoAndNewOnesHaveTheRowsNoMoreAndTheConsumersAreTold() throws Exception {
        Consumer consumer = city.consumer();
        UUID grant = granted(consumer, "'file', 'api'");
        UUID before = file(grant);
        assertThat(java.nio.file.Files.readString(folder.place(before))).contains("\n4,");
        assertThat(city.get(port, "/exchange/v1/resources/" + owner.resource() + "/records?limit=5", consumer)
                        .statusCode())
                .isEqualTo(200);
        remove("4");
        assertThat(folder.place(before)).doesNotExist();
        assertThat(files.find(before).orElseThrow().state()).isEqualTo(FileRecords.State.REMOVED);
        UUID after = file(grant);
        assertThat(java.nio.file.Files.readString(folder.place(after)))
                .contains("\n6,")
                .doesNotContain("\n4,");
        assertThat(jdbc.sql("select proof from collection.removal where plan = :plan")
                        .param("plan", plan)
                        .query(String.class)
                        .single())
                .contains("granted-files", consumer.unit().value());
    }

    private UUID file(UUID grant) throws Exception {
        UUID id = files.ask(
                grants.find(grant).orElseThrow(),
                new GrantFiles.Wanted(RowFile.Format.CSV, RowFile.Encoding.UTF8, Served.From.COLLECTED, null),
                UUID.randomUUID(),
                "test",
                null);
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> files.find(id).orElseThrow().state() != FileRecords.State.WAITING);
        assertThat(files.find(id).orElseThrow().state()).isEqualTo(FileRecords.State.READY);
        return id;
    }

    @Test
    void objectionsToTheRowsLoseTheirValuesAndEnd() throws Exception {
        UUID objection = objections.report(
                owner.entry(),
                new Objections.Report(java.util.Map.of("id", "4"), "name", "王伟", "王薇", "身份证上不是这样"),
                Actors.holding("专员", Role.DATA_STEWARD, owner.unit()));
        UUID other = objections.report(
                owner.entry(),
                new Objections.Report(java.util.Map.of("id", "6"), "name", "王伟", "王薇", "理由"),
                Actors.holding("专员", Role.DATA_STEWARD, owner.unit()));
        remove("4");
        assertThat(text(objection)).doesNotContain("王", "身份证").contains("withdrawn");
        assertThat(text(other)).contains("王薇", "open");
    }

    private String text(UUID objection) {
        return jdbc.sql("select cast(o as text) from quality.objection o where id = :id")
                .param("id", objection)
                .query(String.class)
                .single();
    }
}
