package org.shuguan.server.task;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.access.Person;
import org.shuguan.server.access.Scope;
import org.shuguan.server.approval.OpenWork;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.PagedQuery;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class AssignedTasks {
    private static final String SELECT = "select id, kind, subject, unit, role, facts::text as facts, link, closing,"
            + " opened_at, opened_by, opened_by_id, due, term, state, done_at, done_by, done_by_id, done_note from task.task ";

    private static final String OPEN_FOR = " where state = 'open' and role || '@' || unit = any(:addressees)"
            + " and (facts::text ilike :like or unit = any(:named))";

    private static final String WAITING = " where state = 'open' and (not :late or due < :day)"
            + " and (cast(:addressee as text) is null or unit = :addressee)"
            + " and (cast(:overseers as boolean) is null or :overseers = (role = any(:overseeing)))"
            + " and facts::text ilike :like and "
            + Scope.condition("unit", "seen");

    /// A progress report on a task.
    record Progress(OfficerId officer, String officerName, String text, Instant at) {}

    private final JdbcClient jdbc;

    AssignedTasks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// The id of the open task: the new one, or the existing one of the same kind, subject and addressee.
    UUID open(AssignedTask task) {
        return jdbc.sql("""
                        insert into task.task
                               (id, kind, subject, unit, role, facts, link, closing, opened_at, opened_by,
                                opened_by_id, due, term, state)
                        values (:id, :kind, :subject, :unit, :role, :facts::jsonb,
                                :link, :closing, :openedAt, :openedBy, :openedById, :due, :term, 'open')
                        on conflict (kind, subject, unit, role) where state = 'open'
                        do update set facts = excluded.facts, link = excluded.link, term = excluded.term,
                               due = case when excluded.term = task.term then task.due else excluded.due end
                        returning id
                        """)
                .params(Rows.of(task))
                .query((row, n) -> row.getObject(1, UUID.class))
                .single();
    }

    Optional<AssignedTask> find(UUID id) {
        return jdbc.sql(SELECT + "where id = :id")
                .param("id", id)
                .query(Rows.to(AssignedTask.class))
                .optional();
    }

    List<String> openSubjects(String kind) {
        return jdbc.sql("select distinct subject from task.task where kind = :kind and state = 'open' order by subject")
                .param("kind", kind)
                .query((row, n) -> row.getString(1))
                .list();
    }

    List<AssignedTask> openOf(String kind, String subject) {
        return jdbc.sql(SELECT + "where kind = :kind and subject = :subject and state = 'open' for update")
                .param("kind", kind)
                .param("subject", subject)
                .query(Rows.to(AssignedTask.class))
                .list();
    }

    /// Open tasks of these roles, given as `role@unit`, the first ones in the order.
    List<AssignedTask> openFor(
            Collection<String> addressees, OpenWork.Asked asked, Collection<String> named, long limit) {
        return jdbc.sql(SELECT + OPEN_FOR + " order by " + order(asked.order(), asked.descending()) + " limit :limit")
                .param("addressees", addressees.toArray(String[]::new))
                .param("like", asked.like())
                .param("named", named.toArray(String[]::new))
                .param("limit", limit)
                .query(Rows.to(AssignedTask.class))
                .list();
    }

    long countOpenFor(Collection<String> addressees, OpenWork.Asked asked, Collection<String> named) {
        return jdbc.sql("select count(*) from task.task " + OPEN_FOR)
                .param("addressees", addressees.toArray(String[]::new))
                .param("like", asked.like())
                .param("named", named.toArray(String[]::new))
                .query((row, n) -> row.getLong(1))
                .single();
    }

    /// Open tasks of others, the first ones in the order.
    List<AssignedTask> waiting(OpenWork.Awaited asked, long limit) {
        return jdbc.sql(SELECT + WAITING + " order by " + order(asked.order(), asked.descending())
                        + ", unit collate \"C\" limit :limit")
                .params(asked.parameters())
                .param("limit", limit)
                .query(Rows.to(AssignedTask.class))
                .list();
    }

    long countWaiting(OpenWork.Awaited asked) {
        return jdbc.sql("select count(*) from task.task " + WAITING)
                .params(asked.parameters())
                .query((row, n) -> row.getLong(1))
                .single();
    }

    /// How many are open for each addressee, and how many of them are over time on the day.
    List<OpenWork.Load> loads(Scope seen, LocalDate day) {
        return jdbc.sql("""
                        select role = any(:overseeing) as overseers, unit as addressee, count(*) as open,
                               count(*) filter (where due < :day) as overdue,
                               min(due) filter (where due < :day) as oldest_due
                          from task.task
                         where state = 'open' and
                        """ + Scope.condition("unit", "seen") + " group by 1, 2")
                .param("overseeing", Capacity.overseerWords())
                .params(seen.parameters("seen"))
                .param("day", day)
                .query(Rows.to(OpenWork.Load.class))
                .list();
    }

    /// Locks the open tasks whose last day was counted by a rule.
    List<AssignedTask> lockCounted() {
        return jdbc.sql(SELECT + "where state = 'open' and term is not null order by id for update")
                .query(Rows.to(AssignedTask.class))
                .list();
    }

    void due(UUID id, LocalDate due) {
        jdbc.sql("update task.task set due = :due where id = :id")
                .param("id", id)
                .param("due", due)
                .update();
    }

    List<AssignedTask> openDueUntil(LocalDate day) {
        return jdbc.sql(SELECT + "where state = 'open' and due <= :day order by due, id")
                .param("day", day)
                .query(Rows.to(AssignedTask.class))
                .list();
    }

    private static String order(OpenWork.Order order, boolean descending) {
        String direction = descending ? " desc" : "";
        return switch (order) {
            case DUE -> "due" + direction + " nulls last, id::text collate \"C\"";
            case SINCE -> "opened_at" + direction + ", id::text collate \"C\"";
            case UNIT -> "unit collate \"C\"" + direction + ", id::text collate \"C\"";
            case TITLE -> "coalesce(facts ->> 'title', '') collate \"C\"" + direction + ", id::text collate \"C\"";
        };
    }

    int countOpen(Role role, UnitCode unit) {
        return jdbc.sql("select count(*) from task.task where state = 'open' and role = :role and unit = :unit")
                .param("role", role.word())
                .param("unit", unit.value())
                .query((row, n) -> row.getInt(1))
                .single();
    }

    /// Closes the task; returns false if it was not open.
    boolean done(UUID id, Instant at, Person by, String note) {
        return jdbc.sql("""
                                update task.task set state = 'done', done_at = :at, done_by = :by, done_by_id = :byId, done_note = :note
                                 where id = :id and state = 'open'
                                """)
                        .param("id", id)
                        .param("at", Rows.parameter(at))
                        .param("by", by.name())
                        .param("byId", by.id() == null ? null : by.id().value())
                        .param("note", note)
                        .update()
                == 1;
    }

    void progress(UUID id, Person by, String text, Instant at) {
        jdbc.sql("insert into task.progress (task, officer, officer_name, text, at)"
                        + " values (:id, :officer, :name, :text, :at)")
                .param("id", id)
                .param("officer", by.id() == null ? null : by.id().value())
                .param("name", by.name())
                .param("text", text)
                .param("at", Rows.parameter(at))
                .update();
    }

    List<Progress> progressOf(UUID id) {
        return jdbc.sql("select officer, officer_name, text, at from task.progress where task = :id order by id")
                .param("id", id)
                .query(Rows.to(Progress.class))
                .list();
    }

    /// @param scope units whose tasks are listed
    /// @param state `open` or `done`, null for both
    Listing<AssignedTask> list(Scope scope, @Nullable String state, ListQuery query) {
        String where = "where " + Scope.condition("unit", "seen") + " and (:state::text is null or state = :state)"
                + " and (facts::text ilike :like or kind ilike :like or unit ilike :like) ";
        return PagedQuery.of(jdbc, SELECT + where)
                .with(scope.parameters("seen"))
                .with("state", state)
                .page(
                        query,
                        TaskController.COLUMNS.order(query, "state desc, due nulls last, opened_at desc", "id"),
                        Rows.to(AssignedTask.class));
    }
}
