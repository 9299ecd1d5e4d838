package org.shuguan.server.approval;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.access.Scope;
import org.shuguan.server.calendar.Calendar;
import org.shuguan.server.calendar.DeadlineLight;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.Texts;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Open steps as to-dos. They are read from the engine's tables, because its API loads each case completely
/// although the list needs a few columns, and this list is the page that is read most often.
@Component
class OpenSteps implements OpenWork {
    private static final String STEPS = """
              from flowable.act_ru_task task
              join flowable.act_re_procdef flow on flow.id_ = task.proc_def_id_
              left join flowable.act_ru_variable title on title.execution_id_ = task.proc_inst_id_
                                                      and title.task_id_ is null and title.name_ = 'title'
              left join flowable.act_ru_variable unit on unit.execution_id_ = task.proc_inst_id_
                                                     and unit.task_id_ is null and unit.name_ = 'unit'
              left join flowable.act_ru_variable link on link.execution_id_ = task.proc_inst_id_
                                                     and link.task_id_ is null and link.name_ = 'link'
            """;
    private static final String COLUMNS = """
            select task.id_, flow.key_, task.task_def_key_, task.create_time_, task.due_date_,
                   coalesce(title.text_, '') as title, coalesce(unit.text_, '') as unit,
                   coalesce(link.text_, '') as link
            """;
    private static final String MINE = """
             where task.assignee_ is null
               and exists (select from flowable.act_ru_identitylink addressee
                            where addressee.task_id_ = task.id_ and addressee.type_ = 'candidate'
                              and addressee.group_id_ = any(:groups))
               and (cast(:step as text) is null or task.task_def_key_ = :step)
               and (:all or title.text_ ilike :like or unit.text_ = any(:named))
            """;

    private static final String ROLE = "split_part(addressee.group_id_, '@', 1)";
    private static final String ADDRESSEE = "split_part(addressee.group_id_, '@', 2)";
    private static final String ADDRESSEES = """
              join flowable.act_ru_identitylink addressee on addressee.task_id_ = task.id_
                                                         and addressee.type_ = 'candidate'
                                                         and addressee.group_id_ like '%@%'
            """;
    private static final String OF_OTHERS = " where (not :late or task.due_date_ < :day)"
            + " and (cast(:addressee as text) is null or " + ADDRESSEE + " = :addressee)"
            + " and (cast(:overseers as boolean) is null or :overseers = (" + ROLE + " = any(:overseeing)))"
            + " and (cast(:kind as text) is null or flow.key_ = :kind)"
            + " and coalesce(title.text_, '') ilike :like"
            + " and " + Scope.condition(ADDRESSEE, "seen");

    /// Only what the reader may decide: at the given steps, of the unit, and where four eyes guard the step not in a
    /// capacity in which they, or the person for whom they would act, drafted or submitted it. Otherwise as
    /// [FourEyes] says.
    private static final String DECIDED_HERE = """
               and (flow.key_ || ' ' || task.task_def_key_) = any(:turns)
               and (cast(:about as text) is null or unit.text_ = :about)
               and (cast(:id as text) is null or task.id_ = :id)
               and ((flow.key_ || ' ' || task.task_def_key_) <> all(:guarded) or exists (
                    select from flowable.act_ru_identitylink mine
                      join unnest(cast(:inGroups as text[]), cast(:holders as uuid[])) as capacity (in_group, holder)
                        on capacity.in_group = mine.group_id_
                     where mine.task_id_ = task.id_ and mine.type_ = 'candidate'
                       and not exists (
                           select from approval.decision submitted
                            where submitted.case_id = task.proc_inst_id_ and submitted.outcome = 'submit'
                              and (submitted.officer in (:reader, capacity.holder)
                                   or submitted.principal in (:reader, capacity.holder)))
                       and not exists (
                           select from approval.drafter wrote
                             join flowable.act_ru_execution instance on instance.id_ = task.proc_inst_id_
                            where wrote.flow = flow.key_ and wrote.subject = instance.business_key_
                              and (wrote.officer in (:reader, capacity.holder)
                                   or wrote.principal in (:reader, capacity.holder)))))
            """;

    /// Which decisions are asked for.
    ///
    /// @param steps each as `<kind> <step>`
    /// @param guarded those of them that four eyes guard
    /// @param unit the code of the unit that the case is about, null for all
    /// @param id of one open step, null for all
    record Decisions(
            List<String> steps,
            List<String> guarded,
            @Nullable String unit,
            @Nullable String id) {}

