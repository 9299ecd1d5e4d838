package org.shuguan.server.followup;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.access.Scope;
import org.shuguan.server.approval.OpenWork;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The turns of all open follow-ups.
@Repository
class Turns {
    /// A turn with what lists say of its follow-up.
    record Told(
            UUID followUp,
            String step,
            UUID about,
            Role role,
            UnitCode unit,
            List<String> groups,
            Instant since,
            @Nullable LocalDate due,
            String number,
            String title,
            UnitCode lead) {
        String id() {
            return followUp + ":" + step + ":" + about;
        }
    }

    private static final String SELECT =
            "select t.follow_up, t.step, t.about, t.role, t.unit, t.groups, t.since, t.due,"
                    + " f.number, f.title, f.lead";

    private static final String FROM = " from followup.turn t join followup.follow_up f on f.id = t.follow_up ";

    private static final String FOR = " where t.groups && cast(:groups as text[])"
            + " and (cast(:step as text) is null or t.step = :step)"
            + " and (f.title ilike :like or f.number ilike :like or f.lead = any(:named))";

    private static final String WAITING = " where (not :late or t.due < :day)"
            + " and (cast(:addressee as text) is null or t.unit = :addressee)"
            + " and (cast(:overseers as boolean) is null or :overseers = (t.role = any(:overseeing)))"
            + " and f.title ilike :like and "
            + Scope.condition("t.unit", "seen");

    private final JdbcClient jdbc;

    Turns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Puts these in the place of the follow-up's turns.
    void replace(UUID followUp, List<Turn> turns) {
        jdbc.sql("delete from followup.turn where follow_up = :id")
                .param("id", followUp)
                .update();
        turns.forEach(turn -> jdbc.sql("""
                        insert into followup.turn (follow_up, step, about, role, unit, groups, since, due)
                        values (:followUp, :step, :about, :role, :unit, :groups, :since, :due)
                        """).params(Rows.of(turn)).update());
    }

    List<Told> of(Collection<String> groups, OpenWork.Asked asked, Collection<String> named, long limit) {
        return jdbc.sql(SELECT + FROM + FOR + " order by " + order(asked.order(), asked.descending()) + " limit :limit")
                .param("groups", groups.toArray(String[]::new))
                .param("step", asked.step())
                .param("like", asked.like())
                .param("named", named.toArray(String[]::new))
                .param("limit", limit)
                .query(Rows.to(Told.class))
                .list();
    }

    long count(Collection<String> groups, OpenWork.Asked asked, Collection<String> named) {
        return jdbc.sql("select count(*)" + FROM + FOR)
                .param("groups", groups.toArray(String[]::new))
                .param("step", asked.step())
                .param("like", asked.like())
                .param("named", named.toArray(String[]::new))
                .query((row, n) -> row.getLong(1))
                .single();
    }

    List<Told> waiting(OpenWork.Awaited asked, long limit) {
        return jdbc.sql(SELECT + FROM + WAITING + " order by " + order(asked.order(), asked.descending())
                        + ", t.unit collate \"C\" limit :limit")
                .params(asked.parameters())
                .param("limit", limit)
                .query(Rows.to(Told.class))
                .list();
    }

    long countWaiting(OpenWork.Awaited asked) {
        return jdbc.sql("select count(*)" + FROM + WAITING)
                .params(asked.parameters())
                .query((row, n) -> row.getLong(1))
                .single();
    }

    List<OpenWork.Load> loads(Scope seen, LocalDate day) {
        return jdbc.sql("""
                        select role = any(:overseeing) as overseers, unit as addressee, count(*) as open,
                               count(*) filter (where due < :day) as overdue,
                               min(due) filter (where due < :day) as oldest_due
                          from followup.turn where
                        """ + Scope.condition("unit", "seen") + " group by 1, 2")
                .param("overseeing", Capacity.overseerWords())
                .params(seen.parameters("seen"))
                .param("day", day)
                .query(Rows.to(OpenWork.Load.class))
                .list();
    }

    List<Told> dueUntil(LocalDate day) {
        return jdbc.sql(SELECT + FROM + " where t.due <= :day order by t.due, t.follow_up, t.step, t.about")
                .param("day", day)
                .query(Rows.to(Told.class))
                .list();
    }

    int countOpen(Role role, UnitCode unit) {
        return jdbc.sql("select count(*) from followup.turn where groups && array[cast(:group as text)]")
                .param("group", Capacity.group(role, unit))
                .query((row, n) -> row.getInt(1))
                .single();
    }

    private static String order(OpenWork.Order order, boolean descending) {
        String direction = descending ? " desc" : "";
        String id = ", t.follow_up::text || ':' || t.step || ':' || t.about::text collate \"C\"";
        return switch (order) {
            case DUE -> "t.due" + direction + " nulls last" + id;
            case SINCE -> "t.since" + direction + id;
            case UNIT -> "f.lead collate \"C\"" + direction + id;
            case TITLE -> "f.title collate \"C\"" + direction + id;
        };
    }
}
