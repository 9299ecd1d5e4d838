package org.shuguan.server.frontendhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuguan.dataplane.agent.Agent;
import org.shuguan.dataplane.agent.Order;
import org.shuguan.dataplane.agent.Proof;
import org.shuguan.dataplane.agent.Protocol;
import org.shuguan.dataplane.agent.ReadAddress;
import org.shuguan.dataplane.agent.Wire;
import org.shuguan.dataplane.source.PartSink;
import org.shuguan.dataplane.source.SourceUnreadable;
import org.shuguan.dataplane.source.Table;
import org.shuguan.server.access.Actor;
import org.shuguan.server.audit.AuditEntry;
import org.shuguan.server.audit.AuditTrail;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.OneTimeSecret;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Requests of strangers, of hosts that were ended, and of hosts that do not keep to the protocol.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(HostCity.class)
class HostAttackTest {
    @Autowired
    HostCity city;

    @Autowired
    FrontEndHosts hosts;

    @Autowired
    OrderDesk desk;

    @Autowired
    OrderWaiting waiting;

    @Autowired
    Hosts stored;

    @Autowired
    HostController controller;

    @Autowired
    AuditTrail trail;

    @Autowired
    JdbcClient jdbc;

    @LocalServerPort
    int port;

    private final HttpClient http = HttpClient.newHttpClient();
    private HostCity.Behind behind;
    private Actor steward;

    /// A host whose requests the test makes itself.
    private record Box(UUID id, KeyPair keys) {}

    @BeforeEach
    void aUnit() {
        behind = city.unit();
        steward = behind.steward();
    }

    @Test
    void aCodeIsUsedOnceAndInTime() throws Exception {
        FrontEndHosts.Created created = city.host(behind, "一");
        try (TestAgent first = TestAgent.applying(created.code(), port)) {
            assertThat(first.home().membership().orElseThrow().host()).isEqualTo(created.id());
            assertThatThrownBy(() -> TestAgent.applying(created.code(), port))
                    .isInstanceOf(Agent.EnrolmentFailed.class)
                    .hasMessageContaining("frontendhost/code");
        }
        FrontEndHosts.Created late = city.host(behind, "二");
        jdbc.sql("update frontendhost.host set code_until = now() - interval '1 second' where id = :id")
                .param("id", late.id())
                .update();
        assertThatThrownBy(() -> TestAgent.applying(late.code(), port)).hasMessageContaining("frontendhost/code");
        assertThatThrownBy(() -> TestAgent.applying("AAAA-BBBB-CCCC", port)).hasMessageContaining("frontendhost/code");
        String stored = jdbc.sql("select code_hash from frontendhost.host where id = :id")
                .param("id", late.id())
                .query(String.class)
                .single();
        assertThat(stored).isEqualTo(OneTimeSecret.hashOfCode(late.code())).doesNotContain(late.code());
    }

    @Test
    void aNewCodeReplacesTheKeyWhenItIsUsed() throws Exception {
        Box box = box("换机");
        String code = hosts.newCode(box.id(), steward);
        assertThat(ask(box).statusCode()).isEqualTo(200);
        try (TestAgent replaced = TestAgent.applying(code, port)) {
            assertRefused(ask(box), 401, "not-proven");
            assertThat(controller.one(box.id(), steward).key())
                    .isEqualTo(replaced.home().fingerprint());
        }
    }

