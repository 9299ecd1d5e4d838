package org.shuguan.server.task;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.shuguan.server.access.Actor;
import org.shuguan.server.approval.Approvals;
import org.shuguan.server.approval.Capacity;
import org.shuguan.server.approval.OpenWork;
import org.shuguan.server.approval.Todo;
import org.shuguan.server.audit.CurrentActor;
import org.shuguan.server.calendar.Calendar;
import org.shuguan.server.calendar.DeadlineLight;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OpenTodos;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Texts;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Assigned work, from its opening to its close.
@Service
@Transactional
public class Tasks implements OpenWork, OpenTodos {
    private static final int LONGEST_NOTE = 2000;

    private final AssignedTasks tasks;
    private final Approvals approvals;
    private final Institution institution;
    private final Calendar calendar;
    private final CurrentActor currentActor;
    private final Texts texts;
    private final JsonMapper json;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Tasks(
            AssignedTasks tasks,
            Approvals approvals,
            Institution institution,
            Calendar calendar,
            CurrentActor currentActor,
            Texts texts,
            JsonMapper json,
            ApplicationEventPublisher events,
            Clock clock) {
        this.tasks = tasks;
        this.approvals = approvals;
        this.institution = institution;
        this.calendar = calendar;
        this.currentActor = currentActor;
        this.texts = texts;
        this.json = json;
        this.events = events;
        this.clock = clock;
    }

    /// Assigns work. Where the same is open already, that task stays and takes over facts, link and due day.
    ///
    /// @return the task's id
    public UUID open(NewTask wanted) {
        var task = new AssignedTask(
                UUID.randomUUID(),
                wanted.kind(),
                wanted.subject(),
                wanted.unit(),
                wanted.role(),
                json.writeValueAsString(wanted.facts()),
                wanted.link(),
                clock.instant(),
                currentActor.actor(),
                wanted.due(),
                AssignedTask.State.OPEN,
                null,
                null,
                null);
        UUID id = tasks.open(task);
        if (id.equals(task.id())) {
            events.publishEvent(TaskEvent.of("task.open", task, Map.of("kind", task.kind(), "about", task.subject())));
        }
        return id;
    }

    /// Closes what is open of this kind about this subject, because the thing itself was done; where nothing is open,
    /// nothing happens.
    ///
    /// @param note what was done
    public void close(String kind, String subject, String note) {
        for (AssignedTask task : tasks.openOf(kind, subject)) {
            tasks.done(task.id(), clock.instant(), currentActor.actor(), note);
            events.publishEvent(TaskEvent.of("task.done", task, Map.of("note", note)));
        }
    }

    /// Tells how it goes.
    void progress(AssignedTask task, String text, Actor actor) {
        mustBeTheirs(task, actor);
        mustBeOpen(task);
        note(text);
        tasks.progress(task.id(), actor.officerName(), text.strip(), clock.instant());
        events.publishEvent(TaskEvent.of("task.progress", task, Map.of()));
    }

    /// Closes a task by the word of whoever it was given to.
    void done(AssignedTask task, String note, Actor actor) {
        mustBeTheirs(task, actor);
        note(note);
        if (!tasks.done(task.id(), clock.instant(), actor.officerName(), note.strip())) {
            throw TaskRefused.alreadyDone();
        }
        events.publishEvent(TaskEvent.of("task.done", task, Map.of("note", note.strip())));
    }

    /// A task that the actor may read: their unit's, anybody's for the bureau and the city's officers.
    @Transactional(readOnly = true)
    AssignedTask readable(UUID id, Actor actor) {
        AssignedTask task = tasks.find(id).orElseThrow(NotFound::new);
        boolean reads = readsAll(actor)
                || actor.held().stream().anyMatch(held -> held.unit().equals(task.unit()))
                || isTheirs(task, actor);
        if (!reads) {
            throw new NotFound();
        }
        return task;
    }

    static boolean readsAll(Actor actor) {
        return actor.isAny(Role.BUREAU_OPERATOR, Role.CITY_CDO, Role.CITY_EXECUTIVE_OFFICER);
    }

    boolean isTheirs(AssignedTask task, Actor actor) {
        return addressees(approvals.capacities(actor)).contains(addressee(task.role(), task.unit()));
    }

    /// The task's sentence in the reader's language.
    String sentence(AssignedTask task) {
        return texts.say(
                "task." + task.kind(), json.readValue(task.facts(), new TypeReference<Map<String, String>>() {}));
    }

    DeadlineLight light(AssignedTask task) {
        LocalDate opened = task.openedAt().atZone(Institution.CITY_TIME).toLocalDate();
        return task.due() == null ? DeadlineLight.GREEN : calendar.light(opened, task.due(), institution.today());
    }

    @Override
    @Transactional(readOnly = true)
    public List<Todo> openWorkOf(Looking somebody) {
        return tasks.openFor(addressees(somebody.capacities())).stream()
                .map(task -> new Todo(
                        task.id().toString(),
                        task.kind(),
                        sentence(task),
                        task.unit().value(),
                        somebody.unitNames().apply(task.unit()),
                        "task",
                        texts.say("approval.step.task"),
                        task.openedAt(),
                        task.due(),
                        light(task),
                        "/office/tasks/" + task.id()))
                .toList();
    }

    @Override
    @Transactional(readOnly = true)
    public int countFor(Role role, UnitCode unit) {
        return tasks.countOpen(role, unit);
    }

    private static List<String> addressees(List<Capacity> capacities) {
        return capacities.stream()
                .map(capacity -> addressee(capacity.role(), capacity.unit()))
                .toList();
    }

    private static String addressee(Role role, UnitCode unit) {
        return role.word() + "@" + unit.value();
    }

    private void mustBeTheirs(AssignedTask task, Actor actor) {
        if (!isTheirs(task, actor)) {
            throw new Forbidden();
        }
    }

    private static void mustBeOpen(AssignedTask task) {
        if (task.state() != AssignedTask.State.OPEN) {
            throw TaskRefused.alreadyDone();
        }
    }

    private static void note(String text) {
        new InvalidInput.Check()
                .that(!text.isBlank(), "text", "required")
                .that(text.length() <= LONGEST_NOTE, "text", "too-long", Map.of("max", LONGEST_NOTE))
                .orRefuse();
    }
}
