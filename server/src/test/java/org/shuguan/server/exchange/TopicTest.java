package org.shuguan.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.shuguan.server.Actors;
import org.shuguan.server.access.Actor;
import org.shuguan.server.exchange.ExchangeCity.Consumer;
import org.shuguan.server.exchange.ExchangeCity.Owner;
import org.shuguan.server.institution.Role;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.sharing.Grants;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Changes are written to a topic of a real broker: in order, at least once, also when the broker dies in between.
@SpringBootTest
@Import(ExchangeCity.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TopicTest {
    private static final KafkaBroker BROKER = broker();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static KafkaBroker broker() {
        try {
            return new KafkaBroker();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @DynamicPropertySource
    static void kafka(DynamicPropertyRegistry registry) {
        registry.add("shuguan.kafka.servers", BROKER::servers);
        registry.add("shuguan.kafka.topic-prefix", () -> "city.");
    }

    @Autowired
    ExchangeCity city;

    @Autowired
    FeedController controller;

    @Autowired
    Feeds feeds;

    @Autowired
    FeedRecords records;

    @Autowired
    Grants grants;

    @Autowired
    KafkaTopics topics;

    @Autowired
    JdbcClient jdbc;

    private Owner owner;
    private UUID plan;

    @BeforeAll
    void collected() throws Exception {
        owner = city.owner();
        plan = city.plan(owner);
        city.collect(owner, plan);
    }

    @AfterAll
    static void stop() {
        BROKER.close();
    }

    private record Side(UUID grant, Actor steward, String topic) {}

    private Side granted() {
        Consumer consumer = city.consumer();
        UUID grant = city.granting(owner, consumer)
                .item("id", "编号")
                .item("name", "姓名")
                .by("'feed'")
                .give();
        String topic = topics.of(grants.find(grant).orElseThrow()).orElseThrow();
        return new Side(grant, Actors.holding("专员", Role.DATA_STEWARD, consumer.unit()), topic);
    }

    private void changed(int id, String name) throws Exception {
        ExchangeCity.sql(owner.database(), "update person set name = '" + name + "' where id = " + id);
        city.collect(owner, plan);
        feeds.buildAll();
    }

    private static void until(Callable<Boolean> true_) {
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(true_);
    }

    private void untilNothingWaits(Side side) {
        until(() -> controller.one(side.grant(), side.steward()).topic().waiting() == 0);
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static List<Long> numbers(List<ConsumerRecord<String, String>> all) {
        return all.stream()
                .map(record -> Long.parseLong(header(record, "exchange-cursor")))
                .toList();
    }

    @Test
    void changesAreInTheGrantsTopicInOrderWithTheirKeysAndAreRecorded() throws Exception {
        Side side = granted();
        FeedController.FeedView set = controller.sendToTopic(side.grant(), side.steward());
        assertThat(set.topicName()).isEqualTo(side.topic()).startsWith("city.");
        untilNothingWaits(side);
        changed(1, "钱一");
        changed(2, "李二");
        untilNothingWaits(side);
        List<ConsumerRecord<String, String>> all = BROKER.records(side.topic());
        assertThat(numbers(all)).containsExactly(1L, 2L, 3L);
        assertThat(all.getFirst().key()).isNull();
        assertThat(all.get(1).key()).isEqualTo("{\"id\":1}");
        JsonNode value = JSON.readTree(all.get(1).value());
        assertThat(value.get("number").asLong()).isEqualTo(2);
        assertThat(value.get("change").asString()).isEqualTo("changed");
        assertThat(value.get("row").get("name").asString()).isEqualTo("钱一");
        assertThat(header(all.get(1), "exchange-resource")).isEqualTo(owner.resource());
        assertThat(header(all.get(1), "exchange-grant"))
                .isEqualTo(grants.find(side.grant()).orElseThrow().number());
        assertThat(jdbc.sql("select sum(row_count) from exchange.call where data_grant = :grant and action = 'feed'")
                        .param("grant", side.grant())
                        .query((row, n) -> row.getInt(1))
                        .single())
                .isEqualTo(2);
        controller.endTopic(side.grant(), side.steward());
        changed(3, "孙三");
        assertThat(BROKER.records(side.topic())).hasSize(3);
    }

    @Test
    void whileTheBrokerIsDeadNothingIsLostAndTheProblemIsSaid() throws Exception {
        Side side = granted();
        controller.sendToTopic(side.grant(), side.steward());
        untilNothingWaits(side);
        BROKER.kill();
        try {
            changed(4, "李四");
            changed(5, "周五");
            until(() -> controller.one(side.grant(), side.steward()).topic().problem() != null);
            assertThat(controller.one(side.grant(), side.steward()).topic().waiting())
                    .isEqualTo(2);
        } finally {
            BROKER.start();
        }
        untilNothingWaits(side);
        List<Long> numbers = numbers(BROKER.records(side.topic()));
        // A record whose acknowledgement was lost comes again; none is left out, and none overtakes another.
        assertThat(numbers.stream().distinct().toList()).containsExactly(1L, 2L, 3L);
        assertThat(numbers).isSorted();
        assertThat(controller.one(side.grant(), side.steward()).topic().problem())
                .isNull();
        controller.endTopic(side.grant(), side.steward());
    }

    @Test
    void aBatchOfWhichTheBrokerTookAPartGoesOnAfterThatPart() throws Exception {
        Side side = granted();
        List<KafkaTopics.Line> lines = List.of(
                new KafkaTopics.Line(1, "a", "1"),
                new KafkaTopics.Line(2, "b", "2"),
                new KafkaTopics.Line(3, "c", "3"));
        int[] asked = {0};
        KafkaTopics.Outcome outcome = topics.write(side.topic(), Map.of(), lines, () -> ++asked[0] <= 2);
        assertThat(outcome).as("suspended after two").isEqualTo(new KafkaTopics.Outcome(2, null));
        List<KafkaTopics.Line> large = List.of(
                new KafkaTopics.Line(3, "c", "3"),
                new KafkaTopics.Line(4, "d", "x".repeat(2_000_000)),
                new KafkaTopics.Line(5, "e", "5"));
        outcome = topics.write(side.topic(), Map.of(), large, () -> true);
        assertThat(outcome.taken()).isEqualTo(1);
        assertThat(outcome.problem()).startsWith("RecordTooLargeException");
        assertThat(numbers(BROKER.records(side.topic()))).containsExactly(1L, 2L, 3L);
    }

    @Test
    void whatIsNotTakenForLongIsADeadLetterThatCanBeSent() throws Exception {
        Side side = granted();
        controller.sendToTopic(side.grant(), side.steward());
        untilNothingWaits(side);
        BROKER.kill();
        try {
            changed(6, "吴六");
            until(() -> controller.one(side.grant(), side.steward()).topic().problem() != null);
            jdbc.sql("update exchange.hook set failing_since = now() - interval '25 hours', next_at = now()"
                            + " where data_grant = :grant")
                    .param("grant", side.grant())
                    .update();
            until(() ->
                    !controller.one(side.grant(), side.steward()).deadLetters().isEmpty());
            UUID dead = controller
                    .one(side.grant(), side.steward())
                    .deadLetters()
                    .getFirst()
                    .id();
            assertThatThrownBy(() -> controller.replay(side.grant(), dead, side.steward()))
                    .isInstanceOf(ExchangeRefused.class);
        } finally {
            BROKER.start();
        }
        UUID dead = controller
                .one(side.grant(), side.steward())
                .deadLetters()
                .getFirst()
                .id();
        controller.replay(side.grant(), dead, side.steward());
        List<ConsumerRecord<String, String>> all = BROKER.records(side.topic());
        assertThat(numbers(all)).endsWith(2L);
        assertThat(all.getLast().value()).contains("吴六");
        assertThat(all.getLast().key()).isEqualTo("{\"id\":6}");
        controller.endTopic(side.grant(), side.steward());
    }

    @Test
    void onlyTheConsumerTurnsItOnAndASuspendedGrantWritesNothing() throws Exception {
        Side side = granted();
        Actor ownersSteward = Actors.holding("专员", Role.DATA_STEWARD, owner.unit());
        assertThatThrownBy(() -> controller.sendToTopic(side.grant(), ownersSteward))
                .isInstanceOf(Forbidden.class);
        controller.sendToTopic(side.grant(), side.steward());
        untilNothingWaits(side);
        city.suspend(side.grant());
        changed(7, "郑七");
        assertThat(numbers(BROKER.records(side.topic()))).containsExactly(1L);
    }
}
