package org.shuguan.server.approval;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.platform.ListColumns;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.Texts;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The user's to-do list, which is the start page. It merges all kinds of [OpenWork], each in the requested order.
@RestController
@RequestMapping("/api/todos")
@Transactional(readOnly = true)
class TodoController {
    private static final ListColumns<Todo> COLUMNS = ListColumns.<Todo>titled("todo.")
            .column("title", Todo::title)
            .column("unit", Todo::unitName)
            .column("step", Todo::stepName)
            .column("since", Todo::since)
            .column("due", Todo::due);
    private final List<OpenWork> openWork;
    private final Reviews reviews;
    private final Institution institution;
    private final Texts texts;

    TodoController(List<OpenWork> openWork, Reviews reviews, Institution institution, Texts texts) {
        this.openWork = openWork;
        this.reviews = reviews;
        this.institution = institution;
        this.texts = texts;
    }

    @GetMapping
    Listing<Todo> list(@RequestParam @Nullable String step, @ParameterObject ListQuery query, Actor actor) {
        OpenWork.Viewer viewer = new OpenWork.Viewer(actor.capacities(), institution.unitNames());
        OpenWork.Asked asked = asked(step, query);
        return WorkOrder.page(
                        openWork,
                        query,
                        work -> work.count(viewer, asked),
                        (work, most) -> work.find(viewer, asked, most),
                        asked.comparator())
                .map(OpenWork.Item::todo)
                .map(todo ->
                        reviews.decides(todo.kind(), todo.step()) ? todo.decidedAt(Reviews.page(todo.id())) : todo);
    }

    @GetMapping("/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable String format,
            @RequestParam @Nullable String step,
            @ParameterObject ListQuery query,
            Actor actor) {
        return COLUMNS.download(format, texts.say("todo.list"), query, page -> list(step, page, actor), texts);
    }

    private static OpenWork.Asked asked(@Nullable String step, ListQuery query) {
        return new OpenWork.Asked(
                step == null || step.isBlank() ? null : step,
                query.like(),
                WorkOrder.asked(query),
                WorkOrder.descending(query));
    }
}
