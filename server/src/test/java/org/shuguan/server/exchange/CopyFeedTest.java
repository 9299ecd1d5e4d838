package org.shuguan.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuguan.server.Actors;
import org.shuguan.server.FreshDatabase;
import org.shuguan.server.collection.CollectedData;
import org.shuguan.server.collection.CollectionWay;
import org.shuguan.server.collection.Removing;
import org.shuguan.server.exchange.ExchangeCity.Consumer;
import org.shuguan.server.exchange.ExchangeCity.Owner;
import org.shuguan.server.institution.Role;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A consumer follows the changes of a captured table as they are committed at the source.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(ExchangeCity.class)
class CopyFeedTest {
    private static final String DUANZHOU =
            "{\"conditions\":[{\"item\":\"district\",\"operator\":\"eq\",\"type\":\"text\",\"values\":[\"端州区\"]}]}";
    private static final JsonMapper JSON = new JsonMapper();

    @LocalServerPort
    int port;

    @Autowired
    ExchangeCity city;

    @Autowired
    CollectedData data;

    @Autowired
    Removing removing;

    @Autowired
    JdbcClient jdbc;

    private Owner owner;
    private UUID plan;
    private Consumer consumer;
    private long next;

    @BeforeEach
    void captured() throws Exception {
        owner = city.owner();
        plan = city.plan(owner);
        city.collecting.way(plan, CollectionWay.CAPTURE, Actors.holding("专员", Role.DATA_STEWARD, owner.unit()));
        await().atMost(Duration.ofMinutes(1))
                .until(() -> data.copy(owner.entry()).isPresent());
        consumer = city.consumer();
        city.granting(owner, consumer)
                .item("id", "编号")
                .masked("name", "姓名", "keep", 1, 0)
                .rows(DUANZHOU)
                .by("'feed', 'api'")
                .give();
        next = 0;
    }

