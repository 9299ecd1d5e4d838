package org.shuguan.server.approval;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.calendar.Calendar;
import org.shuguan.server.calendar.Light;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Texts;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The steps of cases that wait for somebody. Read past the engine, out of its tables: it would bring all that it knows
/// of every case, where a line of the list is a handful of words, and the list is what everybody looks at all day.
@Component
class OpenSteps implements OpenWork {
    /// A list of one person: more than this is no list any more.
    private static final int MOST = 2000;

    private record Step(
            String id,
            String kind,
            String step,
            Instant since,
            @Nullable Instant due,
            String title,
            UnitCode unit,
            String link) {}

    private final JdbcClient jdbc;
    private final Institution institution;
    private final Calendar calendar;
    private final Texts texts;

    OpenSteps(JdbcClient jdbc, Institution institution, Calendar calendar, Texts texts) {
        this.jdbc = jdbc;
        this.institution = institution;
        this.calendar = calendar;
        this.texts = texts;
    }

    @Override
    @Transactional(readOnly = true)
    public List<Todo> openWorkOf(Looking somebody) {
        List<String> groups =
                somebody.capacities().stream().map(Capacity::group).distinct().toList();
        LocalDate today = institution.today();
        return openTo(groups).stream()
                .map(step -> todo(step, somebody.unitNames(), today))
                .toList();
    }

    private List<Step> openTo(List<String> groups) {
        return jdbc.sql("""
                        select task.id_, flow.key_, task.task_def_key_, task.create_time_, task.due_date_,
                               coalesce(title.text_, '') as title, coalesce(unit.text_, '') as unit,
                               coalesce(link.text_, '') as link
                          from flowable.act_ru_task task
                          join flowable.act_re_procdef flow on flow.id_ = task.proc_def_id_
                          left join flowable.act_ru_variable title on title.execution_id_ = task.proc_inst_id_
                                                                  and title.task_id_ is null and title.name_ = :title
                          left join flowable.act_ru_variable unit on unit.execution_id_ = task.proc_inst_id_
                                                                 and unit.task_id_ is null and unit.name_ = :unit
                          left join flowable.act_ru_variable link on link.execution_id_ = task.proc_inst_id_
                                                                 and link.task_id_ is null and link.name_ = :link
                         where task.assignee_ is null
                               and exists (select from flowable.act_ru_identitylink addressee
                                            where addressee.task_id_ = task.id_ and addressee.type_ = 'candidate'
                                                  and addressee.group_id_ = any(:groups))
                         order by task.create_time_, task.id_
                         limit :most
                        """)
                .param("title", Approvals.TITLE)
                .param("unit", Approvals.UNIT)
                .param("link", Approvals.LINK)
                .param("groups", groups.toArray(String[]::new))
                .param("most", MOST)
                .query((row, n) -> step(row))
                .list();
    }

    /// The engine keeps times without their zone, in the JVM's (`Shuguan.main` fixes it): they are read as it wrote
    /// them.
    private static Step step(ResultSet row) throws SQLException {
        Timestamp due = row.getTimestamp("due_date_");
        return new Step(
                row.getString("id_"),
                row.getString("key_"),
                row.getString("task_def_key_"),
                row.getTimestamp("create_time_").toInstant(),
                due == null ? null : due.toInstant(),
                row.getString("title"),
                new UnitCode(row.getString("unit")),
                row.getString("link"));
    }

    private Todo todo(Step step, Function<UnitCode, String> names, LocalDate today) {
        LocalDate start = step.since().atZone(Institution.CITY_TIME).toLocalDate();
        LocalDate due = step.due() == null
                ? null
                : step.due().atZone(Institution.CITY_TIME).toLocalDate();
        return new Todo(
                step.id(),
                step.kind(),
                step.title(),
                step.unit().value(),
                names.apply(step.unit()),
                step.step(),
                texts.say("approval.step." + step.step()),
                step.since(),
                due,
                due == null ? Light.GREEN : calendar.light(start, due, today),
                step.link());
    }
}
