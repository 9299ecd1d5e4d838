package org.shuguan.server.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.access.SecondPersonNeeded;
import org.shuguan.server.institution.Act;
import org.shuguan.server.institution.Appointment;
import org.shuguan.server.institution.Description;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.institution.UnitForm;
import org.shuguan.server.platform.Forbidden;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.transaction.annotation.Transactional;

/// What operators of a district may change in the register, and what only the city may change.
@SpringBootTest
@Transactional
class DistrictRegisterTest {
    private static final UnitCode DEPARTMENT = new UnitCode("H1");
    private static final UnitCode DISTRICT = new UnitCode("H5");
    private static final UnitCode OTHER_DISTRICT = new UnitCode("H6");
    private static final UnitCode HEALTH = new UnitCode("H501");
    private static final UnitCode OTHER_HEALTH = new UnitCode("H601");
    private static final UnitCode NEW = new UnitCode("H509");
    /// Version of a unit of one form that nobody has corrected.
    private static final long UNCORRECTED = 2;

    private static final LocalDate START = LocalDate.of(2021, 8, 10);

    @Autowired
    Institution institution;

    @Autowired
    AppointmentController appointments;

    @Autowired
    UnitController units;

    @Autowired
    ActController acts;

    @Autowired
    DutyController duties;

    @Autowired
    RegisterController register;

    @Autowired
    Access access;

    private Actor districts = actor(DISTRICT);
    private Actor citys = actor(UnitCode.CITY);

    @BeforeEach
    void twoDistricts() {
        establish(DEPARTMENT, Unit.Kind.DEPARTMENT, null);
        establish(DISTRICT, Unit.Kind.DISTRICT, null);
        establish(OTHER_DISTRICT, Unit.Kind.DISTRICT, null);
        establish(HEALTH, Unit.Kind.DEPARTMENT, DISTRICT);
        establish(OTHER_HEALTH, Unit.Kind.DEPARTMENT, OTHER_DISTRICT);
    }

    @Test
    void aDistrictAppointsItsOwnOfficers() {
        assertThat(appoint(Role.DATA_STEWARD, HEALTH, districts).unit()).isEqualTo(HEALTH);
        assertThat(appoint(Role.UNIT_CDO, DISTRICT, districts).unit()).isEqualTo(DISTRICT);
        assertThatThrownBy(() -> appoint(Role.SECURITY_REVIEWER, DISTRICT, districts))
                .isInstanceOf(SecondPersonNeeded.class);
    }

    @Test
    void aDistrictCannotAppointElsewhereOrToRolesOfThePlatform() {
        forbidden(() -> appoint(Role.DATA_STEWARD, OTHER_HEALTH, districts));
        forbidden(() -> appoint(Role.UNIT_CDO, OTHER_DISTRICT, districts));
        forbidden(() -> appoint(Role.DATA_STEWARD, DEPARTMENT, districts));
        forbidden(() -> appoint(Role.CITY_CDO, UnitCode.CITY, districts));
        forbidden(() -> appoint(Role.BUREAU_OPERATOR, DISTRICT, districts));
    }

    @Test
    void aDistrictEndsOnlyItsOwnAppointments() {
        Appointment theirs = appoint(Role.DATA_STEWARD, OTHER_HEALTH, citys);
        Appointment own = appoint(Role.DATA_STEWARD, HEALTH, citys);
        var end = new AppointmentController.EndRequest(institution.today(), null, 1L);
        forbidden(() -> appointments.end(theirs.id(), end, districts));
        appointments.end(own.id(), end, districts);
        assertThat(institution.appointment(own.id()).orElseThrow().validTo()).isEqualTo(institution.today());
    }

    @Test
    void aDistrictCreatesItsOwnBureaus() {
        units.establish(request(NEW, Unit.Kind.DEPARTMENT, DISTRICT), districts);
        assertThat(institution.territory(NEW, institution.today())).isEqualTo(DISTRICT);
        UnitCode more = new UnitCode("H7");
        forbidden(() -> units.establish(request(more, Unit.Kind.DEPARTMENT, OTHER_DISTRICT), districts));
        forbidden(() -> units.establish(request(more, Unit.Kind.DEPARTMENT, null), districts));
        forbidden(() -> units.establish(request(more, Unit.Kind.DISTRICT, null), districts));
    }

    @Test
    void aDistrictDescribesItselfAndItsBureaus() {
        units.describe(DISTRICT.value(), correction(), districts);
        units.describe(HEALTH.value(), correction(), districts);
        forbidden(() -> units.describe(OTHER_HEALTH.value(), correction(), districts));
        forbidden(() -> units.describe(DEPARTMENT.value(), correction(), districts));
    }

