package org.shuguan.server.followup;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
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

    /// Only what the reader may decide: not what they, or the person for whom they would act, told or asked for
    /// themselves. Otherwise as [org.shuguan.server.approval.FourEyes] says.
    private static final String DECIDED = """
             and t.step = any(:steps) and (cast(:about as text) is null or f.lead = :about)
             and (cast(:id as text) is null or t.follow_up::text || ':' || t.step || ':' || t.about::text = :id)
             and exists (
                 select from unnest(cast(:inGroups as text[]), cast(:holders as uuid[])) as capacity (in_group, holder)
                  where capacity.in_group = any(t.groups)
                    and not exists (
                        select from (
                            select id, follow_up, officer, principal,
                                   case when final then 'follow-up-review' else 'follow-up-check' end as step
                              from followup.progress where state = 'waiting'
                            union all
                            select id, follow_up, officer, principal, 'follow-up-request'
                              from followup.request where state = 'waiting') told
                         where told.follow_up = t.follow_up and told.step = t.step
                           and (t.step = 'follow-up-review' or told.id = t.about)
                           and (told.officer in (:reader, capacity.holder)
                                or told.principal in (:reader, capacity.holder))))
            """;

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

    /// The decisions of a reader.
    ///
    /// @param steps that are decisions
    /// @param about the code of the lead unit, null for all
    /// @param id of one turn, null for all
    record Decided(
            Actor reader,
            List<String> steps,
            @Nullable String about,
            @Nullable String id) {
        private Map<String, @Nullable Object> parameters(OpenWork.Asked asked, Collection<String> named) {
            Map<String, @Nullable Object> parameters = new HashMap<>();
            List<Capacity> capacities = reader.capacities();
            String[] groups = capacities.stream().map(Capacity::group).toArray(String[]::new);
            parameters.put("groups", groups);
            parameters.put("inGroups", groups);
            parameters.put(
                    "holders",
                    capacities.stream()
                            .map(Capacity::principal)
                            .map(holder ->
                                    holder == null ? null : holder.officer().toString())
                            .toArray(String[]::new));
            parameters.put("reader", reader.officer().value());
            parameters.put("steps", steps.toArray(String[]::new));
            parameters.put("about", about);
            parameters.put("id", id);
            parameters.put("step", null);
            parameters.put("like", asked.like());
            parameters.put("named", named.toArray(String[]::new));
            return parameters;
        }
    }

    List<Told> decisions(Decided wanted, OpenWork.Asked asked, Collection<String> named, long limit) {
        return jdbc.sql(SELECT + FROM + FOR + DECIDED + " order by " + order(asked.order(), asked.descending())
                        + " limit :limit")
                .params(wanted.parameters(asked, named))
                .param("limit", limit)
                .query(Rows.to(Told.class))
                .list();
    }

    long countDecisions(Decided wanted, OpenWork.Asked asked, Collection<String> named) {
        return jdbc.sql("select count(*)" + FROM + FOR + DECIDED)
                .params(wanted.parameters(asked, named))
                .query((row, n) -> row.getLong(1))
                .single();
    }

    /// Whether this turn is open.
    boolean isOpen(UUID followUp, String step, UUID about) {
        return jdbc.sql("select 1 from followup.turn where follow_up = :followUp and step = :step and about = :about")
                .param("followUp", followUp)
                .param("step", step)
                .param("about", about)
                .query((row, n) -> n)
                .optional()
                .isPresent();
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
