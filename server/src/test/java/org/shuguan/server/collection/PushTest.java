package org.shuguan.server.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.server.Actors;
import org.shuguan.server.SampleUnits;
import org.shuguan.server.access.Actor;
import org.shuguan.server.catalog.Catalog;
import org.shuguan.server.catalog.CatalogReader;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.catalog.OpeningType;
import org.shuguan.server.catalog.SharingType;
import org.shuguan.server.catalog.UpdateCycle;
import org.shuguan.server.client.MachineClients;
import org.shuguan.server.collection.PushController.Receipt;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.OneTimeSecret;
import org.shuguan.server.platform.Refusal;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Batches of rows that machine clients send for entries of their units.
@SpringBootTest
class PushTest {
    @Autowired
    PushController push;

    @Autowired
    BatchController batches;

    @Autowired
    VersionController versions;

    @Autowired
    Collecting collecting;

    @Autowired
    CollectionRuns runs;

    @Autowired
    Plans plans;

    @Autowired
    Catalog catalog;

    @Autowired
    CatalogReader reader;

    @Autowired
    MachineClients clients;

    @Autowired
    Institution institution;

    @Autowired
    JdbcClient jdbc;

    private UnitCode unit;
    private Actor steward;
    private Actor cdo;
    private UUID plan;
    private String front;
    private String number;
    private String token;

    @BeforeEach
    void aPlanThatTakesBatches() {
        unit = unit();
        steward = Actors.holding("专员", Role.DATA_STEWARD, unit);
        cdo = Actors.holding("数官", Role.UNIT_CDO, unit);
        UUID entry = published();
        plan = collecting.plan(entry, steward);
        collecting.way(plan, CollectionWay.push(List.of()), steward);
        String code = reader.versions(entry).getFirst().code().value();
        front = code.substring(0, code.lastIndexOf('/'));
        number = code.substring(code.lastIndexOf('/') + 1);
        token = token(unit, "collect:write");
    }

    @Test
    void rowsAreAddedByKeyAndTheReceiptSaysWhatBecameOfThem() {
        Receipt first = collected(
                sent("a", "[{\"id\": 1, \"name\": \"甲\", \"day\": \"2026-01-05\"}, {\"id\": 2, \"name\": \"乙\"}]"));
        assertThat(first.records()).isEqualTo(2);
        assertThat(first.collection().kept()).isEqualTo(2);
        Receipt second = collected(sent(
                "b",
                "{\"id\": 2, \"name\": \"丙\", \"phone\": \"1\"}\n{\"id\": 3, \"name\": \"丁\", \"day\": \"不详\"}\n"));
        assertThat(second.ignored()).containsExactly("phone");
        assertThat(second.collection().quarantined()).isEqualTo(1);
        VersionController.RowsView rows = versions.rows(plan, null, null, null, null, cdo);
        assertThat(rows.total()).isEqualTo(2);
        assertThat(rows.rows().toString()).contains("2026-01-05");
        assertThat(batches.list(plan, "collected", new ListQuery(1, 20, null, null), steward)
                        .items())
                .extracting(BatchController.BatchRow::key)
                .containsExactly("b", "a");
    }

    @Test
    void aBatchThatIsSentAgainIsTheSameBatch() {
        ResponseEntity<Receipt> first = sent("once", "[{\"id\": 1}]");
        ResponseEntity<Receipt> again = sent("once", "[{\"id\": 1}]");
        assertThat(first.getStatusCode().value()).isEqualTo(202);
        assertThat(again.getStatusCode().value()).isEqualTo(200);
        assertThat(again.getBody().batch()).isEqualTo(first.getBody().batch());
        assertRefused("push-key-reused", () -> sent("once", "[{\"id\": 2}]"));
        assertRefused("push-no-idempotency-key", () -> sent(" ", "[{\"id\": 2}]"));
        // The same name of another sender is another batch.
        String other = token(unit, "collect:write");
        assertThat(push.push(front, number, "Bearer " + other, "once", bytes("[{\"id\": 1}]"))
                        .getBody()
                        .batch())
                .isNotEqualTo(first.getBody().batch());
    }