    @Test
    void aDistrictRenamesItsBureausAndNotItself() {
        UUID act = acts.perform(renaming(HEALTH), districts).act();
        forbidden(() -> acts.perform(renaming(DISTRICT), districts));
        forbidden(() -> acts.preview(renaming(OTHER_HEALTH), districts));
        forbidden(() -> acts.undo(act, actor(OTHER_DISTRICT)));
        acts.undo(act, districts);
    }

    @Test
    void onlyTheCityMovesABureauOutOfADistrict() {
        forbidden(() -> acts.perform(move(HEALTH, OTHER_DISTRICT), districts));
        forbidden(() -> acts.perform(move(HEALTH, null), districts));
        acts.perform(move(HEALTH, OTHER_DISTRICT), citys);
    }

    @Test
    void onlyTheCityChangesDuties() {
        forbidden(() -> duties.add(
                new DutyController.Request(null, null, null, null, null, null, null, null, null), districts));
    }

    @Test
    void theAnswerListsTheReadersActions() {
        assertThat(register.may(HEALTH.value(), districts))
                .isEqualTo(new RegisterController.UnitRights(
                        true, true, true, List.of(Role.UNIT_CDO, Role.DATA_STEWARD), List.of()));
        assertThat(register.may(DISTRICT.value(), districts).change()).isFalse();
        assertThat(register.may(OTHER_HEALTH.value(), districts))
                .isEqualTo(new RegisterController.UnitRights(false, false, false, List.of(), List.of()));
        assertThat(register.may(DISTRICT.value(), districts).appoint())
                .containsExactly(Role.UNIT_CDO, Role.DATA_STEWARD, Role.SECURITY_REVIEWER);
        assertThat(register.may(DEPARTMENT.value(), citys).appoint()).doesNotContain(Role.CITY_EXECUTIVE_OFFICER);
        assertThat(register.may(UnitCode.CITY.value(), citys).appoint()).contains(Role.CITY_EXECUTIVE_OFFICER);
        assertThat(register.districts(districts).stream().filter(RegisterController.District::keep))
                .extracting(district -> district.unit().code())
                .containsExactly(DISTRICT);
    }

    /// An operator at one of a district's bureaus works for the district.
    @Test
    void anOperatorAtADistrictsBureauWorksForTheDistrict() {
        OfficerId officer = institution.enrol("区业务员");
        institution.describe(
                HEALTH,
                new Description(
                        "Unit " + HEALTH,
                        null,
                        List.of(),
                        UnitForm.Subordination.LOCAL,
                        UnitForm.BodyType.ORGAN,
                        true));
        institution.appoint(officer, Role.BUREAU_OPERATOR, HEALTH, new Institution.Terms("业务员", null, START, null));
        assertThat(access.capacitiesOf(officer, institution.today()))
                .containsExactly(new Capacity(Role.BUREAU_OPERATOR, DISTRICT, HEALTH, Capacity.Kind.OWN, null));
    }

    private Appointment appoint(Role role, UnitCode unit, Actor actor) {
        return appointments.appoint(
                new AppointmentController.Request(null, "某人", role, unit, "职务", null, START, null, null, null), actor);
    }

    private void establish(UnitCode code, Unit.Kind kind, @Nullable UnitCode parent) {
        institution.establish(new Unit(code, "单位" + code, "Unit " + code, kind, null, parent, START, null));
    }

    private static UnitController.Request request(UnitCode code, Unit.Kind kind, @Nullable UnitCode parent) {
        return new UnitController.Request(
                code.value(), "新" + code, "New " + code, kind, parent == null ? null : parent.value(), START);
    }

    private static UnitController.Correction correction() {
        return new UnitController.Correction("全称", "Name", List.of(), null, null, null, UNCORRECTED);
    }

    private ActRequest renaming(UnitCode unit) {
        return request(Act.Kind.RENAME, unit, null);
    }

    private ActRequest move(UnitCode unit, @Nullable UnitCode parent) {
        return request(Act.Kind.MOVE, unit, parent);
    }

    private ActRequest request(Act.Kind kind, UnitCode unit, @Nullable UnitCode parent) {
        return new ActRequest(
                kind,
                institution.today().plusDays(3),
                "文件",
                "调整",
                false,
                List.of(unit.value()),
                null,
                null,
                "新名" + unit,
                null,
                "New name",
                Unit.Kind.DEPARTMENT,
                null,
                UnitForm.Subordination.LOCAL,
                UnitForm.BodyType.ORGAN,
                parent == null ? null : parent.value());
    }

    private static Actor actor(UnitCode territory) {
        return new Actor(
                UUID.randomUUID(),
                "operator",
                OfficerId.fresh(),
                "业务员",
                List.of(Capacity.own(Role.BUREAU_OPERATOR, territory)));
    }

    private static void forbidden(ThrowingCallable tried) {
        assertThatThrownBy(tried).isInstanceOf(Forbidden.class);
    }
}
