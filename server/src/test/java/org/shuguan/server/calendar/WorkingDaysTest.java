package org.shuguan.server.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class WorkingDaysTest {
    /// A table as a person writes it: blanks, a range of one day, a comma at the end.
    @Test
    void aTableOfAYearHasDaysAndRangesOfThem() {
        Properties table = new Properties();
        table.setProperty("2030.source", "a notice");
        table.setProperty("2030.rest", "2030-03-05 , 2030-03-12 .. 2030-03-13, 2030-03-19..2030-03-19,");
        table.setProperty("2030.work", "2030-03-09");
        table.setProperty("2031.work", "2031-05-03");
        WorkingDays days = new WorkingDays(table);
        assertThat(LocalDate.of(2030, 3, 4)
                        .datesUntil(LocalDate.of(2030, 3, 23))
                        .filter(days::isWorkingDay)
                        .map(LocalDate::getDayOfMonth))
                .containsExactly(4, 6, 7, 8, 9, 11, 14, 15, 18, 20, 21, 22);
        assertThat(days.isProvisional(LocalDate.of(2030, 1, 1))).isFalse();
        assertThat(days.isWorkingDay(LocalDate.of(2030, 1, 1))).isTrue();
        // Without its days of rest a year is provisional, whatever else is known of it.
        assertThat(days.isProvisional(LocalDate.of(2031, 1, 1))).isTrue();
        assertThat(days.isWorkingDay(LocalDate.of(2031, 5, 3))).isTrue();
    }
}
