package org.shuguan.server.approval;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.flowable.engine.RuntimeService;
import org.flowable.engine.TaskService;
import org.flowable.engine.runtime.ProcessInstance;
import org.flowable.task.api.Task;
import org.shuguan.server.calendar.Calendar;
import org.shuguan.server.calendar.Light;
import org.shuguan.server.identity.Actor;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Texts;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The steps of cases that wait for somebody.
@Component
class OpenSteps implements OpenWork {
    /// A list of one person: more than this is no list any more.
    private static final int MOST = 2000;

    private final Approvals approvals;
    private final TaskService tasks;
    private final RuntimeService runtime;
    private final Institution institution;
    private final Calendar calendar;
    private final Texts texts;

    OpenSteps(
            Approvals approvals,
            TaskService tasks,
            RuntimeService runtime,
            Institution institution,
            Calendar calendar,
            Texts texts) {
        this.approvals = approvals;
        this.tasks = tasks;
        this.runtime = runtime;
        this.institution = institution;
        this.calendar = calendar;
        this.texts = texts;
    }

    @Override
    @Transactional(readOnly = true)
    public List<Todo> openWorkOf(Actor actor) {
        List<String> groups = approvals.groups(actor);
        if (groups.isEmpty()) {
            return List.of();
        }
        List<Task> open = tasks.createTaskQuery()
                .taskCandidateGroupIn(groups)
                .includeProcessVariables()
                .orderByTaskCreateTime()
                .asc()
                .listPage(0, MOST);
        if (open.isEmpty()) {
            return List.of();
        }
        Map<String, String> kinds = runtime
                .createProcessInstanceQuery()
                .processInstanceIds(
                        open.stream().map(Task::getProcessInstanceId).collect(Collectors.toSet()))
                .list()
                .stream()
                .collect(Collectors.toMap(ProcessInstance::getId, ProcessInstance::getProcessDefinitionKey));
        Function<UnitCode, String> names = institution.unitNames();
        return open.stream()
                .map(task -> todo(task, kinds.getOrDefault(task.getProcessInstanceId(), ""), names))
                .toList();
    }

    private Todo todo(Task task, String kind, Function<UnitCode, String> names) {
        Map<String, Object> variables = task.getProcessVariables();
        String unit = String.valueOf(variables.get(Approvals.UNIT));
        Instant since = task.getCreateTime().toInstant();
        LocalDate start = since.atZone(Institution.CITY_TIME).toLocalDate();
        LocalDate due = task.getDueDate() == null
                ? null
                : task.getDueDate().toInstant().atZone(Institution.CITY_TIME).toLocalDate();
        return new Todo(
                task.getId(),
                kind,
                String.valueOf(variables.get(Approvals.TITLE)),
                unit,
                names.apply(new UnitCode(unit)),
                task.getTaskDefinitionKey(),
                texts.say("approval.step." + task.getTaskDefinitionKey()),
                since,
                due,
                due == null ? Light.GREEN : calendar.light(start, due, institution.today()),
                String.valueOf(variables.get(Approvals.LINK)));
    }
}
