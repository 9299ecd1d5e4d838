package org.shuguan.server.indicator;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Person;
import org.shuguan.server.access.Scope;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.CityTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// All indicators, and their figures now. Each is counted once for all units, whoever asks.
@Service
@Transactional(readOnly = true)
public class Indicators {
    private final Map<String, Indicator> byKey;
    private final JdbcClient jdbc;
    private final Access access;
    private final SnapshotJob snapshots;
    private final Clock clock;

    Indicators(List<DeclaredIndicators> declared, JdbcClient jdbc, Access access, SnapshotJob snapshots, Clock clock) {
        this.byKey = declared.stream()
                .flatMap(some -> some.all().stream())
                .sorted(Comparator.comparing(Indicator::key))
                .collect(Collectors.toMap(
                        Indicator::key,
                        one -> one,
                        (one, other) -> {
                            throw new IllegalStateException("two indicators are called " + one.key());
                        },
                        LinkedHashMap::new));
        this.jdbc = jdbc;
        this.access = access;
        this.snapshots = snapshots;
        this.clock = clock;
    }

    /// All that modules declared, by key.
    public Collection<Indicator> all() {
        return byKey.values();
    }

    public Optional<Indicator> named(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /// The units whose figures the actor sees.
    public Scope seen(Indicator indicator, Actor actor) {
        return indicator.seen().stream()
                .map(permission -> access.scope(actor, permission))
                .reduce(Scope.NOTHING, Scope::or);
    }

    /// The counts of all units now.
    public Map<UnitCode, Count> now(Indicator indicator) {
        Instant now = clock.instant();
        return at(indicator, new Counting.Moment(now, CityTime.day(now)));
    }

    /// The counts at the end of a day that is over, for an indicator whose rows are dated.
    Map<UnitCode, Count> on(Indicator indicator, LocalDate day) {
        return at(indicator, Counting.Moment.endOf(day));
    }

    private Map<UnitCode, Count> at(Indicator indicator, Counting.Moment moment) {
        return indicator.counting().count(jdbc, moment).stream()
                .collect(Collectors.toMap(
                        Count::unit,
                        one -> one,
                        (one, other) -> {
                            throw new IllegalStateException(indicator.key() + " counts " + one.unit() + " twice");
                        },
                        TreeMap::new));
    }

    /// Has today's figures of all indicators kept now.
    ///
    /// @param by null if no person asked for it
    /// @return false if they are being kept already
    @Transactional
    public boolean keep(@Nullable Person by) {
        return snapshots.start(by);
    }

    /// The first day of which an indicator's dated rows can tell, empty if they cannot, or there are none.
    Optional<LocalDate> knownFrom(Indicator indicator) {
        return indicator.known() == null
                ? Optional.empty()
                : jdbc.sql(indicator.known())
                        .query((row, n) -> Optional.ofNullable(row.getObject(1, LocalDate.class)))
                        .single();
    }

    /// The figure of a unit from its count.
    ///
    /// @param counted null for a unit that was not counted
    public static Figure figure(Indicator indicator, @Nullable Count counted) {
        if (counted != null) {
            return Figure.of(indicator, counted.numerator(), counted.denominator());
        }
        if (indicator.absent() != null) {
            return Figure.missing(indicator.absent());
        }
        return indicator.isNumber() ? Figure.of(indicator, 0, null) : Figure.missing(Absence.NOTHING_TO_COUNT);
    }

    /// The figure of several units together: numbers are added, rates and means are of all their rows.
    public static Figure total(Indicator indicator, Collection<Count> counted) {
        if (counted.isEmpty()) {
            return figure(indicator, null);
        }
        double numerator = counted.stream().mapToDouble(Count::numerator).sum();
        double denominator = counted.stream()
                .mapToDouble(one -> one.denominator() == null ? 0 : one.denominator())
                .sum();
        return Figure.of(indicator, numerator, denominator);
    }
}
