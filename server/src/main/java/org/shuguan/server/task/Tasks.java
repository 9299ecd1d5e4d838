package org.shuguan.server.task;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.access.Person;
import org.shuguan.server.access.Scope;
import org.shuguan.server.approval.OpenWork;
import org.shuguan.server.approval.Todo;
import org.shuguan.server.audit.CurrentActor;
import org.shuguan.server.calendar.Calendar;
import org.shuguan.server.calendar.DeadlineLight;
import org.shuguan.server.calendar.OpenTerms;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OpenTodos;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Texts;
import org.shuguan.server.settings.Settings;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Assigned tasks, from opening to closing.
@Service
@Transactional
public class Tasks implements OpenWork, OpenTodos, OpenTerms {
    private static final int LONGEST_NOTE = 2000;
    private static final String STEP = "task";

    private final AssignedTasks tasks;
    private final Access access;
    private final Institution institution;
    private final Calendar calendar;
    private final Settings settings;
    private final CurrentActor currentActor;
    private final Texts texts;
    private final JsonMapper json;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Tasks(
            AssignedTasks tasks,
            Access access,
            Institution institution,
            Calendar calendar,
            Settings settings,
            CurrentActor currentActor,
            Texts texts,
            JsonMapper json,
            ApplicationEventPublisher events,
            Clock clock) {
        this.tasks = tasks;
        this.access = access;
        this.institution = institution;
        this.calendar = calendar;
        this.settings = settings;
        this.currentActor = currentActor;
        this.texts = texts;
        this.json = json;
        this.events = events;
        this.clock = clock;
    }

    /// Assigns a task. If the same one is already open, that task remains and gets the new facts, link and due
    /// day; a term by the same rule goes on from the day on which it was opened.
    ///
    /// @return the task's id
    public UUID open(NewTask wanted) {
        Instant now = clock.instant();
        var task = new AssignedTask(
                UUID.randomUUID(),
                wanted.kind(),
                wanted.subject(),
                wanted.unit(),
                wanted.role(),
                json.writeValueAsString(wanted.facts()),
                wanted.link(),
                wanted.closing(),
                now,
                currentActor.actor(),
                null,
                wanted.term() == null ? wanted.due() : counted(wanted.term(), CityTime.day(now)),
                wanted.term(),
                AssignedTask.State.OPEN,
                null,
                null,
                null,
                null);
        UUID id = tasks.open(task);
        if (id.equals(task.id())) {
            events.publishEvent(new TaskOpened(
                    id, task.kind(), task.subject(), task.role(), task.unit(), wanted.facts(), wanted.link()));
        }
        return id;
    }

    /// Closes the open tasks of this kind and subject because the work was done; does nothing if none is open.
    ///
    /// @param note what was done
    public void close(String kind, String subject, String note) {
        for (AssignedTask task : tasks.openOf(kind, subject)) {
            tasks.done(task.id(), clock.instant(), new Person(null, currentActor.actor()), note);
            events.publishEvent(new TaskDone(task.id(), task.unit(), note));
        }
    }

    /// Gives the open tasks of this kind and subject another last day; does nothing if none is open.
    public void move(String kind, String subject, LocalDate due) {
        tasks.openOf(kind, subject).forEach(task -> tasks.due(task.id(), due));
    }

    @Override
    public List<Moved> recount() {
        List<Moved> moved = new ArrayList<>();
        for (AssignedTask task : tasks.lockCounted()) {
            LocalDate before = Objects.requireNonNull(task.due());
            LocalDate after = counted(Objects.requireNonNull(task.term()), CityTime.day(task.openedAt()));
            if (!after.equals(before)) {
                tasks.due(task.id(), after);
                moved.add(new Moved(TASK, sentence(task), task.unit(), "/office/tasks/" + task.id(), before, after));
            }
        }
        return moved;
    }

    private LocalDate counted(String term, LocalDate since) {
        return calendar.due(since, settings.workingDays(term).on(since));
    }

    /// The subjects of the open tasks of a kind.
    @Transactional(readOnly = true)
    public List<String> openSubjects(String kind) {
        return tasks.openSubjects(kind);
    }

    /// Records a progress report.
    void progress(AssignedTask task, String text, Actor actor) {
        mustBeTheirs(task, actor);
        mustBeOpen(task);
        note(text);
        tasks.progress(task.id(), Person.of(actor), text.strip(), clock.instant());
        events.publishEvent(new TaskProgress(task.id(), task.unit()));
    }

    /// Closes a task by hand.
    void done(AssignedTask task, String note, Actor actor) {
        mustBeTheirs(task, actor);
        mustBeOpen(task);
        if (task.closing() == NewTask.Closing.WITH_SUBJECT) {
            throw TaskRefused.followsSubject(task.link());
        }
        note(note);
        if (!tasks.done(task.id(), clock.instant(), Person.of(actor), note.strip())) {
            throw TaskRefused.alreadyDone();
        }
        events.publishEvent(new TaskDone(task.id(), task.unit(), note.strip()));
    }

