package org.shuguan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuguan.server.identity.Identity;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What no administrator can do alone, tried over HTTP.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class PowersOverHttpTest {
    private static final String PASSWORD = "Ink-and-paper-7";
    private static final String NEXT = "Another-stone-42";
    private static final String REQUESTS = "/api/powers/requests";
    private static final UnitCode UNIT = new UnitCode("V1");
    private static final JsonMapper JSON = new JsonMapper();
    private static final AtomicInteger NUMBER = new AtomicInteger();

    /// A person with an account, signed in.
    private record Somebody(
            Visitor visitor,
            OfficerId officer,
            String account,
            UUID id,
            @Nullable UUID appointment) {}

    @LocalServerPort
    int port;

    @Autowired
    Institution institution;

    @Autowired
    Identity identity;

    @Autowired
    JdbcClient jdbc;

    private Somebody admin;
    private Somebody security;
    private Somebody auditor;
    private Somebody bureau;

    @BeforeEach
    void people() {
        if (institution.unit(UNIT).isEmpty()) {
            institution.establish(new Unit(
                    UNIT, "市三员局", "Three Powers Bureau", Unit.Kind.DEPARTMENT, null, institution.today(), null));
        }
        admin = somebody(Role.SYSTEM_ADMINISTRATOR, UnitCode.CITY);
        security = somebody(Role.SECURITY_ADMINISTRATOR, UnitCode.CITY);
        auditor = somebody(Role.AUDITOR, UnitCode.CITY);
        bureau = somebody(Role.BUREAU_OPERATOR, UnitCode.CITY);
    }

    @Test
    void theAdministratorLearnsNoPasswordOfACdoAndCannotSignInAsOne() {
        Somebody cdo = cdo();
        assertThat(refusal(admin, "POST", "/api/accounts/" + cdo.id() + "/reset", null))
                .isEqualTo("access/second-person-needed");
        assertThat(cdo.visitor().asks("GET", "/api/session", null).statusCode()).isEqualTo(200);

        JsonNode asked = admin.visitor().makes(REQUESTS, reset(cdo));
        String request = asked.get("id").asString();
        String code = asked.get("code").asString();
        assertThat(admin.visitor().reads(REQUESTS + "/" + request).toString()).doesNotContain("welcome#", code);
        assertThat(refusal(admin, "POST", REQUESTS + "/" + request + "/confirm", null))
                .isEqualTo("powers/own-request");
        assertThat(status(somebody(Role.SYSTEM_ADMINISTRATOR, UnitCode.CITY), request, "confirm"))
                .isEqualTo(403);
        assertThat(status(auditor, request, "confirm")).isEqualTo(403);
        assertThat(status(bureau, request, "confirm")).isEqualTo(404);
        assertThat(security.visitor().reads("/api/todos?size=100").toString()).contains(request);

        String token = token(confirm(security, request));
        assertThat(cdo.visitor().asks("GET", "/api/session", null).statusCode()).isEqualTo(401);
        assertThat(new Visitor(port)
                        .asks("POST", "/api/session", credentials(cdo, PASSWORD))
                        .statusCode())
                .isEqualTo(401);
        // Who has the link has no code; who has the code has no link.
        assertThat(redeem(token, "", NEXT).statusCode()).isEqualTo(403);
        assertThat(redeem(token, "AAAA-BBBB-CCCC", NEXT).statusCode()).isEqualTo(403);
        assertThat(redeem("", code, NEXT).statusCode()).isEqualTo(410);
        assertThat(redeem(token, code, NEXT).statusCode()).isEqualTo(204);
        Visitor back = new Visitor(port).signIn(cdo.account(), NEXT);
        await().atMost(Duration.ofMinutes(1))
                .until(() -> back.reads("/api/notices").toString().contains(name(security)));
        assertThat(back.reads("/api/notices").toString()).contains(name(admin), name(security));
        assertThat(auditor.visitor().reads("/api/audit?q=" + cdo.account()).toString())
                .contains("powers.ask", "powers.confirm", name(admin), name(security));
    }

    @Test
    void theAdministratorAloneAppointsNobody() {
        Somebody shadow = somebody(null, UNIT);
        for (Role role : new Role[] {Role.AUDITOR, Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR}) {
            assertThat(refusal(
                            admin, "POST", "/api/institution/appointments", appointment(shadow, role, UnitCode.CITY)))
                    .isEqualTo("access/second-person-needed");
        }
        // With an account of their making and a role they could act as anybody.
        for (Role role : new Role[] {Role.UNIT_CDO, Role.DATA_STEWARD}) {
            assertThat(refusal(admin, "POST", "/api/institution/appointments", appointment(shadow, role, UNIT)))
                    .isEqualTo("access/second-person-needed");
        }
        assertThat(refusal(
                        bureau,
                        "POST",
                        "/api/institution/appointments",
                        appointment(shadow, Role.CITY_CDO, UnitCode.CITY)))
                .isEqualTo("access/second-person-needed");
        Somebody cdo = cdo();
        assertThat(refusal(
                        admin,
                        "POST",
                        "/api/institution/appointments/" + cdo.appointment() + "/substitutes",
                        Map.of(
                                "officer",
                                shadow.officer().toString(),
                                "reason",
                                "出差",
                                "from",
                                institution.today().toString(),
                                "to",
                                institution.today().toString())))
                .isEqualTo("access/second-person-needed");

        Map<String, Object> wanted = asking("appoint", appointment(shadow, Role.AUDITOR, UnitCode.CITY));
        String request = admin.visitor().makes(REQUESTS, wanted).get("id").asString();
        assertThat(refusal(admin, "POST", REQUESTS, wanted)).isEqualTo("powers/already-asked");
        assertThat(shadow.visitor().asks("GET", "/api/audit", null).statusCode())
                .isEqualTo(403);
        assertThat(status(admin, request, "confirm")).isEqualTo(409);
        assertThat(confirm(security, request).has("handed")).isFalse();
        // The role requires a second factor, also of whoever is signed in already.
        assertThat(refusal(shadow, "GET", "/api/audit", null)).isEqualTo("identity/enrolment-due");
        shadow.visitor().enrols();
        assertThat(shadow.visitor().asks("GET", "/api/audit", null).statusCode())
                .isEqualTo(200);
        assertThat(status(security, request, "confirm")).isEqualTo(409);
    }

    @Test
    void theAdministratorAloneDisablesNoAuditorAndEndsNoAppointmentOfOne() {
        Somebody watched = somebody(Role.AUDITOR, UnitCode.CITY);
        assertThat(refusal(admin, "POST", "/api/accounts/" + watched.id() + "/disable", null))
                .isEqualTo("access/second-person-needed");
        String end = "/api/institution/appointments/" + watched.appointment() + "/end";
        assertThat(refusal(admin, "POST", end, Map.of("atOnce", true, "version", 1)))
                .isEqualTo("access/second-person-needed");
        assertThat(watched.visitor().asks("GET", "/api/audit", null).statusCode())
                .isEqualTo(200);

        // Taken away at once: the next request of the open session does not have the role.
        String request = admin.visitor()
                .makes(
                        REQUESTS,
                        asking("end", Map.of("appointment", watched.appointment(), "version", 1, "atOnce", true)))
                .get("id")
                .asString();
        confirm(security, request);
        assertThat(watched.visitor().asks("GET", "/api/audit", null).statusCode())
                .isEqualTo(403);

        String disable = admin.visitor()
                .makes(REQUESTS, asking("disable", Map.of("account", auditor.id())))
                .get("id")
                .asString();
        confirm(security, disable);
        assertThat(auditor.visitor().asks("GET", "/api/session", null).statusCode())
                .isEqualTo(401);
    }

    @Test
    void whatConcernsTheSecurityAdministratorIsConfirmedByTheAuditAdministrator() {
        String request =
                admin.visitor().makes(REQUESTS, reset(security)).get("id").asString();
        assertThat(status(security, request, "confirm")).isEqualTo(409);
        assertThat(status(somebody(Role.SECURITY_ADMINISTRATOR, UnitCode.CITY), request, "confirm"))
                .isEqualTo(403);
        assertThat(token(confirm(auditor, request))).isNotEmpty();
        // A system administrator who lost the password can come back, too.
        String back = security(admin);
        assertThat(status(auditor, back, "confirm")).isEqualTo(200);
    }

    private String security(Somebody lost) {
        return somebody(Role.SECURITY_ADMINISTRATOR, UnitCode.CITY)
                .visitor()
                .makes(REQUESTS, reset(lost))
                .get("id")
                .asString();
    }

    @Test
    void ofALostSecondFactorTwoPersonsDecide() {
        Somebody lost = somebody(Role.SYSTEM_ADMINISTRATOR, UnitCode.CITY);
        assertThat(refusal(admin, "POST", "/api/accounts/" + lost.id() + "/remove-factor", null))
                .isEqualTo("access/second-person-needed");
        assertThat(auditor.visitor().asks("GET", "/api/accounts", null).statusCode())
                .isEqualTo(403);
        assertThat(security.visitor().reads("/api/accounts").get("items")).isNotEmpty();
        assertThat(refusal(security, "POST", "/api/accounts/" + lost.id() + "/enable", null))
                .isEqualTo("platform/forbidden");

        String request = security.visitor()
                .makes(REQUESTS, asking("remove-factor", Map.of("account", lost.id())))
                .get("id")
                .asString();
        assertThat(status(auditor, request, "confirm")).isEqualTo(200);
        assertThat(lost.visitor().asks("GET", "/api/session", null).statusCode())
                .isEqualTo(401);
    }

    @Test
    void nobodyHoldsTwoPowers() {
        for (Somebody one : new Somebody[] {security, auditor}) {
            assertThat(refusal(
                            admin,
                            "POST",
                            REQUESTS,
                            asking("appoint", appointment(one, Role.SYSTEM_ADMINISTRATOR, UnitCode.CITY))))
                    .isEqualTo("institution/powers-apart");
        }
        Map<String, Object> delegation = Map.of(
                "role",
                "auditor",
                "unit",
                "00",
                "to",
                admin.officer().toString(),
                "until",
                institution.today().toString());
        assertThat(auditor.visitor()
                        .asks("POST", "/api/todos/delegations", delegation)
                        .statusCode())
                .isEqualTo(422);
        Map<String, Object> second = Map.of(
                "name",
                "second." + NUMBER.incrementAndGet(),
                "officer",
                auditor.officer().toString());
        assertThat(admin.visitor().asks("POST", "/api/accounts", second).statusCode())
                .isEqualTo(422);
        assertThat(refusal(
                        admin,
                        "POST",
                        REQUESTS,
                        asking(
                                "substitute",
                                Map.of(
                                        "appointment",
                                        String.valueOf(auditor.appointment()),
                                        "officer",
                                        security.officer().toString(),
                                        "from",
                                        institution.today().toString(),
                                        "to",
                                        institution.today().toString()))))
                .isEqualTo("platform/forbidden");
        assertThat(refusal(
                        admin,
                        "POST",
                        REQUESTS,
                        asking("appoint", appointment(admin, Role.SECURITY_ADMINISTRATOR, UnitCode.CITY))))
                .isEqualTo("platform/forbidden");
        assertThat(refusal(
                        admin,
                        "POST",
                        REQUESTS,
                        asking("appoint", appointment(somebody(null, UNIT), Role.SECURITY_ADMINISTRATOR, UNIT))))
                .isEqualTo("institution/administrator-elsewhere");
    }

    @Test
    void aStewardsLinkIsUsedOnceAndNotForAnotherAccount() {
        Somebody steward = somebody(Role.DATA_STEWARD, UNIT);
        String path = "/api/accounts/" + steward.id() + "/reset";
        String token = token(Map.of("handed", admin.visitor().makes(path, Map.of())));
        assertThat(redeem(token + "x", "", NEXT).statusCode()).isEqualTo(410);
        assertThat(redeem("A".repeat(5000), "", NEXT).statusCode()).isEqualTo(410);
        assertThat(redeem(token, "", "short").statusCode()).isEqualTo(422);
        assertThat(redeem(token, "", NEXT).statusCode()).isEqualTo(204);
        assertThat(redeem(token, "", "Third-stone-of-43").body()).contains("link-used");
        Visitor back = new Visitor(port).signIn(steward.account(), NEXT);
        await().atMost(Duration.ofMinutes(1))
                .until(() -> back.reads("/api/notices").toString().contains(name(admin)));

        String late = token(Map.of("handed", admin.visitor().makes(path, Map.of())));
        jdbc.sql("update identity.one_time_link set issued_at = issued_at - interval '2 days',"
                        + " expires_at = expires_at - interval '2 days' where account = :id")
                .param("id", steward.id())
                .update();
        assertThat(redeem(late, "", NEXT).body()).contains("link-expired");
    }

    @Test
    void aRequestIsDeclinedTakenBackAndExpires() {
        Somebody cdo = cdo();
        String declined = admin.visitor().makes(REQUESTS, reset(cdo)).get("id").asString();
        assertThat(security.visitor()
                        .asks("POST", REQUESTS + "/" + declined + "/decline", Map.of())
                        .statusCode())
                .isEqualTo(422);
        assertThat(security.visitor()
                        .asks("POST", REQUESTS + "/" + declined + "/decline", Map.of("reason", "本人未要求"))
                        .statusCode())
                .isEqualTo(204);
        assertThat(status(security, declined, "confirm")).isEqualTo(409);
        String back = admin.visitor().makes(REQUESTS, reset(cdo)).get("id").asString();
        assertThat(status(security, back, "take-back")).isEqualTo(403);
        assertThat(status(admin, back, "take-back")).isEqualTo(204);
        assertThat(status(security, back, "confirm")).isEqualTo(409);
        String late = admin.visitor().makes(REQUESTS, reset(cdo)).get("id").asString();
        jdbc.sql("update powers.request set expires_at = now() where id = :id")
                .param("id", UUID.fromString(late))
                .update();
        assertThat(refusal(security, "POST", REQUESTS + "/" + late + "/confirm", null))
                .isEqualTo("powers/not-open");
        assertThat(security.visitor().reads(REQUESTS + "?state=expired").toString())
                .contains(late);
        assertThat(cdo.visitor().asks("GET", "/api/session", null).statusCode()).isEqualTo(200);
    }

    @Test
    void whatHasChangedSinceIsNotConfirmed() {
        Somebody person = somebody(null, UNIT);
        String stale = admin.visitor()
                .makes(REQUESTS, asking("appoint", appointment(person, Role.SECURITY_REVIEWER, UnitCode.CITY)))
                .get("id")
                .asString();
        bureau.visitor().makes("/api/institution/appointments", appointment(person, Role.DATA_STEWARD, UNIT));
        assertThat(refusal(security, "POST", REQUESTS + "/" + stale + "/confirm", null))
                .isEqualTo("powers/facts-changed");

        Somebody leaving = somebody(Role.SYSTEM_ADMINISTRATOR, UnitCode.CITY);
        String orphan =
                leaving.visitor().makes(REQUESTS, reset(cdo())).get("id").asString();
        institution.endNow(leaving.appointment(), 1);
        assertThat(refusal(security, "POST", REQUESTS + "/" + orphan + "/confirm", null))
                .isEqualTo("powers/facts-changed");
    }

    @Test
    void aRoleIsTakenAwayAtOnceAndItsSuccessorBeginsToday() {
        Somebody steward = somebody(Role.DATA_STEWARD, UNIT);
        assertThat(steward.visitor().reads("/api/session").get("roles")).hasSize(1);
        String end = "/api/institution/appointments/" + steward.appointment() + "/end";
        assertThat(bureau.visitor().asks("POST", end, Map.of("version", 1)).statusCode())
                .isEqualTo(422);
        assertThat(bureau.visitor()
                        .asks("POST", end, Map.of("version", 1, "atOnce", true))
                        .statusCode())
                .isEqualTo(204);
        assertThat(steward.visitor().reads("/api/session").get("roles")).isEmpty();
        assertThat(bureau.visitor()
                        .asks("POST", end, Map.of("version", 2, "atOnce", true))
                        .statusCode())
                .isEqualTo(409);
        bureau.visitor().makes("/api/institution/appointments", appointment(steward, Role.DATA_STEWARD, UNIT));
        JsonNode page = bureau.visitor().reads("/api/institution/units/" + UNIT);
        assertThat(page.get("history").toString()).contains("endedAt");
    }

    @Test
    void theSecurityAdministratorChangesSecurityRulesAndTheBureauDoesNot() {
        for (String key : new String[] {"identity.link", "access.longest-delegation", "powers.request"}) {
            String path = "/api/settings/" + key;
            assertThat(security.visitor().reads(path).get("mayEdit").asBoolean())
                    .isTrue();
            assertThat(bureau.visitor().reads(path).get("mayEdit").asBoolean()).isFalse();
            assertThat(bureau.visitor()
                            .asks("POST", path + "/changes", Map.of())
                            .statusCode())
                    .isEqualTo(403);
        }
        assertThat(security.visitor()
                        .reads("/api/settings/demand.answer")
                        .get("mayEdit")
                        .asBoolean())
                .isFalse();
    }

    /// An account with powers that was opened by one administrator alone has no link.
    @Test
    void openingAnAccountGivesNoLinkToOneWhoHasPowers() {
        OfficerId officer = institution.enrol("新任数官");
        institution.appoint(
                officer,
                Role.SECURITY_REVIEWER,
                UnitCode.CITY,
                new Institution.Terms("职务", null, institution.today(), null));
        JsonNode opened = admin.visitor()
                .makes(
                        "/api/accounts",
                        Map.of("name", "opened." + NUMBER.incrementAndGet(), "officer", officer.toString()));
        assertThat(opened.has("link")).isFalse();
    }

    private Map<String, Object> reset(Somebody whom) {
        return asking("reset", Map.of("account", whom.id()));
    }

    private static Map<String, Object> asking(String kind, Map<String, ?> what) {
        Map<String, Object> wanted = new HashMap<>(what);
        wanted.put("kind", kind);
        wanted.put("reason", "工作需要");
        return wanted;
    }

    private Map<String, Object> appointment(Somebody whom, Role role, UnitCode unit) {
        return Map.of(
                "officer",
                whom.officer().toString(),
                "role",
                role.word(),
                "unit",
                unit.value(),
                "position",
                "职务",
                "from",
                institution.today().toString());
    }

    private static Map<String, Object> credentials(Somebody whom, String password) {
        return Map.of("username", whom.account(), "password", password);
    }

    private HttpResponse<String> redeem(String token, String code, String next) {
        return new Visitor(port)
                .asks("POST", "/api/public/welcome", Map.of("token", token, "code", code, "next", next));
    }

    private static JsonNode confirm(Somebody who, String request) {
        return who.visitor().makes(REQUESTS + "/" + request + "/confirm", Map.of());
    }

    private static String token(JsonNode confirmed) {
        String link = confirmed.get("handed").get("link").asString();
        return link.substring(link.indexOf('#') + 1);
    }

    private static String token(Map<String, JsonNode> handed) {
        String link = handed.get("handed").get("link").asString();
        return link.substring(link.indexOf('#') + 1);
    }

    private static int status(Somebody who, String request, String what) {
        return who.visitor()
                .asks("POST", REQUESTS + "/" + request + "/" + what, Map.of())
                .statusCode();
    }

    /// The code of the refusal; its status if it was granted.
    private static String refusal(Somebody who, String method, String path, @Nullable Object body) {
        HttpResponse<String> answer = who.visitor().asks(method, path, body);
        JsonNode said = answer.body().isEmpty() ? null : JSON.readTree(answer.body());
        return answer.statusCode() < 400 || said == null || !said.has("code")
                ? answer.statusCode() + " " + answer.body()
                : said.get("code").asString();
    }

    private String name(Somebody who) {
        return institution.nameOf(who.officer()).orElseThrow();
    }

    private Somebody cdo() {
        UnitCode unit = new UnitCode("V" + (100 + NUMBER.incrementAndGet()));
        institution.establish(
                new Unit(unit, "市测局" + unit, "Bureau " + unit, Unit.Kind.DEPARTMENT, null, institution.today(), null));
        return somebody(Role.UNIT_CDO, unit);
    }

    private Somebody somebody(@Nullable Role role, UnitCode unit) {
        String account =
                ("p" + NUMBER.incrementAndGet() + "." + (role == null ? "none" : role.word())).toLowerCase(Locale.ROOT);
        OfficerId officer = institution.enrol("某员" + account);
        UUID appointment = role == null
                ? null
                : institution
                        .appoint(officer, role, unit, new Institution.Terms("职务", null, institution.today(), null))
                        .id();
        UUID id = identity.open(account, officer, PASSWORD, false);
        return new Somebody(new Visitor(port).signIn(account, PASSWORD), officer, account, id, appointment);
    }
}
