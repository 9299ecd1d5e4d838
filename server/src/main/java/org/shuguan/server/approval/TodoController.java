package org.shuguan.server.approval;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
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
    private final List<OpenWork> openWork;
    private final Approvals approvals;
    private final Texts texts;

    TodoController(List<OpenWork> openWork, Approvals approvals, Texts texts) {
        this.openWork = openWork;
        this.approvals = approvals;
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
        OpenWork.Looking looking = approvals.looking(actor);
        return openWork.stream()
                .flatMap(work -> work.openWorkOf(looking).stream())
                .filter(todo -> step == null || step.isBlank() || todo.step().equals(step))
                .filter(todo -> matches(todo, query.q()))
                .sorted(order(query))
                .toList();
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
