package org.shuguan.server.institution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuguan.server.platform.InvalidInput;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.transaction.annotation.Transactional;

@SpringBootTest
@Transactional
class InstitutionTest {
    private static final UnitCode UNIT = new UnitCode("T1");
    private static final LocalDate START = LocalDate.of(2021, 8, 10);

    @Autowired
    Institution institution;

    @BeforeEach
    void aUnit() {
        institution.establish(
                new Unit(UNIT, "市试验局", "Test Bureau", Unit.Kind.DEPARTMENT, null, null, START, null, true));
    }

    @Test
    void everybodyOfANameIsFoundHoweverManyTheyAre() {
        for (int i = 0; i < 201; i++) {
            institution.enrol("同姓者" + i);
        }
        assertThat(institution.officersNamed("同姓者")).hasSize(201);
    }

    @Test
    void theResponsibleOfficerDependsOnTheDay() {
        Appointment first = appoint("黄文生", Role.UNIT_CDO);
        LocalDate change = LocalDate.of(2024, 3, 1);
        institution.replace(first.id(), first.version(), institution.enrol("继任者"), terms(change));
        assertThat(holder(change.minusDays(1))).isEqualTo("黄文生");
        assertThat(holder(change)).isEqualTo("继任者");
        assertThat(institution.holders(Role.UNIT_CDO, UNIT, START.minusDays(1))).isEmpty();
    }

    @Test
    void aUnitHasOneCdoAtATime() {
        appoint("甲", Role.UNIT_CDO);
        assertThatThrownBy(() -> appoint("乙", Role.UNIT_CDO)).hasMessageContaining("one-holder");
    }

    @Test
    void aUnitMayHaveSeveralStewards() {
        appoint("甲", Role.DATA_STEWARD);
        appoint("乙", Role.DATA_STEWARD);
        assertThat(institution.holders(Role.DATA_STEWARD, UNIT, START)).hasSize(2);
    }

    @Test
    void nobodyIsAdministratorAndAuditor() {
        OfficerId both = institution.enrol("两者");
        institution.appoint(both, Role.AUDITOR, UNIT, terms(START));
        assertThatThrownBy(() -> institution.appoint(both, Role.SYSTEM_ADMINISTRATOR, UNIT, terms(START.plusYears(1))))
                .hasMessageContaining("powers-apart");
    }

    @Test
    void aChangeOfAnOutdatedVersionIsRefused() {
        Appointment steward = appoint("甲", Role.DATA_STEWARD);
        institution.end(steward.id(), steward.version(), institution.today());
        assertThatThrownBy(() -> institution.end(steward.id(), steward.version(), institution.today()))
                .hasMessageContaining("changed-meanwhile");
    }

    @Test
    void endingCannotProlongAnAppointment() {
        Appointment steward = appoint("甲", Role.DATA_STEWARD);
        LocalDate last = institution.today().plusDays(10);
        institution.end(steward.id(), 1, last);
        assertRefused("ends-later-than-set", () -> institution.end(steward.id(), 2, last.plusDays(1)));
        institution.end(steward.id(), 2, last.minusDays(1));
        assertThat(institution.appointment(steward.id()).orElseThrow().validTo())
                .isEqualTo(last.minusDays(1));
    }

    @Test
    void endingCannotChangeThePast() {
        Appointment steward = appoint("甲", Role.DATA_STEWARD);
        assertRefused(
                "ends-in-the-past",
                () -> institution.end(steward.id(), 1, institution.today().minusDays(1)));
        institution.end(steward.id(), 1, institution.today());
    }

    /// The document that appoints a successor may arrive late: the successor's first day may be in the past.
    @Test
    void aSuccessorMayHaveBegunBeforeToday() {
        Appointment cdo = appoint("甲", Role.UNIT_CDO);
        LocalDate change = institution.today().minusDays(5);
        institution.replace(cdo.id(), 1, institution.enrol("乙"), terms(change));
        assertThat(holder(change)).isEqualTo("乙");
    }

    @Test
    void aReplacedTermCannotEndAfterTheSuccessorsFirstDay() {
        Appointment cdo = appoint("甲", Role.UNIT_CDO);
        LocalDate change = institution.today().plusDays(5);
        institution.replace(cdo.id(), 1, institution.enrol("乙"), terms(change));
        assertRefused("ends-later-than-set", () -> institution.end(cdo.id(), 2, change.plusDays(3)));
    }

    @Test
    void aSuccessorAfterTheEndOfTheTermDoesNotProlongIt() {
        Appointment cdo = appoint("甲", Role.UNIT_CDO);
        LocalDate last = institution.today().plusDays(10);
        institution.end(cdo.id(), 1, last);
        institution.replace(cdo.id(), 2, institution.enrol("乙"), terms(last.plusDays(20)));
        assertThat(institution.appointment(cdo.id()).orElseThrow().validTo()).isEqualTo(last);
        assertThat(institution.holders(Role.UNIT_CDO, UNIT, last.plusDays(1))).isEmpty();
        assertThat(holder(last.plusDays(20))).isEqualTo("乙");
    }

    private static void assertRefused(String code, ThrowingCallable act) {
        assertThatThrownBy(act)
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        refused -> assertThat(refused.errors())
                                .extracting(InvalidInput.FieldError::code)
                                .containsExactly(code));
    }

    private Appointment appoint(String name, Role role) {
        return institution.appoint(institution.enrol(name), role, UNIT, terms(START));
    }

    private String holder(LocalDate day) {
        return institution.holders(Role.UNIT_CDO, UNIT, day).getFirst().officerName();
    }

    private static Institution.Terms terms(LocalDate from) {
        return new Institution.Terms("副局长", "任命文件", from, null);
    }
}
