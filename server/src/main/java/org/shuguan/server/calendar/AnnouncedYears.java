package org.shuguan.server.calendar;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Scope;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.PagedQuery;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Years that were announced after this version was made, and the terms that they moved.
@Repository
class AnnouncedYears {
    private final JdbcClient jdbc;

    AnnouncedYears(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Counts up at each change.
    long revision() {
        return jdbc.sql("select coalesce(max(revision), 0) from calendar.announced_year")
                .query((row, n) -> row.getLong(1))
                .single();
    }

    List<AnnouncedYear> all() {
        return jdbc.sql("select year, source, rest, work, announced_by, announced_at from calendar.announced_year"
                        + " order by year")
                .query(Rows.to(AnnouncedYear.class))
                .list();
    }

    /// Puts the year in the place of what was known of it.
    void put(AnnouncedYear year, UUID by) {
        jdbc.sql("delete from calendar.announced_year where year = :year")
                .param("year", year.year())
                .update();
        jdbc.sql(
                        "insert into calendar.announced_year (year, source, rest, work, announced_by, announced_by_id, announced_at)"
                                + " values (:year, :source, :rest, :work, :announcedBy, :by, :announcedAt)")
                .params(Rows.of(year))
                .param("by", by)
                .update();
    }

    void moved(int year, OpenTerms.Moved moved, Instant at) {
        jdbc.sql("insert into calendar.moved_term (year, moved_at, kind, title, unit, link, before, after)"
                        + " values (:year, :at, :kind, :title, :unit, :link, :before, :after)")
                .params(Rows.of(moved))
                .param("year", year)
                .param("at", Rows.parameter(at))
                .update();
    }

    Listing<CalendarController.MovedTerm> moved(Scope seen, @Nullable Integer year, ListQuery query) {
        return PagedQuery.of(
                        jdbc,
                        "select id, year, moved_at, kind, title, unit, link, before, after from calendar.moved_term"
                                + " where " + Scope.condition("unit", "seen")
                                + " and (cast(:year as int) is null or year = :year) and title ilike :like")
                .with(seen.parameters("seen"))
                .with("year", year)
                .page(
                        query,
                        CalendarController.COLUMNS.order(query, "moved_at desc", "id"),
                        Rows.to(CalendarController.MovedTerm.class));
    }
}
