package org.shuguan.server.institution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.transaction.annotation.Transactional;

@SpringBootTest
@Transactional
class TermReminderTest {
    private static final UnitCode UNIT = new UnitCode("T9");
    private static final LocalDate START = LocalDate.of(2021, 8, 10);
    private static final LocalDate LAST = LocalDate.of(2031, 8, 9);

    @Autowired
    TermReminder reminder;

    @Autowired
    EndingTerms ending;

    @Autowired
    Institution institution;

    @Test
    void aTermIsAnnouncedThirtyAndSevenDaysBeforeItsEnd() {
        institution.establish(new Unit(UNIT, "市任期局", "Term Bureau", Unit.Kind.DEPARTMENT, null, START, null));
        institution.appoint(
                institution.enrol("届满者"), Role.UNIT_CDO, UNIT, new Institution.Terms("局长", null, START, LAST));
        assertThat(toldOn(LAST.minusDays(31))).isEmpty();
        assertThat(toldOn(LAST.minusDays(30))).containsExactly("届满者 EARLY");
        assertThat(toldOn(LAST.minusDays(8))).containsExactly("届满者 EARLY");
        assertThat(toldOn(LAST.minusDays(7))).containsExactly("届满者 EARLY", "届满者 LATE");
        assertThat(toldOn(LAST.plusDays(1))).isEmpty();
    }

    private List<String> toldOn(LocalDate day) {
        ending.told.clear();
        reminder.remind(Objects.requireNonNull(day));
        return ending.told.stream().filter(told -> told.startsWith("届满者")).toList();
    }
}
