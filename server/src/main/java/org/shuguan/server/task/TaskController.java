package org.shuguan.server.task;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.calendar.DeadlineLight;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.AllRows;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.Spreadsheet;
import org.shuguan.server.platform.Texts;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Tasks over HTTP.
@RestController
@RequestMapping("/api/tasks")
@Transactional
class TaskController {
    /// @param sentence what is to be done
    /// @param theirs whether the reader is the one to do it
    record TaskRow(AssignedTask task, String sentence, String unitName, DeadlineLight light, boolean theirs) {}

    record TaskPage(TaskRow row, List<AssignedTasks.Progress> progress) {}

    record Note(@Nullable String text) {}

    private final Tasks tasks;
    private final AssignedTasks kept;
    private final Institution institution;
    private final Texts texts;

    TaskController(Tasks tasks, AssignedTasks kept, Institution institution, Texts texts) {
        this.tasks = tasks;
        this.kept = kept;
        this.institution = institution;
        this.texts = texts;
    }

    /// The tasks of one's units; everybody's for the bureau and the city's officers.
    @GetMapping
    Listing<TaskRow> list(@RequestParam @Nullable String state, @ParameterObject ListQuery query, Actor actor) {
        Set<UnitCode> units = Tasks.readsAll(actor)
                ? null
                : actor.held().stream().map(Actor.Held::unit).collect(Collectors.toSet());
        return kept.list(units, state, query).map(task -> row(task, actor));
    }

    @GetMapping("/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable String format,
            @RequestParam @Nullable String state,
            @ParameterObject ListQuery query,
            Actor actor) {
        List<String> columns = List.of("task", "unit", "role", "opened", "due", "state", "done", "note").stream()
                .map(column -> texts.say("task.column." + column))
                .toList();
        AllRows<List<@Nullable Object>> rows = query.everything(page -> list(state, page, actor))
                .map(row -> Arrays.<@Nullable Object>asList(
                        row.sentence(),
                        row.unitName(),
                        texts.say("task.role." + row.task().role().word()),
                        row.task().openedAt(),
                        row.task().due(),
                        texts.say("task.state." + row.task().state().word()),
                        row.task().doneAt(),
                        row.task().doneNote()));
        return new Spreadsheet(texts.say("task.list"), columns, rows, texts).download(format);
    }

    @GetMapping("/{id}")
    TaskPage one(@PathVariable UUID id, Actor actor) {
        AssignedTask task = tasks.readable(id, actor);
        return new TaskPage(row(task, actor), kept.progressOf(id));
    }

    @PostMapping("/{id}/progress")
    TaskPage progress(@PathVariable UUID id, @RequestBody Note note, Actor actor) {
        tasks.progress(tasks.readable(id, actor), note.text() == null ? "" : note.text(), actor);
        return one(id, actor);
    }

    @PostMapping("/{id}/done")
    TaskPage done(@PathVariable UUID id, @RequestBody Note note, Actor actor) {
        tasks.done(tasks.readable(id, actor), note.text() == null ? "" : note.text(), actor);
        return one(id, actor);
    }

    private TaskRow row(AssignedTask task, Actor actor) {
        return new TaskRow(
                task,
                tasks.sentence(task),
                institution.unitName(task.unit()),
                tasks.light(task),
                tasks.isTheirs(task, actor));
    }
}
