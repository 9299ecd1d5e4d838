package org.shuguan.server.approval;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flowable.bpmn.model.UserTask;
import org.flowable.engine.RepositoryService;
import org.flowable.engine.RuntimeService;
import org.flowable.engine.TaskService;
import org.flowable.task.api.Task;
import org.shuguan.server.calendar.Calendar;
import org.shuguan.server.calendar.OpenTerms;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.settings.Settings;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Counts the terms of open steps anew when a year's holidays are announced: of those whose flow counts working
/// days. A step whose last day somebody named keeps it.
@Component
class CaseRecount implements OpenTerms {
    private static final Pattern COUNTED = Pattern.compile("\\$\\{deadlines\\.of\\('([^']+)'\\)}");

    private final TaskService tasks;
    private final RuntimeService runtime;
    private final RepositoryService repository;
    private final Calendar calendar;
    private final Settings settings;

    CaseRecount(
            TaskService tasks,
            RuntimeService runtime,
            RepositoryService repository,
            Calendar calendar,
            Settings settings) {
        this.tasks = tasks;
        this.runtime = runtime;
        this.repository = repository;
        this.calendar = calendar;
        this.settings = settings;
    }

    @Override
    @Transactional
    public List<Moved> recount() {
        List<Moved> moved = new ArrayList<>();
        for (Task task : tasks.createTaskQuery().orderByTaskId().asc().list()) {
            Date due = task.getDueDate();
            String rule = rule(task).orElse(null);
            if (due == null || rule == null) {
                continue;
            }
            LocalDate since = CityTime.day(task.getCreateTime().toInstant());
            LocalDate before = CityTime.day(due.toInstant());
            LocalDate after = calendar.due(since, settings.workingDays(rule).on(since));
            if (!after.equals(before)) {
                tasks.setDueDate(task.getId(), Date.from(CityTime.endOf(after)));
                moved.add(new Moved(
                        flow(task),
                        text(task, Approvals.TITLE),
                        new UnitCode(text(task, Approvals.UNIT)),
                        text(task, Approvals.LINK),
                        before,
                        after));
            }
        }
        return moved;
    }

    /// The rule by which the step's flow counts its term.
    private Optional<String> rule(Task task) {
        return repository.getBpmnModel(task.getProcessDefinitionId()).getFlowElement(task.getTaskDefinitionKey())
                        instanceof UserTask step
                ? Optional.ofNullable(step.getDueDate())
                        .map(COUNTED::matcher)
                        .filter(Matcher::matches)
                        .map(found -> found.group(1))
                : Optional.empty();
    }

    private String flow(Task task) {
        return repository.getProcessDefinition(task.getProcessDefinitionId()).getKey();
    }

    private String text(Task task, String variable) {
        return String.valueOf(runtime.getVariable(task.getProcessInstanceId(), variable));
    }
}
