package org.shuguan.server.institution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuguan.server.platform.ChangedMeanwhile;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListQuery;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.transaction.annotation.Transactional;

// The whole institution is looked at: in a database in which no other test leaves units and appointments.
@SpringBootTest(properties = "shuguan.test.institution=alone")
@Transactional
class ReorganisationTest {
    private static final UnitCode FIRST = new UnitCode("R1");
    private static final UnitCode SECOND = new UnitCode("R2");
    private static final UnitCode NEW = new UnitCode("R9");
    private static final LocalDate START = LocalDate.of(2021, 8, 10);
    private static final LocalDate DAY = LocalDate.of(2024, 3, 20);
    private static final LocalDate EVE = DAY.minusDays(1);

    @Autowired
    Institution institution;

    @Autowired
    Reorganisation reorganisation;

    @Autowired
    Substitution substitution;

    @Autowired
    Units units;

    private Appointment firstCdo;
    private Appointment secondCdo;

    @BeforeEach
    void twoUnits() {
        institution.establish(new Unit(FIRST, "市甲局", "First Bureau", Unit.Kind.DEPARTMENT, null, START, null));
        institution.establish(new Unit(SECOND, "市乙局", "Second Bureau", Unit.Kind.DEPARTMENT, null, START, null));
        firstCdo = appoint("甲数官", FIRST);
        secondCdo = appoint("乙数官", SECOND);
    }

    @Test
    void aMergerPassesEverythingToTheSuccessorFromItsDayOn() {
        reorganisation.perform(merger(DAY, carry(firstCdo)), "业务员");
        assertThat(institution.answering(FIRST, EVE)).isEqualTo(FIRST);
        assertThat(institution.answering(FIRST, DAY)).isEqualTo(NEW);
        assertThat(institution.answersFor(NEW, DAY)).containsExactlyInAnyOrder(NEW, FIRST, SECOND);
        assertThat(institution.answersFor(NEW, EVE)).containsExactly(NEW);
        assertThat(institution.units(EVE)).extracting(Unit::name).contains("市甲局", "市乙局");
        assertThat(institution.units(DAY))
                .extracting(Unit::name)
                .contains("市新局")
                .doesNotContain("市甲局", "市乙局");
        assertThat(holder(SECOND, EVE)).isEqualTo("乙数官");
        assertThat(holder(SECOND, DAY)).isEqualTo("甲数官");
    }

    @Test
    void theSuccessorOfASuccessorIsResponsibleForAll() {
        reorganisation.perform(merger(DAY), "业务员");
        LocalDate later = DAY.plusYears(1);
        UnitCode last = new UnitCode("RA");
        reorganisation.perform(
                plan(
                        Act.Kind.SPLIT,
                        later,
                        List.of(NEW),
                        List.of(heir(last, "市末局", 60, true), heir(new UnitCode("RB"), "市旁局", 40, false))),
                "业务员");
        assertThat(institution.answering(FIRST, later)).isEqualTo(last);
        assertThat(institution.answering(FIRST, later.minusDays(1))).isEqualTo(NEW);
    }

    @Test
    void aUnitIntoWhichAnotherIsMergedContinuesToExist() {
        Plan plan = plan(Act.Kind.MERGE, DAY, List.of(FIRST, SECOND), List.of(new Plan.Heir(SECOND, null, 100, true)));
        reorganisation.perform(plan, "业务员");
        assertThat(institution.units(DAY))
                .extracting(Unit::code)
                .contains(SECOND)
                .doesNotContain(FIRST);
        assertThat(institution.answering(FIRST, DAY)).isEqualTo(SECOND);
        assertThat(holder(FIRST, DAY)).isEqualTo("乙数官");
    }

