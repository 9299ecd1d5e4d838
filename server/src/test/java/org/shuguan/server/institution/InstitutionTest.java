package org.shuguan.server.institution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
        institution.establish(new Unit(UNIT, "市试验局", "Test Bureau", Unit.Kind.DEPARTMENT, null, START, null));
    }

    @Test
    void whoAnswersForAUnitDependsOnTheDay() {
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
    void theVersionSeenMustBeTheVersionKept() {
        Appointment steward = appoint("甲", Role.DATA_STEWARD);
        institution.end(steward.id(), steward.version(), institution.today());
        assertThatThrownBy(() -> institution.end(steward.id(), steward.version(), institution.today()))
                .hasMessageContaining("changed-meanwhile");
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
