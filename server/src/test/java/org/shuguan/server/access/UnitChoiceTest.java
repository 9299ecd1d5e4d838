package org.shuguan.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
import org.shuguan.server.platform.ListQuery;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.transaction.annotation.Transactional;

/// The units to choose from for a permission are those for which it holds, for every role at every unit that has
/// it.
// The whole institution is looked at: in a database in which no other test leaves units and appointments.
@SpringBootTest(properties = "shuguan.test.institution=alone")
@Transactional
class UnitChoiceTest {
    private static final LocalDate START = LocalDate.of(2021, 8, 10);
    private static final UnitCode DEPARTMENT = new UnitCode("O1");
    private static final UnitCode HEIR = new UnitCode("O2");
    private static final UnitCode GONE = new UnitCode("O3");
    private static final UnitCode DISTRICT = new UnitCode("P1");
    private static final UnitCode OTHER_DISTRICT = new UnitCode("P2");
    private static final UnitCode OFFICE = new UnitCode("P101");

    @Autowired
    Institution institution;

    @Autowired
    Access access;

    @Autowired
    UnitChoiceController choices;

    @Autowired
    Delegations delegations;

    @Autowired
    Substitution substitution;

    @Autowired
    Reorganisation reorganisation;

    private LocalDate today = START;

    @BeforeEach
    void aCityWithTwoLevels() {
        today = institution.today();
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
                        today,
                        "文件",
                        "并入",
                        false,
                        List.of(GONE, HEIR),
                        List.of(new Plan.Heir(HEIR, null, 100, true)),
                        List.of(),
                        null,
                        null),
                "业务员");
    }

    @Test
    void whatIsOfferedForAPermissionIsWhatItHoldsFor() {
        Map<String, Actor> people = new LinkedHashMap<>();
        for (Unit unit : institution.units(today)) {
            for (Role role : Role.values()) {
                if (role.fits(unit)) {
                    Appointment held = hold(role, unit.code());
                    people.put(role.word() + " of " + unit.code(), actor(held.officer()));
                    if (!List.of(UnitCode.CITY, DEPARTMENT, DISTRICT).contains(unit.code())) {
                        continue;
                    }
                    if (role.canBeDelegated()) {
                        OfficerId delegate = institution.enrol("受托人");
                        delegations.delegate(role, unit.code(), delegate, today, today, actor(held.officer()));
                        people.put("delegate of " + role.word() + " of " + unit.code(), actor(delegate));
                    }
                    OfficerId substitute = institution.enrol("替补人");
                    substitution.name(held.id(), substitute, "出差", today, today);
                    people.put("substitute of " + role.word() + " of " + unit.code(), actor(substitute));
                }
            }
        }
        people.put("nobody", actor(institution.enrol("无职务")));
        List<String> wrong = new ArrayList<>();
        people.forEach((name, actor) -> access.byWord().forEach((word, permission) -> {
            List<UnitCode> existing = holdsFor(actor, permission, institution.units(today));
            List<UnitCode> known = holdsFor(actor, permission, institution.unitsKnown(today));
            compare(wrong, name + ": " + word, existing, offered(actor, false, word));
            compare(wrong, name + ": " + word + ", with those gone", known, offered(actor, true, word));
        }));
        assertThat(people).hasSizeGreaterThan(40);
        assertThat(wrong).isEmpty();
    }

    @Test
    void aDistrictsCdoIsOfferedItsBureausAndAnHeirWhatItSucceeds() {
        Actor district = actor(hold(Role.UNIT_CDO, DISTRICT).officer());
        assertThat(offered(district, false, "catalog.read")).containsExactly(DISTRICT, OFFICE);
        Actor heir = actor(hold(Role.DATA_STEWARD, HEIR).officer());
        assertThat(offered(heir, false, "census.manage")).containsExactly(HEIR);
        assertThat(offered(heir, true, "census.manage")).containsExactly(HEIR, GONE);
    }

    @Test
    void severalPermissionsOfferWhatAnyOfThemHoldsFor() {
        Actor steward = actor(hold(Role.DATA_STEWARD, DEPARTMENT).officer());
        assertThat(offered(steward, false, "census.review", "census.manage")).containsExactly(DEPARTMENT);
        assertThat(offered(steward, false)).contains(DEPARTMENT, HEIR, DISTRICT);
    }

    private static List<UnitCode> holdsFor(List<Unit> units, Predicate<UnitCode> holds) {
        return units.stream().map(Unit::code).filter(holds).toList();
    }

    private List<UnitCode> holdsFor(Actor actor, Permission permission, List<Unit> units) {
        return holdsFor(units, unit -> access.can(actor, permission, unit));
    }

    private static void compare(List<String> wrong, String what, List<UnitCode> right, List<UnitCode> offered) {
        if (!right.equals(offered)) {
            wrong.add(what + ": offered " + offered + ", not " + right);
        }
    }

    private List<UnitCode> offered(Actor actor, boolean gone, String... may) {
        return choices.choices(List.of(may), gone, new ListQuery(1, 200, null, null), actor).items().stream()
                .map(Unit::code)
                .toList();
    }

    private Actor actor(OfficerId officer) {
        return new Actor(UUID.randomUUID(), "某人", officer, "某人", access.capacitiesOf(officer, today));
    }

    private void establish(UnitCode code, Unit.Kind kind, @Nullable UnitCode parent) {
        if (institution.unit(code).isEmpty()) {
            institution.establish(new Unit(code, "单位" + code, "Unit " + code, kind, null, parent, START, null));
        }
    }

    private Appointment hold(Role role, UnitCode unit) {
        return institution.appoint(
                institution.enrol(role + " " + unit), role, unit, new Institution.Terms("职务", null, today, null));
    }
}
