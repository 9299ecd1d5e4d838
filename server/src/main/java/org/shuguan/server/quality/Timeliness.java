package org.shuguan.server.quality;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.catalog.UpdateCycle;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.springframework.stereotype.Component;

/// The update cycle that the catalog promises, against the versions that came.
@Component
class Timeliness {
    private static final int PERCENT = 100;

    private final Setting<Integer> grace;
    private final Setting<Duration> realtime;

    Timeliness(Settings settings) {
        this.grace = settings.percent("quality.grace");
        this.realtime = settings.minutes("collection.realtime");
    }

    /// Until when the next version must be there, with the grace of the rule `quality.grace`.
    ///
    /// @param last when the last version came, or the collection was planned
    /// @return null if the cycle promises nothing
    @Nullable
    Instant promised(@Nullable UpdateCycle cycle, Instant last) {
        Instant next = switch (cycle) {
            case null -> null;
            case IRREGULAR, ONCE -> null;
            case REALTIME -> last.plus(realtime.today());
            case DAILY -> after(last, Period.ofDays(1));
            case WEEKLY -> after(last, Period.ofWeeks(1));
            case MONTHLY -> after(last, Period.ofMonths(1));
            case QUARTERLY -> after(last, Period.ofMonths(3));
            case HALF_YEARLY -> after(last, Period.ofMonths(6));
            case YEARLY -> after(last, Period.ofYears(1));
        };
        return next == null
                ? null
                : next.plus(
                        Duration.between(last, next).multipliedBy(grace.today()).dividedBy(PERCENT));
    }

    private static Instant after(Instant last, Period period) {
        return last.atZone(CityTime.ZONE).plus(period).toInstant();
    }
}
