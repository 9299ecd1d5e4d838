package org.shuguan.server.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/// The State Council's yearly tables of days off and of weekend days that are working days.
final class WorkingDays {
    private final Set<LocalDate> rest = new HashSet<>();
    private final Set<LocalDate> work = new HashSet<>();
    private final Set<Integer> years = new HashSet<>();

    WorkingDays(Properties tables) {
        for (String key : tables.stringPropertyNames()) {
            int year = Integer.parseInt(key.substring(0, 4));
            if (key.endsWith(".rest")) {
                years.add(year);
                days(tables.getProperty(key)).forEach(rest::add);
            } else if (key.endsWith(".work")) {
                days(tables.getProperty(key)).forEach(work::add);
            }
        }
    }

    boolean isWorkingDay(LocalDate day) {
        if (work.contains(day)) {
            return true;
        }
        boolean weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
        return !weekend && !rest.contains(day) && !(isProvisional(day) && isFixedHoliday(day));
    }

    boolean isProvisional(LocalDate day) {
        return !years.contains(day.getYear());
    }

    /// Holidays that the law fixes by the solar calendar, for years without a published table
    /// (全国年节及纪念日放假办法, 2024).
    private static boolean isFixedHoliday(LocalDate day) {
        return switch (day.getMonthValue()) {
            case 1 -> day.getDayOfMonth() == 1;
            case 5 -> day.getDayOfMonth() <= 2;
            case 10 -> day.getDayOfMonth() <= 3;
            default -> false;
        };
    }

    /// The days of a list of days and spans.
    ///
    /// @throws java.time.format.DateTimeParseException for a part that is no day
    /// @throws IllegalArgumentException for a span that ends before it begins
    static Stream<LocalDate> days(String list) {
        return Arrays.stream(list.split(",", -1))
                .filter(part -> !part.isBlank())
                .flatMap(part -> {
                    int range = part.indexOf("..");
                    if (range < 0) {
                        return Stream.of(LocalDate.parse(part.strip()));
                    }
                    return LocalDate.parse(part.substring(0, range).strip())
                            .datesUntil(
                                    LocalDate.parse(part.substring(range + 2).strip())
                                            .plusDays(1));
                });
    }
}
