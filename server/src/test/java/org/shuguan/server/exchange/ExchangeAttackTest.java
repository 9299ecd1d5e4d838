package org.shuguan.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.shuguan.server.exchange.ExchangeCity.records;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuguan.server.FreshDatabase;
import org.shuguan.server.exchange.ExchangeCity.Consumer;
import org.shuguan.server.exchange.ExchangeCity.Owner;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What an attacker with a client of its own tries. Nobody gets more than its grant, and what was tried is recorded.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(ExchangeCity.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExchangeAttackTest {
    /// A real value of each item that the attacker must not see.
    private static final List<String> SECRETS = List.of("欧阳娜娜", "441202199001010002", "建设路");

    @LocalServerPort
    int port;

    @Autowired
    ExchangeCity city;

    @Autowired
    JdbcClient jdbc;

    private Owner owner;
    private Consumer consumer;
    private String number = "";

    @BeforeAll
    void aNarrowGrant() throws Exception {
        owner = city.owner();
        consumer = city.consumer();
        UUID grant = city.granting(owner, consumer)
                .item("id", "编号")
                .masked("name", "姓名", "keep", 1, 0)
                .masked("id_number", "身份证号", "keep", 6, 4)
                .rows("{\"conditions\":[{\"item\":\"区县\",\"operator\":\"eq\",\"type\":\"text\",\"values\":[\"端州区\"]}]}"
                        .replace("区县", "district"))
                .give();
        number = jdbc.sql("select number from sharing.data_grant where id = :id")
                .param("id", grant)
                .query(String.class)
                .single();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id = 1 or id = 2",
                "id = 1; drop table person",
                "id = (select 1)",
                "id in (select id from person)",
                "\"id\" = 1 --",
                "\"c0\" = 1",
                "\"id\"\" = 1 or \"\"1\" = 1",
                "district = '鼎湖区'",
                "address prefix '肇庆市'",
                "birth >= 1990-01-01",
                "name = '欧阳娜娜'",
                "name prefix '欧阳'",
                "name > '欧阳'",
                "id_number = '441202199001010002'",
                "id_number prefix '44120219'",
                "name in ('欧阳娜娜', '王伟')",
                "name = 'x'' or ''1'' = ''1'",
                "id = 1 union select name from person",
                "id = 1 /* */ or 1 = 1",
                "id/**/=/**/1",
                "id ~ '.*'",
                "name like '%'",
                "id between 1 and 50",
                "id = 1 \uFF2F\uFF32 1 = 1",
                "name = \uFF07x\uFF07 or \uFF07",
                "name = \u2019 or 1=1 --\u2019",
                "name = '\u6B27\u9633\u5A1C\u5A1C\u200B'",
                "\u202Ename = 'x'",
                "name = 'x' and exists (select 1 from person)",
                "name = '\\' or 1=1 --'",
                "name = chr(39)",
                "name = U&'\\6B27'",
                "name = $$x$$",
                "ID = 1 and address is present",
            })
    void aFilterTellsNothingThatIsNotGranted(String filter) throws Exception {
        HttpResponse<String> answer = city.get(port, records(owner, "filter", filter, "count", "exact"), consumer);

        assertThat(answer.statusCode()).isIn(200, 400, 403);
        if (answer.statusCode() == 200 && !filter.startsWith("name >")) {
            assertThat(answer.body()).contains("\"count\":0");
        }
        assertThat(answer.body()).doesNotContain(SECRETS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fields=*",
                "fields=c0",
                "fields=id,address",
                "fields=id as name",
                "fields=count(*)",
                "fields=\"id\"",
                "order=address",
                "order=id;drop table person",
                "order=(select 1)",
                "order=id desc",
                "order=1",
                "order=--id",
                "count=exact)",
                "limit=1 offset 5",
                "after=WzAsIiIsIjEiLCInIG9yIDE9MSAtLSJd",
                "source=person",
                "grant=' or 1=1 --",
            })
    void noParameterIsTakenForSql(String parameter) throws Exception {
        int is = parameter.indexOf('=');
        HttpResponse<String> answer =
                city.get(port, records(owner, parameter.substring(0, is), parameter.substring(is + 1)), consumer);
        assertThat(answer.statusCode()).as(answer.body()).isIn(400, 403);
        assertThat(answer.body()).doesNotContain(SECRETS).doesNotContain("syntax");
    }

    @Test
    void whatIsNotGrantedIsRefusedBeforeTheSourceIsAsked() throws Exception {
        Owner away = city.owner();
        Consumer reader = city.consumer();
        city.granting(away, reader).item("id", "编号").give();
        FreshDatabase.superuser(jdbc)
                .sql("alter database " + away.database().replaceAll(".*/([a-z0-9]+)\\?.*", "$1")
                        + " allow_connections false")
                .update();
        for (String[] asked : new String[][] {
            {"fields", "name"}, {"order", "-name"}, {"filter", "name = '王伟'"}, {"filter", "no_such_item = 1"}
        }) {
            HttpResponse<String> answer = city.get(port, records(away, asked), reader);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
            assertThat(answer.body()).contains("exchange/read-not-granted");
        }
        assertThat(city.get(port, records(away), reader).statusCode()).isEqualTo(503);
    }

    @Test
    void anOrderShowsTheMaskedValuesOnlyAndTellsNoRealOne() throws Exception {
        assertThat(city.get(port, records(owner, "order", "address"), consumer).statusCode())
                .isEqualTo(403);
        HttpResponse<String> ordered =
                city.get(port, records(owner, "order", "-name", "fields", "name,id_number"), consumer);
        assertThat(ordered.statusCode()).isEqualTo(200);
        assertThat(ordered.body()).doesNotContain(SECRETS).contains("441202********");
    }

    @Test
    void aMaskedItemIsVerifiedAsItIsSeen() throws Exception {
        String path = "/exchange/v1/resources/" + owner.resource() + "/verify";
        String guess = "{\"records\":[{\"id\":\"2\",\"name\":\"欧某某某\",\"id_number\":\"441202777777770002\"}]}";
        // The guess looks like the real one once both are masked: it is confirmed, and nothing is learned.
        assertThat(city.post(port, path, consumer, guess).body()).isEqualTo("{\"matches\":[true]}");
        assertThat(city.post(port, path, consumer, "{\"records\":[{\"id_number\":\"441202199001010002\"}]}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void tokensThatAreForgedOrStaleOrOfAnotherScopeOpenNothing() throws Exception {
        String none = Base64.getUrlEncoder().encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + Base64.getUrlEncoder()
                        .encodeToString(("{\"sub\":\"" + consumer.client() + "\"}").getBytes(StandardCharsets.UTF_8))
                + ".";
        for (String forged : List.of(
                none, consumer.token() + "x", consumer.token().substring(1), "null", "' or 1=1 --", "a".repeat(5000))) {
            assertThat(reads(forged)).isEqualTo(401);
        }
        assertThat(reads(city.token(consumer.client(), "exchange:read", Duration.ofSeconds(-1))))
                .isEqualTo(401);
        assertThat(reads(city.token(consumer.client(), "catalog:read", Duration.ofMinutes(1))))
                .isEqualTo(403);
        assertThat(city.sent(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + records(owner)))
                                .build())
                        .statusCode())
                .isEqualTo(401);
    }

    private int reads(String token) throws Exception {
        return city.get(port, records(owner), new Consumer(consumer.unit(), consumer.client(), token))
                .statusCode();
    }

    @Test
    void anotherUnitsGrantReceiptAndResourceAreClosed() throws Exception {
        Consumer stranger = city.consumer();
        assertThat(city.get(port, records(owner), stranger).statusCode()).isEqualTo(403);
        assertThat(city.get(port, records(owner, "grant", number), stranger).statusCode())
                .isEqualTo(403);
        assertThat(city.get(port, "/exchange/v1/grants/" + number + "/openapi.json", stranger)
                        .statusCode())
                .isEqualTo(403);
        assertThat(city.get(port, "/exchange/v1/grants", stranger).body()).isEqualTo("{\"grants\":[]}");
        String id = city.get(port, records(owner, "limit", "1"), consumer)
                .headers()
                .firstValue("exchange-request-id")
                .orElseThrow();
        assertThat(city.get(port, "/exchange/v1/receipts/" + id, consumer).statusCode())
                .isEqualTo(200);
        assertThat(city.get(port, "/exchange/v1/receipts/" + id, stranger).statusCode())
                .isEqualTo(404);
        // A resource that does not exist and one that is not granted are refused alike.
        String[] refusals = {"/exchange/v1/resources/307441XXX/000099/records", records(owner)};
        assertThat(code(city.get(port, refusals[0], stranger))).isEqualTo(code(city.get(port, refusals[1], stranger)));
    }

    private static String code(HttpResponse<String> answer) {
        return answer.body().replaceAll(".*\"code\":\"([^\"]*)\".*", "$1");
    }

    @Test
    void tooManyKeysAndBrokenBodiesAreRefusedAndRecorded() throws Exception {
        String path = "/exchange/v1/resources/" + owner.resource() + "/lookup";
        String keys = IntStream.range(0, 10_000).mapToObj(String::valueOf).collect(Collectors.joining(","));
        for (String body : List.of(
                "{\"item\":\"id\",\"keys\":[" + keys + "]}",
                "{\"item\":\"id\",\"keys\":[]}",
                "{\"item\":\"id\",\"keys\":[{}]}",
                "{\"item\":\"id\",\"keys\":[1e999999]}",
                "[".repeat(5000),
                "")) {
            HttpResponse<String> answer = city.post(port, path, consumer, body);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        }
        assertThat(jdbc.sql("select count(*) from exchange.call where client = :client and result = 'exchange/body'")
                        .param("client", consumer.client())
                        .query(Integer.class)
                        .single())
                .isGreaterThanOrEqualTo(6);
        assertThat(city.get(port, records(owner, "limit", "10001"), consumer).statusCode())
                .isEqualTo(400);
        assertThat(city.get(port, records(owner, "debug", "true"), consumer).body())
                .contains("exchange/parameter");
        assertThat(city.get(port, records(owner, "after", "W10"), consumer).statusCode())
                .isEqualTo(400);
    }

    @Test
    void addressesAndHoursAreKept() throws Exception {
        Consumer elsewhere = city.consumer();
        city.granting(owner, elsewhere).item("id", "编号").from("10.0.0.0/8").give();
        assertThat(city.get(port, records(owner), elsewhere).body()).contains("exchange/address");
        Consumer near = city.consumer();
        city.granting(owner, near).item("id", "编号").from("127.0.0.0/8").give();
        assertThat(city.get(port, records(owner), near).statusCode()).isEqualTo(200);
        // A proxy that nobody trusts cannot say where a request comes from.
        assertThat(city.get(port, records(owner), elsewhere, "X-Forwarded-For", "10.1.1.1")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void sixteenThreadsGetNothingTwoSecondsAfterASuspension() throws Exception {
        Consumer busy = city.consumer();
        UUID grant = city.granting(owner, busy).item("id", "编号").give();
        Instant[] known = new Instant[1];
        ConcurrentLinkedQueue<Instant> given = new ConcurrentLinkedQueue<>();
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService clients = Executors.newFixedThreadPool(16)) {
            List<Callable<Integer>> load = Collections.nCopies(16, () -> {
                int last = 0;
                while (!over.get()) {
                    last = city.get(port, records(owner, "limit", "1"), busy).statusCode();
                    if (last == 200) {
                        given.add(Instant.now());
                    }
                }
                return last;
            });
            List<Future<Integer>> running = load.stream().map(clients::submit).toList();
            Awaitility.await().until(() -> given.size() > 100);
            city.suspend(grant);
            known[0] = Instant.now();
            Awaitility.await()
                    .until(() ->
                            city.get(port, records(owner, "limit", "1"), busy).statusCode() == 403
                                    && Instant.now().isAfter(known[0].plusSeconds(3)));
            over.set(true);
            assertThat(statuses(running)).containsOnly(403);
        }
        assertThat(given).allMatch(at -> at.isBefore(known[0].plusSeconds(2)));
    }

    private static List<Integer> statuses(List<Future<Integer>> answers) throws Exception {
        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> answer : answers) {
            statuses.add(answer.get());
        }
        return statuses;
    }

    @Test
    void errorsNameNoTableColumnOrValueOfTheOwner() throws Exception {
        Consumer reader = city.consumer();
        city.granting(owner, reader).item("no_such_column", "x").give();
        HttpResponse<String> answer = city.get(port, records(owner), reader);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body())
                .doesNotContain("person")
                .doesNotContain("no_such_column")
                .doesNotContain("SQL");
    }
}
