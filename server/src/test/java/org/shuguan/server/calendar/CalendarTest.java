package org.shuguan.server.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

    /// The term is counted day by day, by the tables of the State Council and the weekends.
    @Property
    void everyDayAfterTheEventCountsOnceOrNotAtAll(
            @ForAll @IntRange(max = 4000) int offset, @ForAll @IntRange(max = 90) int length) {
        LocalDate from = LocalDate.of(2020, 1, 1).plusDays(offset);
        LocalDate to = from.plusDays(length);
        int days = 0;
        for (LocalDate day = from.plusDays(1); !day.isAfter(to); day = day.plusDays(1)) {
            days += calendar.isWorkingDay(day) ? 1 : 0;
        }
        assertThat(calendar.between(from, to)).isEqualTo(days);
        assertThat(calendar.between(to, from)).isZero();
    }

    /// 国务院办公厅关于2026年部分节假日安排的通知: days off, weekend days that are worked, and days beside them.
    @ParameterizedTest
    @CsvSource({
        "2026-01-01, false", "2026-01-02, false", "2026-01-03, false", "2026-01-04, true", "2026-02-13, true",
        "2026-02-14, true", "2026-02-15, false", "2026-02-23, false", "2026-02-24, true", "2026-02-28, true",
        "2026-04-05, false", "2026-05-06, true", "2026-05-09, true", "2026-06-19, false", "2026-09-20, true",
        "2026-10-07, false", "2026-10-08, true", "2026-10-10, true", "2026-10-11, false", "2026-11-28, false",
        "2026-11-29, false", "2026-11-30, true"
    })
    void theTableOf2026IsFollowed(LocalDate day, boolean working) {
        assertThat(calendar.isWorkingDay(day)).isEqualTo(working);
        assertThat(calendar.isProvisional(day)).isFalse();
    }

    /// 全国年节及纪念日放假办法 (2024): New Year's Day, two days of May, three of October are fixed by the solar calendar.
    @ParameterizedTest
    @CsvSource({
        "2031-01-01, false", "2031-01-02, true", "2031-04-30, true", "2031-05-01, false", "2031-05-02, false",
        "2031-05-05, true", "2031-10-01, false", "2031-10-02, false", "2031-10-03, false", "2031-10-06, true",
        "2031-07-01, true", "2031-07-05, false", "2031-07-06, false", "2028-10-04, true", "2029-05-03, true"
    })
    void aYearWithoutATableHasTheFixedHolidays(LocalDate day, boolean working) {
        assertThat(calendar.isWorkingDay(day)).isEqualTo(working);
        assertThat(calendar.isProvisional(day)).isTrue();
    }

    @Test
    void aTermHasAtLeastOneDay() {
        assertThatThrownBy(() -> calendar.due(LocalDate.of(2026, 3, 2), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not 0");
        assertThat(calendar.due(LocalDate.of(2026, 3, 2), 1)).isEqualTo(LocalDate.of(2026, 3, 3));
    }

    /// Between two days of rest there is no working day that could have passed.
    @Test
    void aTermWithoutWorkingDaysStaysGreenUntilItsEnd() {
        LocalDate saturday = LocalDate.of(2026, 11, 28);
        assertThat(calendar.light(saturday, saturday.plusDays(1), saturday.plusDays(1)))
                .isEqualTo(DeadlineLight.GREEN);
        assertThat(calendar.light(saturday, saturday.plusDays(1), saturday.plusDays(2)))
                .isEqualTo(DeadlineLight.RED);
        assertThat(DeadlineLight.AMBER.word()).isEqualTo("amber");
    }
}
