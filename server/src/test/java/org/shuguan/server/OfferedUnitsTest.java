package org.shuguan.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Delegations;
import org.shuguan.server.identity.Identity;
import org.shuguan.server.institution.Act;
import org.shuguan.server.institution.Appointment;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Plan;
import org.shuguan.server.institution.Reorganisation;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.Substitution;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// The units that a page offers are exactly those for which the endpoint behind it does what was asked: for those
/// who hold a role and for those who act for somebody else.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "shuguan.census.loopback=true")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OfferedUnitsTest {
    private static final String PASSWORD = "Ink-and-paper-7";
    private static final LocalDate START = LocalDate.of(2021, 8, 10);
    private static final UnitCode DEPARTMENT = new UnitCode("O1");
    private static final UnitCode HEIR = new UnitCode("O2");
    private static final UnitCode GONE = new UnitCode("O3");
    private static final UnitCode DISTRICT = new UnitCode("P1");
    private static final UnitCode OTHER_DISTRICT = new UnitCode("P2");
    private static final UnitCode OFFICE = new UnitCode("P101");

    /// What is begun for a unit that somebody chooses: the permission that the page asks for, and the answer's
    /// status.
    private static final Map<String, BiFunction<Visitor, String, Integer>> BEGUN = Map.of(
            "catalog.write",
                    (visitor, unit) -> visitor.asks(
                                    "POST",
                                    "/api/catalog/entries",
                                    Map.of("unit", unit, "content", Map.of("title", "草稿", "grade", "general-1")))
                            .statusCode(),
            "demand.write",
                    (visitor, unit) -> visitor.asks(
                                    "POST",
                                    "/api/demands",
                                    Map.of("unit", unit, "wanted", Map.of("title", "需求", "items", List.of())))
                            .statusCode(),
            "census.manage",
                    (visitor, unit) -> visitor.asks(
                                    "POST",
                                    "/api/census/sources",
                                    Map.of("unit", unit, "kind", "files", "name", "文件" + UUID.randomUUID()))
                            .statusCode());

    @LocalServerPort
    int port;

    @Autowired
    Institution institution;

    @Autowired
    Identity identity;

    @Autowired
    Access access;

    @Autowired
    Delegations delegations;

    @Autowired
    Substitution substitution;

    @Autowired
    Reorganisation reorganisation;

    /// Everybody by what they are, each with a session of their own.
    private final Map<String, Visitor> people = new LinkedHashMap<>();

    @BeforeAll
    void aCityWithTwoLevels() {
        establish(UnitCode.CITY, Unit.Kind.CITY, null);
        establish(DEPARTMENT, Unit.Kind.DEPARTMENT, null);
        establish(HEIR, Unit.Kind.DEPARTMENT, null);
        establish(GONE, Unit.Kind.DEPARTMENT, null);
        establish(DISTRICT, Unit.Kind.DISTRICT, null);
        establish(OTHER_DISTRICT, Unit.Kind.DISTRICT, null);
        establish(OFFICE, Unit.Kind.DEPARTMENT, DISTRICT);
        reorganisation.perform(
                new Plan(
                        Act.Kind.MERGE,
                        institution.today(),
                        "文件",
                        "并入",
                        false,
                        List.of(GONE, HEIR),
                        List.of(new Plan.Heir(HEIR, null, 100, true)),
                        List.of(),
                        null,
                        null),
                "业务员");
        for (Role role : List.of(Role.UNIT_CDO, Role.DATA_STEWARD)) {
            for (UnitCode unit : List.of(HEIR, DISTRICT)) {
                signIn(role.word() + "." + unit, hold(role, unit).officer());
            }
        }
        signIn("bureau-operator", hold(Role.BUREAU_OPERATOR, UnitCode.CITY).officer());
        signIn(
                "bureau-operator." + DISTRICT,
                hold(Role.BUREAU_OPERATOR, DISTRICT).officer());
        signIn("security-reviewer", hold(Role.SECURITY_REVIEWER, UnitCode.CITY).officer());
        signIn("nobody", institution.enrol("无职务"));
        forAnother();
    }

    /// A delegate, a substitute, and one who is both for different units.
    private void forAnother() {
        LocalDate today = institution.today();
        Appointment steward = hold(Role.DATA_STEWARD, DEPARTMENT);
        OfficerId delegate = institution.enrol("受托人");
        delegations.delegate(Role.DATA_STEWARD, DEPARTMENT, delegate, today, today, actor(steward));
        signIn("delegate", delegate);
        OfficerId substitute = institution.enrol("替补人");
        substitution.name(steward.id(), substitute, "出差", today, today);
        signIn("substitute", substitute);
        Appointment other = hold(Role.DATA_STEWARD, HEIR);
        substitution.name(other.id(), delegate, "出差", today, today);
        signIn("both", delegate);
    }

    @Test
    void whatIsOfferedIsWhatTheEndpointTakes() {
        List<String> wrong = new ArrayList<>();
        people.forEach((name, visitor) -> BEGUN.forEach((word, begin) -> {
            List<String> taken = institution.units(institution.today()).stream()
                    .map(unit -> unit.code().value())
                    .filter(unit -> begin.apply(visitor, unit) == 201)
                    .toList();
            compare(wrong, name + " " + word, taken, offered(visitor, "may=" + word));
            List<String> imported = institution.units(institution.today()).stream()
                    .map(unit -> unit.code().value())
                    .filter(unit -> visitor.uploads("/api/catalog/imports?unit=" + unit, "目录.xlsx", "no workbook")
                                    .statusCode()
                            == 201)
                    .toList();
            compare(wrong, name + " import", imported, offered(visitor, "may=catalog.write"));
        }));
        assertThat(wrong).isEmpty();
    }

    @Test
    void anInventoryIsOfferedForExactlyTheUnitsOfWhichItIsRead() {
        List<String> wrong = new ArrayList<>();
        people.forEach((name, visitor) -> {
            List<String> read = institution.unitsKnown(institution.today()).stream()
                    .map(unit -> unit.code().value())
                    .filter(unit -> visitor.asks("GET", "/api/census/units/" + unit + "/inventory.xlsx", null)
                                    .statusCode()
                            != 404)
                    .toList();
            compare(wrong, name, read, offered(visitor, "gone=true&may=census.read&may=census.oversee"));
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void whoActsForAnotherIsOfferedTheOthersUnit() {
        for (String name : List.of("delegate", "substitute")) {
            assertThat(offered(visitor(name), "may=demand.write")).as(name).contains(DEPARTMENT.value());
            assertThat(visitor(name).reads("/api/session").get("roles"))
                    .as(name)
                    .isEmpty();
            assertThat(visitor(name).reads("/api/session").get("actsAs").toString())
                    .as(name)
                    .contains(Role.DATA_STEWARD.word());
        }
        assertThat(offered(visitor("both"), "may=demand.write"))
                .containsExactlyInAnyOrder(DEPARTMENT.value(), HEIR.value());
        assertThat(offered(visitor("nobody"), "may=demand.write")).isEmpty();
    }

    @Test
    void whatIsBegunForAUnitThatHasGoneIsItsSuccessors() {
        Visitor heir = visitor("data-steward." + HEIR);
        String demand = heir.makes(
                        "/api/demands",
                        Map.of("unit", GONE.value(), "wanted", Map.of("title", "需求", "items", List.of())))
                .get("id")
                .asString();
        assertThat(heir.reads("/api/demands/" + demand)
                        .get("row")
                        .get("demand")
                        .get("unit")
                        .asString())
                .isEqualTo(HEIR.value());
        assertThat(offered(heir, "may=demand.write")).containsExactly(HEIR.value());
        assertThat(offered(heir, "gone=true&may=census.read")).containsExactly(HEIR.value(), GONE.value());
    }

    @Test
    void aWordThatNoPermissionHasIsRefused() {
        assertThat(visitor("nobody")
                        .asks("GET", "/api/institution/units/choices?may=demand.everything", null)
                        .statusCode())
                .isEqualTo(422);
    }

    private static void compare(List<String> wrong, String what, List<String> right, List<String> offered) {
        if (!new TreeSet<>(right).equals(new TreeSet<>(offered))) {
            wrong.add(what + ": offered " + offered + ", not " + right);
        }
    }

    private static List<String> offered(Visitor visitor, String query) {
        JsonNode page = visitor.reads("/api/institution/units/choices?size=200&" + query);
        List<String> codes = page.get("items")
                .valueStream()
                .map(unit -> unit.get("code").asString())
                .collect(Collectors.toList());
        assertThat(page.get("total").asInt()).isEqualTo(codes.size());
        return codes;
    }

    private Visitor visitor(String name) {
        return Objects.requireNonNull(people.get(name));
    }

    private Actor actor(Appointment held) {
        return new Actor(
                UUID.randomUUID(),
                held.officerName(),
                held.officer(),
                held.officerName(),
                access.capacitiesOf(held.officer(), institution.today()));
    }

    private void establish(UnitCode code, Unit.Kind kind, @Nullable UnitCode parent) {
        if (institution.unit(code).isEmpty()) {
            institution.establish(new Unit(code, "单位" + code, "Unit " + code, kind, null, parent, START, null));
        }
    }

    private Appointment hold(Role role, UnitCode unit) {
        return institution.appoint(
                institution.enrol(role + " " + unit),
                role,
                unit,
                new Institution.Terms("职务", null, institution.today(), null));
    }

    private void signIn(String name, OfficerId officer) {
        String account = name.toLowerCase(Locale.ROOT);
        if (!name.equals("both")) {
            identity.open(account, officer, PASSWORD, false);
        }
        people.put(name, new Visitor(port).signIn(name.equals("both") ? "delegate" : account, PASSWORD));
    }
}
