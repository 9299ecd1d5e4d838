package org.shuguan.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.shuguan.server.exchange.ExchangeCity.records;

import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.greenbytes.http.sfv.ByteSequenceItem;
import org.greenbytes.http.sfv.InnerList;
import org.greenbytes.http.sfv.Item;
import org.greenbytes.http.sfv.Parser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.shuguan.server.FreshDatabase;
import org.shuguan.server.exchange.ExchangeCity.Consumer;
import org.shuguan.server.exchange.ExchangeCity.Owner;
import org.shuguan.server.platform.Hashes;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A machine client reads what it was granted, over HTTP, and everything about it can be proved.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(ExchangeCity.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExchangeTest {
    private static final JsonMapper JSON = new JsonMapper();

    @LocalServerPort
    int port;

    @Autowired
    ExchangeCity city;

    @Autowired
    Sealing sealing;

    @Autowired
    CallRecords calls;

    @Autowired
    JdbcClient jdbc;

    private Owner owner;

    @BeforeAll
    void theOwner() throws Exception {
        owner = city.owner();
    }

    private static JsonNode body(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    @Test
    void aConsumerReadsItsRowsWithItsMasksAndNothingElse() throws Exception {
        Consumer consumer = city.consumer();
        city.granting(owner, consumer)
                .item("id", "编号")
                .masked("name", "姓名", "keep", 1, 0)
                .masked("id_number", "身份证号", "pseudonym", 0, 0)
                .rows(
                        "{\"conditions\":[{\"item\":\"district\",\"operator\":\"eq\",\"type\":\"text\",\"values\":[\"端州区\"]}]}")
                .give();

        HttpResponse<String> answer = city.get(port, records(owner, "limit", "2", "count", "exact"), consumer);

        JsonNode page = body(answer);
        assertThat(page.get("count").intValue()).isEqualTo(25);
        assertThat(page.get("records").get(0).get("id").intValue()).isEqualTo(2);
        assertThat(page.get("records").get(0).get("name").stringValue()).isEqualTo("欧***");
        assertThat(page.get("records").get(0).get("id_number").stringValue()).matches("[0-9a-f]{32}");
        assertThat(page.get("records").get(0).size()).isEqualTo(3);
        assertThat(answer.headers().firstValue("ratelimit").orElseThrow()).contains("\"day\";r=99999;");
        String next = answer.headers().firstValue("link").orElseThrow().replaceAll("<(.*)>.*", "$1");
        assertThat(body(city.get(port, next, consumer))
                        .get("records")
                        .get(0)
                        .get("id")
                        .intValue())
                .isEqualTo(6);
    }

    @Test
    void twoConsumersCannotJoinTheirPseudonyms() throws Exception {
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Consumer consumer = city.consumer();
            city.granting(owner, consumer)
                    .masked("id_number", "身份证号", "pseudonym", 0, 0)
                    .give();
            seen.add(city.get(port, records(owner, "limit", "1"), consumer).body());
        }
        assertThat(seen.get(0)).isNotEqualTo(seen.get(1));
    }

    @Test
    void keysAreLookedUpAndValuesVerified() throws Exception {
        Consumer consumer = city.consumer();
        city.granting(owner, consumer).item("id", "编号").item("name", "姓名").give();
        String resource = "/exchange/v1/resources/" + owner.resource();

        JsonNode found =
                body(city.post(port, resource + "/lookup", consumer, "{\"item\":\"id\",\"keys\":[1, 3, 999]}"));
        assertThat(found.get("records")).hasSize(2);

        JsonNode verified = body(city.post(
                port,
                resource + "/verify",
                consumer,
                "{\"records\":[{\"id\":\"1\",\"name\":\"李静\"},{\"id\":\"1\",\"name\":\"王伟\"}]}"));
        assertThat(verified.get("matches").toString()).isEqualTo("[true,false]");
    }

    @Test
    void theFormsCarryTheSameValuesAndAnUnchangedPageIsNotSentAgain() throws Exception {
        Consumer consumer = city.consumer();
        city.granting(owner, consumer).item("id", "编号").item("birth", "出生日期").give();

        HttpResponse<String> csv = city.get(port, records(owner, "limit", "1"), consumer, "Accept", "text/csv");
        assertThat(csv.body()).isEqualTo("id,birth\r\n1,1990-01-02\r\n");
        assertThat(city.get(port, records(owner, "limit", "1", "format", "ndjson"), consumer)
                        .body())
                .isEqualTo("{\"id\":1,\"birth\":\"1990-01-02\"}\n");
        String tag = csv.headers().firstValue("etag").orElseThrow();
        HttpResponse<String> again =
                city.get(port, records(owner, "limit", "1"), consumer, "Accept", "text/csv", "If-None-Match", tag);
        assertThat(again.statusCode()).isEqualTo(304);
    }

    @Test
    void anAnswerProvesWhatItWasAnAnswerTo() throws Exception {
        Consumer consumer = city.consumer();
        city.granting(owner, consumer).item("id", "编号").give();
        String path = records(owner, "filter", "id = 7");
        HttpResponse<String> answer = city.get(port, path, consumer);

        assertThat(isSigned(answer, "GET", path)).isTrue();
        assertThat(isSigned(answer, "GET", records(owner, "filter", "id = 8"))).isFalse();
        // A refusal is signed too.
        String refused = records(owner, "filter", "name = 'x'");
        assertThat(isSigned(city.get(port, refused, consumer), "GET", refused)).isTrue();
    }

    /// Verifies as a consumer would years later: with the public keys, the message and the grammar of structured
    /// fields.
    private boolean isSigned(HttpResponse<String> answer, String method, String target) throws Exception {
        byte[] digest = ((ByteSequenceItem) Parser.parseDictionary(
                                answer.headers().firstValue("content-digest").orElseThrow())
                        .get()
                        .get("sha-256"))
                .get()
                .array();
        assertThat(digest).isEqualTo(Hashes.sha256(answer.body()));
        InnerList covered = (InnerList) Parser.parseDictionary(
                        answer.headers().firstValue("signature-input").orElseThrow())
                .get()
                .get("shuguan");
        StringBuilder base = new StringBuilder();
        for (Item<?> name : covered.get()) {
            URI uri = URI.create(target);
            String value = switch (name.get().toString()) {
                case "@status" -> String.valueOf(answer.statusCode());
                case "@method" -> method;
                case "@path" -> uri.getRawPath();
                case "@query" -> "?" + uri.getRawQuery();
                default -> answer.headers().firstValue(name.get().toString()).orElseThrow();
            };
            base.append(name.serialize()).append(": ").append(value).append('\n');
        }
        base.append("\"@signature-params\": ").append(covered.serialize());
        JWKSet keys = JWKSet.parse(HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/exchange/v1/keys"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body());
        ECKey key = keys.getKeyByKeyId(covered.getParams().get("keyid").get().toString())
                .toECKey();
        ByteBuffer signature = ((ByteSequenceItem) Parser.parseDictionary(
                                answer.headers().firstValue("signature").orElseThrow())
                        .get()
                        .get("shuguan"))
                .get();
        Signature check = Signature.getInstance("SHA256withECDSA");
        check.initVerify(key.toECPublicKey());
        check.update(base.toString().getBytes(StandardCharsets.UTF_8));
        byte[] bytes = new byte[signature.remaining()];
        signature.get(bytes);
        return check.verify(ECDSA.transcodeSignatureToDER(bytes));
    }

    @Test
    void everyCallIsRecordedAndSealedAndAChangeIsFound() throws Exception {
        Consumer consumer = city.consumer();
        UUID grant = city.granting(owner, consumer).item("id", "编号").give();
        HttpResponse<String> answer = city.get(port, records(owner, "filter", "id <= 3"), consumer);
        city.get(port, records(owner, "fields", "name"), consumer);
        UUID id = UUID.fromString(
                answer.headers().firstValue("exchange-request-id").orElseThrow());

        CallRecords.Row call = calls.find(id).orElseThrow();
        assertThat(call.filter()).isEqualTo("id <= 3");
        assertThat(call.rowCount()).isEqualTo(3);
        assertThat(call.result()).isEqualTo("ok");
        assertThat(call.purpose()).isEqualTo("核对补贴资格");
        assertThat(jdbc.sql("select result from exchange.call where data_grant = :grant order by sequence")
                        .param("grant", grant)
                        .query(String.class)
                        .list())
                .containsExactly("ok", "exchange/read-not-granted");

        sealing.sealAll();
        assertThat(sealing.verify().broken()).isEmpty();
        JsonNode receipt = body(city.get(port, "/exchange/v1/receipts/" + id, consumer));
        byte[] hash = HexFormat.of().parseHex(receipt.get("leaf").stringValue());
        List<MerkleTree.Beside> way = new ArrayList<>();
        receipt.get("way")
                .forEach(step -> way.add(new MerkleTree.Beside(
                        step.get("left").booleanValue(),
                        HexFormat.of().parseHex(step.get("hash").stringValue()))));
        assertThat(Seals.hex(MerkleTree.rootOf(hash, way)))
                .isEqualTo(receipt.get("root").stringValue());
        assertThat(calls.days(grant, 10)).singleElement().satisfies(day -> {
            assertThat(day.calls()).isEqualTo(2);
            assertThat(day.refused()).isEqualTo(1);
            assertThat(day.rows()).isEqualTo(3);
        });
        assertThat(jdbc.sql("select count(*) from sharing.grant_use where data_grant = :grant")
                        .param("grant", grant)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);

        JdbcClient root = FreshDatabase.superuser(jdbc);
        root.sql("update exchange.call set row_count = 4 where id = :id")
                .param("id", id)
                .update();
        assertThat(sealing.verify().broken().orElseThrow().fault()).isEqualTo(Sealing.Broken.Fault.CALLS);
        root.sql("update exchange.call set row_count = 3 where id = :id")
                .param("id", id)
                .update();
        assertThat(sealing.verify().broken()).isEmpty();
    }

    @Test
    void theQuotaIsNeverExceededByAllNodesTogether() throws Exception {
        Consumer consumer = city.consumer();
        UUID grant =
                city.granting(owner, consumer).item("id", "编号").limits(1000, 30).give();
        // Another node leased a part of it.
        city.get(port, records(owner, "limit", "1"), consumer);
        jdbc.sql("update exchange.lease set leased = leased + 10 where data_grant = :grant and span = 'day'")
                .param("grant", grant)
                .update();
        int answered = 1;
        HttpResponse<String> last = null;
        for (int i = 0; i < 30; i++) {
            last = city.get(port, records(owner, "limit", "1"), consumer);
            answered += last.statusCode() == 200 ? 1 : 0;
        }
        assertThat(answered).isEqualTo(20);
        assertThat(last.statusCode()).isEqualTo(429);
        assertThat(last.headers().firstValue("retry-after")).isPresent();
        assertThat(body(city.get(port, "/exchange/v1/grants", consumer))
                        .get("grants")
                        .get(0)
                        .get("leftToday")
                        .intValue())
                .isZero();
    }

    @Test
    void aSuspendedGrantIsObeyedWithinTwoSeconds() throws Exception {
        Consumer consumer = city.consumer();
        UUID grant = city.granting(owner, consumer).item("id", "编号").give();
        body(city.get(port, records(owner, "limit", "1"), consumer));
        city.suspend(grant);
        Instant suspended = Instant.now();
        Awaitility.await()
                .pollInterval(Duration.ofMillis(50))
                .until(() ->
                        city.get(port, records(owner, "limit", "1"), consumer).statusCode() == 403);
        assertThat(Duration.between(suspended, Instant.now())).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void aSourceThatIsDownIsSaidToBe() throws Exception {
        Owner other = city.owner();
        Consumer consumer = city.consumer();
        city.granting(other, consumer).item("id", "编号").give();
        FreshDatabase.superuser(jdbc)
                .sql("alter database " + other.database().replaceAll(".*/([a-z0-9]+)\\?.*", "$1")
                        + " allow_connections false")
                .update();
        HttpResponse<String> answer = city.get(port, records(other, "limit", "1"), consumer);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("retry-after")).isPresent();
        assertThat(answer.body()).doesNotContain("127.0.0.1");
    }

    @Test
    void eachGrantHasItsOwnDescription() throws Exception {
        Consumer consumer = city.consumer();
        city.granting(owner, consumer)
                .item("id", "编号")
                .masked("birth", "出生日期", "year", 0, 0)
                .give();
        String address = body(city.get(port, "/exchange/v1/grants", consumer))
                .get("grants")
                .get(0)
                .get("openapi")
                .stringValue();
        JsonNode document = body(city.get(port, address, consumer));
        assertThat(document.at("/components/schemas/Record/properties/birth/x-mask")
                        .stringValue())
                .isEqualTo("year");
        JsonNode records = document.get("paths").get("/exchange/v1/resources/" + owner.resource() + "/records");
        String example = records.at("/get/parameters/0/example").stringValue();
        body(city.get(port, records(owner, "filter", example), consumer));
    }
}
