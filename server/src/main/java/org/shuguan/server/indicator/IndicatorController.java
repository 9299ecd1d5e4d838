package org.shuguan.server.indicator;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Person;
import org.shuguan.server.access.Scope;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.InvalidInput;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Series of figures, and keeping them at once.
@RestController
@RequestMapping("/api/indicators")
class IndicatorController {
    /// @param dated whether months before the first snapshot were counted from dated rows
    record SeriesView(String indicator, @Nullable UnitCode unit, boolean dated, List<Series.Point> points) {}

    /// @param started false if the figures are being kept already
    record Keeping(boolean started) {}

    private final Indicators indicators;
    private final Series series;
    private final Access access;

    IndicatorController(Indicators indicators, Series series, Access access) {
        this.indicators = indicators;
        this.series = series;
        this.access = access;
    }

    /// The months of a figure.
    ///
    /// @param unit null for all units that the reader sees together
    @GetMapping("/series")
    SeriesView series(@RequestParam String indicator, @RequestParam @Nullable UnitCode unit, Actor actor) {
        Indicator one = indicators.named(indicator).orElse(null);
        new InvalidInput.Check()
                .that(
                        one != null,
                        "indicator",
                        "choice-unknown",
                        Map.of(
                                "value",
                                indicator,
                                "known",
                                String.join(
                                        ", ",
                                        indicators.all().stream()
                                                .map(Indicator::key)
                                                .toList())))
                .orRefuse();
        Indicator known = java.util.Objects.requireNonNull(one);
        Scope seen = indicators.seen(known, actor);
        if (seen.isEmpty() || (unit != null && !seen.covers(unit))) {
            throw new Forbidden();
        }
        return new SeriesView(known.key(), unit, known.known() != null, series.of(known, unit, seen));
    }

    /// Keeps today's figures now instead of tonight.
    @PostMapping("/snapshots")
    Keeping keep(Actor actor) {
        if (!access.canAnywhere(actor, IndicatorPermission.KEEP)) {
            throw new Forbidden();
        }
        return new Keeping(indicators.keep(Person.of(actor)));
    }
}
