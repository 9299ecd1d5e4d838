package org.shuguan.server.platform;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;

/// Days are the city's days, whatever zone the machine is set to.
public final class CityTime {
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private CityTime() {}

    /// The day that it is in the city.
    public static LocalDate today(Clock clock) {
        return LocalDate.now(clock.withZone(ZONE));
    }
}
