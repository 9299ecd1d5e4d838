package org.shuguan.server.indicator;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// Counts that were kept, one set for each indicator and day.
@Repository
class Snapshots {
    /// @param afterwards whether it was counted later, from dated rows
    record Day(LocalDate day, boolean afterwards) {}

    private record Kept(
            LocalDate day,
            UnitCode unit,
            double numerator,
            @Nullable Double denominator) {}

    private final JdbcClient jdbc;
    private final JdbcTemplate batch;

    Snapshots(JdbcClient jdbc, JdbcTemplate batch) {
        this.jdbc = jdbc;
        this.batch = batch;
    }

    /// Keeps the counts of a day in place of those that were kept before. The row of the day is locked, so that two
    /// nodes that keep the same day do it one after the other.
    @Transactional
    void keep(Indicator indicator, LocalDate day, boolean afterwards, Collection<Count> counts, Instant now) {
        jdbc.sql("""
                        insert into indicator.kept_day (indicator, day, afterwards, kept_at)
                        values (:indicator, :day, :afterwards, :now)
                        on conflict (indicator, day) do update set afterwards = :afterwards, kept_at = :now
                        """)
                .param("indicator", indicator.key())
                .param("day", day)
                .param("afterwards", afterwards)
                .param("now", Rows.parameter(now))
                .update();
        jdbc.sql("delete from indicator.snapshot where indicator = :indicator and day = :day")
                .param("indicator", indicator.key())
                .param("day", day)
                .update();
        List<Object[]> rows = new ArrayList<>();
        counts.forEach(count -> rows.add(
                new Object[] {indicator.key(), day, count.unit().value(), count.numerator(), count.denominator()}));
        batch.batchUpdate(
                "insert into indicator.snapshot (indicator, day, unit, numerator, denominator) values (?, ?, ?, ?, ?)",
                rows);
    }

    /// The days from a day on, in their order.
    List<Day> days(Indicator indicator, LocalDate from) {
        return jdbc.sql("""
                        select day, afterwards from indicator.kept_day
                         where indicator = :indicator and day >= :from order by day
                        """)
                .param("indicator", indicator.key())
                .param("from", from)
                .query(Rows.to(Day.class))
                .list();
    }

    /// The counts of these days.
    Map<LocalDate, List<Count>> counts(Indicator indicator, Set<LocalDate> days) {
        return jdbc
                .sql("""
                        select day, unit, numerator, denominator from indicator.snapshot
                         where indicator = :indicator and day = any(cast(:days as date[]))
                        """)
                .param("indicator", indicator.key())
                .param("days", days.stream().map(LocalDate::toString).toArray(String[]::new))
                .query(Rows.to(Kept.class))
                .list()
                .stream()
                .collect(java.util.stream.Collectors.groupingBy(
                        Kept::day,
                        java.util.stream.Collectors.mapping(
                                kept -> new Count(kept.unit(), kept.numerator(), kept.denominator()),
                                java.util.stream.Collectors.toList())));
    }
}
