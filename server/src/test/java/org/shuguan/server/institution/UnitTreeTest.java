package org.shuguan.server.institution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shuguan.server.access.Access;
import org.shuguan.server.platform.InvalidInput;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

// The whole institution is looked at: in a database in which no other test leaves units and appointments.
@SpringBootTest(properties = "shuguan.test.institution=alone")
@Transactional
class UnitTreeTest {
    private static final UnitCode DEPARTMENT = new UnitCode("D1");
    private static final UnitCode DISTRICT = new UnitCode("E1");
    private static final UnitCode OTHER_DISTRICT = new UnitCode("E2");
    private static final UnitCode HEALTH = new UnitCode("E101");
    private static final UnitCode SCHOOLS = new UnitCode("E102");
    private static final UnitCode NEW = new UnitCode("E109");
    private static final LocalDate START = LocalDate.of(2021, 8, 10);
    private static final LocalDate DAY = LocalDate.of(2024, 3, 20);
    private static final LocalDate EVE = DAY.minusDays(1);

    @Autowired
    Institution institution;

    @Autowired
    Access access;

    @Autowired
    Reorganisation reorganisation;

    @Autowired
    Units units;

    @Autowired
    PlatformTransactionManager transactions;

    @BeforeEach
    void aDistrictWithTwoBureaus() {
        establish(DEPARTMENT, Unit.Kind.DEPARTMENT, null);
        establish(DISTRICT, Unit.Kind.DISTRICT, null);
        establish(OTHER_DISTRICT, Unit.Kind.DISTRICT, null);
        establish(HEALTH, Unit.Kind.DEPARTMENT, DISTRICT);
        establish(SCHOOLS, Unit.Kind.DEPARTMENT, DISTRICT);
    }

    @Test
    void aBureauBelongsToItsDistrictAndADepartmentToTheCity() {
        assertThat(institution.territory(HEALTH, DAY)).isEqualTo(DISTRICT);
        assertThat(institution.territory(DISTRICT, DAY)).isEqualTo(DISTRICT);
        assertThat(institution.territory(DEPARTMENT, DAY)).isEqualTo(UnitCode.CITY);
        assertThat(institution.territories(DAY))
                .containsEntry(SCHOOLS, DISTRICT)
                .containsEntry(OTHER_DISTRICT, OTHER_DISTRICT)
                .containsEntry(DEPARTMENT, UnitCode.CITY);
        assertThat(unitsIn(DISTRICT, DAY)).containsExactlyInAnyOrder(DISTRICT, HEALTH, SCHOOLS);
        assertThat(unitsIn(OTHER_DISTRICT, DAY)).containsExactly(OTHER_DISTRICT);
        assertThat(institution.units(DAY))
                .extracting(Unit::code)
                .containsSubsequence(DEPARTMENT, DISTRICT, HEALTH, SCHOOLS, OTHER_DISTRICT);
    }

    @Test
    void onlyADistrictHasBureausAndABureauHasNone() {
        assertThat(wrongWith(NEW, Unit.Kind.DEPARTMENT, DEPARTMENT)).containsExactly("parent-is-a-district");
        assertThat(wrongWith(NEW, Unit.Kind.DEPARTMENT, HEALTH)).containsExactly("parent-is-a-district");
        assertThat(wrongWith(NEW, Unit.Kind.DEPARTMENT, new UnitCode("ZZ"))).containsExactly("parent-unknown");
        assertThat(wrongWith(NEW, Unit.Kind.DISTRICT, DISTRICT)).containsExactly("bureau-is-a-department");
        assertThatThrownBy(() -> institution.establish(
                        new Unit(NEW, "早局", "Early", Unit.Kind.DEPARTMENT, null, DISTRICT, START.minusDays(1), null)))
                .isInstanceOf(InvalidInput.class);
    }

    @Test
    void aBureauCannotBeCreatedInADistrictThatWillEnd() {
        reorganisation.perform(merger(List.of(DISTRICT, OTHER_DISTRICT), OTHER_DISTRICT), "业务员");
        assertThat(wrongWith(NEW, Unit.Kind.DEPARTMENT, DISTRICT)).containsExactly("parent-unknown");
    }

