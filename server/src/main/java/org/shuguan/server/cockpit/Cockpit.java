package org.shuguan.server.cockpit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Scope;
import org.shuguan.server.catalog.ChainLink;
import org.shuguan.server.indicator.Count;
import org.shuguan.server.indicator.Figure;
import org.shuguan.server.indicator.Indicator;
import org.shuguan.server.indicator.Indicators;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What a reader sees on the cockpit. Each indicator that they may see for some unit is counted once, for all units; no
/// unit costs another query.
@Component
@Transactional(readOnly = true)
class Cockpit {
    /// @param seen the units whose figures the reader sees
    /// @param counts of these units only
    record Seen(Indicator indicator, Scope seen, Map<UnitCode, Count> counts) {
        Figure total() {
            return Indicators.total(indicator, counts.values());
        }

        /// null where the reader may not see the unit's figure
        @Nullable
        Figure of(UnitCode unit) {
            return seen.covers(unit) ? Indicators.figure(indicator, counts.get(unit)) : null;
        }
    }

    /// @param units of which the reader sees at least one figure: those in force, and others that have rows
    record Board(List<Unit> units, List<Seen> indicators) {}

    private final Indicators indicators;
    private final Institution institution;

    Cockpit(Indicators indicators, Institution institution) {
        this.indicators = indicators;
        this.institution = institution;
    }

    Board of(Actor actor) {
        List<Seen> seen = new ArrayList<>();
        Set<UnitCode> counted = new HashSet<>();
        for (Indicator indicator : indicators.all()) {
            Scope scope = indicators.seen(indicator, actor);
            if (!scope.isEmpty()) {
                Map<UnitCode, Count> counts = indicators.now(indicator);
                counts.keySet().removeIf(unit -> !scope.covers(unit));
                counts.values().stream()
                        .filter(count -> count.numerator() > 0)
                        .map(Count::unit)
                        .forEach(counted::add);
                seen.add(new Seen(indicator, scope, counts));
            }
        }
        return new Board(units(seen, counted), seen);
    }

    /// The key of the indicator that tells of a link of the chain, null where the platform knows nothing of it.
    @Nullable
    String indicatorOf(ChainLink link) {
        return indicators.named("chain." + link.word()).map(Indicator::key).orElse(null);
    }

    private List<Unit> units(Collection<Seen> seen, Set<UnitCode> counted) {
        Set<UnitCode> there = new HashSet<>();
        List<Unit> units = new ArrayList<>();
        Function<Unit, Boolean> isSeen =
                unit -> seen.stream().anyMatch(one -> one.seen().covers(unit.code()));
        for (Unit unit : institution.units(institution.today())) {
            if (unit.kind() != Unit.Kind.CITY && isSeen.apply(unit)) {
                units.add(unit);
                there.add(unit.code());
            }
        }
        counted.stream()
                .filter(code -> !there.contains(code))
                .flatMap(code -> institution.unit(code).stream())
                .forEach(units::add);
        units.sort(Comparator.comparing(Unit::code));
        return units;
    }
}
