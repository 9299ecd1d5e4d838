package org.shuguan.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.shuguan.server.exchange.ExchangeCity.item;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.IntPredicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuguan.server.Actors;
import org.shuguan.server.UnhurriedJob;
import org.shuguan.server.access.Actor;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.exchange.ExchangeCity.Consumer;
import org.shuguan.server.exchange.ExchangeCity.Owner;
import org.shuguan.server.exchange.ExchangeCity.Pushed;
import org.shuguan.server.institution.Role;
import org.shuguan.server.job.JobContext;
import org.shuguan.server.job.JobFailed;
import org.shuguan.server.job.JobStopped;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.sharing.Grant;
import org.shuguan.server.sharing.Grants;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Granted rows are sent to an entry of another node over a line that breaks: they are there once, whatever was cut.
/// The other node is this server, over real HTTP, with the entry of another unit.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(ExchangeCity.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodeDeliveryTest {
    private static final String DUANZHOU =
            "{\"conditions\":[{\"item\":\"district\",\"operator\":\"eq\",\"type\":\"text\",\"values\":[\"端州区\"]}]}";
    private static final CutLine LINE = new CutLine();

    @DynamicPropertySource
    static void node(DynamicPropertyRegistry registry) {
        registry.add("shuguan.webhook.hosts", () -> "127.0.0.1:" + LINE.port());
        registry.add("shuguan.exchange.batch-rows", () -> "7");
    }

    @LocalServerPort
    int port;

    @Autowired
    ExchangeCity city;

    @Autowired
    TargetController controller;

    @Autowired
    TargetRecords records;

    @Autowired
    NodeSpool spool;

    @Autowired
    NodeJob job;

    @Autowired
    Grants grants;

    @Autowired
    JdbcClient jdbc;

    private Owner owner;

    @BeforeAll
    void theOwner() throws Exception {
        owner = city.owner();
        LINE.to(port);
    }

    @BeforeEach
    void aWholeLine() {
        LINE.cut(CutLine.Cut.REQUEST, 0, 0);
    }

    @AfterAll
    void close() throws Exception {
        LINE.close();
    }

    /// A consumer with a grant, and an entry of another unit at the other node.
    private record Receiver(Consumer consumer, UUID grant, Actor steward, Pushed pushed) {
        Owner there() {
            return pushed.entry();
        }

        UUID plan() {
            return pushed.plan();
        }
    }

    private Receiver receiver() {
        return receiver(item("编号", "id", "I", true), item("姓名", "name", "C", false));
    }

    private Receiver receiver(Content.Item... items) {
        Consumer consumer = city.consumer();
        UUID grant = city.granting(owner, consumer)
                .item("id", "编号")
                .masked("name", "姓名", "keep", 1, 0)
                .rows(DUANZHOU)
                .by("'table'")
                .give();
        return new Receiver(
                consumer, grant, Actors.holding("专员", Role.DATA_STEWARD, consumer.unit()), city.pushed(items));
    }

    private static String address() {
        return "http://127.0.0.1:" + LINE.port();
    }

    private void set(Receiver receiver) {
        controller.set(
                receiver.grant(),
                ExchangeCity.node(
                        receiver.pushed(), address() + "/", receiver.pushed().secret(), null),
                receiver.steward());
    }

    private TargetController.DeliveryView delivered(Receiver receiver) {
        controller.deliver(receiver.grant(), receiver.steward());
        return ended(receiver);
    }

    private TargetController.DeliveryView ended(Receiver receiver) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(5))
                .until(() -> newest(receiver).state() != TargetRecords.State.WAITING);
        return newest(receiver);
    }

    private TargetController.DeliveryView newest(Receiver receiver) {
        return controller.one(receiver.grant(), receiver.steward()).deliveries().getFirst();
    }

    /// A delivery that no lane runs: the test does.
    private UUID begun(Receiver receiver) {
        Grant grant = grants.find(receiver.grant()).orElseThrow();
        TableTarget target = records.of(receiver.grant()).orElseThrow();
        UUID id = UUID.randomUUID();
        records.begin(new TargetRecords.Delivery(
                id,
                target.id(),
                grant.id(),
                grant.change(),
                target.kind(),
                target.place(),
                target.path(),
                target.manner(),
                null,
                null,
                Instant.now(),
                null,
                TargetRecords.State.WAITING,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null));
        return id;
    }

    /// What the other node has collected, as one of its consumers reads it.
    private Map<Integer, String> there(Receiver receiver) throws Exception {
        Consumer reader = city.consumer();
        city.granting(receiver.there(), reader)
                .item("id", "编号")
                .item("name", "姓名")
                .give();
        HttpResponse<String> answer = city.get(port, ExchangeCity.records(receiver.there(), "limit", "100"), reader);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        Map<Integer, String> rows = new TreeMap<>();
        for (JsonNode row : new JsonMapper().readTree(answer.body()).get("records")) {
            assertThat(rows.put(row.get("id").asInt(), row.get("name").asString()))
                    .isNull();
        }
        return rows;
    }

    /// Records of the batches that the other node took, by their keys.
    private Map<String, Integer> taken(Receiver receiver) {
        Map<String, Integer> taken = new TreeMap<>();
        jdbc.sql("select idempotency_key, records from collection.batch where plan = :plan")
                .param("plan", receiver.plan())
                .query((row, n) -> taken.put(row.getString(1), row.getInt(2)))
                .list();
        return taken;
    }

    private List<String> recorded(Receiver receiver) {
        return jdbc.sql(
                        "select result || ' ' || row_count from exchange.call where data_grant = :grant order by sequence")
                .param("grant", receiver.grant())
                .query((row, n) -> row.getString(1))
                .list();
    }

    private static void assertWhole(Map<Integer, String> rows) {
        assertThat(rows).hasSize(25);
        assertThat(rows.keySet()).allMatch(id -> id % 2 == 0);
        assertThat(rows).containsEntry(2, "欧***").containsEntry(4, "李*");
    }

    @Test
    void theRowsAreThereAndTheRecordHasTheDelivery() throws Exception {
        Receiver receiver = receiver();
        set(receiver);

        TargetController.DeliveryView done = delivered(receiver);

        assertThat(done.problem()).isNull();
        assertThat(done.place()).isEqualTo(receiver.there().resource() + " @ " + address());
        assertThat(List.of(done.rows(), done.quarantined())).containsExactly(25L, 0L);
        assertThat(List.of(done.batches(), done.sent())).containsExactly(4, 4);
        assertWhole(there(receiver));
        assertThat(recorded(receiver)).containsExactly("started 0", "finished 25");
        assertThat(taken(receiver).values()).containsExactly(7, 7, 7, 4);
        assertThat(spool.holds(done.id(), "")).isFalse();

        // The rows that are there are changed by their key, so that the next delivery doubles nothing.
        assertThat(delivered(receiver).problem()).isNull();
        assertWhole(there(receiver));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 200, 700})
    void requestsThatAreCutOnTheirWayAreSentAgain(int bytes) throws Exception {
        Receiver receiver = receiver();
        set(receiver);
        LINE.cut(CutLine.Cut.REQUEST, bytes, 3);

        assertThat(delivered(receiver).problem()).isNull();

        assertThat(LINE.left()).isZero();
        assertWhole(there(receiver));
        assertThat(taken(receiver).values()).containsExactly(7, 7, 7, 4);
        assertThat(recorded(receiver)).containsExactly("started 0", "finished 25");
    }

    @Test
    void aPartThatWasTakenWithoutAnAnswerIsNotTakenTwice() throws Exception {
        Receiver receiver = receiver();
        set(receiver);
        int before = LINE.parts();
        LINE.cut(CutLine.Cut.ANSWER, 0, 3);

        TargetController.DeliveryView done = delivered(receiver);

        assertThat(done.problem()).isNull();
        assertThat(LINE.parts() - before).isGreaterThanOrEqualTo(7);
        assertThat(taken(receiver).values()).containsExactly(7, 7, 7, 4);
        assertThat(taken(receiver).keySet()).allMatch(key -> key.startsWith(done.id() + "-"));
        assertWhole(there(receiver));
    }

    @Test
    void aNodeThatIsBusyIsAskedAfterThePauseThatItNames() throws Exception {
        Receiver receiver = receiver();
        set(receiver);
        LINE.cut(CutLine.Cut.BUSY, 0, 2);

        assertThat(delivered(receiver).problem()).isNull();

        assertThat(LINE.left()).isZero();
        assertWhole(there(receiver));
    }

    @Test
    void aDeliveryThatWasKilledGoesOnWithTheSameRows() throws Exception {
        Receiver receiver = receiver();
        set(receiver);
        UUID id = begun(receiver);
        assertThatThrownBy(() -> job.run(new WatchedJob(id, done -> done >= 14)))
                .isInstanceOf(JobStopped.class);
        assertThat(newest(receiver).sent()).isEqualTo(2);
        assertThat(recorded(receiver)).containsExactly("started 0");
        ExchangeCity.sql(owner.database(), "update person set name = '赵敏' where id in (2, 50)");
        try {
            job.run(new UnhurriedJob(id, "node"));
        } finally {
            ExchangeCity.sql(owner.database(), "update person set name = '欧阳娜娜' where id in (2, 50)");
        }

        assertThat(newest(receiver).problem()).isNull();
        assertThat(newest(receiver).state()).isEqualTo(TargetRecords.State.DONE);
        assertThat(taken(receiver).values()).containsExactly(7, 7, 7, 4);
        Map<Integer, String> rows = there(receiver);
        assertWhole(rows);
        assertThat(rows).containsEntry(50, "欧***");
        assertThat(recorded(receiver)).containsExactly("started 0", "finished 25");
    }

    @Test
    void whatWasTakenBeforeTheProcessCouldNoteItIsNotTakenTwice() throws Exception {
        Receiver receiver = receiver();
        set(receiver);
        UUID id = delivered(receiver).id();
        // The spool is deleted with the end, so that the same rows are read and kept once more.
        UUID again = begun(receiver);
        assertThatThrownBy(() -> job.run(new WatchedJob(again, done -> done >= 21)))
                .isInstanceOf(JobStopped.class);
        jdbc.sql("update exchange.node_batch set receipt = null where delivery = :id and number > 1")
                .param("id", again)
                .update();
        job.run(new UnhurriedJob(again, "node"));

        assertThat(newest(receiver).state()).isEqualTo(TargetRecords.State.DONE);
        assertThat(taken(receiver).keySet().stream().filter(key -> key.startsWith(again.toString())))
                .hasSize(4);
        assertThat(taken(receiver).keySet().stream().filter(key -> key.startsWith(id.toString())))
                .hasSize(4);
        assertWhole(there(receiver));
    }

    @Test
    void aGrantThatIsSuspendedInTheMidstSendsNothingMore() throws Exception {
        Receiver receiver = receiver();
        set(receiver);
        UUID id = begun(receiver);
        var watched = new WatchedJob(id, done -> {
            if (done == 14) {
                city.suspendByItsOwner(receiver.grant(), owner);
            }
            return false;
        });

        assertThatThrownBy(() -> job.run(watched)).isInstanceOf(JobFailed.class);

        assertThat(newest(receiver).state()).isEqualTo(TargetRecords.State.FAILED);
        assertThat(newest(receiver).problem()).isNotBlank();
        assertThat(taken(receiver).values()).containsExactly(7, 7);
        assertThat(recorded(receiver)).containsExactly("started 0", "cut 14");
        assertThat(spool.unfinished(id).resolveSibling(id.toString())).doesNotExist();
    }

    @Test
    void rowsThatDoNotFitThereAreToldAsANumber() throws Exception {
        Receiver receiver = receiver(item("编号", "id", "I", true), item("姓名", "name", "I", false));
        set(receiver);

        TargetController.DeliveryView done = delivered(receiver);

        assertThat(done.problem()).isNull();
        assertThat(done.quarantined()).isEqualTo(25L);
    }

    @Test
    void columnsAreFoundByTheirTitlesToo() throws Exception {
        Receiver receiver = receiver(item("编号", "person_id", "I", true), item("姓名", "NAME", "C", false));
        set(receiver);

        assertThat(delivered(receiver).problem()).isNull();

        assertThat(taken(receiver).values()).containsExactly(7, 7, 7, 4);
        assertThat(jdbc.sql("select count(*) from collection.batch where plan = :plan and ignored <> '{}'")
                        .param("plan", receiver.plan())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void whatTheOtherNodeLacksIsSaidBeforeAnythingIsSent() {
        Receiver columns = receiver(item("编号", "id", "I", true));
        set(columns);
        assertThat(delivered(columns).problem()).contains("name").contains("Nothing was sent");

        Receiver key =
                receiver(item("编号", "id", "I", true), item("姓名", "name", "C", false), item("区", "district", "C", true));
        set(key);
        assertThat(delivered(key).problem()).contains("district").contains("key");

        Receiver masked = receiver(item("编号", "id", "I", false), item("姓名", "name", "C", true));
        set(masked);
        assertThat(delivered(masked).problem()).contains("name").contains("key");

        Receiver paused = receiver();
        set(paused);
        city.collecting.pause(
                paused.plan(),
                Actors.holding("专员", Role.DATA_STEWARD, paused.there().unit()));
        assertThat(delivered(paused).problem()).contains("paused");

        for (Receiver each : List.of(columns, key, masked, paused)) {
            assertThat(taken(each)).isEmpty();
            assertThat(recorded(each)).isEmpty();
        }
    }

    @Test
    void whatTheOtherNodeRefusesIsSaidInItsWords() {
        Receiver wrong = receiver();
        controller.set(wrong.grant(), ExchangeCity.node(wrong.pushed(), address(), "wrong", null), wrong.steward());
        assertThat(delivered(wrong).problem()).contains("invalid_client");

        Receiver stranger = receiver();
        Receiver other = receiver();
        controller.set(
                stranger.grant(),
                ExchangeCity.node(
                        other.there().resource(),
                        address(),
                        stranger.pushed().client().toString(),
                        stranger.pushed().secret(),
                        null),
                stranger.steward());
        assertThat(delivered(stranger).problem())
                .startsWith("The other node refused: ")
                .matches(".*\\p{IsHan}.*");
        assertThat(taken(other)).isEmpty();
    }

    @Test
    void onlyHostsThatTheOperatorHasOpenedAreCalled() {
        Receiver receiver = receiver();
        List<String> wrong = List.of(
                "http://example.org", "https://127.0.0.1:" + port, "ftp://127.0.0.1", address() + "/api", "nonsense");
        for (String address : wrong) {
            assertThatThrownBy(() -> controller.set(
                            receiver.grant(),
                            ExchangeCity.node(
                                    receiver.pushed(),
                                    address,
                                    receiver.pushed().secret(),
                                    null),
                            receiver.steward()))
                    .as(address)
                    .isInstanceOfSatisfying(
                            InvalidInput.class,
                            invalid -> assertThat(invalid.errors())
                                    .extracting(InvalidInput.FieldError::field)
                                    .containsExactly("address"));
        }
        set(receiver);
        // The secret is sent to no other node than the one for which it was entered.
        assertThatThrownBy(() -> controller.set(
                        receiver.grant(),
                        ExchangeCity.node(
                                receiver.there().resource(),
                                address(),
                                UUID.randomUUID().toString(),
                                null,
                                1L),
                        receiver.steward()))
                .isInstanceOf(InvalidInput.class);
        List<String> shown = new ArrayList<>();
        TargetController.TableView seen =
                controller.one(receiver.grant(), Actors.holding("专员", Role.DATA_STEWARD, owner.unit()));
        shown.add(String.valueOf(seen.target()));
        shown.addAll(seen.hosts());
        assertThat(shown.toString())
                .doesNotContain(receiver.pushed().secret())
                .doesNotContain(receiver.pushed().client().toString());
    }

    /// A job that is told how many rows were sent, and stops when it is enough.
    private static final class WatchedJob implements JobContext {
        private final UUID id;
        private final IntPredicate enough;
        private boolean stopping;

        private WatchedJob(UUID id, IntPredicate enough) {
            this.id = id;
            this.enough = enough;
        }

        @Override
        public UUID id() {
            return id;
        }

        @Override
        public String subject() {
            return "node";
        }

        @Override
        public void total(long total) {}

        @Override
        public void done(long done) {
            stopping = stopping || enough.test((int) done);
        }

        @Override
        public boolean stopping() {
            return stopping;
        }
    }
}