    @Test
    void theDistrictsCdoIsResponsibleForABureauWithoutACdo() {
        appoint("区数官", Role.UNIT_CDO, DISTRICT);
        appoint("教育数官", Role.UNIT_CDO, SCHOOLS);
        assertThat(holders(Role.UNIT_CDO, HEALTH)).containsExactly("区数官");
        assertThat(holders(Role.UNIT_CDO, SCHOOLS)).containsExactly("教育数官");
        assertThat(institution.answersFor(Role.UNIT_CDO, DISTRICT, DAY)).containsExactlyInAnyOrder(DISTRICT, HEALTH);
        assertThat(institution.answersFor(Role.DATA_STEWARD, DISTRICT, DAY)).containsExactly(DISTRICT);
        assertThat(holders(Role.DATA_STEWARD, HEALTH)).isEmpty();
    }

    @Test
    void aBureauWithoutACdoIsNotAVacancy() {
        assertThat(institution.vacancies(DAY))
                .extracting(vacancy -> vacancy.unit().code())
                .contains(DISTRICT, DEPARTMENT)
                .doesNotContain(HEALTH, SCHOOLS);
    }

    @Test
    void aDistrictsReviewersAreItsOwnAndElseTheCitys() {
        mark(DEPARTMENT, true);
        appoint("市审核员", Role.SECURITY_REVIEWER, DEPARTMENT);
        assertThat(reviewers(HEALTH)).containsExactly("市审核员");
        assertThat(reviewers(DEPARTMENT)).containsExactly("市审核员");
        mark(SCHOOLS, true);
        appoint("区审核员", Role.SECURITY_REVIEWER, SCHOOLS);
        assertThat(reviewers(HEALTH)).containsExactly("区审核员");
        assertThat(reviewers(DISTRICT)).containsExactly("区审核员");
        assertThat(reviewers(OTHER_DISTRICT)).containsExactly("市审核员");
        assertThat(reviewers(DEPARTMENT)).containsExactly("市审核员");
    }

