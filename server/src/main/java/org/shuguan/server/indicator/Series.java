package org.shuguan.server.indicator;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Scope;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.UnitCode;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The figures of an indicator by month: of each month the last day that was kept, and now.
@Component
@Transactional(readOnly = true)
class Series {
    static final int MONTHS = 13;

    /// A month.
    ///
    /// @param day the last day of it that was kept, today for now
    /// @param afterwards whether it was counted later, from dated rows
    record Point(String month, LocalDate day, boolean afterwards, boolean now, Figure figure) {}

    private final Indicators indicators;
    private final Snapshots snapshots;
    private final Institution institution;

    Series(Indicators indicators, Snapshots snapshots, Institution institution) {
        this.indicators = indicators;
        this.snapshots = snapshots;
        this.institution = institution;
    }

    /// @param unit null for all units of the scope together
    List<Point> of(Indicator indicator, @Nullable UnitCode unit, Scope seen) {
        LocalDate today = institution.today();
        YearMonth thisMonth = YearMonth.from(today);
        Map<YearMonth, Snapshots.Day> last = new TreeMap<>();
        snapshots
                .days(indicator, thisMonth.minusMonths(MONTHS - 1L).atDay(1))
                .forEach(day -> last.put(YearMonth.from(day.day()), day));
        last.remove(thisMonth);
        Set<LocalDate> days = last.values().stream().map(Snapshots.Day::day).collect(Collectors.toSet());
        Map<LocalDate, List<Count>> counts = snapshots.counts(indicator, days);
        List<Point> points = new ArrayList<>();
        last.forEach((month, day) -> points.add(new Point(
                month.toString(),
                day.day(),
                day.afterwards(),
                false,
                figure(indicator, unit, seen, counts.getOrDefault(day.day(), List.of())))));
        points.add(new Point(
                thisMonth.toString(),
                today,
                false,
                true,
                figure(indicator, unit, seen, indicators.now(indicator).values())));
        return points;
    }

    private static Figure figure(Indicator indicator, @Nullable UnitCode unit, Scope seen, Collection<Count> counts) {
        if (unit == null) {
            return Indicators.total(
                    indicator,
                    counts.stream().filter(count -> seen.covers(count.unit())).toList());
        }
        return Indicators.figure(
                indicator,
                counts.stream()
                        .filter(count -> count.unit().equals(unit))
                        .findFirst()
                        .orElse(null));
    }
}
