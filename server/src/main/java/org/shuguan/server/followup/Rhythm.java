package org.shuguan.server.followup;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.LocalDate;
import java.time.YearMonth;
import org.shuguan.server.platform.Rows;

/// How often a standing follow-up is reported on. A period is named by its first month's place in the year:
/// `2026-11`, `2026-Q4`, `2026-H2`, `2026`.
public enum Rhythm {
    MONTHLY(1),
    QUARTERLY(3),
    HALF_YEARLY(6),
    YEARLY(12);

    private final int months;

    Rhythm(int months) {
        this.months = months;
    }

    /// The longest rhythm of at most so many months.
    static Rhythm ofMonths(int months) {
        Rhythm found = MONTHLY;
        for (Rhythm one : values()) {
            found = one.months <= months ? one : found;
        }
        return found;
    }

    /// The period that contains the day.
    String periodOf(LocalDate day) {
        int part = (day.getMonthValue() - 1) / months + 1;
        return switch (this) {
            case MONTHLY -> "%d-%02d".formatted(day.getYear(), part);
            case QUARTERLY -> "%d-Q%d".formatted(day.getYear(), part);
            case HALF_YEARLY -> "%d-H%d".formatted(day.getYear(), part);
            case YEARLY -> Integer.toString(day.getYear());
        };
    }

    /// The last day of a period of this rhythm.
    ///
    /// @throws IllegalArgumentException if it is no period of this rhythm
    LocalDate endOf(String period) {
        int year = Integer.parseInt(period.substring(0, 4));
        int part = switch (this) {
            case MONTHLY -> Integer.parseInt(period.substring(5));
            case QUARTERLY, HALF_YEARLY -> Integer.parseInt(period.substring(6));
            case YEARLY -> 1;
        };
        LocalDate end = YearMonth.of(year, part * months).atEndOfMonth();
        if (!periodOf(end).equals(period)) {
            throw new IllegalArgumentException(period + " is no period of the rhythm " + word());
        }
        return end;
    }

    /// The period after it.
    String next(String period) {
        return periodOf(endOf(period).plusDays(1));
    }

    @JsonValue
    public String word() {
        return Rows.word(this);
    }

    /// @throws IllegalArgumentException for an unknown name
    @JsonCreator
    public static Rhythm of(String word) {
        return Rows.constant(Rhythm.class, word);
    }
}
