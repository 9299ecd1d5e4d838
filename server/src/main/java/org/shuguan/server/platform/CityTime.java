package org.shuguan.server.platform;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/// Days are the city's days, whatever zone the machine is set to.
public final class CityTime {
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private CityTime() {}

    /// The day that it is in the city.
    public static LocalDate today(Clock clock) {
        return day(clock.instant());
    }

    /// The day in the city at that time.
    public static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZONE);
    }

    /// When the day begins in the city.
    public static Instant startOf(LocalDate day) {
        return day.atStartOfDay(ZONE).toInstant();
    }

    /// The last second of the day in the city: until then something that is due on the day is in time.
    public static Instant endOf(LocalDate day) {
        return startOf(day.plusDays(1)).minusSeconds(1);
    }
}