    /// An open step with its case.
    ///
    /// @param subject as the case names it
    /// @param groups whose turn it is, as `role@unit`
    record OpenStep(
            String id,
            String caseId,
            String kind,
            String subject,
            String step,
            String title,
            UnitCode unit,
            String link,
            List<String> groups) {
        List<Addressee> addressees() {
            return OpenSteps.addressees(String.join(",", groups));
        }
    }

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
    public List<Item> find(Viewer viewer, Asked asked, long limit) {
        LocalDate today = institution.today();
        return jdbc
                .sql(COLUMNS + STEPS + MINE + " order by " + order(asked.order(), asked.descending()) + " limit :limit")
                .params(parameters(viewer, asked))
                .param("limit", limit)
                .query((row, n) -> step(row))
                .list()
                .stream()
                .map(step -> new Item(todo(step, viewer, today), step.title()))
                .toList();
    }

    @Override
    @Transactional(readOnly = true)
    public long count(Viewer viewer, Asked asked) {
        return jdbc.sql("select count(*)" + STEPS + MINE)
                .params(parameters(viewer, asked))
                .query((row, n) -> row.getLong(1))
                .single();
    }

    /// The first decisions of a reader in the order asked for; within equals by id.
    @Transactional(readOnly = true)
    List<Item> decisions(Actor reader, Viewer viewer, Asked asked, Decisions wanted, long limit) {
        LocalDate today = institution.today();
        return jdbc
                .sql(COLUMNS + STEPS + MINE + DECIDED_HERE + " order by " + order(asked.order(), asked.descending())
                        + " limit :limit")
                .params(parameters(reader, viewer, asked, wanted))
                .param("limit", limit)
                .query((row, n) -> step(row))
                .list()
                .stream()
                .map(step -> new Item(todo(step, viewer, today), step.title()))
                .toList();
    }

    /// How many of these decisions there are.
    @Transactional(readOnly = true)
    long countDecisions(Actor reader, Viewer viewer, Asked asked, Decisions wanted) {
        return jdbc.sql("select count(*)" + STEPS + MINE + DECIDED_HERE)
                .params(parameters(reader, viewer, asked, wanted))
                .query((row, n) -> row.getLong(1))
                .single();
    }

    private Map<String, @Nullable Object> parameters(Actor reader, Viewer viewer, Asked asked, Decisions wanted) {
        Map<String, @Nullable Object> parameters = parameters(viewer, asked);
        parameters.put("turns", wanted.steps().toArray(String[]::new));
        parameters.put("guarded", wanted.guarded().toArray(String[]::new));
        parameters.put("about", wanted.unit());
        parameters.put("id", wanted.id());
        parameters.put("reader", reader.officer().value());
        parameters.put(
                "inGroups", viewer.capacities().stream().map(Capacity::group).toArray(String[]::new));
        parameters.put(
                "holders",
                viewer.capacities().stream()
                        .map(Capacity::principal)
                        .map(holder ->
                                holder == null ? null : holder.officer().value().toString())
                        .toArray(String[]::new));
        return parameters;
    }

    /// An open step by its id.
    @Transactional(readOnly = true)
    Optional<OpenStep> open(String id) {
        return open("task.id_ = :id", id);
    }

    /// The open step of a case.
    @Transactional(readOnly = true)
    Optional<OpenStep> ofCase(String caseId) {
        return open("task.proc_inst_id_ = :id", caseId);
    }

