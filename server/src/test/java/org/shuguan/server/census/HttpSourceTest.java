package org.shuguan.server.census;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuguan.dataplane.detect.DataType;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.job.Job;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListQuery;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/// A unit's interface, from the form to the tables that its census finds.
@SpringBootTest
class HttpSourceTest {
    private static final UnitCode UNIT = new UnitCode("06");
    private static final ListQuery ALL = new ListQuery(null, null, null, null);
    private static final String DOCUMENT = """
            {"openapi": "3.0.3", "paths": {"/people": {"get": {"summary": "参保人员", "responses": {"200": {"content":
              {"application/json": {"schema": {"type": "object", "properties": {"data": {"type": "array", "items":
                {"type": "object", "properties": {"xm": {"type": "string", "description": "姓名"},
                  "sfzh": {"type": "string", "description": "身份证号"}}}}}}}}}}}}}}""";

    @Autowired
    Census census;

    @Autowired
    SourceController controller;

    @Autowired
    SourceRecords sources;

    @Autowired
    Runs runs;

    @Autowired
    FoundTables tables;

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/openapi.json", exchange -> send(exchange, 200, DOCUMENT));
        server.createContext("/people", exchange -> {
            boolean right =
                    "Bearer right-token".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            send(exchange, right ? 200 : 401, """
                    {"data": [{"xm": "张三", "sfzh": "441202190001010013"}, {"xm": "李四", "sfzh": "441283190102030425"}]}""");
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void anInterfaceIsRegisteredTriedReadAndItsFieldsAreFound() {
        Actor steward = steward();
        var wrong = controller.test(request("接口", address() + "/openapi.json", null, "wrong"), steward);
        assertThat(wrong.reachable()).isFalse();
        assertThat(wrong.reason()).isEqualTo("CREDENTIALS");
        assertThat(wrong.message()).isNotBlank();
        assertThat(controller
                        .test(request("接口", address() + "/openapi.json", null, "right-token"), steward)
                        .tables())
                .isEqualTo(1);
        var view = controller.register(request("接口", address() + "/openapi.json", null, "right-token"), steward);
        assertThat(view.kind()).isEqualTo(SourceRecord.Kind.HTTP);
        assertThat(new String(sources.secret(view.id()), StandardCharsets.ISO_8859_1))
                .doesNotContain("right-token");
        SourceRecord source = sources.find(view.id()).orElseThrow();

        UUID run = census.start(source, 0, "test");
        assertThat(finished(run).state()).isEqualTo(Job.State.DONE);
        var found = tables.list(run, ALL).items().getFirst();
        assertThat(found.path()).isEqualTo("/people");
        assertThat(found.comment()).isEqualTo("参保人员");
        assertThat(found.personal()).isEqualTo(2);
        var result = tables.result(run, found.id()).orElseThrow();
        assertThat(result.classifications().get(1).best().orElseThrow().type()).isEqualTo(DataType.RESIDENT_ID);
        assertThat(census.found(run, found.id()).orElseThrow().kind()).isEqualTo("http");
    }

    @Test
    void aKeptTokenGoesToItsOwnOriginOnly() {
        SourceRecord source =
                census.register(UNIT, Census.Entered.http("令牌", address() + "/openapi.json", null, "right-token"));
        assertWrong(
                "secret-again",
                () -> census.change(
                        source, Census.Entered.http("令牌", "http://evil.example/openapi.json", null, null), 1));
        assertWrong(
                "secret-again",
                () -> census.change(
                        source,
                        Census.Entered.http("令牌", address() + "/openapi.json", "http://evil.example", null),
                        1));
        assertThat(census.change(source, Census.Entered.http("令牌", address() + "/v2/openapi.json", null, null), 1)
                        .document())
                .endsWith("/v2/openapi.json");
    }

    @Test
    void aFormThatLeadsNowhereOrToAClosedAddressIsRefused() {
        assertWrong("required", () -> census.register(UNIT, Census.Entered.http("a", null, null, null)));
        assertWrong("base-needed", () -> census.register(UNIT, Census.Entered.http("a", DOCUMENT, null, null)));
        assertWrong(
                "address-web",
                () -> census.register(UNIT, Census.Entered.http("a", "http://user:pw@api.example/", null, null)));
        assertWrong(
                "host-closed",
                () -> census.register(
                        UNIT, Census.Entered.http("a", "http://169.254.169.254/openapi.json", null, null)));
        assertWrong(
                "host-closed",
                () -> census.register(UNIT, Census.Entered.http("a", DOCUMENT, "http://169.254.169.254/", null)));
    }

    @Test
    void aDocumentGivenAsTextStaysOutOfLists() {
        SourceRecord source = census.register(UNIT, Census.Entered.http("文本", DOCUMENT, address(), "right-token"));
        assertThat(controller.list(null, null, ALL, steward()).items())
                .filteredOn(view -> view.id().equals(source.id()))
                .singleElement()
                .satisfies(view -> {
                    assertThat(view.document()).isNull();
                    assertThat(view.base()).isEqualTo(address());
                });
        assertThat(finished(census.start(source, 0, "test")).rowsRead()).isEqualTo(2);
    }

    private static Actor steward() {
        return new Actor(
                UUID.randomUUID(), "steward", OfficerId.fresh(), "专员", List.of(Capacity.own(Role.DATA_STEWARD, UNIT)));
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static SourceController.Request request(
            String name, String document, @Nullable String base, String secret) {
        return new SourceController.Request(
                null,
                UNIT,
                name,
                SourceRecord.Kind.HTTP,
                null,
                null,
                null,
                null,
                null,
                secret,
                null,
                document,
                base,
                null,
                null);
    }

    private static void assertWrong(String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        refused -> assertThat(refused.errors())
                                .extracting(InvalidInput.FieldError::code)
                                .contains(code));
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private CensusRun finished(UUID run) {
        return await().atMost(Duration.ofMinutes(1))
                .until(
                        () -> runs.find(run).orElseThrow(),
                        found -> found.state().over());
    }
}
