package org.shuguan.server.quality;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.collection.CollectedData;
import org.shuguan.server.institution.UnitCode;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// How collected entries stand: their rules, newest examinations, versions against the promised cycle, and objections.
@Component
class Standings {
    private record Count(UUID entry, String what, int number) {}

    private final QualityRuns runs;
    private final CollectedData data;
    private final Timeliness timeliness;
    private final JdbcClient jdbc;

    Standings(QualityRuns runs, CollectedData data, Timeliness timeliness, JdbcClient jdbc) {
        this.runs = runs;
        this.data = data;
        this.timeliness = timeliness;
        this.jdbc = jdbc;
    }

    List<QualityController.EntryRow> of(
            List<CollectedData.Collected> entries, Function<UnitCode, String> names, Instant now) {
        List<UUID> ids = entries.stream().map(CollectedData.Collected::entry).toList();
        Map<UUID, QualityRun> newest = runs.newestEnded(ids);
        Map<UUID, Double> before = runs.scoresBefore(ids);
        Map<UUID, Instant> versions = data.newestVersions();
        Map<String, Integer> counts = counts(ids);
        return entries.stream()
                .map(one -> row(
                        one,
                        names.apply(one.unit()),
                        newest.get(one.entry()),
                        before.get(one.entry()),
                        versions.get(one.plan()),
                        counts,
                        now))
                .toList();
    }

    private Map<String, Integer> counts(List<UUID> entries) {
        return jdbc
                .sql("""
                        select entry, state as what, count(*)::int as number from quality.rule
                         where entry = any(:entries) and state in ('in-force', 'offered') group by entry, state
                        union all
                        select entry, 'objection', count(*)::int from quality.objection
                         where entry = any(:entries) and state in ('open', 'confirmed') group by entry
                        """)
                .param("entries", entries.toArray(UUID[]::new))
                .query(org.shuguan.server.platform.Rows.to(Count.class))
                .list()
                .stream()
                .collect(Collectors.toMap(count -> count.entry() + count.what(), Count::number));
    }

    private QualityController.EntryRow row(
            CollectedData.Collected one,
            String unitName,
            @Nullable QualityRun run,
            @Nullable Double before,
            @Nullable Instant version,
            Map<String, Integer> counts,
            Instant now) {
        Instant promised =
                one.paused() ? null : timeliness.promised(one.cycle(), version == null ? one.plannedAt() : version);
        boolean overdue = promised != null && now.isAfter(promised);
        int rules = counts.getOrDefault(one.entry() + "in-force", 0);
        return new QualityController.EntryRow(
                one.entry(),
                one.code(),
                one.title(),
                one.unit(),
                unitName,
                rules,
                counts.getOrDefault(one.entry() + "offered", 0),
                run == null ? null : run.score(),
                before,
                run == null ? null : run.rows(),
                run == null ? null : run.failing(),
                run == null ? null : run.broken(),
                run != null && run.isHeld(),
                run == null ? null : run.finishedAt(),
                one.cycle(),
                version,
                promised,
                overdue,
                counts.getOrDefault(one.entry() + "objection", 0),
                standing(run, rules, overdue));
    }

    private static String standing(@Nullable QualityRun run, int rules, boolean overdue) {
        if (run != null && run.isHeld()) {
            return "held";
        }
        if (run != null && run.broken() != null && run.broken() > 0) {
            return "broken";
        }
        if (overdue) {
            return "overdue";
        }
        return rules == 0 ? "unruled" : run == null ? "unexamined" : "good";
    }

    static List<QualityController.UnitRow> byUnit(List<QualityController.EntryRow> entries) {
        return entries.stream().collect(Collectors.groupingBy(QualityController.EntryRow::unit)).values().stream()
                .map(Standings::sum)
                .sorted(Comparator.comparing(QualityController.UnitRow::unitName))
                .toList();
    }

    private static QualityController.UnitRow sum(List<QualityController.EntryRow> entries) {
        var scores = entries.stream()
                .flatMap(row -> java.util.stream.Stream.ofNullable(row.score()))
                .mapToDouble(Double::doubleValue)
                .average();
        QualityController.EntryRow first = entries.getFirst();
        return new QualityController.UnitRow(
                first.unit(),
                first.unitName(),
                entries.size(),
                (int) entries.stream().filter(row -> row.rules() > 0).count(),
                scores.isPresent() ? scores.getAsDouble() : null,
                (int) entries.stream()
                        .filter(row -> row.broken() != null && row.broken() > 0)
                        .count(),
                (int) entries.stream().filter(QualityController.EntryRow::held).count(),
                (int) entries.stream()
                        .filter(QualityController.EntryRow::overdue)
                        .count(),
                entries.stream()
                        .mapToInt(QualityController.EntryRow::objections)
                        .sum());
    }
}
