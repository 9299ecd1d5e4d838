package org.shuguan.server.approval;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.flowable.engine.RuntimeService;
import org.flowable.engine.TaskService;
import org.flowable.engine.runtime.ProcessInstance;
import org.flowable.task.api.Task;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.calendar.Calendar;
import org.shuguan.server.calendar.Light;
import org.shuguan.server.identity.Actor;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.Spreadsheet;
import org.shuguan.server.platform.Texts;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The to-do list: the first page of everybody's day.
@RestController
@RequestMapping("/api/todos")
@Transactional
class TodoController {
    /// A list of one person: more than this is no list any more.
    private static final int MOST = 2000;

    record Todo(
            String id,
            String kind,
            String title,
            @Nullable String unit,
            @Nullable String unitName,
            String step,
            String stepName,
            Instant since,
            @Nullable LocalDate due,
            Light light,
            String link) {}

    private final Approvals approvals;
    private final TaskService tasks;
    private final RuntimeService runtime;
    private final Institution institution;
    private final Calendar calendar;
    private final Texts texts;

    TodoController(
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

    @GetMapping
    Listing<Todo> list(@RequestParam @Nullable String step, @ParameterObject ListQuery query, Actor actor) {
        List<Todo> found = found(step, query, actor);
        List<Todo> page =
                found.stream().skip(query.offset()).limit(query.sizeOrUsual()).toList();
        return new Listing<>(page, found.size(), query.pageOrFirst(), query.sizeOrUsual());
    }

    @GetMapping("/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable String format,
            @RequestParam @Nullable String step,
            @ParameterObject ListQuery query,
            Actor actor) {
        List<String> columns = List.of("title", "unit", "step", "since", "due").stream()
                .map(column -> texts.say("todo." + column))
                .toList();
        List<List<@Nullable Object>> rows = found(step, query, actor).stream()
                .map(todo -> Arrays.<@Nullable Object>asList(
                        todo.title(), todo.unitName(), todo.stepName(), todo.since(), todo.due()))
                .toList();
        return new Spreadsheet(texts.say("todo.list"), columns, rows).download(format);
    }

    private List<Todo> found(@Nullable String step, ListQuery query, Actor actor) {
        return all(actor).stream()
                .filter(todo -> step == null || step.isBlank() || todo.step().equals(step))
                .filter(todo -> matches(todo, query.q()))
                .sorted(order(query))
                .toList();
    }

    private List<Todo> all(Actor actor) {
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
        return open.stream()
                .map(task -> todo(task, kinds.getOrDefault(task.getProcessInstanceId(), "")))
                .toList();
    }

    private Todo todo(Task task, String kind) {
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
                institution.unit(new UnitCode(unit)).map(Unit::name).orElse(unit),
                task.getTaskDefinitionKey(),
                texts.say("approval.step." + task.getTaskDefinitionKey()),
                since,
                due,
                due == null ? Light.GREEN : calendar.light(start, due, institution.today()),
                String.valueOf(variables.get(Approvals.LINK)));
    }

    private static boolean matches(Todo todo, @Nullable String q) {
        if (q == null || q.isBlank()) {
            return true;
        }
        String wanted = q.strip().toLowerCase(Locale.ROOT);
        return todo.title().toLowerCase(Locale.ROOT).contains(wanted)
                || String.valueOf(todo.unitName()).toLowerCase(Locale.ROOT).contains(wanted);
    }

    private static Comparator<Todo> order(ListQuery query) {
        String sort = query.sort() == null ? "due" : query.sort();
        Comparator<Todo> order = switch (sort.startsWith("-") ? sort.substring(1) : sort) {
            case "title" -> Comparator.comparing(Todo::title);
            case "unit" -> Comparator.comparing(todo -> String.valueOf(todo.unit()));
            case "since" -> Comparator.comparing(Todo::since);
            default -> Comparator.comparing(todo -> todo.due() == null ? LocalDate.MAX : todo.due());
        };
        return (sort.startsWith("-") ? order.reversed() : order).thenComparing(Todo::id);
    }
}