    @AfterEach
    void nothingStays() {
        city.collecting.way(plan, CollectionWay.FULL, Actors.holding("专员", Role.DATA_STEWARD, owner.unit()));
        await().until(() -> jdbc.sql("select count(*) from collection.capture where plan = :plan")
                        .param("plan", plan)
                        .query(Long.class)
                        .single()
                == 0);
        assertThat(jdbc.sql("select count(*) from pg_class where relnamespace = 'captured'::regnamespace"
                                + " and relkind = 'r' and relname like (select lake_table from collection.plan where id = :plan)"
                                + " || '%'")
                        .param("plan", plan)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    /// The next page: what happened with the rows.
    private List<String> page() throws Exception {
        var answer = city.get(
                port,
                "/exchange/v1/resources/" + owner.resource() + "/changes?limit=1000&wait=5&after=" + next,
                consumer);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode page = JSON.readTree(answer.body());
        next = page.get("next").longValue();
        List<String> changes = new ArrayList<>();
        for (JsonNode change : page.get("changes")) {
            assertThat(change.has("version")).isFalse();
            changes.add(change.get("change").stringValue() + change.get("row"));
        }
        return changes;
    }

    /// So many changes, in one or more pages.
    private List<String> changes(int many) throws Exception {
        List<String> changes = new ArrayList<>();
        for (int i = 0; i < 20 && changes.size() < many; i++) {
            changes.addAll(page());
        }
        return changes;
    }

    private void source(String sql) throws Exception {
        ExchangeCity.sql(owner.database(), sql);
    }

    @Test
    void eachChangeOfTheSourceIsToldAsTheConsumerSeesItWithoutACollection() throws Exception {
        assertThat(page()).containsExactly("snapshot{}");
        source("""
                insert into person values (100, '赵敏', '441202199001019999', '端州区', '1990-01-01', 'a'),
                                          (101, '周芷', '441202199001019998', '鼎湖区', '1990-01-01', 'a')
                """);
        source("update person set name = '赵灵' where id = 100");
        source("update person set name = '钱一' where id = 100");
        source("update person set id = 200 where id = 100");
        source("update person set district = '端州区' where id = 101; delete from person where id = 101");
        source("update person set district = '鼎湖区' where id = 200");
        assertThat(changes(5))
                .containsExactly(
                        "added{\"id\":100,\"name\":\"赵*\"}",
                        "changed{\"id\":100,\"name\":\"钱*\"}",
                        "gone{\"id\":100}",
                        "added{\"id\":200,\"name\":\"钱*\"}",
                        "gone{\"id\":200}");
        source("truncate person");
        assertThat(changes(25)).hasSize(25).allMatch(change -> change.startsWith("gone"));
    }

    @Test
    void everyTransactionIsToldHoweverQuicklyTheyFollow() throws Exception {
        assertThat(page()).containsExactly("snapshot{}");
        // From the next commit of the copy on its transactions are written one by one.
        source("update person set name = '丙某' where id = 2");
        assertThat(changes(1)).hasSize(1);
        try (var connection = DriverManager.getConnection(owner.database());
                var statement = connection.createStatement()) {
            for (int i = 0; i < 100; i++) {
                statement.execute("update person set name = '甲某' where id in (2, 4)");
                statement.execute("update person set name = '乙某' where id = 2");
                statement.execute("update person set name = '乙某' where id = 4");
            }
        }
        List<String> told = changes(400);
        assertThat(told).hasSize(400);
        for (int i = 0; i < 400; i += 4) {
            assertThat(told.subList(i, i + 2))
                    .containsExactlyInAnyOrder(
                            "changed{\"id\":2,\"name\":\"甲*\"}", "changed{\"id\":4,\"name\":\"甲*\"}");
            assertThat(told.subList(i + 2, i + 4))
                    .containsExactly("changed{\"id\":2,\"name\":\"乙*\"}", "changed{\"id\":4,\"name\":\"乙*\"}");
        }
    }

    @Test
    void aNewCopyIsToldAsAllRowsToRead() throws Exception {
        assertThat(page()).containsExactly("snapshot{}");
        var steward = Actors.holding("专员", Role.DATA_STEWARD, owner.unit());
        city.collecting.pause(plan, steward);
        await().until(() -> jdbc.sql("select state from collection.capture where plan = :plan")
                .param("plan", plan)
                .query(String.class)
                .single()
                .equals("off"));
        source("delete from person where id = 2");
        city.collecting.resume(plan, steward);
        await().atMost(Duration.ofMinutes(1))
                .until(() -> data.copy(owner.entry()).orElseThrow().path().endsWith("_2"));
        assertThat(changes(1)).containsExactly("snapshot{}");
        source("update person set district = '端州区', name = '郑和' where id = 1");
        assertThat(changes(1)).containsExactly("added{\"id\":1,\"name\":\"郑*\"}");
    }

    @Test
    void rowsThatAreRemovedForGoodAreToldAsGoneAndTheKeptChangesHaveThemNoMore() throws Exception {
        assertThat(page()).containsExactly("snapshot{}");
        source("update person set name = '赵灵' where id in (4, 6)");
        assertThat(changes(2)).hasSize(2);
        city.collect(owner, plan);
        // 5 is not in the granted district.
        UUID removal = removing.order(
                plan,
                new Removing.Wanted(List.of(List.of("4"), List.of("5")), "consent", "撤回同意"),
                Actors.holding("专员", Role.DATA_STEWARD, owner.unit()));
        removing.confirm(removal, Actors.holding("数官", Role.UNIT_CDO, owner.unit()));
        await().atMost(Duration.ofMinutes(2))
                .until(() -> jdbc.sql("select state from collection.removal where id = :id")
                        .param("id", removal)
                        .query(String.class)
                        .single()
                        .equals("done"));
        assertThat(changes(1)).containsExactly("gone{\"id\":4}");
        String copy = data.copy(owner.entry()).orElseThrow().path();
        assertThat(jdbc.sql("select (select count(*) from " + copy + "_changes where id in (4, 5))"
                                + " + (select count(*) from " + copy + " where id in (4, 5))")
                        .query(Long.class)
                        .single())
                .isZero();
        source("update person set name = '孙三' where id in (4, 6)");
        assertThat(changes(1)).containsExactly("changed{\"id\":6,\"name\":\"孙*\"}");
    }

    /// Whatever happens at the source, and although the capture's connection is cut again and again, who follows has
    /// what who reads has.
    @Test
    void whoFollowsHasTheRowsThatAreRead() throws Exception {
        assertThat(page()).containsExactly("snapshot{}");
        Map<String, String> rows = read();
        Random random = new Random(20261201);
        for (int round = 0; round < 40; round++) {
            StringBuilder transaction = new StringBuilder();
            for (int i = random.nextInt(1, 6); i > 0; i--) {
                int id = random.nextInt(1, 30);
                transaction.append(
                        switch (random.nextInt(4)) {
                            case 0 -> "delete from person where id = " + id + ";";
                            case 1 ->
                                "update person set district = case district when '端州区' then '鼎湖区' else '端州区' end"
                                        + " where id = " + id + ";";
                            case 2 -> "update person set name = '甲" + round + "' where id % 7 = " + id % 7 + ";";
                            default ->
                                "insert into person values (" + id + ", '乙', '4', '端州区', '1990-01-01', 'a')"
                                        + " on conflict (id) do update set name = excluded.name;";
                        });
            }
            source(transaction.toString());
            if (round % 10 == 5) {
                FreshDatabase.superuser(jdbc)
                        .sql("select count(pg_terminate_backend(pid)) from pg_stat_activity"
                                + " where application_name = 'shuguan capture' and datname = current_database()")
                        .query(Long.class)
                        .single();
            }
        }
        source("insert into person values (9999, '末', '4', '端州区', '1990-01-01', 'a')");
        while (!rows.containsKey("9999")) {
            List<String> changes = page();
            assertThat(changes).as("changes until the last").isNotEmpty();
            for (String change : changes) {
                JsonNode row = JSON.readTree(change.substring(change.indexOf('{')));
                String id = row.get("id").toString();
                if (change.startsWith("gone")) {
                    rows.remove(id);
                } else {
                    rows.put(id, row.get("name").stringValue());
                }
            }
        }
        assertThat(rows).isEqualTo(read());
    }

    private Map<String, String> read() throws Exception {
        var answer = city.get(port, "/exchange/v1/resources/" + owner.resource() + "/records?limit=1000", consumer);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        Map<String, String> rows = new TreeMap<>();
        for (JsonNode row : JSON.readTree(answer.body()).get("records")) {
            rows.put(row.get("id").toString(), row.get("name").stringValue());
        }
        return rows;
    }
}
