package org.shuguan.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuguan.server.collection.CollectedData;
import org.shuguan.server.collection.Collecting;
import org.shuguan.server.exchange.ExchangeCity.Consumer;
import org.shuguan.server.exchange.ExchangeCity.Owner;
import org.shuguan.server.platform.Hashes;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// A client downloads what it was granted as a file, whole or in parts, and everything about it is recorded.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(ExchangeCity.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GrantFilesTest {
    private static final String DUANZHOU =
            "{\"conditions\":[{\"item\":\"district\",\"operator\":\"eq\",\"type\":\"text\",\"values\":[\"端州区\"]}]}";

    @LocalServerPort
    int port;

    @Autowired
    ExchangeCity city;

    @Autowired
    CallRecords calls;

    @Autowired
    Collecting collecting;

    @Autowired
    CollectedData data;

    @Autowired
    JdbcClient jdbc;

    @Value("${shuguan.home}")
    Path home;

    private Owner owner;

    @BeforeAll
    void theOwner() throws Exception {
        owner = city.owner();
    }

    private UUID granted(Owner from, Consumer consumer) {
        return city.granting(from, consumer)
                .item("id", "编号")
                .masked("name", "姓名", "keep", 1, 0)
                .rows(DUANZHOU)
                .by("'file'")
                .give();
    }

    private JsonNode ready(Owner from, Consumer consumer, String parameters) throws Exception {
        JsonNode file = city.file(port, from, consumer, parameters);
        assertThat(file.get("state").stringValue()).as(file.toString()).isEqualTo("ready");
        return file;
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "csv&encoding=gb18030", "csv&encoding=utf8-bom", "xlsx", "parquet", "jsonl"})
    void aFileHasTheGrantedRowsWithTheirMasksAndItsHash(String format) throws Exception {
        Consumer consumer = city.consumer();
        granted(owner, consumer);

        JsonNode file = ready(owner, consumer, "format=" + format);
        HttpResponse<byte[]> sent = city.bytes(port, file.get("content").stringValue(), consumer);

        assertThat(sent.statusCode()).isEqualTo(200);
        assertThat(file.get("rows").intValue()).isEqualTo(25);
        assertThat(HexFormat.of().formatHex(Hashes.sha256(sent.body())))
                .isEqualTo(file.get("sha256").stringValue());
        assertThat(sent.headers().firstValue("repr-digest"))
                .contains(MessageSignature.digest(Hashes.sha256(sent.body())));
        assertThat(sent.headers().firstValue("signature")).isPresent();
        assertThat(sent.headers().firstValue("content-disposition").orElseThrow())
                .startsWith("attachment; filename=");
        String text = new String(
                sent.body(), format.contains("gb18030") ? Charset.forName("GB18030") : StandardCharsets.UTF_8);
        switch (format) {
            case "xlsx" -> assertThat(text).startsWith("PK");
            case "parquet" -> assertThat(text).startsWith("PAR1").endsWith("PAR1");
            case "jsonl" ->
                assertThat(text).startsWith("{\"id\":2,\"name\":\"欧***\"}\n").hasLineCount(25);
            default ->
                assertThat(text).contains("id,name\r\n2,欧***\r\n4,李*\r\n").hasLineCount(26);
        }
    }

    @Test
    void aDownloadIsRecordedBeforeItLeavesAndWhenItEnded() throws Exception {
        Consumer consumer = city.consumer();
        UUID grant = granted(owner, consumer);
        JsonNode file = ready(owner, consumer, "format=jsonl");
        String content = file.get("content").stringValue();
        byte[] whole = city.bytes(port, content, consumer).body();
        HttpResponse<byte[]> part = city.bytes(port, content, consumer, "Range", "bytes=10-");

        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.headers().firstValue("content-range"))
                .contains("bytes 10-" + (whole.length - 1) + "/" + whole.length);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole, 10, whole.length));
        Awaitility.await().until(() -> recorded(grant).size() == 5);
        assertThat(recorded(grant))
                .containsExactly(
                        "file ok 202 0",
                        "download started 200 0",
                        "outcome finished 200 25",
                        "download started 206 0",
                        "outcome finished 206 0");
        UUID id =
                UUID.fromString(part.headers().firstValue("exchange-request-id").orElseThrow());
        assertThat(calls.find(id).orElseThrow().digest())
                .isEqualTo(HexFormat.of().formatHex(Hashes.sha256(part.body())));
        assertThat(jdbc.sql("select bytes from exchange.call where action = 'outcome' and filter = :filter")
                        .param("filter", "call " + id)
                        .query(Long.class)
                        .single())
                .isEqualTo(whole.length - 10L);
    }

    private List<String> recorded(UUID grant) {
        return jdbc.sql("select action || ' ' || result || ' ' || status || ' ' || row_count from exchange.call"
                        + " where data_grant = :grant order by sequence")
                .param("grant", grant)
                .query(String.class)
                .list();
    }

    @Test
    void partsTagsAndImpossibleRangesAreAnsweredByTheStandard() throws Exception {
        Consumer consumer = city.consumer();
        granted(owner, consumer);
        JsonNode file = ready(owner, consumer, "format=csv");
        String content = file.get("content").stringValue();
        HttpResponse<byte[]> whole = city.bytes(port, content, consumer);
        String tag = whole.headers().firstValue("etag").orElseThrow();
        long bytes = file.get("bytes").longValue();

        assertThat(city.bytes(port, content, consumer, "If-None-Match", tag).statusCode())
                .isEqualTo(304);
        assertThat(city.bytes(port, content, consumer, "Range", "bytes=-5").body())
                .isEqualTo(Arrays.copyOfRange(whole.body(), (int) bytes - 5, (int) bytes));
        assertThat(city.bytes(port, content, consumer, "Range", "bytes=0-0", "If-Range", tag)
                        .body())
                .hasSize(1);
        for (String ignored : List.of("bytes=5-2", "bytes=0-1,3-4", "lines=1-2", "bytes=-", "bytes=a-b")) {
            assertThat(city.bytes(port, content, consumer, "Range", ignored).statusCode())
                    .as(ignored)
                    .isEqualTo(200);
        }
        assertThat(city.bytes(port, content, consumer, "Range", "bytes=1-2", "If-Range", "\"other\"")
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<byte[]> beyond = city.bytes(port, content, consumer, "Range", "bytes=" + bytes + "-");
        assertThat(beyond.statusCode()).isEqualTo(416);
        assertThat(new String(beyond.body(), StandardCharsets.UTF_8)).contains("exchange/range");
    }

    @Test
    void aSuspendedGrantLosesItsFilesAtOnceAndARunningDownloadIsCut() throws Exception {
        Owner large = city.owner();
        ExchangeCity.sql(
                large.database(),
                "insert into person select i, '王伟', '441202199001010001', '端州区', null, repeat('路', 100)"
                        + " from generate_series(1000, 101000) i");
        Consumer consumer = city.consumer();
        UUID grant = city.granting(large, consumer)
                .item("id", "编号")
                .item("address", "住址")
                .by("'file'")
                .give();
        JsonNode file = ready(large, consumer, "format=csv");
        String content = file.get("content").stringValue();
        Path place = home.resolve("exchange-files").resolve(file.get("id").stringValue());
        assertThat(place).exists();

        try (RawDownload slow = RawDownload.begin(port, content, consumer.token())) {
            // Thirty megabytes do not fit between the two, so that it is still on its way.
            city.suspendByItsOwner(grant, large);
            assertThat(place).doesNotExist();
            assertThat(city.bytes(port, content, consumer).statusCode()).isEqualTo(404);
            assertThat(slow.restOfBody()).isLessThan(file.get("bytes").longValue());
        }
        Awaitility.await().until(() -> recorded(grant).stream().anyMatch(call -> call.startsWith("outcome cut 200 0")));
    }

    @Test
    void aFileOfAnotherChangeOfTheGrantIsNotDelivered() throws Exception {
        Consumer consumer = city.consumer();
        UUID grant = granted(owner, consumer);
        JsonNode file = ready(owner, consumer, "format=csv");
        // Another node narrowed the grant, and this one has not heard of it.
        jdbc.sql("update sharing.data_grant set change = change + 1000000 where id = :id")
                .param("id", grant)
                .update();
        Awaitility.await()
                .until(() -> city.bytes(port, file.get("content").stringValue(), consumer)
                                .statusCode()
                        == 410);
    }

    @Test
    void changesAreToldSinceAVersionOfWhichTheGrantHadAFile() throws Exception {
        Owner other = city.owner();
        UUID plan = city.plan(other);
        city.collect(other, plan);
        Consumer consumer = city.consumer();
        granted(other, consumer);
        JsonNode all = ready(other, consumer, "format=csv");
        String version = all.get("version").stringValue();

        ExchangeCity.sql(other.database(), "update person set name = '赵六' where id = 2");
        ExchangeCity.sql(other.database(), "update person set address = '新地址' where id = 4");
        ExchangeCity.sql(other.database(), "update person set district = '鼎湖区' where id = 6");
        city.collect(other, plan);
        JsonNode changes = ready(other, consumer, "format=jsonl&since=" + version);

        assertThat(new String(
                        city.bytes(port, changes.get("content").stringValue(), consumer)
                                .body(),
                        StandardCharsets.UTF_8))
                .isEqualTo("""
                        {"_change":"changed","id":2,"name":"赵*"}
                        {"_change":"gone","id":6,"name":null}
                        """);
        HttpResponse<String> unknown =
                city.post(port, "/exchange/v1/resources/" + other.resource() + "/files?since=4711", consumer, "");
        assertThat(unknown.statusCode()).isEqualTo(409);
        assertThat(unknown.body()).contains("exchange/since", version);
        Consumer newcomer = city.consumer();
        granted(other, newcomer);
        assertThat(city.post(
                                port,
                                "/exchange/v1/resources/" + other.resource() + "/files?since=" + version,
                                newcomer,
                                "")
                        .body())
                .contains("exchange/since");
    }

    @Test
    void aSourceThatDiesInTheMiddleLeavesNoFile() throws Exception {
        Owner dying = city.owner();
        ExchangeCity.sql(dying.database(), "alter table person rename to people");
        ExchangeCity.sql(dying.database(), """
                create view person as select id, name, id_number, district, birth,
                       case when id = 40 then pg_terminate_backend(pg_backend_pid())::text else address end as address
                  from people
                """);
        Consumer consumer = city.consumer();
        city.granting(dying, consumer)
                .item("id", "编号")
                .item("address", "住址")
                .by("'file', 'api'")
                .give();

        JsonNode file = city.file(port, dying, consumer, "format=csv");

        assertThat(file.get("code").stringValue()).isEqualTo("exchange/source-down");
        HttpResponse<byte[]> content =
                city.bytes(port, "/exchange/v1/files/" + file.get("id").stringValue() + "/content", consumer);
        assertThat(content.statusCode()).isEqualTo(503);
        assertThat(content.headers().firstValue("retry-after")).isPresent();
        try (var left = Files.list(home.resolve("exchange-files"))) {
            assertThat(left.map(Path::toString))
                    .noneMatch(name -> name.contains(file.get("id").stringValue()));
        }
        HttpResponse<String> page = city.get(port, ExchangeCity.records(dying), consumer);
        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(page.headers().firstValue("retry-after")).isPresent();
        assertThat(page.body()).doesNotContain("records");
    }

    @Test
    void filesOfOthersAndOtherWaysAreClosed() throws Exception {
        Consumer consumer = city.consumer();
        granted(owner, consumer);
        JsonNode file = ready(owner, consumer, "format=csv");
        Consumer stranger = city.consumer();
        granted(owner, stranger);
        String content = file.get("content").stringValue();
        assertThat(city.bytes(port, content, stranger).statusCode()).isEqualTo(404);
        assertThat(city.bytes(port, content, stranger, "Range", "bytes=0-9").statusCode())
                .isEqualTo(404);
        assertThat(city.get(port, "/exchange/v1/files/" + file.get("id").stringValue(), stranger)
                        .statusCode())
                .isEqualTo(404);
        for (String name : List.of(
                UUID.randomUUID().toString(),
                "..%2f..%2fsecret-key",
                "' or 1=1",
                file.get("id").stringValue() + ".part")) {
            assertThat(city.bytes(port, "/exchange/v1/files/" + name.replace(" ", "%20") + "/content", stranger)
                            .statusCode())
                    .as(name)
                    .isIn(400, 404);
        }
        // A grant for files gives no pages, and the other way round.
        assertThat(city.get(port, ExchangeCity.records(owner), consumer).body()).contains("exchange/mode");
        Consumer pages = city.consumer();
        city.granting(owner, pages).item("id", "编号").give();
        assertThat(city.post(port, "/exchange/v1/resources/" + owner.resource() + "/files", pages, "")
                        .body())
                .contains("exchange/mode-file");
        assertThat(city.post(port, "/exchange/v1/resources/" + owner.resource() + "/files?fields=name", consumer, "")
                        .body())
                .contains("exchange/parameter");
    }

    @Test
    void slowReadersHaveBoundedPlacesAndOthersAreAnswered() throws Exception {
        Owner large = city.owner();
        ExchangeCity.sql(
                large.database(),
                "insert into person select i, '王伟', '441202199001010001', '端州区', null, repeat('路', 100)"
                        + " from generate_series(1000, 101000) i");
        Consumer consumer = city.consumer();
        city.granting(large, consumer)
                .item("id", "编号")
                .item("address", "住址")
                .by("'file', 'api'")
                .give();
        String content = ready(large, consumer, "format=csv").get("content").stringValue();
        RawDownload[] slow = new RawDownload[4];
        try {
            for (int i = 0; i < slow.length; i++) {
                slow[i] = RawDownload.begin(port, content, consumer.token());
            }
            HttpResponse<byte[]> fifth = city.bytes(port, content, consumer);
            assertThat(fifth.statusCode()).isEqualTo(429);
            assertThat(new String(fifth.body(), StandardCharsets.UTF_8)).contains("exchange/downloads");
            assertThat(city.get(port, ExchangeCity.records(large, "limit", "1"), consumer)
                            .statusCode())
                    .isEqualTo(200);
        } finally {
            for (RawDownload one : slow) {
                if (one != null) {
                    one.close();
                }
            }
        }
        // Whoever hangs up gives its place back.
        Awaitility.await().until(() -> city.bytes(port, content, consumer).statusCode() == 200);
    }

    @Test
    void headersThatAreTooManyOrTooLongAreRefused() throws Exception {
        Consumer consumer = city.consumer();
        granted(owner, consumer);
        assertThatThrownBy(() -> {
                    HttpResponse<byte[]> flooded =
                            city.bytes(port, "/exchange/v1/grants", consumer, "X-Flood", "x".repeat(1_000_000));
                    if (flooded.statusCode() >= 400) {
                        throw new IOException("refused");
                    }
                })
                .isInstanceOf(IOException.class);
        String[] many = new String[2000];
        for (int i = 0; i < many.length; i += 2) {
            many[i] = "X-" + i;
            many[i + 1] = "1";
        }
        assertThat(city.bytes(port, "/exchange/v1/grants", consumer, many).statusCode())
                .isGreaterThanOrEqualTo(400);
        assertThat(city.bytes(port, "/exchange/v1/grants", consumer).statusCode())
                .isEqualTo(200);
    }
}
