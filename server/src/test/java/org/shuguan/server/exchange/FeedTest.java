package org.shuguan.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.shuguan.server.exchange.ExchangeCity.Consumer;
import org.shuguan.server.exchange.ExchangeCity.Owner;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A consumer follows the changes of granted rows, in order and without a gap, by pages and by streams, on both ports.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@TestPropertySource(properties = ListenerTest.OPENED)
@Import(ExchangeCity.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FeedTest {
    private static final String DUANZHOU =
            "{\"conditions\":[{\"item\":\"district\",\"operator\":\"eq\",\"type\":\"text\",\"values\":[\"端州区\"]}]}";
    private static final JsonMapper JSON = new JsonMapper();

    @LocalServerPort
    int workbench;

    @Autowired
    ExchangeListener listener;

    @Autowired
    ExchangeCity city;

    @Autowired
    Feeds feeds;

    @Autowired
    FeedRecords records;

    @Autowired
    JdbcClient jdbc;

    private Owner owner;
    private UUID plan;
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    void collected() throws Exception {
        owner = city.owner();
        plan = city.plan(owner);
        city.collect(owner, plan);
    }

    Stream<Integer> ports() {
        return Stream.of(workbench, listener.port());
    }

    private UUID granted(Consumer consumer) {
        return city.granting(owner, consumer)
                .item("id", "编号")
                .masked("name", "姓名", "keep", 1, 0)
                .rows(DUANZHOU)
                .by("'feed'")
                .give();
    }

    private String path(String parameters) {
        return "/exchange/v1/resources/" + owner.resource() + "/changes" + parameters;
    }

    private JsonNode page(int port, Consumer consumer, String parameters) throws Exception {
        HttpResponse<String> answer = city.get(port, path(parameters), consumer);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static List<String> kinds(JsonNode page) {
        List<String> kinds = new ArrayList<>();
        page.get("changes").forEach(change -> kinds.add(change.get("change").stringValue() + change.get("row")));
        return kinds;
    }

    /// Changes the owner's rows and collects them.
    private void changed(String sql) throws Exception {
        ExchangeCity.sql(owner.database(), sql);
        city.collect(owner, plan);
        feeds.buildAll();
    }

    @ParameterizedTest
    @MethodSource("ports")
    void aPageHasWhatTheConsumerSeesOfTheChanges(int port) throws Exception {
        Consumer consumer = city.consumer();
        UUID grant = granted(consumer);
        JsonNode first = page(port, consumer, "");
        assertThat(first.get("changes").get(0).get("change").stringValue()).isEqualTo("snapshot");
        assertThat(first.get("next").intValue()).isEqualTo(1);
        int mark = port;

        changed("""
                insert into person values (%d, '赵敏', '441202199001019999', '端州区', '1990-01-01', 'a');
                insert into person values (%d, '周芷', '441202199001019998', '鼎湖区', '1990-01-01', 'a');
                """.formatted(100_000 + mark, 300_000 + mark));
        changed("update person set name = '赵灵' where id = %d; update person set name = '钱一' where id = %d"
                .formatted(100_000 + mark, 100_000 + mark));
        changed("update person set name = '孙三' where id = " + (100_000 + mark));
        changed("update person set district = '鼎湖区' where id = " + (100_000 + mark));

        JsonNode next = page(port, consumer, "?after=1");
        assertThat(kinds(next))
                .containsExactly(
                        "added{\"id\":" + (100_000 + mark) + ",\"name\":\"赵*\"}",
                        "changed{\"id\":" + (100_000 + mark) + ",\"name\":\"钱*\"}",
                        "changed{\"id\":" + (100_000 + mark) + ",\"name\":\"孙*\"}",
                        "gone{\"id\":" + (100_000 + mark) + "}");
        assertThat(next.get("next").intValue()).isEqualTo(5);
        assertThat(kinds(page(port, consumer, "?after=2&limit=1"))).hasSize(1);
        assertThat(page(port, consumer, "?after=5").get("changes").size()).isZero();
        assertThat(city.get(port, path("?after=6"), consumer).statusCode()).isEqualTo(400);
        assertThat(jdbc.sql("select sum(row_count) from exchange.call where data_grant = :grant and action = 'feed'")
                        .param("grant", grant)
                        .query((row, n) -> row.getInt(1))
                        .single())
                .isEqualTo(5);
    }

    @ParameterizedTest
    @MethodSource("ports")
    void aPageWaitsForTheNextChange(int port) throws Exception {
        Consumer consumer = city.consumer();
        granted(consumer);
        page(port, consumer, "");
        assertThat(page(port, consumer, "?after=1&wait=1").get("changes").size())
                .isZero();

        CompletableFuture<JsonNode> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return page(port, consumer, "?after=1&wait=30");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        changed("update person set name = name || '二' where id = 2");
        assertThat(waiting.get(1, TimeUnit.MINUTES).get("changes").size()).isLessThanOrEqualTo(1);
        changed("update person set name = '改' || name where id = 2");
        assertThat(page(port, consumer, "?after=1").get("next").intValue()).isGreaterThanOrEqualTo(2);
    }

    /// The lines of an open stream.
    private record Open(BlockingQueue<String> lines, CompletableFuture<?> ended) {
        String event() throws InterruptedException {
            StringBuilder event = new StringBuilder();
            while (true) {
                String line = lines.poll(1, TimeUnit.MINUTES);
                assertThat(line).as("an event").isNotNull();
                if (line.isEmpty() && !event.isEmpty()) {
                    return event.toString();
                }
                if (!line.isEmpty() && !line.startsWith(":")) {
                    event.append(line).append('\n');
                }
            }
        }
    }

    private Open stream(int port, Consumer consumer, String lastEvent) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path("")))
                .header("Authorization", "Bearer " + consumer.token())
                .header("Accept", "text/event-stream");
        if (!lastEvent.isEmpty()) {
            request.header("Last-Event-ID", lastEvent);
        }
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        CompletableFuture<?> ended = http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofLines())
                .thenAccept(answer -> {
                    assertThat(answer.statusCode()).isEqualTo(200);
                    assertThat(answer.headers().firstValue("signature")).isPresent();
                    answer.body().forEach(lines::add);
                });
        return new Open(lines, ended);
    }

    @ParameterizedTest
    @MethodSource("ports")
    void aStreamGoesOnWhereItBrokeOffAndEndsWithItsGrant(int port) throws Exception {
        Consumer consumer = city.consumer();
        UUID grant = granted(consumer);
        Open open = stream(port, consumer, "");
        assertThat(open.event()).startsWith("id: 1\nevent: snapshot\n");
        changed("update person set name = '流' || name where id = 4");
        assertThat(open.event()).startsWith("id: 2\nevent: changed\ndata: {\"id\":4");
        changed("update person set name = '水' || name where id = 4");
        assertThat(open.event()).startsWith("id: 3\nevent: changed\n");

        Open again = stream(port, consumer, "2");
        assertThat(again.event()).startsWith("id: 3\n");

        city.suspendByItsOwner(grant, owner);
        again.ended().get(1, TimeUnit.MINUTES);
        open.ended().get(1, TimeUnit.MINUTES);
        assertThat(records.after(grant, 0, 10)).isEmpty();
        // Both ends are recorded.
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> jdbc.sql("select count(*) from exchange.call where data_grant = :grant"
                                        + " and action = 'outcome' and result = 'finished'")
                                .param("grant", grant)
                                .query((row, n) -> row.getInt(1))
                                .single()
                        == 2);
    }

    @Test
    void aChangedGrantBeginsAnewAndVersionsThatCannotBeComparedAreSaid() throws Exception {
        Consumer consumer = city.consumer();
        UUID grant = granted(consumer);
        page(workbench, consumer, "");
        changed("update person set name = '新' || name where id = 6");
        assertThat(page(workbench, consumer, "?after=1").get("changes").size()).isEqualTo(1);

        jdbc.sql("update sharing.data_grant set per_second = per_second + 1 where id = :id")
                .param("id", grant)
                .update();
        records.clear(grant);
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            JsonNode page = page(workbench, consumer, "?after=2");
            return kinds(page).stream().anyMatch(kind -> kind.startsWith("snapshot"));
        });
        assertThat(city.get(workbench, path("?after=1"), consumer).statusCode()).isEqualTo(410);
    }

    @Test
    void withoutAKeyTheConsumerIsToldToReadAllRows() throws Exception {
        Consumer consumer = city.consumer();
        city.granting(owner, consumer)
                .masked("id", "编号", "pseudonym", 0, 0)
                .item("name", "姓名")
                .by("'feed'")
                .give();
        page(workbench, consumer, "");
        changed("update person set name = '无' || name where id = 8");
        assertThat(kinds(page(workbench, consumer, "?after=1")))
                .singleElement()
                .asString()
                .startsWith("snapshot");
    }

    @Test
    void onlyAFewStreamsOfAGrantAreOpenAndOthersAreRefused() throws Exception {
        Consumer consumer = city.consumer();
        granted(consumer);
        List<Socket> sockets = new ArrayList<>();
        try {
            List<String> heads = new ArrayList<>();
            for (int i = 0; i <= FeedGateway.STREAMS_OF_A_GRANT; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port());
                sockets.add(socket);
                socket.setSoTimeout(30_000);
                socket.getOutputStream()
                        .write(("GET " + path("") + " HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n"
                                        + "Authorization: Bearer " + consumer.token() + "\r\n\r\n")
                                .getBytes(StandardCharsets.UTF_8));
                heads.add(new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                        .readLine());
            }
            assertThat(heads).filteredOn(head -> head.contains(" 200")).hasSize(FeedGateway.STREAMS_OF_A_GRANT);
            assertThat(heads.getLast()).contains(" 429");
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
        // Whoever has gone makes room.
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
            try {
                return stream(listener.port(), consumer, "").event().startsWith("id: 1");
            } catch (AssertionError full) {
                return false;
            }
        });
    }

    @Test
    void anotherWayOfTheGrantAndAnotherGrantReadNoChanges() throws Exception {
        Consumer consumer = city.consumer();
        city.granting(owner, consumer).item("id", "编号").by("'api'").give();
        assertThat(city.get(workbench, path(""), consumer).body()).contains("exchange/mode-feed");
        assertThat(city.get(workbench, path(""), city.consumer()).statusCode()).isEqualTo(403);
        assertThat(city.get(workbench, path("?after=-1"), consumer).statusCode())
                .isEqualTo(403);
    }
}
