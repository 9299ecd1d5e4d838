package org.shuguan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuguan.server.access.SensitiveAct;
import org.shuguan.server.identity.Identity;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.settings.Code;
import org.shuguan.server.settings.RuleFixtures;
import org.shuguan.server.settings.RuleValue;
import org.shuguan.server.settings.Settings;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/// The second factor over HTTP, as a browser uses it.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class SecondFactorTest {
    private static final String PASSWORD = "Ink-and-paper-7";
    private static final UnitCode UNIT = new UnitCode("F1");
    private static final String STEP = "/api/session/second-factor";

    @LocalServerPort
    int port;

    @Autowired
    RequestMappingHandlerMapping requestMappingHandlerMapping;

    @Autowired
    Institution institution;

    @Autowired
    Identity identity;

    @Autowired
    RuleFixtures rules;

    @Autowired
    Settings settings;

    @Autowired
    JdbcClient jdbc;

    private String account = "";
    private UUID id = new UUID(0, 0);

    @BeforeEach
    void aSteward() {
        if (institution.unit(UNIT).isEmpty()) {
            institution.establish(new Unit(
                    UNIT, "单位F1", "Unit F1", Unit.Kind.DEPARTMENT, null, null, institution.today(), null, true));
        }
        account = "factor-" + UUID.randomUUID().toString().substring(0, 8);
        id = person(account, Role.DATA_STEWARD);
    }

    @AfterEach
    void defaults() {
        rules.defaults();
    }

    @Test
    void theCodeIsAskedAfterThePassword() {
        Visitor owner = new Visitor(port).signIn(account, PASSWORD);
        assertThat(owner.enrols()).hasSize(10).doesNotHaveDuplicates();
        assertThat(owner.reads("/api/session").get("secondFactor").asBoolean()).isTrue();
        owner.asks("DELETE", "/api/session", null);
        HttpResponse<String> due = givesPassword(owner);
        assertThat(due.statusCode()).isEqualTo(401);
        assertThat(due.body()).contains("identity/second-factor-due").doesNotContain("单位F1");
        // The first step opens nothing.
        for (String path : List.of("/api/session", "/api/notices", STEP, "/api/session/list")) {
            assertThat(owner.asks("GET", path, null).statusCode()).as(path).isEqualTo(401);
        }
        assertThat(owner.asks("POST", "/api/session/password", Map.of("current", PASSWORD, "next", "x"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(owner.asks("POST", STEP, Map.of("code", "000 00")).body()).contains("identity/code-wrong");
        assertThat(owner.makes(STEP, Map.of("code", owner.code(1)))
                        .get("username")
                        .asString())
                .isEqualTo(account);
        assertThat(owner.asks("GET", "/api/notices", null).statusCode()).isEqualTo(200);
    }

    @Test
    void aCodeIsGoodForOneUse() {
        Visitor owner = new Visitor(port).signIn(account, PASSWORD);
        List<String> recovery = owner.enrols();
        String code = owner.code(1);
        givesPassword(owner);
        owner.makes(STEP, Map.of("code", code));
        Visitor other = new Visitor(port);
        givesPassword(other);
        assertThat(other.asks("POST", STEP, Map.of("code", code)).statusCode()).isEqualTo(401);
        // Written as people write it.
        String typed = recovery.getFirst().toUpperCase(java.util.Locale.ROOT).replace('-', ' ');
        other.makes(STEP, Map.of("code", typed));
        givesPassword(other);
        assertThat(other.asks("POST", STEP, Map.of("code", typed)).statusCode()).isEqualTo(401);
        assertThat(owner.reads(STEP).get("recoveryCodes").asInt()).isEqualTo(9);
    }

    @Test
    void withoutTheFirstStepNoCodeIsTaken() {
        Visitor owner = new Visitor(port).signIn(account, PASSWORD);
        owner.enrols();
        assertThat(new Visitor(port)
                        .asks("POST", STEP, Map.of("code", owner.code(1)))
                        .body())
                .contains("identity/password-first");
    }

    @Test
    void aChangedPasswordEndsTheFirstStep() {
        Visitor owner = new Visitor(port).signIn(account, PASSWORD);
        owner.enrols();
        Visitor thief = new Visitor(port);
        givesPassword(thief);
        owner.makes("/api/session/password", Map.of("current", PASSWORD, "next", "Brush-and-stone-8"));
        assertThat(thief.asks("POST", STEP, Map.of("code", owner.code(1))).body())
                .contains("identity/password-first");
    }

    @Test
    void wrongCodesLockTheAccountAndTheRightPasswordDoesNotForgiveThem() {
        Visitor owner = new Visitor(port).signIn(account, PASSWORD);
        owner.enrols();
        Visitor thief = new Visitor(port);
        for (int i = 0; i < 5; i++) {
            givesPassword(thief);
            assertThat(thief.asks("POST", STEP, Map.of("code", "abcabc")).statusCode())
                    .isEqualTo(401);
        }
        assertThat(thief.asks("POST", STEP, Map.of("code", owner.code(1))).body())
                .contains("identity/code-wrong");
        assertThat(givesPassword(thief).body()).contains("identity/sign-in-wrong");
    }

    @Test
    void aKnownDeviceIsNotAskedUntilItsOwnerForgetsItOrChangesThePassword() {
        Visitor owner = new Visitor(port).signIn(account, PASSWORD);
        List<String> recovery = owner.enrols();
        assertThat(givesPassword(owner).statusCode()).isEqualTo(401);
        owner.makes(STEP, Map.of("code", recovery.getFirst(), "remember", true));
        assertThat(givesPassword(owner).statusCode()).isEqualTo(200);
        assertThat(givesPassword(new Visitor(port)).statusCode()).isEqualTo(401);
        assertThat(owner.reads(STEP).get("devices").asInt()).isEqualTo(1);
        owner.asks("DELETE", STEP + "/devices", null);
        assertThat(givesPassword(owner).statusCode()).isEqualTo(401);
        owner.makes(STEP, Map.of("code", recovery.get(1), "remember", true));
        owner.makes("/api/session/password", Map.of("current", PASSWORD, "next", "Brush-and-stone-8"));
        assertThat(owner.asks("POST", "/api/session", Map.of("username", account, "password", "Brush-and-stone-8"))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aShorterPeriodForDevicesAppliesAtOnce() {
        Visitor owner = new Visitor(port).signIn(account, PASSWORD);
        List<String> recovery = owner.enrols();
        givesPassword(owner);
        owner.makes(STEP, Map.of("code", recovery.getFirst(), "remember", true));
        rules.set("identity.second-factor-device", 0);
        assertThat(givesPassword(owner).body()).contains("identity/second-factor-due");
        owner.makes(STEP, Map.of("code", recovery.get(1), "remember", true));
        assertThat(owner.reads(STEP).get("devices").asInt()).isZero();
    }

    @Test
    void whoMustHaveOneCanDoNothingElseBefore() {
        String name = "factor-" + UUID.randomUUID().toString().substring(0, 8);
        person(name, Role.SYSTEM_ADMINISTRATOR);
        Visitor admin = new Visitor(port);
        JsonNode session = admin.makes("/api/session", Map.of("username", name, "password", PASSWORD));
        assertThat(session.get("mustEnrolSecondFactor").asBoolean()).isTrue();
        for (String path : List.of("/api/accounts", "/api/jobs", "/api/session/list")) {
            HttpResponse<String> refused = admin.asks("GET", path, null);
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).contains("identity/enrolment-due");
        }
        admin.enrols();
        assertThat(admin.asks("GET", "/api/accounts", null).statusCode()).isEqualTo(200);
        assertThat(admin.asks("DELETE", STEP, null).body()).contains("identity/second-factor-required");
    }

    @Test
    void aSensitiveActAsksForAFreshCode() {
        Visitor owner = new Visitor(port).signIn(account, PASSWORD);
        // Without a factor nobody is asked; the empty body is refused for its fields.
        assertThat(delegates(owner).statusCode()).isEqualTo(422);
        List<String> recovery = owner.enrols();
        assertThat(delegates(owner).statusCode()).isEqualTo(422);
        givesPassword(owner);
        owner.makes(STEP, Map.of("code", recovery.getFirst(), "remember", true));
        // On a known device no code is given at sign-in.
        assertThat(givesPassword(owner).statusCode()).isEqualTo(200);
        assertThat(delegates(owner).body()).contains("identity/second-factor-stale");
        for (String path : List.of("/enrolment", "/confirmation", "/recovery-codes")) {
            assertThat(owner.asks("POST", STEP + path, Map.of()).body()).contains("identity/second-factor-stale");
        }
        assertThat(owner.asks("POST", STEP + "/fresh", Map.of("code", "nothing"))
                        .statusCode())
                .isEqualTo(422);
        assertThat(owner.asks("POST", STEP + "/fresh", Map.of("code", recovery.get(1)))
                        .statusCode())
                .isEqualTo(204);
        assertThat(delegates(owner).statusCode()).isEqualTo(422);
        givesPassword(owner);
        rules.set("identity.sensitive-acts", RuleValue.of(List.of()));
        assertThat(delegates(owner).statusCode()).isEqualTo(422);
    }

    @Test
    void anAdministratorRemovesALostFactorAndItsOwnerIsTold() {
        String name = "factor-" + UUID.randomUUID().toString().substring(0, 8);
        UUID own = person(name, Role.SYSTEM_ADMINISTRATOR);
        Visitor admin = new Visitor(port).signIn(name, PASSWORD);
        Visitor owner = new Visitor(port).signIn(account, PASSWORD);
        assertThat(admin.asks("POST", "/api/accounts/" + id + "/remove-factor", Map.of())
                        .statusCode())
                .isEqualTo(409);
        owner.enrols();
        assertThat(owner.asks("POST", "/api/accounts/" + id + "/remove-factor", Map.of())
                        .statusCode())
                .isEqualTo(403);
        assertThat(admin.asks("POST", "/api/accounts/" + own + "/remove-factor", Map.of())
                        .body())
                .contains("identity/own-account");
        assertThat(admin.asks("POST", "/api/accounts/" + id + "/remove-factor", Map.of())
                        .statusCode())
                .isEqualTo(204);
        assertThat(owner.asks("GET", "/api/session", null).statusCode()).isEqualTo(401);
        assertThat(givesPassword(owner).statusCode()).isEqualTo(200);
        await().untilAsserted(
                        () -> assertThat(owner.reads("/api/notices").toString()).contains("移除了您的第二因素"));
        assertThat(jdbc.sql(
                                "select count(*) from audit.entry where action = 'identity.remove-factor' and subject = :subject")
                        .param("subject", "account " + account)
                        .query((row, n) -> row.getInt(1))
                        .single())
                .isEqualTo(1);
    }

    @Test
    void nothingOfItIsStoredInTheClear() {
        Visitor owner = new Visitor(port).signIn(account, PASSWORD);
        List<String> recovery = owner.enrols();
        givesPassword(owner);
        owner.makes(STEP, Map.of("code", recovery.getFirst(), "remember", true));
        Map<String, Object> stored = new HashMap<>();
        for (String table : List.of("second_factor", "offered_factor", "recovery_code", "known_device")) {
            stored.put(
                    table,
                    jdbc.sql("select coalesce(string_agg(t::text, ' '), '') from identity." + table + " t")
                            .query((row, n) -> row.getString(1))
                            .single());
        }
        assertThat(stored.toString())
                .doesNotContain(recovery.get(1))
                .doesNotContain(recovery.get(1).replace("-", ""));
        assertThat(jdbc.sql("select count(*) from identity.offered_factor where account = :account")
                        .param("account", id)
                        .query((row, n) -> row.getInt(1))
                        .single())
                .isZero();
    }

    /// The rules know all acts and roles that there are.
    @Test
    void theRulesNameAllActsAndRoles() {
        TreeSet<String> acts = new TreeSet<>();
        requestMappingHandlerMapping.getHandlerMethods().values().forEach(method -> {
            SensitiveAct act = method.getMethodAnnotation(SensitiveAct.class);
            if (act != null) {
                acts.add(act.value());
            }
        });
        assertThat(settings.codes("identity.sensitive-acts").today().stream().map(Code::code))
                .containsExactlyInAnyOrderElementsOf(acts);
        rules.set(
                "identity.second-factor-roles",
                RuleValue.of(Arrays.stream(Role.values())
                        .map(role -> new Code(role.word(), role.word(), role.word()))
                        .toList()));
    }

    private HttpResponse<String> givesPassword(Visitor visitor) {
        return visitor.asks("POST", "/api/session", Map.of("username", account, "password", PASSWORD));
    }

    private static HttpResponse<String> delegates(Visitor visitor) {
        return visitor.asks("POST", "/api/todos/delegations", Map.of());
    }

    private UUID person(String name, Role role) {
        OfficerId officer = institution.enrol(name);
        institution.appoint(officer, role, UNIT, new Institution.Terms("职务", null, institution.today(), null));
        return identity.open(name, officer, PASSWORD, false);
    }
}
