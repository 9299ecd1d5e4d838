package org.shuguan.server.collection;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.catalog.UpdateCycle;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.springframework.stereotype.Component;

/// When an entry is collected next, by its update cycle. Collections of a day or longer begin at night, spread over one
/// hour so that the sources of a city are not all read in the same minute.
@Component
class Schedule {
    private static final int MINUTES = 60;

    private final Setting<Integer> hour;
    private final Setting<Duration> realtime;

    Schedule(Settings settings) {
        this.hour = settings.number("collection.hour");
        this.realtime = settings.minutes("collection.realtime");
    }

    /// The first collection after the plan was made, or after it goes on.
    ///
    /// @return null if the cycle has no next time
    @Nullable
    Instant first(@Nullable UpdateCycle cycle, UUID plan, Instant now) {
        if (cycle == null || cycle == UpdateCycle.IRREGULAR || cycle == UpdateCycle.ONCE) {
            return null;
        }
        if (cycle == UpdateCycle.REALTIME) {
            return now.plus(realtime.today());
        }
        LocalDate today = CityTime.day(now);
        Instant tonight = at(today, plan);
        return tonight.isAfter(now) ? tonight : at(today.plusDays(1), plan);
    }

    /// The collection after one that was due now.
    ///
    /// @return null if the cycle has no next time
    @Nullable
    Instant next(@Nullable UpdateCycle cycle, UUID plan, Instant now) {
        Period period = period(cycle);
        return period == null ? first(cycle, plan, now) : at(CityTime.day(now).plus(period), plan);
    }

    private static @Nullable Period period(@Nullable UpdateCycle cycle) {
        return switch (cycle) {
            case null -> null;
            case DAILY -> Period.ofDays(1);
            case WEEKLY -> Period.ofWeeks(1);
            case MONTHLY -> Period.ofMonths(1);
            case QUARTERLY -> Period.ofMonths(3);
            case HALF_YEARLY -> Period.ofMonths(6);
            case YEARLY -> Period.ofYears(1);
            case REALTIME, IRREGULAR, ONCE -> null;
        };
    }

    private Instant at(LocalDate day, UUID plan) {
        return day.atTime(hour.today(), Math.floorMod(plan.hashCode(), MINUTES))
                .atZone(CityTime.ZONE)
                .toInstant();
    }
}
