package org.shuguan.server.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shuguan.server.settings.Settings;

class CalendarTest {
    private final Calendar calendar = new Calendar(Settings.defaults());

    @ParameterizedTest
    @CsvSource({
        "2021-09-17, 1, 2021-09-18",
        "2021-09-28, 10, 2021-10-18",
        "2022-01-28, 5, 2022-02-09",
        "2025-09-26, 10, 2025-10-16",
        "2026-01-02, 2, 2026-01-05",
        "2026-02-13, 10, 2026-03-05",
        "2026-09-18, 10, 2026-10-09"
    })
    void termsRunOverHolidaysAndMakeUpDays(LocalDate event, int days, LocalDate due) {
        assertThat(calendar.due(event, days)).isEqualTo(due);
    }

    @ParameterizedTest
    @CsvSource({"2021, 250", "2025, 248", "2026, 248"})
    void aYearHasAsManyWorkingDaysAsItsNoticeLeaves(int year, int days) {
        assertThat(calendar.between(LocalDate.of(year - 1, 12, 31), LocalDate.of(year, 12, 31)))
                .isEqualTo(days);
    }

    @Test
    void aYearWithoutNoticeIsProvisionalAndKeepsTheFixedHolidays() {
        assertThat(calendar.isProvisional(LocalDate.of(2031, 5, 1))).isTrue();
        assertThat(calendar.isWorkingDay(LocalDate.of(2031, 5, 1))).isFalse();
        assertThat(calendar.isWorkingDay(LocalDate.of(2031, 5, 6))).isTrue();
    }

    @Test
    void theLightTurnsAmberAtFourFifthsAndRedAfterTheLastDay() {
        LocalDate event = LocalDate.of(2026, 3, 2);
        LocalDate due = calendar.due(event, 10);
        assertThat(calendar.light(event, due, event)).isEqualTo(DeadlineLight.GREEN);
        assertThat(calendar.light(event, due, LocalDate.of(2026, 3, 11))).isEqualTo(DeadlineLight.GREEN);
        assertThat(calendar.light(event, due, LocalDate.of(2026, 3, 12))).isEqualTo(DeadlineLight.AMBER);
        assertThat(calendar.light(event, due, due)).isEqualTo(DeadlineLight.AMBER);
        assertThat(calendar.light(event, due, due.plusDays(1))).isEqualTo(DeadlineLight.RED);
    }

    @Property
    void aTermEndsOnAWorkingDayAndCountsBackToItsLength(
            @ForAll @IntRange(max = 4000) int offset, @ForAll @IntRange(min = 1, max = 60) int days) {
        LocalDate event = LocalDate.of(2020, 1, 1).plusDays(offset);
        LocalDate due = calendar.due(event, days);
        assertThat(calendar.isWorkingDay(due)).isTrue();
        assertThat(calendar.between(event, due)).isEqualTo(days);
    }
}
