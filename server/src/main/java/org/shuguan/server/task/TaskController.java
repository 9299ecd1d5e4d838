package org.shuguan.server.task;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.calendar.DeadlineLight;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ListColumns;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
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
    /// @param theirs whether the task is addressed to the reader
    record TaskRow(AssignedTask task, String sentence, String unitName, DeadlineLight light, boolean theirs) {}

    static final ListColumns<TaskRow> COLUMNS = ListColumns.<TaskRow>titled("task.column.")
            .column("task", TaskRow::sentence)
            .column("unit", TaskRow::unitName, "unit")
            .word("role", "task.role.", row -> row.task().role().word())
            .column("opened", row -> row.task().openedAt())
            .column("due", row -> row.task().due(), "due")
            .word("state", "task.state.", row -> row.task().state().word(), "state")
            .column("done", row -> row.task().doneAt())
            .column("note", row -> row.task().doneNote())
            .sorted("openedAt", "opened_at")
            .filter("state", AssignedTask.State.values());

    /// @param byHand whether the addressee closes it by hand; if not, the work is done on the linked page
    record TaskPage(TaskRow row, boolean byHand, List<AssignedTasks.Progress> progress) {}

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

    /// The tasks of the units for which the user works or which they oversee.
    @GetMapping
    Listing<TaskRow> list(@RequestParam @Nullable String state, @ParameterObject ListQuery query, Actor actor) {
        Function<UnitCode, String> names = institution.unitNames();
        return kept.list(tasks.listed(actor), COLUMNS.chosen("state", state), query)
                .map(task -> row(task, names, actor));
    }

    @GetMapping("/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable String format,
            @RequestParam @Nullable String state,
            @ParameterObject ListQuery query,
            Actor actor) {
        return COLUMNS.download(format, texts.say("task.list"), query, page -> list(state, page, actor), texts);
    }

    @GetMapping("/{id}")
    TaskPage one(@PathVariable UUID id, Actor actor) {
        AssignedTask task = tasks.readable(id, actor);
        return new TaskPage(row(task, actor), task.closing() == NewTask.Closing.BY_HAND, kept.progressOf(id));
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
        return row(task, institution::unitName, actor);
    }

    private TaskRow row(AssignedTask task, Function<UnitCode, String> names, Actor actor) {
        return new TaskRow(
                task, tasks.sentence(task), names.apply(task.unit()), tasks.light(task), tasks.isTheirs(task, actor));
    }
}