    @Test
    void aFutureActTakesEffectOnItsDayAndCanBeUndoneUntilThen() {
        LocalDate day = institution.today().plusDays(10);
        UUID act = reorganisation.perform(merger(day, carry(firstCdo)), "业务员");
        assertThat(institution.answering(FIRST, institution.today())).isEqualTo(FIRST);
        assertThat(holder(FIRST, day)).isEqualTo("甲数官");
        reorganisation.undo(act);
        assertThat(institution.answering(FIRST, day)).isEqualTo(FIRST);
        assertThat(institution.units(day))
                .extracting(Unit::code)
                .contains(FIRST, SECOND)
                .doesNotContain(NEW);
        assertThat(institution.unit(NEW)).isEmpty();
        assertThat(institution.holders(Role.UNIT_CDO, FIRST, day))
                .singleElement()
                .satisfies(held -> assertThat(held.validTo()).isNull());
    }

    @Test
    void anActInForceCannotBeUndone() {
        UUID act = reorganisation.perform(merger(institution.today()), "业务员");
        assertThatThrownBy(() -> reorganisation.undo(act)).hasMessageContaining("act-in-force");
    }

    @Test
    void anActOnWhichAnotherDependsCannotBeUndone() {
        LocalDate day = institution.today().plusDays(10);
        UUID act = reorganisation.perform(merger(day), "业务员");
        institution.appoint(institution.enrol("新数官"), Role.UNIT_CDO, NEW, new Institution.Terms("局长", null, day, null));
        assertThatThrownBy(() -> reorganisation.undo(act)).hasMessageContaining("act-followed");
    }

    @Test
    void thePreviewShowsTheConsequencesAndChangesNothing() {
        Reorganisation.Preview preview = reorganisation.preview(merger(DAY));
        assertThat(preview.appointments())
                .extracting(fate -> fate.appointment().officerName())
                .containsExactlyInAnyOrder("甲数官", "乙数官");
        assertThat(preview.vacancies())
                .singleElement()
                .satisfies(vacancy -> assertThat(vacancy.unit().code()).isEqualTo(NEW));
        assertThat(preview.follows())
                .extracting(Reorganisation.Follows::kind)
                .contains("todos", "accounts", "sources", "entries-published", "entries-open");
        assertThat(preview.atOnce()).isTrue();
        assertThat(institution.unit(NEW)).isEmpty();
        assertThat(reorganisation.preview(merger(DAY, carry(firstCdo))).vacancies())
                .isEmpty();
    }

    @Test
    void theSecondOfTwoWhoDescribeAUnitIsToldOfTheFirst() {
        long seen = units.descriptionVersion(FIRST, institution.today());
        institution.describe(FIRST, seen, described("先保存的全称"));
        assertThatThrownBy(() -> institution.describe(FIRST, seen, described("后保存的全称")))
                .isInstanceOf(ChangedMeanwhile.class);
        assertThat(institution.nameOnSeal(FIRST, institution.today())).isEqualTo("先保存的全称");
        institution.describe(FIRST, units.descriptionVersion(FIRST, institution.today()), described("看过之后的全称"));
        assertThat(institution.nameOnSeal(FIRST, institution.today())).isEqualTo("看过之后的全称");
    }

    @Test
    void anActChangesWhatIsSaidOfAUnitFromItsDayOn() {
        long seen = units.descriptionVersion(FIRST, institution.today());
        reorganisation.perform(renaming(institution.today().plusDays(1)), "业务员");
        institution.describe(FIRST, seen, described("肇庆市甲甲局"));
        long then = units.descriptionVersion(FIRST, institution.today());
        assertThat(units.descriptionVersion(FIRST, institution.today().plusDays(1)))
                .isGreaterThan(then);
    }

    @Test
    void aRenamedUnitKeepsItsCodeAndItsFormerName() {
        institution.describe(FIRST, described("肇庆市甲甲局", "市老局"));
        reorganisation.perform(renaming(DAY), "业务员");
        assertThat(institution.unit(FIRST, EVE)).get().extracting(Unit::name).isEqualTo("市甲局");
        assertThat(institution.unit(FIRST)).get().extracting(Unit::name).isEqualTo("市甲甲局");
        assertThat(institution.nameOnSeal(FIRST, EVE)).isEqualTo("肇庆市甲甲局");
        assertThat(institution.nameOnSeal(FIRST, DAY)).isEqualTo("肇庆市甲甲和数据局");
        for (String called : List.of("%市甲局%", "%甲甲和%", "%市老局%", "%first and data%", "%R1%")) {
            assertThat(units.called(called)).as(called).contains(FIRST);
        }
        assertThat(holder(FIRST, DAY)).isEqualTo("甲数官");
    }