    @Test
    void onlyTheHolderOfTheKeyIsHeardAndEachRequestOnce() throws Exception {
        Box box = box("一");
        byte[] body = Wire.write(question());
        Proof proof = proof(box, "/orders", body, Instant.now());
        assertThat(post("/orders", body, proof.headers()).statusCode()).isEqualTo(200);
        assertRefused(post("/orders", body, proof.headers()), 409, "repeated");
        Box thief = new Box(box.id(), keys());
        assertRefused(ask(thief), 401, "not-proven");
        assertRefused(ask(new Box(UUID.randomUUID(), box.keys())), 401, "not-proven");
        Proof other = proof(box, "/orders", body, Instant.now());
        assertRefused(post("/orders", Wire.write(question()), other.headers()), 401, "not-proven");
        Proof elsewhere = proof(box, "/orders/" + UUID.randomUUID() + "/1/end", body, Instant.now());
        assertRefused(post("/orders", body, elsewhere.headers()), 401, "not-proven");
        assertRefused(post("/orders", body, Map.of()), 401, "not-proven");
        for (int seconds : new int[] {-180, 180}) {
            Proof wrongTime = proof(box, "/orders", body, Instant.now().plusSeconds(seconds));
            assertRefused(post("/orders", body, wrongTime.headers()), 401, "clock");
        }
    }

    @Test
    void aNodeThatWasRestartedTakesNothingThatWasSignedBefore() {
        AgentRequests started =
                new AgentRequests(stored, new Nonces(), Clock.offset(Clock.systemUTC(), Duration.ofSeconds(30)));
        var request = new org.springframework.mock.web.MockHttpServletRequest("POST", Wire.ROOT + "/orders");
        byte[] body = Wire.write(question());
        Proof.of(
                        keys().getPrivate(),
                        UUID.randomUUID().toString(),
                        1,
                        "POST",
                        Wire.ROOT + "/orders",
                        body,
                        Instant.now())
                .headers()
                .forEach(request::addHeader);
        assertThatThrownBy(() -> started.proven(request)).hasMessageContaining("frontendhost/repeated");
    }

    @Test
    void versionsOfTheProtocolMayDifferByOne() throws Exception {
        Box box = box("旧");
        for (int version : new int[] {0, 2, 3, 99}) {
            byte[] body = Wire.write(question());
            Proof proof = Proof.of(
                    box.keys().getPrivate(),
                    box.id().toString(),
                    version,
                    "POST",
                    Wire.ROOT + "/orders",
                    body,
                    Instant.now());
            HttpResponse<String> refused = post("/orders", body, proof.headers());
            assertRefused(refused, 400, "protocol");
            assertThat(refused.headers().firstValue(Proof.PROTOCOL)).contains("1-1");
        }
        FrontEndHosts.Created newer = city.host(behind, "新一版");
        try (TestAgent agent = TestAgent.applying(newer.code(), port)) {
            agent.start(port, Protocol.of(2), Clock.systemUTC());
            city.connected(newer.id());
        }
        FrontEndHosts.Created newest = city.host(behind, "新两版");
        try (TestAgent agent = TestAgent.applying(newest.code(), port)) {
            agent.start(port, Protocol.of(3), Clock.systemUTC());
            assertThat(agent.outcome().get(60, TimeUnit.SECONDS)).isEqualTo(Agent.Outcome.REFUSED);
            assertThat(agent.said())
                    .last()
                    .asString()
                    .contains("frontendhost/protocol")
                    .contains("升级较旧的一方");
        }
    }

    @Test
    void whatIsTooLargeOrOutOfItsOrderIsRefused() throws Exception {
        Box box = box("一");
        Box other = box("二");
        byte[] huge = new byte[Wire.MOST_BYTES + 1];
        assertRefused(send(box, "/orders", huge), 413, "too-large");
        ask(box);
        FrontEndHost host = stored.find(box.id()).orElseThrow();
        Reading reading = read(host, new Blocked(false));
        Order order = handed(box);
        String path = path(order);
        assertRefused(send(other, path + "chunks/0", chunk(0, 10)), 410, "order-over");
        assertRefused(
                send(other, path + "end", Wire.write(new Wire.End(0, null, List.of(), null, null))), 410, "order-over");
        assertRefused(send(box, path(order.again(order.attempt() + 1)) + "chunks/0", chunk(0, 10)), 410, "order-over");
        assertRefused(send(box, path + "chunks/1", chunk(0, 10)), 409, "position");
        assertThat(send(box, path + "chunks/0", chunk(0, 10)).body()).isEqualTo("{\"next\":1}");
        assertThat(send(box, path + "chunks/0", chunk(0, 10)).body()).isEqualTo("{\"next\":1}");
        assertRefused(
                send(box, path + "end", Wire.write(new Wire.End(2, null, List.of(), null, null))), 409, "position");
        assertRefused(send(box, path + "end", "no json".getBytes(StandardCharsets.UTF_8)), 400, "malformed");
        send(box, path + "chunks/1", chunk(0, 200 << 20));
        assertThatThrownBy(reading.end()::join)
                .cause()
                .isInstanceOfSatisfying(
                        SourceUnreadable.class,
                        failed -> assertThat(failed.detail()).contains("more than 1048576 bytes"));
        assertThat(reading.sink().bytes).isEqualTo(10);
        assertRefused(send(box, path + "chunks/2", chunk(0, 10)), 410, "order-over");
    }

