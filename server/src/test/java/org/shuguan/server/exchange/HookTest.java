package org.shuguan.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
import org.shuguan.server.platform.Hashes;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.sharing.Grants;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// Changes are sent to a consumer's address: signed, in order, again until it takes them, and as dead letters after
/// long.
@SpringBootTest
@Import(ExchangeCity.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HookTest {
    /// A message as the consumer got it.
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    private record Message(Map<String, String> fields, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    private static final BlockingQueue<Message> GOT = new LinkedBlockingQueue<>();
    private static final AtomicInteger STATUS = new AtomicInteger(200);
    private static final HttpServer CONSUMER = consumer();

    private static HttpServer consumer() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                Map<String, String> fields = new LinkedHashMap<>();
                exchange.getRequestHeaders()
                        .forEach((name, values) -> fields.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
                GOT.add(new Message(fields, exchange.getRequestBody().readAllBytes()));
                exchange.sendResponseHeaders(STATUS.get(), -1);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @DynamicPropertySource
    static void hosts(DynamicPropertyRegistry registry) {
        registry.add(
                "shuguan.webhook.hosts",
                () -> "127.0.0.1:" + CONSUMER.getAddress().getPort());
    }

    @Autowired
    ExchangeCity city;

    @Autowired
    FeedController controller;

    @Autowired
    Hooks hooks;

    @Autowired
    Feeds feeds;

    @Autowired
    OwnGrants own;

    @Autowired
    Grants grants;

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
        CONSUMER.stop(0);
    }

    private record Side(UUID grant, Actor steward) {}

    private Side granted() {
        Consumer consumer = city.consumer();
        UUID grant = city.granting(owner, consumer)
                .item("id", "编号")
                .item("name", "姓名")
                .by("'feed'")
                .give();
        return new Side(grant, Actors.holding("专员", Role.DATA_STEWARD, consumer.unit()));
    }

    private static String address(Side side) {
        return "http://127.0.0.1:" + CONSUMER.getAddress().getPort() + "/changes/" + side.grant();
    }

    private void changed(int id, String name) throws Exception {
        ExchangeCity.sql(owner.database(), "update person set name = '" + name + "' where id = " + id);
        city.collect(owner, plan);
        feeds.buildAll();
    }

    private static Message got() throws InterruptedException {
        Message message = GOT.poll(1, TimeUnit.MINUTES);
        assertThat(message).as("a message").isNotNull();
        return message;
    }

    private static String numbers(Message message) {
        Matcher number = Pattern.compile("\"number\":(\\d+)").matcher(message.text());
        StringBuilder numbers = new StringBuilder();
        while (number.find()) {
            numbers.append(number.group(1)).append(' ');
        }
        return numbers.toString().strip();
    }

    @Test
    void changesArriveSignedAndInOrderAndAreRecordedBefore() throws Exception {
        Side side = granted();
        controller.set(side.grant(), new FeedController.HookRequest(address(side)), side.steward());
        Message first = got();
        assertThat(first.text()).contains("\"change\":\"snapshot\"");
        changed(1, "钱一");
        Message second = got();
        assertThat(second.text()).contains("\"change\":\"changed\"", "\"name\":\"钱一\"");
        assertThat(numbers(second)).isEqualTo("2");

        assertThat(second.fields().get("content-digest"))
                .isEqualTo(MessageSignature.digest(Hashes.sha256(second.body())));
        assertThat(isSigned(second, address(side))).isTrue();
        assertThat(isSigned(second, address(side) + "/other")).isFalse();
        assertThat(jdbc.sql("select count(*) from exchange.call where id = cast(:id as uuid) and row_count = 1")
                        .param("id", second.fields().get("exchange-request-id"))
                        .query((row, n) -> row.getInt(1))
                        .single())
                .isEqualTo(1);
        controller.remove(side.grant(), side.steward());
    }

    private boolean isSigned(Message message, String address) throws Exception {
        String input = message.fields().get("signature-input");
        Matcher parts = Pattern.compile("created=(\\d+);keyid=\"([^\"]+)\"").matcher(input);
        assertThat(parts.find()).isTrue();
        Map<String, String> covered = new LinkedHashMap<>();
        for (String name : List.of("exchange-request-id", "exchange-grant", "content-digest")) {
            covered.put(name, message.fields().get(name));
        }
        MessageSignature expected =
                MessageSignature.ofRequest("POST", address, covered, Long.parseLong(parts.group(1)), parts.group(2));
        assertThat(expected.input()).isEqualTo(input);
        Signature check = Signature.getInstance("SHA256withECDSAinP1363Format");
        check.initVerify(JWKSet.parse(new String(own.keys().body(), StandardCharsets.UTF_8))
                .getKeyByKeyId(parts.group(2))
                .toECKey()
                .toECPublicKey());
        check.update(expected.base());
        String value = message.fields().get("signature");
        return check.verify(Base64.getDecoder().decode(value.replaceAll("^[^:]*:|:$", "")));
    }

    @Test
    void whatIsNotTakenComesAgainAndThenBecomesADeadLetterThatCanBeSent() throws Exception {
        Side side = granted();
        STATUS.set(503);
        try {
            controller.set(side.grant(), new FeedController.HookRequest(address(side)), side.steward());
            assertThat(numbers(got())).isEqualTo("1");
            assertThat(numbers(got())).isEqualTo("1");
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> "HTTP 503"
                            .equals(controller
                                    .one(side.grant(), side.steward())
                                    .hook()
                                    .problem()));
            jdbc.sql("update exchange.hook set failing_since = now() - interval '25 hours', next_at = now()"
                            + " where data_grant = :grant")
                    .param("grant", side.grant())
                    .update();
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> controller
                                    .one(side.grant(), side.steward())
                                    .deadLetters()
                                    .size()
                            == 1);
        } finally {
            STATUS.set(200);
        }
        GOT.clear();
        changed(2, "李二");
        assertThat(numbers(got())).as("later changes go on").isEqualTo("2");

        UUID dead = controller
                .one(side.grant(), side.steward())
                .deadLetters()
                .getFirst()
                .id();
        controller.replay(side.grant(), dead, side.steward());
        assertThat(numbers(got())).isEqualTo("1");
        assertThatThrownBy(() -> controller.replay(side.grant(), dead, side.steward()))
                .isInstanceOf(ExchangeRefused.class);
        controller.remove(side.grant(), side.steward());
    }

    @Test
    void onlyNamedHostsAreCalledAndOnlyTheConsumerSetsThem() {
        Side side = granted();
        for (String wrong :
                List.of("", "ftp://127.0.0.1/x", "http://10.0.0.1/x", "https://example.com/x", "no address")) {
            assertThatThrownBy(
                            () -> controller.set(side.grant(), new FeedController.HookRequest(wrong), side.steward()))
                    .as(wrong)
                    .isInstanceOf(InvalidInput.class);
        }
        Actor ownersSteward = Actors.holding("专员", Role.DATA_STEWARD, owner.unit());
        assertThatThrownBy(() ->
                        controller.set(side.grant(), new FeedController.HookRequest(address(side)), ownersSteward))
                .isInstanceOf(Forbidden.class);
        controller.set(side.grant(), new FeedController.HookRequest(address(side)), side.steward());
        assertThat(controller.one(side.grant(), ownersSteward).hook().address()).doesNotContain("/changes/");
        controller.remove(side.grant(), side.steward());
    }
}