    private Optional<OpenStep> open(String condition, String id) {
        return jdbc.sql(COLUMNS + """
                        , task.proc_inst_id_, coalesce(instance.business_key_, '') as subject,
                        (select string_agg(addressee.group_id_, ',' order by addressee.group_id_)
                           from flowable.act_ru_identitylink addressee
                          where addressee.task_id_ = task.id_ and addressee.type_ = 'candidate') as groups
                        """ + STEPS
                        + " join flowable.act_ru_execution instance on instance.id_ = task.proc_inst_id_"
                        + " where " + condition)
                .param("id", id)
                .query((row, n) -> {
                    Step step = step(row);
                    String groups = row.getString("groups");
                    return new OpenStep(
                            step.id(),
                            row.getString("proc_inst_id_"),
                            step.kind(),
                            row.getString("subject"),
                            step.step(),
                            step.title(),
                            step.unit(),
                            step.link(),
                            groups == null ? List.of() : List.of(groups.split(",", -1)));
                })
                .optional();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Waiting> waiting(Awaited asked, long limit) {
        return jdbc.sql(COLUMNS + ", " + ROLE + " as role, " + ADDRESSEE + " as whose" + STEPS + ADDRESSEES + OF_OTHERS
                        + " order by " + order(asked.order(), asked.descending()) + ", " + ADDRESSEE + " collate \"C\""
                        + " limit :limit")
                .params(parameters(asked))
                .param("limit", limit)
                .query((row, n) -> waiting(row))
                .list();
    }

    @Override
    @Transactional(readOnly = true)
    public long countWaiting(Awaited asked) {
        return jdbc.sql("select count(*)" + STEPS + ADDRESSEES + OF_OTHERS)
                .params(parameters(asked))
                .query((row, n) -> row.getLong(1))
                .single();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Load> loads(Scope seen, LocalDate day) {
        return jdbc.sql("select " + ROLE + " = any(:overseeing) as overseers, " + ADDRESSEE + " as whose,"
                        + """
                         count(distinct task.id_) as open,
                         count(distinct task.id_) filter (where task.due_date_ < :day) as overdue,
                         min(task.due_date_) filter (where task.due_date_ < :day) as oldest
                    from flowable.act_ru_task task
                  """ + ADDRESSEES + " where " + Scope.condition(ADDRESSEE, "seen") + " group by 1, 2")
                .param("overseeing", Capacity.overseerWords())
                .params(seen.parameters("seen"))
                .param("day", startOf(day))
                .query((row, n) -> new Load(
                        row.getBoolean("overseers"),
                        new UnitCode(row.getString("whose")),
                        row.getInt("open"),
                        row.getInt("overdue"),
                        dayOf(row.getTimestamp("oldest"))))
                .list();
    }

    private static Map<String, @Nullable Object> parameters(Awaited asked) {
        Map<String, @Nullable Object> parameters = asked.parameters();
        parameters.put("day", startOf(asked.day()));
        return parameters;
    }

    private static Waiting waiting(ResultSet row) throws SQLException {
        Step step = step(row);
        return new Waiting(
                step.id(),
                step.kind(),
                step.title(),
                step.title(),
                Role.of(row.getString("role")),
                new UnitCode(row.getString("whose")),
                step.unit(),
                step.step(),
                step.since(),
                step.due() == null ? null : CityTime.day(step.due()),
                step.link());
    }

    /// The engine keeps times without their zone, in this machine's: they are compared and read as it wrote them.
    private static Timestamp startOf(LocalDate day) {
        return Timestamp.from(CityTime.startOf(day));
    }

    private static @Nullable LocalDate dayOf(@Nullable Timestamp time) {
        return time == null ? null : CityTime.day(time.toInstant());
    }

    @Override
    @Transactional(readOnly = true)
    public List<Due> dueUntil(LocalDate day) {
        Timestamp end = startOf(day.plusDays(1));
        return jdbc.sql(COLUMNS + """
                        , (select string_agg(addressee.group_id_, ',' order by addressee.group_id_)
                             from flowable.act_ru_identitylink addressee
                            where addressee.task_id_ = task.id_ and addressee.type_ = 'candidate') as groups
                        """ + STEPS
                        + " where task.due_date_ < :end order by task.due_date_, task.id_ collate \"C\"")
                .param("end", end)
                .query((row, n) -> {
                    Step step = step(row);
                    return new Due(
                            step.id(),
                            step.title(),
                            step.unit(),
                            addressees(row.getString("groups")),
                            step.since(),
                            CityTime.day(row.getTimestamp("due_date_").toInstant()),
                            step.link());
                })
                .list();
    }

    private static List<Addressee> addressees(@Nullable String groups) {
        return groups == null
                ? List.of()
                : Arrays.stream(groups.split(",", -1))
                        .filter(group -> group.contains("@"))
                        .map(group -> new Addressee(
                                Role.of(group.substring(0, group.indexOf('@'))),
                                new UnitCode(group.substring(group.indexOf('@') + 1))))
                        .toList();
    }

    private Map<String, @Nullable Object> parameters(Viewer viewer, Asked asked) {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put(
                "groups",
                viewer.capacities().stream().map(Capacity::group).distinct().toArray(String[]::new));
        parameters.put("step", asked.step());
        parameters.put("like", asked.like());
        parameters.put("all", !asked.words());
        parameters.put(
                "named",
                asked.words()
                        ? institution.unitsCalled(asked.like()).stream()
                                .map(UnitCode::value)
                                .toArray(String[]::new)
                        : new String[0]);
        return parameters;
    }

    private static String order(Order order, boolean descending) {
        String direction = descending ? " desc" : "";
        return switch (order) {
            case DUE -> "task.due_date_" + direction + " nulls last, task.id_ collate \"C\"";
            case SINCE -> "task.create_time_" + direction + ", task.id_ collate \"C\"";
            case UNIT -> "unit.text_ collate \"C\"" + direction + ", task.id_ collate \"C\"";
            case TITLE -> "title.text_ collate \"C\"" + direction + ", task.id_ collate \"C\"";
        };
    }

    /// The engine stores times without time zone, in the JVM's zone, which is fixed at the start.
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

    private Todo todo(Step step, Viewer viewer, LocalDate today) {
        LocalDate due = step.due() == null ? null : CityTime.day(step.due());
        return new Todo(
                step.id(),
                step.kind(),
                step.title(),
                step.unit().value(),
                viewer.unitNames().apply(step.unit()),
                step.step(),
                texts.say("approval.step." + step.step()),
                step.since(),
                due,
                due == null ? DeadlineLight.GREEN : calendar.light(CityTime.day(step.since()), due, today),
                step.link());
    }
}
