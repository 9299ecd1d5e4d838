package org.shuguan.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.shuguan.server.access.Delegations;
import org.shuguan.server.audit.AuditEntry;
import org.shuguan.server.audit.AuditTrail;
import org.shuguan.server.catalog.Catalog;
import org.shuguan.server.catalog.SampleContent;
import org.shuguan.server.identity.Identity;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ListQuery;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Refused acts and exports in the audit record, and delegations, as a browser asks for them.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecordedOverHttpTest {
    private static final String PASSWORD = "Ink-and-paper-7";
    private static final JsonMapper JSON = new JsonMapper();
    private static final UnitCode UNIT = new UnitCode("V1");

    @LocalServerPort
    int port;

    @Autowired
    Institution institution;

    @Autowired
    Identity identity;

    @Autowired
    Catalog catalog;

    @Autowired
    Delegations delegations;

    @Autowired
    AuditTrail trail;

    private UUID steward;
    private UUID cdo;

    @BeforeAll
    void aUnit() {
        SampleUnits.department(institution, UNIT);
        steward = account("v1.steward", Role.DATA_STEWARD);
        cdo = account("v1.cdo", Role.UNIT_CDO);
    }

    @Test
    void aRefusedActIsRecordedWithWhoFromWhereAndWhat() {
        account("v1.curious", Role.DATA_STEWARD);
        Visitor curious = visitor("v1.curious");
        assertThat(curious.asks("GET", "/api/audit?q=x", null).statusCode()).isEqualTo(403);
        assertThat(refused("v1.curious")).singleElement().satisfies(entry -> {
            assertThat(entry.origin()).isEqualTo("127.0.0.1");
            assertThat(entry.subject()).isEqualTo("GET /api/audit");
            JsonNode facts = JSON.readTree(entry.facts());
            assertThat(facts.get("path").asString()).isEqualTo("GET /api/audit");
            assertThat(facts.get("code").asString()).isEqualTo("platform/forbidden");
            assertThat(facts.get("outcome").asString()).isEqualTo("refused");
        });
    }

    @Test
    void repeatedAndVariedRefusalsOfOnePersonDoNotFloodTheRecord() {
        account("v1.storm", Role.DATA_STEWARD);
        Visitor storm = visitor("v1.storm");
        for (int i = 0; i < 30; i++) {
            assertThat(storm.asks("GET", "/api/audit", null).statusCode()).isEqualTo(403);
        }
        assertThat(refused("v1.storm")).hasSize(1);
        for (int i = 0; i < 40; i++) {
            storm.asks("POST", "/api/accounts/" + UUID.randomUUID() + "/disable", null);
        }
        assertThat(refused("v1.storm")).hasSize(20);
    }

    /// The refused transaction is rolled back; its record is not.
    @Test
    void aDecisionThatFourEyesForbidIsRecordedThoughNothingElseOfItIs() {
        UUID entry = catalog.create(
                UNIT,
                SampleContent.whole("四眼", "测试用目录"),
                identity.actor(steward).orElseThrow());
        catalog.submit(entry, 1, identity.actor(steward).orElseThrow());
        LocalDate today = institution.today();
        delegations.delegate(
                Role.UNIT_CDO,
                UNIT,
                identity.actor(steward).orElseThrow().officer(),
                today,
                today,
                identity.actor(cdo).orElseThrow());
        String path = "/api/catalog/entries/" + entry + "/versions/1/sign";
        Visitor signs = visitor("v1.steward");
        assertThat(signs.asks("POST", path, Map.of()).statusCode()).isEqualTo(403);
        assertThat(refused("v1.steward"))
                .filteredOn(one -> one.subject().equals("POST " + path))
                .singleElement()
                .satisfies(one -> assertThat(one.facts())
                        .contains("approval/own-submission", "/api/catalog/entries/{entry}/versions/{number}/"));
        assertThat(signs.reads("/api/catalog/entries/" + entry)
                        .get("version")
                        .get("state")
                        .asString())
                .isEqualTo("submitted");
        assertThat(recorded("catalog.sign")).noneMatch(one -> one.actor().equals("v1.steward"));
    }

    @Test
    void nobodyInParticularIsNotRecorded() {
        long before = trail.list(query("access.refuse")).total();
        Visitor nobody = new Visitor(port);
        assertThat(nobody.asks("GET", "/api/audit", null).statusCode()).isEqualTo(401);
        assertThat(nobody.forges("POST", "/api/accounts")).isEqualTo(403);
        assertThat(trail.list(query("access.refuse")).total()).isEqualTo(before);
    }

    @Test
    void anExportIsRecordedWithItsFilterItsRowsAndItsFormat() {
        account("v1.exporter", Role.DATA_STEWARD);
        catalog.create(
                UNIT,
                SampleContent.whole("导出甲", "测试用目录"),
                identity.actor(steward).orElseThrow());
        Visitor exporter = visitor("v1.exporter");
        exporter.downloads("/api/catalog/entries/export.xlsx?state=draft&q=%E5%AF%BC%E5%87%BA%E7%94%B2&sort=-code");
        exporter.downloads("/api/public/roster.csv");
        assertThat(recorded("access.export"))
                .filteredOn(entry -> entry.actor().equals("v1.exporter"))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.subject()).isEqualTo("/api/catalog/entries/export.xlsx");
                    JsonNode facts = JSON.readTree(entry.facts());
                    assertThat(facts.get("rows").asInt()).isEqualTo(1);
                    assertThat(facts.get("format").asString()).isEqualTo("xlsx");
                    assertThat(facts.get("outcome").asString()).isEqualTo("done");
                    assertThat(facts.get("filter").get("q").asString()).isEqualTo("导出甲");
                    assertThat(facts.get("filter").get("state").asString()).isEqualTo("draft");
                });
    }

    @Test
    void aFileThatIsRefusedOrUnknownIsNoExport() {
        account("v1.mistaken", Role.DATA_STEWARD);
        Visitor mistaken = visitor("v1.mistaken");
        assertThat(mistaken.asks("GET", "/api/catalog/entries/export.pdf", null).statusCode())
                .isEqualTo(404);
        assertThat(mistaken.asks("GET", "/api/catalog/entries/export.csv?no-such=1", null)
                        .statusCode())
                .isEqualTo(422);
        assertThat(mistaken.asks("GET", "/api/audit/export.csv", null).statusCode())
                .isEqualTo(403);
        assertThat(recorded("access.export")).noneMatch(entry -> entry.actor().equals("v1.mistaken"));
        assertThat(refused("v1.mistaken")).extracting(AuditEntry::subject).containsExactly("GET /api/audit/export.csv");
    }

    @Test
    void onlyRolesThatCanBeDelegatedAreOfferedAndTheServerSaysForHowLong() {
        UUID both = account("v1.both", Role.DATA_STEWARD);
        UnitCode bureau = new UnitCode("V2");
        SampleUnits.dataBureau(institution, bureau);
        institution.appoint(
                identity.actor(both).orElseThrow().officer(),
                Role.SYSTEM_ADMINISTRATOR,
                bureau,
                new Institution.Terms("职务", null, institution.today(), null));
        Visitor visitor = visitor("v1.both");
        JsonNode choices = visitor.reads("/api/todos/delegations/choices");
        assertThat(choices.get("roles").size()).isEqualTo(1);
        assertThat(choices.get("roles").get(0).get("role").asString()).isEqualTo("data-steward");
        LocalDate today = institution.today();
        assertThat(choices.get("first").asString()).isEqualTo(today.toString());
        int days = choices.get("days").asInt();
        OfficerId to = identity.actor(steward).orElseThrow().officer();
        assertThat(faulty(visitor, to, today, LocalDate.of(2099, 12, 31))).containsExactly("until");
        assertThat(faulty(visitor, to, today.minusDays(1), today)).containsExactly("from");
        assertThat(faulty(visitor, to, today.plusDays(2), today.plusDays(1))).containsExactly("until");
        LocalDate far = LocalDate.parse(choices.get("latest").asString()).plusDays(1);
        assertThat(faulty(visitor, to, far, far)).containsExactly("from");
        assertThat(faulty(visitor, to, today, today.plusDays(days))).isEmpty();
        JsonNode list = visitor.reads("/api/todos/delegations?direction=given&state=in-force");
        assertThat(list.get("total").asInt()).isEqualTo(1);
        assertThat(list.get("items").get(0).get("mayEnd").asBoolean()).isTrue();
        assertThat(visitor.reads("/api/todos/delegations?direction=received")
                        .get("total")
                        .asInt())
                .isZero();
        JsonNode received = visitor("v1.steward").reads("/api/todos/delegations?direction=received");
        assertThat(received.get("items").get(0).get("direction").asString()).isEqualTo("received");
        assertThat(received.get("items").get(0).get("mayEnd").asBoolean()).isFalse();
    }

    private List<String> faulty(Visitor visitor, OfficerId to, LocalDate from, LocalDate until) {
        var answer = visitor.asks(
                "POST",
                "/api/todos/delegations",
                Map.of(
                        "role", "data-steward",
                        "unit", UNIT.value(),
                        "to", to.toString(),
                        "from", from.toString(),
                        "until", until.toString()));
        JsonNode errors = JSON.readTree(answer.body()).path("errors");
        return errors.valueStream().map(error -> error.get("field").asString()).toList();
    }

    private List<AuditEntry> refused(String actor) {
        return recorded("access.refuse").stream()
                .filter(entry -> entry.actor().equals(actor))
                .toList();
    }

    private List<AuditEntry> recorded(String action) {
        return trail.list(query(action)).items();
    }

    private static ListQuery query(String words) {
        return new ListQuery(1, 200, null, words);
    }

    private Visitor visitor(String name) {
        return new Visitor(port).signIn(name, PASSWORD);
    }

    private UUID account(String name, Role role) {
        OfficerId officer = institution.enrol(name);
        institution.appoint(officer, role, UNIT, new Institution.Terms("职务", null, institution.today(), null));
        return identity.open(name, officer, PASSWORD, false);
    }
}
