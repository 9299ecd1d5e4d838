package org.shuguan.server.quality;

import java.time.Instant;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.shuguan.server.collection.CollectedData;
import org.shuguan.server.indicator.Absence;
import org.shuguan.server.indicator.Count;
import org.shuguan.server.indicator.Counting;
import org.shuguan.server.indicator.DeclaredIndicators;
import org.shuguan.server.indicator.Indicator;
import org.shuguan.server.indicator.Indicator.Better;
import org.shuguan.server.indicator.RowsLink;
import org.shuguan.server.institution.UnitCode;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// How good the data are. The standings of entries are counted, as their list shows them.
@Configuration(proxyBeanMethods = false)
class QualityIndicators {
    private static final String PAGE = "/office/quality";
    private static final String LIST = "/api/quality/entries";

    @Bean
    DeclaredIndicators qualityDeclared(Standings standings, CollectedData data) {
        return DeclaredIndicators.of(
                Indicator.mean(
                                "quality.score",
                                "points",
                                Better.MORE,
                                (jdbc, at) -> units(standings, data, at.until(), QualityIndicators::score),
                                rows("scored", "true").adding("score"),
                                QualityPermission.READ,
                                QualityPermission.OVERSEE)
                        .absent(Absence.NOT_COLLECTED),
                number(
                        "quality.broken",
                        "rules",
                        (jdbc, at) -> units(
                                standings,
                                data,
                                at.until(),
                                unit -> added(unit, row -> row.broken() == null ? 0 : row.broken())),
                        rows("broken", "true").adding("broken")),
                number(
                        "quality.overdue",
                        "entries",
                        (jdbc, at) ->
                                units(standings, data, at.until(), unit -> added(unit, row -> row.overdue() ? 1 : 0)),
                        rows("overdue", "true")),
                Indicator.number(
                        "quality.objections",
                        "objections",
                        Better.LESS,
                        Counting.number("select unit, count(*) as value from quality.objection where state = 'open'"
                                + " group by unit"),
                        RowsLink.of("/office/quality/objections", "/api/quality/objections", "unit", "state", "open"),
                        QualityPermission.READ,
                        QualityPermission.OVERSEE));
    }

    private static RowsLink rows(String... filter) {
        return RowsLink.of(PAGE, LIST, "unit", filter);
    }

    private static Indicator number(String key, String measure, Counting counting, RowsLink rows) {
        return Indicator.number(
                        key, measure, Better.LESS, counting, rows, QualityPermission.READ, QualityPermission.OVERSEE)
                .absent(Absence.NOT_COLLECTED);
    }

    /// The standings of all collected entries, in one pass.
    private static List<Count> units(
            Standings standings,
            CollectedData data,
            Instant now,
            java.util.function.Function<List<QualityController.EntryRow>, Count> count) {
        return standings.of(data.all(), UnitCode::value, now).stream()
                .collect(Collectors.groupingBy(QualityController.EntryRow::unit))
                .values()
                .stream()
                .map(count)
                .toList();
    }

    private static Count score(List<QualityController.EntryRow> unit) {
        List<Double> scores = unit.stream()
                .flatMap(row -> java.util.stream.Stream.ofNullable(row.score()))
                .toList();
        return new Count(
                unit.getFirst().unit(),
                scores.stream().mapToDouble(Double::doubleValue).sum(),
                (double) scores.size());
    }

    private static Count added(
            List<QualityController.EntryRow> unit, ToDoubleFunction<QualityController.EntryRow> number) {
        return new Count(
                unit.getFirst().unit(), unit.stream().mapToDouble(number).sum(), null);
    }
}
