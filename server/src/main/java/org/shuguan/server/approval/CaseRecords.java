package org.shuguan.server.approval;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.PagedQuery;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Cases that somebody started, and where they stand. Read out of the engine's tables, as [OpenSteps] does.
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

    private static @Nullable LocalDate day(@Nullable Timestamp time) {
        return time == null ? null : CityTime.day(time.toInstant());
    }
}