    /// A task that the actor may read: of a unit for which they work or which they oversee, or addressed to them.
    @Transactional(readOnly = true)
    AssignedTask readable(UUID id, Actor actor) {
        return seen(id, actor).orElseThrow(NotFound::new);
    }

    /// The same; empty if the actor may not read it.
    @Transactional(readOnly = true)
    Optional<AssignedTask> seen(UUID id, Actor actor) {
        return tasks.find(id)
                .filter(task -> access.can(actor, TaskPermission.READ, task.unit()) || isTheirs(task, actor));
    }

    /// Units whose tasks the actor may list.
    @Transactional(readOnly = true)
    Scope listed(Actor actor) {
        return access.scope(actor, TaskPermission.READ)
                .or(Scope.of(actor.capacities().stream().map(Capacity::unit).toList()));
    }

    boolean isTheirs(AssignedTask task, Actor actor) {
        return groups(actor.capacities()).contains(group(task));
    }

    /// The group to which a task is addressed. A task of a role that oversees units is stored at the territory.
    private static String group(AssignedTask task) {
        return Capacity.group(task.role(), task.unit());
    }

    /// The task's sentence in the reader's language.
    String sentence(AssignedTask task) {
        return texts.say("task." + task.kind(), facts(task));
    }

    DeadlineLight light(AssignedTask task) {
        LocalDate opened = CityTime.day(task.openedAt());
        return task.due() == null ? DeadlineLight.GREEN : calendar.light(opened, task.due(), institution.today());
    }

    @Override
    public List<String> kinds() {
        return List.of(TASK);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Item> find(Viewer viewer, Asked asked, long limit) {
        return asked.step() != null && !asked.step().equals(STEP)
                ? List.of()
                : tasks.openFor(groups(viewer.capacities()), asked, named(asked), limit).stream()
                        .map(task -> new Item(
                                todo(task, viewer), String.valueOf(facts(task).getOrDefault("title", ""))))
                        .toList();
    }

    @Override
    @Transactional(readOnly = true)
    public long count(Viewer viewer, Asked asked) {
        return asked.step() != null && !asked.step().equals(STEP)
                ? 0
                : tasks.countOpenFor(groups(viewer.capacities()), asked, named(asked));
    }

    @Override
    @Transactional(readOnly = true)
    public List<Waiting> waiting(Awaited asked, long limit) {
        return isAsked(asked)
                ? tasks.waiting(asked, limit).stream().map(this::waiting).toList()
                : List.of();
    }

    @Override
    @Transactional(readOnly = true)
    public long countWaiting(Awaited asked) {
        return isAsked(asked) ? tasks.countWaiting(asked) : 0;
    }

    @Override
    @Transactional(readOnly = true)
    public List<Load> loads(Scope seen, LocalDate day) {
        return tasks.loads(seen, day);
    }

    /// Of all kinds of work, tasks are one, whatever they are about.
    private static boolean isAsked(Awaited asked) {
        return asked.kind() == null || asked.kind().equals(TASK);
    }

    private Waiting waiting(AssignedTask task) {
        return new Waiting(
                task.id().toString(),
                TASK,
                sentence(task),
                String.valueOf(facts(task).getOrDefault("title", "")),
                task.role(),
                task.unit(),
                task.unit(),
                STEP,
                task.openedAt(),
                task.due(),
                "/office/tasks/" + task.id());
    }

    @Override
    @Transactional(readOnly = true)
    public List<Due> dueUntil(LocalDate day) {
        return tasks.openDueUntil(day).stream()
                .map(task -> new Due(
                        task.id().toString(),
                        sentence(task),
                        task.unit(),
                        List.of(new Addressee(task.role(), task.unit())),
                        task.openedAt(),
                        Objects.requireNonNull(task.due()),
                        "/office/tasks/" + task.id()))
                .toList();
    }

    private Todo todo(AssignedTask task, Viewer viewer) {
        return new Todo(
                task.id().toString(),
                task.kind(),
                sentence(task),
                task.unit().value(),
                viewer.unitNames().apply(task.unit()),
                STEP,
                texts.say("approval.step.task"),
                task.openedAt(),
                task.due(),
                light(task),
                "/office/tasks/" + task.id());
    }

    private Set<String> named(Asked asked) {
        return asked.words()
                ? institution.unitsCalled(asked.like()).stream()
                        .map(UnitCode::value)
                        .collect(Collectors.toSet())
                : Set.of();
    }

    private Map<String, String> facts(AssignedTask task) {
        return json.readValue(task.facts(), new TypeReference<Map<String, String>>() {});
    }

    private static List<String> groups(List<Capacity> capacities) {
        return capacities.stream().map(Capacity::group).toList();
    }

    @Override
    @Transactional(readOnly = true)
    public int countFor(Role role, UnitCode unit) {
        return tasks.countOpen(role, access.addressed(role, unit));
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
