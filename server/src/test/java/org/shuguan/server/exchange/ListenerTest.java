package org.shuguan.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.shuguan.server.exchange.ExchangeCity.records;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.shuguan.server.exchange.ExchangeCity.Consumer;
import org.shuguan.server.exchange.ExchangeCity.Owner;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/// Everything that [ExchangeTest] says of the interface is true on its own port too, and both answer alike.
@TestPropertySource(properties = ListenerTest.OPENED)
@Import(ExchangeCity.class)
class ListenerTest extends ExchangeTest {
    static final String OPENED = "shuguan.exchange.port=0";

    @LocalServerPort
    int workbench;

    private Owner people;

    @BeforeAll
    void onTheListener(@Autowired ExchangeListener listener) throws Exception {
        port = listener.port();
        people = city.owner();
    }

    @Test
    void bothPortsAnswerAlike() throws Exception {
        Consumer consumer = city.consumer();
        city.granting(people, consumer)
                .item("id", "编号")
                .masked("name", "姓名", "keep", 1, 0)
                .give();
        Consumer stranger = city.consumer();
        Consumer nobody = new Consumer(consumer.unit(), consumer.client(), "no token");
        List<String> paths = List.of(
                records(people, "limit", "3", "count", "exact"),
                records(people, "limit", "2", "format", "csv", "filter", "name starts 欧"),
                records(people, "filter", "name = '李*' and"),
                records(people, "limit", "0"),
                records(people, "nosuch", "1"),
                records(people, "fields", "address"),
                "/exchange/v1/grants",
                "/exchange/v1/keys",
                "/exchange/v1/files/" + UUID.randomUUID(),
                "/exchange/v1/files/" + UUID.randomUUID() + "/content",
                "/exchange/v1/receipts/nothing",
                "/exchange/v1/grants/NONE/openapi.json");
        for (Consumer asking : List.of(consumer, stranger, nobody)) {
            for (String path : paths) {
                for (String language : List.of("zh-CN", "en")) {
                    assertThat(said(city.get(port, path, asking, "Accept-Language", language)))
                            .as(path)
                            .isEqualTo(said(city.get(workbench, path, asking, "Accept-Language", language)));
                }
            }
        }
    }

    /// Without what differs from call to call.
    private static String said(HttpResponse<String> answer) {
        Map<String, String> fields = new TreeMap<>();
        for (String name : List.of(
                "content-type",
                "etag",
                "link",
                "ratelimit-policy",
                "retry-after",
                "cache-control",
                "www-authenticate",
                "content-length")) {
            answer.headers().firstValue(name).ifPresent(value -> fields.put(name, value));
        }
        boolean signed = answer.headers().firstValue("signature").isPresent();
        String changing = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\"leftToday\":\\d+";
        return answer.statusCode() + " " + signed + " " + fields + " "
                + answer.body().replaceAll(changing, "…");
    }

    @Test
    void anAddressThatIsNoneAndABodyThatIsTooLargeAreRefused() throws Exception {
        Consumer consumer = city.consumer();
        for (String path : List.of(
                "/",
                "/exchange/v1",
                "/exchange/v1/",
                "/exchange/v1/grants/",
                "/api/session",
                "/exchange/v1/resources/1/2/records/3",
                "/exchange/v1/../v1/grants")) {
            HttpResponse<String> answer = city.get(port, path, consumer);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(answer.body()).contains("exchange/no-address");
        }
        HttpResponse<String> large = city.post(
                port, "/exchange/v1/resources/" + people.resource() + "/lookup", consumer, "x".repeat((1 << 20) + 1));
        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(large.body()).contains("exchange/large-body", "1024");
    }

    @Test
    void aFileIsStreamedAndASlowReaderHoldsNobodyUp() throws Exception {
        Consumer consumer = city.consumer();
        city.granting(people, consumer)
                .item("id", "编号")
                .item("name", "姓名")
                .by("'file', 'api'")
                .give();
        JsonNode file = city.file(port, people, consumer, "format=csv");
        String content = file.get("content").stringValue();

        byte[] whole = city.bytes(port, content, consumer).body();
        HttpResponse<byte[]> part = city.bytes(port, content, consumer, "Range", "bytes=10-19");

        assertThat(whole).hasSize(file.get("bytes").intValue());
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(new String(part.body(), StandardCharsets.UTF_8))
                .isEqualTo(new String(whole, 10, 10, StandardCharsets.UTF_8));
    }

    @Test
    void aThousandConnectionsAreServedAndIdleOnesHoldNoThread() throws Exception {
        Consumer consumer = city.consumer();
        city.granting(people, consumer)
                .item("id", "编号")
                .limits(100_000, 1_000_000)
                .give();
        int before = Thread.activeCount();
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < 1000; i++) {
                open.add(new Socket(InetAddress.getLoopbackAddress(), port));
            }
            byte[] request = ("GET " + records(people, "limit", "1")
                            + " HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer " + consumer.token() + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
            for (Socket socket : open) {
                socket.getOutputStream().write(request);
            }
            for (Socket socket : open) {
                assertThat(firstLine(socket.getInputStream())).isEqualTo("HTTP/1.1 200 OK");
            }
            assertThat(Thread.activeCount()).isLessThan(before + 200);
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> calls(consumer) == 1000);
    }

    private long calls(Consumer consumer) {
        return jdbc.sql("select count(*) from exchange.call where client = :client and status = 200")
                .param("client", consumer.client())
                .query(Long.class)
                .single();
    }

    private static String firstLine(InputStream in) throws IOException {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII)).readLine();
    }

    @Test
    void requestsThatWereSentAtOnceAreAnsweredInTheirOrder() throws Exception {
        Consumer consumer = city.consumer();
        city.granting(people, consumer).item("id", "编号").give();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            StringBuilder requests = new StringBuilder();
            for (int i = 1; i <= 20; i++) {
                requests.append("GET ")
                        .append(records(people, "filter", "id = " + i))
                        .append(" HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer ")
                        .append(consumer.token())
                        .append(i == 20 ? "\r\nConnection: close" : "")
                        .append("\r\n\r\n");
            }
            socket.getOutputStream().write(requests.toString().getBytes(StandardCharsets.US_ASCII));
            String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(Stream.of(all.split("\\{\"records\":\\[\\{\"id\":"))
                            .skip(1)
                            .map(part -> part.replaceAll("(?s)\\}.*", "")))
                    .containsExactlyElementsOf(java.util.stream.IntStream.rangeClosed(1, 20)
                            .mapToObj(Integer::toString)
                            .toList());
        }
    }

    @Test
    void aHeadThatIsTooLargeIsRefused() throws Exception {
        for (String head : List.of(
                "GET /exchange/v1/keys?" + "x".repeat(40_000) + " HTTP/1.1\r\nHost: test\r\n\r\n",
                "GET /exchange/v1/keys HTTP/1.1\r\nHost: test\r\nX: " + "x".repeat(40_000) + "\r\n\r\n",
                "NOT HTTP\r\n\r\n")) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setSoTimeout(30_000);
                socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                assertThat(firstLine(socket.getInputStream())).containsPattern(" (414|431|400) ");
            }
        }
    }
}