    @Test
    void aMoveCanBeUndone() {
        UnitCode district = new UnitCode("R5");
        institution.establish(new Unit(district, "试验区", "Test District", Unit.Kind.DISTRICT, null, START, null));
        LocalDate day = institution.today().plusDays(1);
        var place = new UnitForm.Place(
                Unit.Kind.DEPARTMENT, null, UnitForm.Subordination.VERTICAL, UnitForm.BodyType.INSTITUTION, district);
        UUID act = reorganisation.perform(
                new Plan(Act.Kind.MOVE, day, "文件", "调整", false, List.of(FIRST), List.of(), List.of(), null, place),
                "业务员");
        assertThat(units.form(FIRST, day)).get().extracting(UnitForm::parent).isEqualTo(district);
        reorganisation.undo(act);
        assertThat(units.forms(FIRST)).singleElement().satisfies(form -> {
            assertThat(form.parent()).isNull();
            assertThat(form.validTo()).isNull();
        });
    }

    @Test
    void allErrorsOfAPlanAreReportedTogether() {
        Plan plan = new Plan(
                Act.Kind.SPLIT,
                START,
                " ",
                "",
                false,
                List.of(FIRST),
                List.of(heir(SECOND, "市乙局", 50, true), heir(NEW, "市乙局", 30, true)),
                List.of(new Plan.Carry(secondCdo.id(), NEW)),
                null,
                null);
        assertThat(wrong(plan))
                .contains(
                        "required",
                        "act-before-former",
                        "shares-make-hundred",
                        "one-heir-answers",
                        "unit-code-taken",
                        "unit-name-taken",
                        "carried-unknown");
    }

    @Test
    void aUnitThatHasEndedCannotBeChanged() {
        reorganisation.perform(merger(DAY), "业务员");
        assertThat(wrong(merger(DAY.plusDays(1)))).contains("unit-ends-already");
        assertThatThrownBy(() -> appoint("迟到者", FIRST)).isInstanceOf(InvalidInput.class);
    }

    @Test
    void theActsOfAUnitAreRecorded() {
        reorganisation.perform(merger(DAY), "业务员");
        assertThat(reorganisation.of(FIRST)).singleElement().satisfies(recorded -> {
            assertThat(recorded.from()).extracting(Unit::name).containsExactly("市甲局", "市乙局");
            assertThat(recorded.to()).extracting(Unit::name).containsExactly("市新局");
            assertThat(recorded.undoable()).isFalse();
        });
        assertThat(reorganisation.list("merge", asked("市乙")).total()).isEqualTo(1);
        assertThat(reorganisation.list("split", asked(null)).total()).isZero();
    }

    @Test
    void onlyTheSubstituteActsForTheHolderDuringThePeriod() {
        LocalDate today = institution.today();
        OfficerId deputy = institution.enrol("替补者");
        substitution.name(firstCdo.id(), deputy, "出差", today, today.plusDays(3));
        assertThat(substitution.standsInFor(deputy, today))
                .extracting(Appointment::id)
                .containsExactly(firstCdo.id());
        assertThat(substitution.standsInFor(deputy, today.plusDays(4))).isEmpty();
        assertThat(holder(FIRST, today)).isEqualTo("甲数官");
        assertThatThrownBy(() -> substitution.name(
                        firstCdo.id(), institution.enrol("另一人"), "出差", today.plusDays(3), today.plusDays(5)))
                .hasMessageContaining("one-substitute");
    }

