package org.shuguan.server.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.shuguan.server.institution.Appointment;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.TermEnding;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.transaction.annotation.Transactional;

@SpringBootTest
@Transactional
class TermNoticesTest {
    private static final UnitCode UNIT = new UnitCode("N2");

    @Autowired
    TermNotices terms;

    @Autowired
    KeptNotices kept;

    @Autowired
    Institution institution;

    @Test
    void theBureauTheUnitAndTheHolderAreNotifiedOncePerStage() {
        LocalDate today = institution.today();
        var unit = new Unit(UNIT, "单位N2", "Unit N2", Unit.Kind.DEPARTMENT, null, null, today, null, true);
        institution.establish(unit);
        OfficerId operator = appoint(Role.BUREAU_OPERATOR, null).officer();
        OfficerId steward = appoint(Role.DATA_STEWARD, null).officer();
        Appointment cdo = appoint(Role.UNIT_CDO, today.plusDays(20));
        terms.ahead(cdo, unit, TermEnding.Stage.EARLY);
        terms.ahead(cdo, unit, TermEnding.Stage.EARLY);
        for (OfficerId told : new OfficerId[] {operator, steward, cdo.officer()}) {
            assertThat(kept.unread(told)).isEqualTo(1);
        }
        terms.ahead(cdo, unit, TermEnding.Stage.LATE);
        assertThat(kept.unread(cdo.officer())).isEqualTo(2);
    }

    private Appointment appoint(Role role, @org.jspecify.annotations.Nullable LocalDate to) {
        LocalDate today = institution.today();
        return institution.appoint(
                institution.enrol(role.word()), role, UNIT, new Institution.Terms("职务", null, today, to));
    }
}
