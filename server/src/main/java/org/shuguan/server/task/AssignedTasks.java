package org.shuguan.server.task;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
    private static final String SELECT = "select id, kind, subject, unit, role, facts::text as facts, link, opened_at,"
            + " opened_by, due, state, done_at, done_by, done_note from task.task ";

    /// What was told of a task on its way.
    record Progress(String officerName, String text, Instant at) {}

    private final JdbcClient jdbc;

    AssignedTasks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// The id under which the task is open: the new one's, or of the one that says the same already.
    UUID open(AssignedTask task) {
        return jdbc.sql("""
                        insert into task.task
                               (id, kind, subject, unit, role, facts, link, opened_at, opened_by, due, state)
                        values (:id, :kind, :subject, :unit, :role, :facts::jsonb, :link, :openedAt, :openedBy, :due, 'open')
                        on conflict (kind, subject, unit, role) where state = 'open'
                        do update set facts = excluded.facts, link = excluded.link, due = excluded.due
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

    List<AssignedTask> openOf(String kind, String subject) {
        return jdbc.sql(SELECT + "where kind = :kind and subject = :subject and state = 'open' for update")
                .param("kind", kind)
                .param("subject", subject)
                .query(Rows.to(AssignedTask.class))
                .list();
    }

    /// Open tasks of these roles, written `role@unit`.
    List<AssignedTask> openFor(Collection<String> addressees) {
        return jdbc.sql(SELECT + "where state = 'open' and role || '@' || unit = any(:addressees) order by opened_at")
                .param("addressees", addressees.toArray(String[]::new))
                .query(Rows.to(AssignedTask.class))
                .list();
    }

    int countOpen(Role role, UnitCode unit) {
        return jdbc.sql("select count(*) from task.task where state = 'open' and role = :role and unit = :unit")
                .param("role", role.word())
                .param("unit", unit.value())
                .query((row, n) -> row.getInt(1))
                .single();
    }

    /// Whether it was open still.
    boolean done(UUID id, Instant at, String by, String note) {
        return jdbc.sql("""
                                update task.task set state = 'done', done_at = :at, done_by = :by, done_note = :note
                                 where id = :id and state = 'open'
                                """)
                        .param("id", id)
                        .param("at", Rows.parameter(at))
                        .param("by", by)
                        .param("note", note)
                        .update()
                == 1;
    }

    void progress(UUID id, String officerName, String text, Instant at) {
        jdbc.sql("insert into task.progress (task, officer_name, text, at) values (:id, :name, :text, :at)")
                .param("id", id)
                .param("name", officerName)
                .param("text", text)
                .param("at", Rows.parameter(at))
                .update();
    }

    List<Progress> progressOf(UUID id) {
        return jdbc.sql("select officer_name, text, at from task.progress where task = :id order by id")
                .param("id", id)
                .query(Rows.to(Progress.class))
                .list();
    }

    /// @param units whose tasks are looked at, null for all
    /// @param state `open` or `done`, null for both
    Listing<AssignedTask> list(@Nullable Collection<UnitCode> units, @Nullable String state, ListQuery query) {
        String where = "where (:everywhere or unit = any(:units)) and (:state::text is null or state = :state)"
                + " and (facts::text ilike :like or kind ilike :like or unit ilike :like) ";
        Collection<UnitCode> among = units == null ? List.of() : units;
        String order = query.orderBy(
                Map.of("due", "due", "openedAt", "opened_at", "unit", "unit", "state", "state"),
                "state desc, due nulls last, opened_at desc",
                "id");
        return PagedQuery.of(jdbc, SELECT + where)
                .with("everywhere", units == null)
                .with("units", among.stream().map(UnitCode::value).toArray(String[]::new))
                .with("state", state == null || state.isBlank() ? null : state)
                .page(query, order, Rows.to(AssignedTask.class));
    }
}