    @Test
    void anActingAppointmentNeedsAReasonAndALastDay() {
        // A unit whose post is vacant.
        institution.establish(new Unit(NEW, "市空局", "Vacant Bureau", Unit.Kind.DEPARTMENT, null, START, null));
        OfficerId acting = institution.enrol("代理者");
        assertThatThrownBy(() -> institution.appoint(
                        acting, Role.UNIT_CDO, NEW, new Institution.Terms("副局长", null, DAY, null, "空缺")))
                .isInstanceOf(InvalidInput.class);
        institution.appoint(
                acting, Role.UNIT_CDO, NEW, new Institution.Terms("副局长", null, DAY, DAY.plusDays(90), "空缺"));
        assertThat(institution.holders(Role.UNIT_CDO, NEW, DAY))
                .extracting(Appointment::actingReason)
                .containsExactly("空缺");
        assertThat(institution.ending(DAY.plusDays(61), 30))
                .extracting(Appointment::officer)
                .contains(acting);
        assertThat(institution.ending(DAY.plusDays(59), 30))
                .extracting(Appointment::officer)
                .doesNotContain(acting);
        assertThat(institution.vacancies(DAY.plusDays(91)))
                .extracting(vacancy -> vacancy.unit().code())
                .contains(NEW);
    }

    @Test
    void anAppointmentCanBeCancelledBeforeItBegins() {
        LocalDate tomorrow = institution.today().plusDays(1);
        Appointment planned = institution.appoint(
                institution.enrol("将任者"), Role.DATA_STEWARD, FIRST, new Institution.Terms("专员", null, tomorrow, null));
        institution.cancel(planned.id(), planned.version());
        assertThat(institution.appointment(planned.id())).isEmpty();
        assertThatThrownBy(() -> institution.cancel(firstCdo.id(), firstCdo.version()))
                .hasMessageContaining("has-begun");
    }

    private List<String> wrong(Plan plan) {
        try {
            reorganisation.preview(plan);
            return List.of();
        } catch (InvalidInput invalid) {
            return invalid.errors().stream().map(InvalidInput.FieldError::code).toList();
        }
    }

    private static Plan merger(LocalDate day, Plan.Carry... carried) {
        return new Plan(
                Act.Kind.MERGE,
                day,
                "肇机改〔2024〕1号",
                "机构改革",
                false,
                List.of(FIRST, SECOND),
                List.of(heir(NEW, "市新局", 100, true)),
                List.of(carried),
                null,
                null);
    }

    private static Plan plan(Act.Kind kind, LocalDate day, List<UnitCode> units, List<Plan.Heir> heirs) {
        return new Plan(kind, day, "文件", "机构改革", false, units, heirs, List.of(), null, null);
    }

    private static Plan.Heir heir(UnitCode code, String name, int share, boolean answers) {
        return new Plan.Heir(code, new UnitForm.Names(name, null, "Unit " + code), share, answers);
    }

    private static Plan renaming(LocalDate day) {
        var names = new UnitForm.Names("市甲甲局", "肇庆市甲甲和数据局", "First and Data Bureau");
        return new Plan(Act.Kind.RENAME, day, "改革方案", "机构改革", true, List.of(FIRST), List.of(), List.of(), names, null);
    }

    private static Plan.Carry carry(Appointment appointment) {
        return new Plan.Carry(appointment.id(), NEW);
    }

    private static Description described(String fullName, String... former) {
        return new Description(
                "First Bureau",
                fullName,
                List.of(former),
                UnitForm.Subordination.LOCAL,
                UnitForm.BodyType.ORGAN,
                false);
    }

    private static ListQuery asked(@Nullable String q) {
        return new ListQuery(null, null, null, q);
    }

    private Appointment appoint(String name, UnitCode unit) {
        return institution.appoint(
                institution.enrol(name), Role.UNIT_CDO, unit, new Institution.Terms("副局长", "任命文件", START, null));
    }

    private String holder(UnitCode unit, LocalDate day) {
        return institution.holders(Role.UNIT_CDO, unit, day).getFirst().officerName();
    }
}