    @Test
    void aPartThatTheTableDoesNotHaveAndRubbishFailTheOrder() throws Exception {
        Box box = box("一");
        ask(box);
        FrontEndHost host = stored.find(box.id()).orElseThrow();
        for (byte[] wrong : List.of(chunk(7, 10), "rubbish".getBytes(StandardCharsets.UTF_8), new byte[0])) {
            var open = new ThroughHost(waiting, host, address());
            var relation = open.whole(table());
            CompletableFuture<Void> prepared =
                    CompletableFuture.runAsync(relation::prepare).orTimeout(60, TimeUnit.SECONDS);
            Order order = handed(box);
            send(box, path(order) + "chunks/0", wrong);
            prepared.join();
            assertThatThrownBy(relation::checkComplete).isInstanceOf(SourceUnreadable.class);
            relation.close();
        }
    }

    @Test
    void aNodeThatDigestsSlowlyIsNotFlooded() throws Exception {
        behind.sql("""
                create table large as select i, md5(i::text) || md5((i + 1)::text) || md5((i + 2)::text) as a,
                       md5((i + 3)::text) || md5((i + 4)::text) as b from generate_series(1, 400000) i
                """);
        FrontEndHosts.Created created = city.host(behind, "快");
        try (CutLine line = new CutLine(port, 0);
                TestAgent agent = TestAgent.applying(created.code(), port)) {
            agent.start(line.port(), Protocol.OURS, Clock.systemUTC());
            city.connected(created.id());
            Blocked sink = new Blocked(true);
            Reading reading = read(stored.find(created.id()).orElseThrow(), sink, behind(), large());
            sink.begun.join();
            await().during(Duration.ofSeconds(2))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> line.passed() < (long) (RunningOrder.MOST_CHUNKS + 3) << 19);
            sink.release.complete(null);
            assertThat(reading.end().join().totals().rows()).isEqualTo(400_000);
            assertThat(sink.bytes).isGreaterThan(60 << 20);
            assertThat(line.passed()).isGreaterThan(12L << 20);
        }
    }

    @Test
    void endedAtOnceWhatIsReadFailsAndTheHostStops() throws Exception {
        behind.sql("create table large as select i, md5(i::text) as a from generate_series(1, 300000) i");
        FrontEndHosts.Created created = city.host(behind, "停");
        try (TestAgent agent = TestAgent.enrolled(created.code(), port)) {
            city.connected(created.id());
            Blocked sink = new Blocked(true);
            Reading reading = read(stored.find(created.id()).orElseThrow(), sink, behind(), large());
            sink.begun.join();
            hosts.end(created.id(), "设备报废", steward);
            assertThat(agent.outcome().get(60, TimeUnit.SECONDS)).isEqualTo(Agent.Outcome.ENDED);
            assertThat(agent.said()).last().asString().contains("设备报废");
            sink.release.complete(null);
            assertThatThrownBy(reading.end()::join)
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            SourceUnreadable.class,
                            failed -> assertThat(failed.reason()).isEqualTo(SourceUnreadable.Reason.HOST_ENDED));
            agent.start(port, Protocol.OURS, Clock.systemUTC());
            assertThat(agent.outcome().get(60, TimeUnit.SECONDS)).isEqualTo(Agent.Outcome.ENDED);
        }
        assertThat(trail.list(new ListQuery(1, 200, null, null)).items())
                .extracting(AuditEntry::action)
                .contains("frontendhost.create", "frontendhost.enrol", "frontendhost.end");
    }

    @Test
    void aKilledProgramBeginsTheOrderAgainAfterItsRestartThreeTimesAtMost() throws Exception {
        behind.sql("create table large as select i, md5(i::text) as a from generate_series(1, 300000) i");
        FrontEndHosts.Created created = city.host(behind, "崩");
        try (TestAgent agent = TestAgent.enrolled(created.code(), port)) {
            city.connected(created.id());
            FrontEndHost host = stored.find(created.id()).orElseThrow();
            Blocked sink = new Blocked(true);
            Reading reading = read(host, sink, behind(), large());
            sink.begun.join();
            agent.kill();
            agent.start(port, Protocol.OURS, Clock.systemUTC());
            await().atMost(Duration.ofSeconds(20))
                    .until(() ->
                            desk.order(created.id(), reading.order()).order().attempt() == 2);
            sink.release.complete(null);
            assertThat(reading.end().join().totals().rows()).isEqualTo(300_000);
            assertThat(sink.restarts).isGreaterThan(0);
            assertThat(sink.newlines).isEqualTo(300_000);

            Blocked again = new Blocked(true);
            Reading failing = read(host, again, behind(), large());
            again.begun.join();
            for (int attempt = 2; attempt <= RunningOrder.MOST_ATTEMPTS + 1; attempt++) {
                agent.kill();
                int next = attempt;
                agent.start(port, Protocol.OURS, Clock.systemUTC());
                await().atMost(Duration.ofSeconds(20)).until(() -> {
                    RunningOrder running = desk.order(created.id(), failing.order());
                    return !running.isOpen() || (running.order().attempt() == next && running.isHanded());
                });
            }
            again.release.complete(null);
            assertThatThrownBy(failing.end()::join)
                    .cause()
                    .isInstanceOfSatisfying(
                            SourceUnreadable.class,
                            failed -> assertThat(failed.reason()).isEqualTo(SourceUnreadable.Reason.HOST_RESTARTED));
            assertThat(controller.one(created.id(), steward).orders())
                    .extracting(HostController.OrderView::attempts)
                    .containsExactlyInAnyOrder(2, 3);
        }
    }

    /// A reading in a thread of its own.
    private record Reading(UUID order, Blocked sink, CompletableFuture<Wire.End> end) {}

    private Reading read(FrontEndHost host, Blocked sink) {
        return read(host, sink, address(), table());
    }

    private Reading read(FrontEndHost host, Blocked sink, ReadAddress address, Table table) {
        Order order = new Order(UUID.randomUUID(), 1, UUID.randomUUID(), address, false, table, 0, true, null);
        CompletableFuture<Wire.End> end = new CompletableFuture<Wire.End>().orTimeout(90, TimeUnit.SECONDS);
        Thread.ofPlatform().daemon().start(() -> {
            try {
                end.complete(waiting.carriedOut(host, order, sink, found -> null, new ThroughHost.Cancelled()));
            } catch (SourceUnreadable | RuntimeException e) {
                end.completeExceptionally(e);
            }
        });
        return new Reading(order.id(), sink, end);
    }

    /// Takes nothing until it is released.
    private static final class Blocked implements PartSink {
        final CompletableFuture<Void> begun = new CompletableFuture<>();
        final CompletableFuture<Void> release = new CompletableFuture<>();
        volatile int bytes;
        volatile int newlines;
        volatile int restarts;

        Blocked(boolean blocked) {
            if (!blocked) {
                release.complete(null);
            }
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
        public void write(int part, byte[] from, int start, int length) {
            begun.complete(null);
            release.join();
            bytes += length;
            for (int i = start; i < start + length; i++) {
                newlines += from[i] == '\n' ? 1 : 0;
            }
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
        public void restart() {
            bytes = 0;
            newlines = 0;
            restarts++;
        }
    }

    private ReadAddress behind() {
        return new ReadAddress(
                "postgresql",
                "127.0.0.1",
                behind.port(),
                behind.name(),
                List.of(),
                "postgres",
                "postgres",
                null,
                null,
                false);
    }

    private static ReadAddress address() {
        return new ReadAddress("postgresql", "db", 5432, "d", List.of(), "u", "s", null, null, false);
    }

    private Table large() throws Exception {
        try (var open = org.shuguan.dataplane.source.Sources.open(new org.shuguan.dataplane.source.Source.Database(
                org.shuguan.dataplane.source.Source.Kind.POSTGRESQL,
                "127.0.0.1",
                behind.port(),
                behind.name(),
                List.of(),
                "postgres",
                "postgres",
                org.shuguan.dataplane.source.Source.Limits.DEFAULT))) {
            return open.tables().getFirst();
        }
    }

    private static Table table() {
        return new Table(
                "public",
                "t",
                Table.Kind.TABLE,
                null,
                1,
                1,
                List.of(new Table.Column("a", "integer", null, true, null)),
                List.of(),
                List.of());
    }

    private Box box(String name) throws Exception {
        FrontEndHosts.Created created = city.host(behind, name);
        Box box = new Box(created.id(), keys());
        byte[] body = Wire.write(new Wire.Enrol(
                created.code(),
                Base64.getEncoder().encodeToString(box.keys().getPublic().getEncoded()),
                "test"));
        Proof proof =
                Proof.of(box.keys().getPrivate(), Proof.NOBODY, 1, "POST", Wire.ROOT + "/enrol", body, Instant.now());
        assertThat(post("/enrol", body, proof.headers()).statusCode()).isEqualTo(200);
        return box;
    }

    private static KeyPair keys() {
        try {
            return KeyPairGenerator.getInstance(Proof.ALGORITHM).generateKeyPair();
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Wire.Ask question() {
        return new Wire.Ask(UUID.randomUUID(), "test", List.of(), 4);
    }

    /// Asks for orders, and has the question answered at once by asking another time.
    private HttpResponse<String> ask(Box box) throws Exception {
        CompletableFuture<HttpResponse<String>> first = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                first.complete(send(box, "/orders", Wire.write(question())));
            } catch (Exception e) {
                first.completeExceptionally(e);
            }
        });
        await().atMost(Duration.ofSeconds(20)).until(() -> first.isDone() || desk.isConnected(box.id()));
        var _ = desk.ask(box.id(), question());
        return first.get();
    }

    /// The order that the host is given.
    private Order handed(Box box) {
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> {
                            CompletableFuture<Wire.Orders> asked = desk.ask(box.id(), question());
                            return asked.isDone() ? asked.join().orders() : List.<Order>of();
                        },
                        orders -> !orders.isEmpty())
                .getFirst();
    }

    private static String path(Order order) {
        return "/orders/" + order.id() + "/" + order.attempt() + "/";
    }

    private static byte[] chunk(int part, int length) throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(packed))) {
            out.writeLong(1);
            out.writeShort(part);
            out.writeInt(length);
            byte[] content = new byte[1 << 16];
            for (int done = 0; done < length; done += content.length) {
                out.write(content, 0, Math.min(content.length, length - done));
            }
        }
        return packed.toByteArray();
    }

    private HttpResponse<String> send(Box box, String path, byte[] body) throws Exception {
        return post(path, body, proof(box, path, body, Instant.now()).headers());
    }

    private static Proof proof(Box box, String path, byte[] body, Instant at) {
        return Proof.of(box.keys().getPrivate(), box.id().toString(), 1, "POST", Wire.ROOT + path, body, at);
    }

    private HttpResponse<String> post(String path, byte[] body, Map<String, String> headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + Wire.ROOT + path))
                .header("Content-Type", Wire.CONTENT)
                .timeout(Duration.ofSeconds(60))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).describedAs(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains("\"code\":\"frontendhost/" + code + "\"");
    }
}