    /// Of each role the units that have it: the city itself, a data bureau of it and another department, a
    /// district, a data bureau of it and another bureau.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            city-cdo               | 00
            city-executive-officer | 00
            unit-cdo               | D1 D2 E1 E101 E102
            data-steward           | 00 D1 D2 E1 E101 E102
            bureau-operator        | 00 D1 E1 E101
            security-reviewer      | 00 D1 E1 E101
            auditor                | 00 D1 D2
            system-administrator   | 00 D1
            """)
    void aRoleIsHeldOnlyWhereTheKindOfUnitHasIt(String word, String where) {
        establish(new UnitCode("D2"), Unit.Kind.DEPARTMENT, null);
        mark(DEPARTMENT, true);
        mark(HEALTH, true);
        Role role = Role.of(word);
        List<String> having = List.of(where.split(" "));
        for (String code : List.of("00", "D1", "D2", "E1", "E101", "E102")) {
            UnitCode unit = new UnitCode(code);
            LocalDate from = institution.unit(unit).orElseThrow().validFrom();
            var terms = new Institution.Terms("职务", null, from, null);
            assertThat(role.fits(institution.unit(unit).orElseThrow())).as(code).isEqualTo(having.contains(code));
            if (!having.contains(code)) {
                assertThatThrownBy(() -> institution.appoint(institution.enrol("某人"), role, unit, terms))
                        .as(role + " at " + unit)
                        .isInstanceOf(AppointmentRefused.class);
            } else if (institution.holders(role, unit, from).isEmpty()) {
                institution.appoint(institution.enrol("某人"), role, unit, terms);
            }
        }
    }

    @Test
    void aDataBureauStaysOneUnderAnotherName() {
        mark(DEPARTMENT, true);
        reorganisation.perform(
                new Plan(
                        Act.Kind.RENAME,
                        DAY,
                        "文件",
                        "更名",
                        false,
                        List.of(DEPARTMENT),
                        List.of(),
                        List.of(),
                        new UnitForm.Names("市数据局", null, "Data Bureau"),
                        null),
                "业务员");
        assertThat(institution.unit(DEPARTMENT, DAY).orElseThrow().dataBureau()).isTrue();
        assertThat(institution.unit(HEALTH, DAY).orElseThrow().dataBureau()).isFalse();
    }

    @Test
    void aDataBureauIsADepartmentAndKeepsTheMarkWhileSomebodyOperatesThere() {
        assertThatThrownBy(() -> mark(DISTRICT, true)).isInstanceOf(InvalidInput.class);
        mark(HEALTH, true);
        appoint("区业务员", Role.BUREAU_OPERATOR, HEALTH);
        assertThatThrownBy(() -> mark(HEALTH, false)).isInstanceOf(InvalidInput.class);
        assertThat(institution.unit(HEALTH).orElseThrow().dataBureau()).isTrue();
    }

    @Test
    void theCityHasItsOwnCdoAndNoUnitCdo() {
        assertThatThrownBy(() -> institution.appoint(
                        institution.enrol("某人"),
                        Role.UNIT_CDO,
                        UnitCode.CITY,
                        new Institution.Terms("职务", null, institution.today(), null)))
                .hasMessageContaining("unit-role-of-the-city");
    }

    @Test
    void mergedBureausStayInTheirDistrict() {
        appoint("区数官", Role.UNIT_CDO, DISTRICT);
        reorganisation.perform(founding(List.of(HEALTH, SCHOOLS), NEW), "业务员");
        assertThat(institution.unit(NEW, DAY)).get().extracting(Unit::parent).isEqualTo(DISTRICT);
        assertThat(institution.territory(HEALTH, DAY)).isEqualTo(DISTRICT);
        assertThat(unitsIn(DISTRICT, DAY)).containsExactlyInAnyOrder(DISTRICT, HEALTH, SCHOOLS, NEW);
        assertThat(unitsIn(DISTRICT, EVE)).containsExactlyInAnyOrder(DISTRICT, HEALTH, SCHOOLS);
        assertThat(holders(Role.UNIT_CDO, HEALTH)).containsExactly("区数官");
        assertThat(institution.answersFor(Role.UNIT_CDO, DISTRICT, DAY))
                .containsExactlyInAnyOrder(DISTRICT, HEALTH, SCHOOLS, NEW);
    }

    @Test
    void aBureauMergedIntoADepartmentBelongsToTheCityFromThatDay() {
        reorganisation.perform(merger(List.of(HEALTH, DEPARTMENT), DEPARTMENT), "业务员");
        assertThat(institution.territory(HEALTH, DAY)).isEqualTo(UnitCode.CITY);
        assertThat(institution.territory(HEALTH, EVE)).isEqualTo(DISTRICT);
        assertThat(unitsIn(DISTRICT, DAY)).containsExactlyInAnyOrder(DISTRICT, SCHOOLS);
    }

    @Test
    void theBureausOfADistrictThatEndsBelongToItsSuccessor() {
        LocalDate day = institution.today().plusDays(10);
        Plan plan = on(day, merger(List.of(DISTRICT, OTHER_DISTRICT), OTHER_DISTRICT));
        assertThat(reorganisation.preview(plan).follows()).anySatisfy(follows -> {
            assertThat(follows.kind()).isEqualTo("bureaus");
            assertThat(follows.count()).isEqualTo(2);
        });
        UUID act = reorganisation.perform(plan, "业务员");
        assertThat(institution.unit(HEALTH, day)).get().extracting(Unit::parent).isEqualTo(OTHER_DISTRICT);
        assertThat(unitsIn(OTHER_DISTRICT, day)).containsExactlyInAnyOrder(OTHER_DISTRICT, DISTRICT, HEALTH, SCHOOLS);
        assertThat(institution.territory(HEALTH, day.minusDays(1))).isEqualTo(DISTRICT);
        reorganisation.undo(act);
        assertThat(units.forms(HEALTH)).singleElement().satisfies(form -> {
            assertThat(form.parent()).isEqualTo(DISTRICT);
            assertThat(form.validTo()).isNull();
        });
    }

    @Test
    void theSuccessorOfADistrictWithBureausMustBeADistrict() {
        assertThat(wrong(merger(List.of(DISTRICT, DEPARTMENT), DEPARTMENT))).containsExactly("bureaus-need-a-district");
        assertThat(wrong(merger(List.of(DISTRICT, HEALTH), HEALTH)))
                .contains("unit-and-its-district", "bureaus-need-a-district");
    }

    @Test
    void aBureauMovesToAnotherDistrictFromItsDayOn() {
        appoint("区数官", Role.UNIT_CDO, DISTRICT);
        appoint("另一区数官", Role.UNIT_CDO, OTHER_DISTRICT);
        reorganisation.perform(move(HEALTH, Unit.Kind.DEPARTMENT, OTHER_DISTRICT), "业务员");
        assertThat(institution.territory(HEALTH, EVE)).isEqualTo(DISTRICT);
        assertThat(institution.territory(HEALTH, DAY)).isEqualTo(OTHER_DISTRICT);
        assertThat(holders(Role.UNIT_CDO, HEALTH)).containsExactly("另一区数官");
    }

    @Test
    void aMoveCannotCreateAThirdLevel() {
        assertThat(wrong(move(DISTRICT, Unit.Kind.DEPARTMENT, OTHER_DISTRICT))).containsExactly("district-has-bureaus");
        assertThat(wrong(move(DEPARTMENT, Unit.Kind.DEPARTMENT, HEALTH))).containsExactly("parent-is-a-district");
        assertThat(wrong(move(OTHER_DISTRICT, Unit.Kind.DEPARTMENT, OTHER_DISTRICT)))
                .containsExactly("parent-is-a-district");
        assertThat(wrong(move(OTHER_DISTRICT, Unit.Kind.DEPARTMENT, DISTRICT))).isEmpty();
    }

    @Test
    void aUnitWithACityRoleCannotMoveIntoADistrict() {
        Appointment auditor = appoint("审计甲", Role.AUDITOR, DEPARTMENT);
        assertThat(wrong(move(DEPARTMENT, Unit.Kind.DEPARTMENT, DISTRICT))).containsExactly("role-does-not-fit");
        Plan carried = new Plan(
                Act.Kind.MERGE,
                DAY,
                "文件",
                "调整",
                false,
                List.of(DEPARTMENT, HEALTH),
                List.of(new Plan.Heir(HEALTH, null, 100, true)),
                List.of(new Plan.Carry(auditor.id(), HEALTH)),
                null,
                null);
        assertThat(wrong(carried)).containsExactly("role-does-not-fit");
    }

    private void establish(UnitCode code, Unit.Kind kind, @Nullable UnitCode parent) {
        institution.establish(new Unit(code, "单位" + code, "Unit " + code, kind, null, parent, START, null));
    }

    private void mark(UnitCode unit, boolean dataBureau) {
        institution.describe(
                unit,
                new Description(
                        "Unit " + unit,
                        null,
                        List.of(),
                        UnitForm.Subordination.LOCAL,
                        UnitForm.BodyType.ORGAN,
                        dataBureau));
    }

    private Appointment appoint(String name, Role role, UnitCode unit) {
        return institution.appoint(
                institution.enrol(name), role, unit, new Institution.Terms("职务", "任命文件", START, null));
    }

    private List<String> holders(Role role, UnitCode unit) {
        return institution.holders(role, unit, DAY).stream()
                .map(Appointment::officerName)
                .toList();
    }

    private Set<UnitCode> unitsIn(UnitCode territory, LocalDate day) {
        Map<UnitCode, UnitCode> territories = institution.territories(day);
        return territories.keySet().stream()
                .filter(unit -> territory.equals(territories.get(unit)))
                .collect(Collectors.toSet());
    }

    private List<String> reviewers(UnitCode unit) {
        return institution
                .overseers(Role.SECURITY_REVIEWER, DAY)
                .get(access.servedBy(Role.SECURITY_REVIEWER, unit))
                .stream()
                .map(Appointment::officerName)
                .toList();
    }

    private List<String> wrongWith(UnitCode code, Unit.Kind kind, UnitCode parent) {
        return wrong(() ->
                institution.establish(new Unit(code, "新局", "New", kind, null, parent, institution.today(), null)));
    }

    private List<String> wrong(Plan plan) {
        return wrong(() -> reorganisation.preview(plan));
    }

    /// Uses a savepoint, so that a refusal does not roll back the test's transaction.
    private List<String> wrong(Runnable tried) {
        var savepoint = new TransactionTemplate(transactions);
        savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        try {
            savepoint.executeWithoutResult(status -> tried.run());
            return List.of();
        } catch (InvalidInput invalid) {
            return invalid.errors().stream().map(InvalidInput.FieldError::code).toList();
        }
    }

    private static Plan merger(List<UnitCode> of, UnitCode heir) {
        return passingOn(of, new Plan.Heir(heir, null, 100, true));
    }

    private static Plan founding(List<UnitCode> of, UnitCode heir) {
        return passingOn(of, new Plan.Heir(heir, new UnitForm.Names("合并局", null, "Merged"), 100, true));
    }

    private static Plan passingOn(List<UnitCode> of, Plan.Heir heir) {
        return new Plan(Act.Kind.MERGE, DAY, "文件", "机构改革", false, of, List.of(heir), List.of(), null, null);
    }

    private static Plan on(LocalDate day, Plan plan) {
        return new Plan(
                plan.kind(),
                day,
                plan.document(),
                plan.reason(),
                false,
                plan.units(),
                plan.heirs(),
                plan.carried(),
                null,
                null);
    }

    private static Plan move(UnitCode unit, Unit.Kind kind, UnitCode parent) {
        var place = new UnitForm.Place(kind, null, UnitForm.Subordination.LOCAL, UnitForm.BodyType.ORGAN, parent);
        return new Plan(Act.Kind.MOVE, DAY, "文件", "调整", false, List.of(unit), List.of(), List.of(), null, place);
    }
}