    @Test
    void twoAtOnceWithOneNameAreTakenOnceAndManyKeepTheirOrder() throws Exception {
        try (ExecutorService senders = Executors.newFixedThreadPool(8)) {
            List<Future<ResponseEntity<Receipt>>> same = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                same.add(senders.submit(() -> sent("same", "[{\"id\": 7, \"name\": \"同\"}]")));
            }
            List<UUID> taken = new ArrayList<>();
            for (Future<ResponseEntity<Receipt>> one : same) {
                taken.add(one.get().getBody().batch());
            }
            assertThat(taken).containsOnly(taken.getFirst());
        }
        Receipt last = null;
        for (int i = 0; i < 12; i++) {
            last = sent("n" + i, "[{\"id\": 7, \"name\": \"" + i + "\"}, {\"id\": " + (100 + i) + "}]")
                    .getBody();
        }
        UUID newest = last.batch();
        await().atMost(Duration.ofMinutes(3))
                .until(() -> push.receipt(newest, "Bearer " + token).state() == Batch.State.COLLECTED);
        VersionController.RowsView rows = versions.rows(plan, null, null, null, null, cdo);
        assertThat(rows.total()).isEqualTo(13);
        assertThat(jdbc.sql("select count(*) from collection.batch where plan = :plan and run is null")
                        .param("plan", plan)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void whatIsNoBatchIsRefusedWithItsPlaceAndNothingIsTaken() {
        assertRefused("push-no-json", () -> sent("x", "[{\"id\": 1,]"));
        assertRefused("push-no-json", () -> sent("x", "[{\"id\": 1}"));
        assertRefused("push-no-record", () -> sent("x", "[1, 2]"));
        assertRefused("push-no-record", () -> sent("x", "[{\"id\": 1}] {\"id\": 2}"));
        assertRefused("push-nested", () -> sent("x", "[{\"id\": {\"a\": 1}}]"));
        assertRefused("push-twice", () -> sent("x", "[{\"id\": 1, \"name\": \"a\", \"name\": \"b\"}]"));
        assertRefused("push-key-missing", () -> sent("x", "[{\"id\": 1}, {\"name\": \"a\"}]"));
        assertRefused("push-key-missing", () -> sent("x", "[{\"id\": null}]"));
        assertRefused("push-empty", () -> sent("x", "[]"));
        assertRefused("push-empty", () -> sent("x", ""));
        assertThat(batches.list(plan, null, new ListQuery(1, 20, null, null), steward)
                        .total())
                .isZero();
        // The name was not used up.
        assertThat(sent("x", "[{\"id\": 1}]").getStatusCode().value()).isEqualTo(202);
    }

    @Test
    void onlyTheUnitsOwnClientsWithTheScopeSendAndReadTheirBatches() {
        Receipt mine = sent("mine", "[{\"id\": 1}]").getBody();
        assertRefused("push-token", () -> push.resource(front, number, null));
        assertRefused("push-token", () -> push.resource(front, number, "Bearer nonsense"));
        assertRefused("push-scope", () -> push.resource(front, number, "Bearer " + token(unit, "exchange:read")));
        String stranger = token(unit(), "collect:write");
        assertRefused("push-unknown", () -> push.resource(front, number, "Bearer " + stranger));
        assertRefused(
                "push-unknown", () -> push.push(front, number, "Bearer " + stranger, "k", bytes("[{\"id\": 1}]")));
        assertRefused("push-unknown", () -> push.receipt(mine.batch(), "Bearer " + stranger));
        assertRefused("push-unknown", () -> push.receipt(mine.batch(), "Bearer " + token(unit, "collect:write")));
        assertThat(push.resource(front, number, "Bearer " + token).key()).containsExactly("id");
    }

    @Test
    void aPausedPlanTakesNothingAndAPlanThatIsSentIsNotRead() {
        assertThatThrownBy(() -> collecting.collect(plan, steward)).hasMessageContaining("pushed");
        collecting.pause(plan, steward);
        assertRefused("push-paused", () -> sent("p", "[{\"id\": 1}]"));
        collecting.resume(plan, steward);
        collecting.startDue();
        assertThat(runs.newest(List.of(plan))).isEmpty();
        collecting.way(plan, CollectionWay.FULL, steward);
        assertRefused("push-not-agreed", () -> sent("p", "[{\"id\": 1}]"));
        assertThatThrownBy(() -> collecting.way(plan, CollectionWay.push(List.of("nowhere")), steward))
                .isInstanceOf(InvalidInput.class);
    }

    private ResponseEntity<Receipt> sent(String key, String body) {
        return push.push(front, number, "Bearer " + token, key, bytes(body));
    }

    private Receipt collected(ResponseEntity<Receipt> sent) {
        UUID batch = sent.getBody().batch();
        await().atMost(Duration.ofMinutes(2))
                .until(() -> push.receipt(batch, "Bearer " + token).state() == Batch.State.COLLECTED);
        return push.receipt(batch, "Bearer " + token);
    }

    private static void assertRefused(String code, Runnable act) {
        assertThatThrownBy(act::run)
                .isInstanceOf(Refusal.class)
                .extracting(refused -> ((Refusal) refused).code())
                .isEqualTo("collection/" + code);
    }

    private static byte[] bytes(String body) {
        return body.getBytes(StandardCharsets.UTF_8);
    }

    private UnitCode unit() {
        UnitCode code =
                new UnitCode("P" + UUID.randomUUID().toString().substring(0, 6).toUpperCase(Locale.ROOT));
        SampleUnits.department(institution, code);
        return code;
    }

    private UUID published() {
        UUID entry = catalog.create(
                unit,
                new Content(
                        "推送对象信息",
                        "由系统推送",
                        "database",
                        "postgresql",
                        SharingType.CONDITIONAL,
                        "资格核对",
                        "table",
                        null,
                        OpeningType.NOT_OPEN,
                        null,
                        UpdateCycle.DAILY,
                        "16",
                        Grade.GENERAL_2,
                        null,
                        List.of(),
                        new Content.Mount(UUID.randomUUID(), "业务库", "public.t", 1, -1, Instant.now()),
                        List.of(
                                new Content.Item(
                                        "编号", "id", "I", null, true, Grade.GENERAL_1, null, null, null, null, null),
                                new Content.Item(
                                        "姓名", "name", "C", 60, false, Grade.GENERAL_2, null, null, null, null, null),
                                new Content.Item(
                                        "日期", "day", "D", null, false, Grade.GENERAL_1, null, null, null, null, null))),
                steward);
        catalog.submit(entry, 1, steward);
        catalog.sign(entry, 1, null, cdo);
        catalog.publish(entry, 1, null, Actors.holding("业务员", Role.BUREAU_OPERATOR, unit));
        return entry;
    }

    private String token(UnitCode of, String scope) {
        UUID client = clients.ask(
                of, "业务系统" + UUID.randomUUID(), "推送", List.of(scope), Actors.holding("专员", Role.DATA_STEWARD, of));
        clients.approve(client, null, Actors.holding("业务员", Role.BUREAU_OPERATOR, of));
        String secret = OneTimeSecret.token();
        Instant now = Instant.now();
        jdbc.sql("insert into client.token (hash, client, scopes, issued_at, expires_at)"
                        + " values (:hash, :client, :scopes, :now, :end)")
                .param("hash", OneTimeSecret.hash(secret))
                .param("client", client)
                .param("scopes", scope)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("end", now.plusSeconds(600).atOffset(ZoneOffset.UTC))
                .update();
        return secret;
    }
}
