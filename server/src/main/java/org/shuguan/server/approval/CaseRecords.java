package org.shuguan.server.approval;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.access.Scope;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.PagedQuery;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Cases for lists: who started them, their current step, and overdue steps. Reads the engine's tables, as
/// [OpenSteps] does.
@Repository
class CaseRecords {
    /// A case that a person started.
    ///
    /// @param kind the flow's id
    /// @param step the current step, null if the case is over
    /// @param abandoned whether it was ended early
    record StartedCase(
            String id,
            String kind,
            String title,
            UnitCode unit,
            String link,
            Instant startedAt,
            @Nullable String step,
            @Nullable Instant since,
            @Nullable LocalDate due,
            @Nullable Instant endedAt,
            boolean abandoned) {}

    /// An open step.
    ///
    /// @param role to which the step is addressed
    /// @param addressee the unit to which the step is addressed; for a role that oversees units, the territory
    /// @param unit the unit that the case is about
    record WaitingStep(
            String id,
            String kind,
            String step,
            String title,
            Role role,
            UnitCode addressee,
            UnitCode unit,
            String link,
            Instant since,
            @Nullable LocalDate due) {}

    /// Open steps of one unit, or of the overseers of a territory.
    record Waiting(
            boolean overseers,
            UnitCode addressee,
            int open,
            int overdue,
            @Nullable LocalDate oldestDue) {}

    private static final String[] OVERSEEING = Arrays.stream(Role.values())
            .filter(Capacity::isOverseer)
            .map(Role::word)
            .toArray(String[]::new);

    private static final String STARTED = """
            select decision.case_id, flow.key_, coalesce(title.text_, '') as title, decision.unit,
                   coalesce(link.text_, '') as link, decision.at, task.task_def_key_, task.create_time_,
                   task.due_date_, instance.end_time_, instance.delete_reason_
              from approval.decision decision
              join flowable.act_hi_procinst instance on instance.id_ = decision.case_id
              join flowable.act_re_procdef flow on flow.id_ = instance.proc_def_id_
              left join flowable.act_hi_varinst title on title.proc_inst_id_ = instance.id_
                                                      and title.task_id_ is null and title.name_ = :title
              left join flowable.act_hi_varinst link on link.proc_inst_id_ = instance.id_
                                                     and link.task_id_ is null and link.name_ = :link
              left join flowable.act_ru_task task on task.proc_inst_id_ = instance.id_
             where decision.step = 'submitted' and decision.officer = :officer
                   and coalesce(title.text_, '') ilike :like
                   and (:state = '' or :state = case when instance.end_time_ is null then 'open'
                                                     when instance.delete_reason_ is null then 'over'
                                                     else 'abandoned' end)
            """;

    private static final String WAITING =
            """
            select task.id_, flow.key_, task.task_def_key_, task.create_time_, task.due_date_,
                   coalesce(title.text_, '') as title, coalesce(unit.text_, '') as unit,
                   coalesce(link.text_, '') as link,
                   split_part(addressee.group_id_, '@', 1) as role,
                   split_part(addressee.group_id_, '@', 2) as addressee
              from flowable.act_ru_task task
              join flowable.act_ru_identitylink addressee on addressee.task_id_ = task.id_
                                                         and addressee.type_ = 'candidate'
              join flowable.act_re_procdef flow on flow.id_ = task.proc_def_id_
              left join flowable.act_ru_variable title on title.execution_id_ = task.proc_inst_id_
                                                      and title.task_id_ is null and title.name_ = :title
              left join flowable.act_ru_variable unit on unit.execution_id_ = task.proc_inst_id_
                                                     and unit.task_id_ is null and unit.name_ = :unit
              left join flowable.act_ru_variable link on link.execution_id_ = task.proc_inst_id_
                                                     and link.task_id_ is null and link.name_ = :link
             where addressee.group_id_ like '%@%' and (not :late or task.due_date_ < :today)
                   and (cast(:addressee as text) is null or split_part(addressee.group_id_, '@', 2) = :addressee)
                   and (cast(:overseers as boolean) is null
                        or :overseers = (split_part(addressee.group_id_, '@', 1) = any(:overseeing)))
                   and
            """ + Scope.condition("split_part(addressee.group_id_, '@', 2)", "seen") + """

                   and coalesce(title.text_, '') ilike :like
            """;

