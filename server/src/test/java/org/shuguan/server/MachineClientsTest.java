package org.shuguan.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.shuguan.server.identity.Identity;
import org.shuguan.server.institution.Act;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Plan;
import org.shuguan.server.institution.Reorganisation;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.settings.RuleFixtures;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Machine clients over HTTP, as the program of a unit uses them.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MachineClientsTest {
    private static final String PASSWORD = "Ink-and-paper-7";
    private static final UnitCode UNIT = new UnitCode("M1");
    private static final UnitCode OTHER = new UnitCode("M2");
    private static final JsonMapper JSON = new JsonMapper();

    @LocalServerPort
    int port;

    @Autowired
    RequestMappingHandlerMapping requestMappingHandlerMapping;

    @Autowired
    Institution institution;

    @Autowired
    Reorganisation reorganisation;

    @Autowired
    Identity identity;

    @Autowired
    RuleFixtures rules;

    @Autowired
    JdbcClient jdbc;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, OfficerId> officers = new HashMap<>();
    private final Map<String, Visitor> signedIn = new HashMap<>();

    @AfterEach
    void defaults() {
        rules.defaults();
    }

    @Test
    void aUnitAsksTheBureauApprovesAndTheProgramReads() {
        Visitor steward = person(Role.DATA_STEWARD, UNIT);
        String id = asked(steward, UNIT, "catalog:read", "census:read");
        String path = "/api/clients/" + id;
        assertThat(steward.asks("POST", path + "/approve", Map.of()).statusCode())
                .isEqualTo(403);
        assertThat(steward.asks("POST", path + "/secret", Map.of()).statusCode())
                .isEqualTo(409);
        assertThat(person(Role.DATA_STEWARD, OTHER).asks("GET", path, null).statusCode())
                .isEqualTo(404);
        person(Role.BUREAU_OPERATOR, UNIT).makes(path + "/approve", Map.of());
        assertThat(person(Role.BUREAU_OPERATOR, UNIT)
                        .asks("POST", path + "/secret", Map.of())
                        .statusCode())
                .isEqualTo(403);
        String secret = steward.makes(path + "/secret", Map.of()).get("secret").asString();
        assertThat(secret).hasSize(43);
        assertThat(requested(id, "wrong", "").statusCode()).isEqualTo(401);
        HttpResponse<String> answer = requested(id, secret, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        String token = JSON.readTree(answer.body()).get("access_token").asString();
        assertThat(reads("GET", "/api/catalog/search?q=x", token).statusCode()).isEqualTo(200);
        assertThat(reads("GET", "/api/catalog/entries", token).statusCode()).isEqualTo(200);
        // The unit has no census yet: the report itself says so.
        assertThat(reads("GET", "/api/census/units/M1/inventory.xlsx", token).body())
                .contains("census/");
        assertThat(reads("GET", "/api/census/units/M2/inventory.xlsx", token).statusCode())
                .isEqualTo(404);
        assertThat(steward.reads(path).get("row").has("lastUsedAt")).isTrue();
        String name = steward.reads(path).get("row").get("name").asString();
        assertThat(recorded("client " + name + " (单位M1)"))
                .as("the other unit is not listed and its report not found, which is not recorded")
                .containsExactly("client.token-refused", "client.token");
        // What it must not do is recorded under its name.
        assertThat(reads("POST", "/api/catalog/entries", token).statusCode()).isEqualTo(403);
        assertThat(recorded("client " + name + " (单位M1)"))
                .containsExactly("client.token-refused", "client.token", "access.refuse");
        // Ended at once: the token that was issued, the secret, and a new credential.
        assertThat(steward.asks("POST", path + "/end", Map.of("reason", "停用")).statusCode())
                .isEqualTo(200);
        assertThat(reads("GET", "/api/catalog/entries", token).statusCode()).isEqualTo(401);
        assertThat(requested(id, secret, "").statusCode()).isEqualTo(401);
        assertThat(steward.asks("POST", path + "/secret", Map.of()).statusCode())
                .isEqualTo(409);
    }

    @Test
    void aTokenHasTheScopesThatWereAskedForAndNoOthers() {
        Visitor steward = person(Role.DATA_STEWARD, UNIT);
        String id = approved(steward, UNIT, "catalog:read");
        String secret = steward.makes("/api/clients/" + id + "/secret", Map.of())
                .get("secret")
                .asString();
        assertThat(requested(id, secret, "census:read").body()).contains("invalid_scope");
        String token = token(requested(id, secret, "catalog:read"));
        assertThat(reads("GET", "/api/catalog/entries", token).statusCode()).isEqualTo(200);
        assertThat(reads("GET", "/api/census/units/M1/inventory.xlsx", token).statusCode())
                .isEqualTo(403);
        assertThat(steward.asks(
                                "POST",
                                "/api/clients",
                                Map.of(
                                        "unit",
                                        UNIT.value(),
                                        "name",
                                        "x",
                                        "purpose",
                                        "x",
                                        "scopes",
                                        List.of("catalog:write")))
                        .statusCode())
                .isEqualTo(422);
    }

    /// A machine reaches nothing but the endpoints of its scopes, whatever the method.
    @Test
    void everyOtherEndpointIsClosedToMachines() {
        Visitor steward = person(Role.DATA_STEWARD, UNIT);
        String id = approved(steward, UNIT, "catalog:read", "census:read");
        String secret = steward.makes("/api/clients/" + id + "/secret", Map.of())
                .get("secret")
                .asString();
        String token = token(requested(id, secret, ""));
        List<String> open = new ArrayList<>();
        requestMappingHandlerMapping
                .getHandlerMethods()
                .forEach((mapping, method) -> mapping.getPatternValues().stream()
                        .filter(pattern -> pattern.startsWith("/api/"))
                        .forEach(pattern -> mapping.getMethodsCondition()
                                .getMethods()
                                .forEach(verb -> {
                                    String path = pattern.replaceAll("\\{[a-z]+:([a-z-]+)[^}]*}", "$1")
                                            .replace("{format}", "xlsx")
                                            .replace("{code}", UNIT.value())
                                            .replaceAll(
                                                    "\\{[A-Za-z]+}",
                                                    UUID.randomUUID().toString());
                                    if (reads(verb.name(), path, token).statusCode() != 403) {
                                        open.add(verb + " " + pattern);
                                    }
                                })));
        assertThat(open)
                .containsExactlyInAnyOrder(
                        "GET /api/catalog/search",
                        "GET /api/catalog/entries",
                        "GET /api/catalog/entries/{entry}",
                        "GET /api/census/units/{code}/inventory.{format}");
    }

    @Test
    void aProgramProvesItselfWithItsKey() throws JOSEException {
        Visitor steward = person(Role.DATA_STEWARD, UNIT);
        String id = approved(steward, UNIT, "catalog:read");
        ECKey key = new ECKeyGenerator(Curve.P_256).keyID("first").generate();
        assertThat(steward.asks("POST", "/api/clients/" + id + "/keys", Map.of("keys", new JWKSet(key).toString(false)))
                        .body())
                .contains("\"keys\"", "JWK");
        steward.makes("/api/clients/" + id + "/keys", Map.of("keys", new JWKSet(key).toString(true)));
        assertThat(steward.reads("/api/clients/" + id)
                        .get("credentials")
                        .get(0)
                        .get("keyIds")
                        .get(0)
                        .asString())
                .isEqualTo("first");
        String assertion = assertion(id, key, "urn:shuguan", Instant.now().plusSeconds(120));
        token(asserted(id, assertion));
        // Used before; for somebody else; valid for too long; signed by another key.
        ECKey stranger = new ECKeyGenerator(Curve.P_256).keyID("first").generate();
        for (String wrong : List.of(
                assertion,
                assertion(id, key, "http://127.0.0.1:" + port, Instant.now().plusSeconds(120)),
                assertion(id, key, "urn:shuguan", Instant.now().plusSeconds(86_400)),
                assertion(id, key, "urn:shuguan", Instant.now().minusSeconds(1)),
                assertion(id, stranger, "urn:shuguan", Instant.now().plusSeconds(120)))) {
            assertThat(asserted(id, wrong).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void aFormerSecretIsValidForTheDaysOfTheOverlap() {
        Visitor steward = person(Role.DATA_STEWARD, UNIT);
        String id = approved(steward, UNIT, "catalog:read");
        String path = "/api/clients/" + id;
        String first = steward.makes(path + "/secret", Map.of()).get("secret").asString();
        String second = steward.makes(path + "/secret", Map.of()).get("secret").asString();
        token(requested(id, first, ""));
        token(requested(id, second, ""));
        // At most two are valid at once.
        String third = steward.makes(path + "/secret", Map.of()).get("secret").asString();
        assertThat(requested(id, first, "").statusCode()).isEqualTo(401);
        token(requested(id, second, ""));
        token(requested(id, third, ""));
        assertThat(steward.reads(path).get("credentials")).hasSize(2);
        rules.set("client.overlap", 0);
        String fourth = steward.makes(path + "/secret", Map.of()).get("secret").asString();
        assertThat(requested(id, third, "").statusCode()).isEqualTo(401);
        token(requested(id, fourth, ""));
    }

    @Test
    void aMachineOfAUnitThatEndedReadsNothing() {
        UnitCode unit = new UnitCode("M4");
        Visitor steward = person(Role.DATA_STEWARD, unit);
        String id = approved(steward, unit, "catalog:read");
        String secret = steward.makes("/api/clients/" + id + "/secret", Map.of())
                .get("secret")
                .asString();
        String token = token(requested(id, secret, ""));
        assertThat(reads("GET", "/api/catalog/entries", token).statusCode()).isEqualTo(200);
        reorganisation.perform(
                new Plan(
                        Act.Kind.MERGE,
                        institution.today(),
                        "文件",
                        "机构改革",
                        false,
                        List.of(unit, OTHER),
                        List.of(new Plan.Heir(OTHER, null, 100, true)),
                        List.of(),
                        null,
                        null),
                "业务员");
        assertThat(reads("GET", "/api/catalog/entries", token).statusCode()).isEqualTo(401);
        assertThat(requested(id, secret, "").statusCode()).isEqualTo(401);
    }

    /// The person who asked must not decide, also as an operator.
    @Test
    void whoAskedDoesNotApprove() {
        UnitCode unit = new UnitCode("M5");
        Visitor operator = person(Role.BUREAU_OPERATOR, UNIT);
        person(Role.UNIT_CDO, unit);
        institution.appoint(
                officers.get("machines.bureau-operator.m1"),
                Role.DATA_STEWARD,
                unit,
                new Institution.Terms("职务", null, institution.today(), null));
        String id = asked(operator, unit, "catalog:read");
        HttpResponse<String> answer = operator.asks("POST", "/api/clients/" + id + "/approve", Map.of());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
        assertThat(answer.body()).contains("own-submission");
    }

    /// Nobody can flood the record with wrong secrets.
    @Test
    void refusalsAreRecordedUntilTheyAreToldAsANumber() {
        Visitor steward = person(Role.DATA_STEWARD, UNIT);
        String id = approved(steward, UNIT, "catalog:read");
        rules.set("client.requests", 1000);
        for (int i = 0; i < 50; i++) {
            assertThat(requested(id, "wrong", "").statusCode()).isEqualTo(401);
        }
        String name = steward.reads("/api/clients/" + id).get("row").get("name").asString();
        assertThat(recorded("client " + name + " (单位M1)")).hasSize(21).containsOnly("client.token-refused");
    }

    @Test
    void aRequestWithoutAClientIsRefusedAsTheStandardSays() {
        HttpResponse<String> answer =
                posts("/oauth2/token", "application/x-www-form-urlencoded", "grant_type=client_credentials", null);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
        assertThat(answer.body()).isEqualTo("{\"error\":\"invalid_client\"}");
        assertThat(posts("/oauth2/token", "application/x-www-form-urlencoded", "grant_type=password", null)
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void requestsForTokensAreBounded() {
        Visitor steward = person(Role.DATA_STEWARD, UNIT);
        String id = approved(steward, UNIT, "catalog:read");
        rules.set("client.requests", 2);
        requested(id, "wrong", "");
        requested(id, "wrong", "");
        assertThat(requested(id, "wrong", "").statusCode()).isEqualTo(429);
        assertThat(posts("/oauth2/token", "application/x-www-form-urlencoded", "x=" + "y".repeat(70_000), null)
                        .statusCode())
                .isEqualTo(413);
        assertThat(posts("/oauth2/token", "application/json", "{}", null).statusCode())
                .isEqualTo(415);
        assertThat(posts("/api/session", "application/x-www-form-urlencoded", "x=y", null)
                        .statusCode())
                .isEqualTo(415);
    }

    private List<String> recorded(String actor) {
        return jdbc.sql("select action from audit.entry where actor = :actor order by sequence")
                .param("actor", actor)
                .query((row, n) -> row.getString(1))
                .list();
    }

    private String asked(Visitor steward, UnitCode unit, String... scopes) {
        return steward.makes(
                        "/api/clients",
                        Map.of(
                                "unit",
                                unit.value(),
                                "name",
                                "报表系统" + UUID.randomUUID(),
                                "purpose",
                                "每日同步目录",
                                "scopes",
                                List.of(scopes)))
                .get("id")
                .asString();
    }

    private String approved(Visitor steward, UnitCode unit, String... scopes) {
        String id = asked(steward, unit, scopes);
        person(Role.BUREAU_OPERATOR, UNIT).makes("/api/clients/" + id + "/approve", Map.of());
        return id;
    }

    private HttpResponse<String> requested(String id, String secret, String scope) {
        return posts(
                "/oauth2/token",
                "application/x-www-form-urlencoded",
                "grant_type=client_credentials"
                        + (scope.isEmpty() ? "&scope=" + all(id) : "&scope=" + scope.replace(":", "%3A")),
                id + ":" + secret);
    }

    /// Without scopes in the request the server grants none.
    private String all(String id) {
        return jdbc.sql("select scopes from client.client where id = :id::uuid")
                .param("id", id)
                .query((row, n) -> row.getString(1).replace(" ", "%20").replace(":", "%3A"))
                .single();
    }

    private HttpResponse<String> asserted(String id, String assertion) {
        Map<String, String> form = Map.of(
                "grant_type", "client_credentials",
                "scope", "catalog:read",
                "client_id", id,
                "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                "client_assertion", assertion);
        return posts(
                "/oauth2/token",
                "application/x-www-form-urlencoded",
                form.entrySet().stream()
                        .map(field ->
                                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&")),
                null);
    }

    private static String assertion(String id, ECKey key, String audience, Instant until) throws JOSEException {
        var claims = new JWTClaimsSet.Builder()
                .issuer(id)
                .subject(id)
                .audience(audience)
                .jwtID(UUID.randomUUID().toString())
                .expirationTime(Date.from(until))
                .build();
        var signed = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(), claims);
        signed.sign(new ECDSASigner(key));
        return signed.serialize();
    }

    private static String token(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode body = JSON.readTree(answer.body());
        return body.get("access_token").asString();
    }

    private HttpResponse<String> posts(
            String path, String type, String body, @org.jspecify.annotations.Nullable String basic) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (basic != null) {
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.UTF_8)));
        }
        return sends(request);
    }

    private HttpResponse<String> reads(String method, String path, String token) {
        return sends(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + token)
                .method(method, HttpRequest.BodyPublishers.noBody()));
    }

    private HttpResponse<String> sends(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Visitor person(Role role, UnitCode unit) {
        for (UnitCode code : List.of(UNIT, OTHER, unit)) {
            if (institution.unit(code).isEmpty()) {
                institution.establish(new Unit(
                        code,
                        "单位" + code,
                        "Unit " + code,
                        Unit.Kind.DEPARTMENT,
                        null,
                        null,
                        institution.today().minusDays(10),
                        null,
                        code.equals(UNIT)));
            }
        }
        String name = "machines." + role.word() + "." + unit.value().toLowerCase(java.util.Locale.ROOT);
        return signedIn.computeIfAbsent(name, unknown -> {
            OfficerId officer = institution.enrol(name);
            officers.put(name, officer);
            institution.appoint(
                    officer,
                    role,
                    unit,
                    new Institution.Terms("职务", null, institution.today().minusDays(10), null));
            identity.open(name, officer, PASSWORD, false);
            return new Visitor(port).signIn(name, PASSWORD);
        });
    }
}
