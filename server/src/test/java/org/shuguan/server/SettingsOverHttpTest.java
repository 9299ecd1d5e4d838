package org.shuguan.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.shuguan.server.identity.Identity;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.settings.RuleFixtures;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// Rules over HTTP: every official may read them, the bureau's operators may change them.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SettingsOverHttpTest {
    private static final String PASSWORD = "Ink-and-paper-7";
    private static final UnitCode UNIT = new UnitCode("S1");

    @LocalServerPort
    int port;

    @Autowired
    Institution institution;

    @Autowired
    Identity identity;

    @Autowired
    RuleFixtures rules;

    private final Map<String, Visitor> signedIn = new HashMap<>();

    @AfterEach
    void defaults() {
        rules.defaults();
    }

    @Test
    void aRuleIsChangedFromADayOnAndTheChangeTakenBack() {
        Visitor bureau = person(Role.BUREAU_OPERATOR);
        LocalDate later = institution.today().plusDays(30);
        JsonNode page = bureau.reads("/api/settings/demand.answer");
        assertThat(page.get("mayEdit").asBoolean()).isTrue();
        assertThat(page.get("row").get("value").get("number").asInt()).isEqualTo(10);
        assertThat(page.get("row").get("mark").asString()).isEqualTo("from-memory");
        assertThat(page.get("row").get("source").asString()).contains("809");
        JsonNode changed = bureau.makes("/api/settings/demand.answer/changes", change(12, later, 0));
        assertThat(changed.get("row").get("value").get("number").asInt()).isEqualTo(10);
        assertThat(changed.get("row").get("next").get("value").get("number").asInt())
                .isEqualTo(12);
        JsonNode entry = changed.get("history").get(0);
        assertThat(entry.get("standing").asString()).isEqualTo("to-come");
        assertThat(entry.get("reason").asString()).isEqualTo("文件调整");
        assertThat(bureau.asks("POST", "/api/settings/demand.answer/changes", change(13, later, 0))
                        .statusCode())
                .isEqualTo(409);
        String path = "/api/settings/demand.answer/changes/" + entry.get("id").asString();
        assertThat(bureau.asks("DELETE", path, null).statusCode()).isEqualTo(200);
        assertThat(bureau.asks("DELETE", path, null).statusCode()).isEqualTo(409);
        JsonNode undone = bureau.reads("/api/settings/demand.answer");
        assertThat(undone.get("row").has("next")).isFalse();
        assertThat(undone.get("history").get(0).get("standing").asString()).isEqualTo("undone");
        assertThat(undone.get("version").asInt()).isEqualTo(2);
    }

    @Test
    void whatIsWrongIsSaidBesideItsField() {
        Map<String, Object> wrong = new HashMap<>(change(0, institution.today().minusDays(1), 0));
        wrong.remove("reason");
        assertThat(person(Role.BUREAU_OPERATOR)
                        .asks("POST", "/api/settings/demand.answer/changes", wrong)
                        .body())
                .contains("\"number\"", "\"validFrom\"", "\"reason\"", "1", "60");
        assertThat(person(Role.BUREAU_OPERATOR)
                        .asks("GET", "/api/settings/demand.nothing", null)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void whoeverIsNoOperatorReadsAndDoesNotChange() {
        for (Role role : new Role[] {Role.DATA_STEWARD, Role.UNIT_CDO, Role.SYSTEM_ADMINISTRATOR}) {
            Visitor reader = person(role);
            assertThat(reader.reads("/api/settings/demand.answer")
                            .get("mayEdit")
                            .asBoolean())
                    .isFalse();
            assertThat(reader.asks("POST", "/api/settings/demand.answer/changes", change(12, institution.today(), 0))
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void theListIsSearchedSortedPagedAndExported() {
        Visitor steward = person(Role.DATA_STEWARD);
        JsonNode all = steward.reads("/api/settings?size=5");
        assertThat(all.get("items")).hasSize(5);
        assertThat(all.get("total").asInt()).isGreaterThan(20);
        assertThat(steward.reads("/api/settings?q=no-such-rule").get("total").asInt())
                .isZero();
        assertThat(steward.reads("/api/settings?q=809").get("items"))
                .allSatisfy(row -> assertThat(row.get("source").asString()).contains("809"));
        assertThat(steward.reads("/api/settings?module=calendar&mark=ours").get("items"))
                .singleElement()
                .satisfies(row -> assertThat(row.get("key").asString()).isEqualTo("calendar.amber"));
        String first = steward.reads("/api/settings?sort=name&size=1").toString();
        assertThat(steward.reads("/api/settings?sort=-name&size=1").toString()).isNotEqualTo(first);
        assertThat(steward.asks("GET", "/api/settings?sort=nothing", null).statusCode())
                .isEqualTo(422);
        String csv = steward.asks("GET", "/api/settings/export.csv?module=demand", null)
                .body();
        assertThat(csv.lines().count())
                .isEqualTo(1
                        + steward.reads("/api/settings?module=demand")
                                .get("total")
                                .asLong());
        assertThat(csv).contains("law, secret, not-held").contains("凭记忆");
    }

    private static Map<String, Object> change(int value, LocalDate from, int version) {
        return Map.of(
                "value",
                Map.of("number", value),
                "source",
                "某某办法",
                "mark",
                "read",
                "validFrom",
                from.toString(),
                "reason",
                "文件调整",
                "version",
                version);
    }

    private Visitor person(Role role) {
        LocalDate today = institution.today();
        if (institution.unit(UNIT).isEmpty()) {
            institution.establish(
                    new Unit(UNIT, "单位S1", "Unit S1", Unit.Kind.DEPARTMENT, null, null, today, null, true));
        }
        String name = "settings." + role.word();
        return signedIn.computeIfAbsent(name, unknown -> {
            OfficerId officer = institution.enrol(name);
            institution.appoint(officer, role, UNIT, new Institution.Terms("职务", null, today, null));
            identity.open(name, officer, PASSWORD, false);
            return new Visitor(port).signIn(name, PASSWORD);
        });
    }
}