    private final JdbcClient jdbc;

    CaseRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param state `open`, `over` or `abandoned`; empty for all
    Listing<StartedCase> startedBy(OfficerId officer, String state, ListQuery query) {
        String order = StartedCaseController.COLUMNS.order(query, "at desc", "case_id");
        return PagedQuery.of(jdbc, STARTED)
                .with("title", Approvals.TITLE)
                .with("link", Approvals.LINK)
                .with("officer", officer.value())
                .with("state", state)
                .page(query, order, (row, n) -> started(row));
    }

    /// @param addressee code of a unit or a territory, null for all
    /// @param overseers whether only steps of overseers, null for all
    /// @param late whether only overdue steps
    Listing<WaitingStep> waitingFor(
            @Nullable String addressee,
            @Nullable Boolean overseers,
            boolean late,
            Scope seen,
            LocalDate today,
            ListQuery query) {
        String order = OverdueController.STEP_COLUMNS.order(query, "due_date_ asc nulls last", "id_, addressee");
        return PagedQuery.of(jdbc, WAITING)
                .with("title", Approvals.TITLE)
                .with("unit", Approvals.UNIT)
                .with("link", Approvals.LINK)
                .with("addressee", addressee)
                .with("overseers", overseers)
                .with("overseeing", OVERSEEING)
                .with("late", late)
                .with(seen.parameters("seen"))
                .with("today", startOf(today))
                .page(query, order, (row, n) -> waiting(row));
    }

    /// Number of open and of overdue steps for each addressee.
    List<Waiting> byAddressee(Scope seen, LocalDate today) {
        return jdbc.sql("""
                        select split_part(addressee.group_id_, '@', 1) = any(:overseeing) as overseers,
                               split_part(addressee.group_id_, '@', 2) as addressee,
                               count(distinct task.id_) as open,
                               count(distinct task.id_) filter (where task.due_date_ < :today) as overdue,
                               min(task.due_date_) filter (where task.due_date_ < :today) as oldest
                          from flowable.act_ru_task task
                          join flowable.act_ru_identitylink addressee on addressee.task_id_ = task.id_
                                                                     and addressee.type_ = 'candidate'
                         where addressee.group_id_ like '%@%' and
                        """ + Scope.condition("split_part(addressee.group_id_, '@', 2)", "seen") + " group by 1, 2")
                .param("overseeing", OVERSEEING)
                .params(seen.parameters("seen"))
                .param("today", startOf(today))
                .query((row, n) -> new Waiting(
                        row.getBoolean("overseers"),
                        new UnitCode(row.getString("addressee")),
                        row.getInt("open"),
                        row.getInt("overdue"),
                        day(row.getTimestamp("oldest"))))
                .list();
    }

    private static StartedCase started(ResultSet row) throws SQLException {
        Timestamp since = row.getTimestamp("create_time_");
        Timestamp ended = row.getTimestamp("end_time_");
        return new StartedCase(
                row.getString("case_id"),
                row.getString("key_"),
                row.getString("title"),
                new UnitCode(row.getString("unit")),
                row.getString("link"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("task_def_key_"),
                since == null ? null : since.toInstant(),
                day(row.getTimestamp("due_date_")),
                ended == null ? null : ended.toInstant(),
                row.getString("delete_reason_") != null);
    }

    private static WaitingStep waiting(ResultSet row) throws SQLException {
        return new WaitingStep(
                row.getString("id_"),
                row.getString("key_"),
                row.getString("task_def_key_"),
                row.getString("title"),
                Role.of(row.getString("role")),
                new UnitCode(row.getString("addressee")),
                new UnitCode(row.getString("unit")),
                row.getString("link"),
                row.getTimestamp("create_time_").toInstant(),
                day(row.getTimestamp("due_date_")));
    }

    /// The engine stores times without time zone, in the JVM's zone: they are compared and read as it writes them.
    private static Timestamp startOf(LocalDate day) {
        return Timestamp.from(CityTime.startOf(day));
    }

    private static @Nullable LocalDate day(@Nullable Timestamp time) {
        return time == null ? null : CityTime.day(time.toInstant());
    }
}
