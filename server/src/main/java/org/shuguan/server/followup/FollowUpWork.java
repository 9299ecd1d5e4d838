package org.shuguan.server.followup;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.access.Scope;
import org.shuguan.server.approval.OpenWork;
import org.shuguan.server.approval.Todo;
import org.shuguan.server.calendar.Calendar;
import org.shuguan.server.calendar.DeadlineLight;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OpenTodos;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.Texts;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The turns of follow-ups in the to-do lists, the lists of overdue work, reminders and escalation.
@Component
@Transactional(readOnly = true)
class FollowUpWork implements OpenWork, OpenTodos {
    static final String KIND = "follow-up";

    private final Turns turns;
    private final Access access;
    private final Institution institution;
    private final Calendar calendar;
    private final Texts texts;

    FollowUpWork(Turns turns, Access access, Institution institution, Calendar calendar, Texts texts) {
        this.turns = turns;
        this.access = access;
        this.institution = institution;
        this.calendar = calendar;
        this.texts = texts;
    }

    @Override
    public List<String> kinds() {
        return List.of(KIND);
    }

    @Override
    public List<Item> find(Viewer viewer, Asked asked, long limit) {
        LocalDate today = institution.today();
        return turns.of(groups(viewer.capacities()), asked, named(asked), limit).stream()
                .map(turn -> new Item(todo(turn, viewer, today), turn.title()))
                .toList();
    }

    @Override
    public long count(Viewer viewer, Asked asked) {
        return turns.count(groups(viewer.capacities()), asked, named(asked));
    }

    @Override
    public List<Waiting> waiting(Awaited asked, long limit) {
        return isAsked(asked)
                ? turns.waiting(asked, limit).stream().map(this::waiting).toList()
                : List.of();
    }

    @Override
    public long countWaiting(Awaited asked) {
        return isAsked(asked) ? turns.countWaiting(asked) : 0;
    }

    @Override
    public List<Load> loads(Scope seen, LocalDate day) {
        return turns.loads(seen, day);
    }

    @Override
    public List<Due> dueUntil(LocalDate day) {
        return turns.dueUntil(day).stream()
                .map(turn -> new Due(
                        turn.id(),
                        sentence(turn),
                        turn.lead(),
                        addressees(turn),
                        turn.since(),
                        Objects.requireNonNull(turn.due()),
                        link(turn)))
                .toList();
    }

    @Override
    public int countFor(Role role, UnitCode unit) {
        return turns.countOpen(role, access.addressed(role, unit));
    }

    private static List<Addressee> addressees(Turns.Told turn) {
        return turn.groups().stream()
                .map(group -> group.split("@", 2))
                .map(group -> new Addressee(Role.of(group[0]), new UnitCode(group[1])))
                .toList();
    }

    private static boolean isAsked(Awaited asked) {
        return asked.kind() == null || asked.kind().equals(KIND);
    }

    private Waiting waiting(Turns.Told turn) {
        return new Waiting(
                turn.id(),
                KIND,
                sentence(turn),
                turn.title(),
                turn.role(),
                turn.unit(),
                turn.lead(),
                turn.step(),
                turn.since(),
                turn.due(),
                link(turn));
    }

    Todo todo(Turns.Told turn, Viewer viewer, LocalDate today) {
        LocalDate due = turn.due();
        return new Todo(
                turn.id(),
                KIND,
                sentence(turn),
                turn.lead().value(),
                viewer.unitNames().apply(turn.lead()),
                turn.step(),
                texts.say("approval.step." + turn.step()),
                turn.since(),
                due,
                due == null ? DeadlineLight.GREEN : calendar.light(CityTime.day(turn.since()), due, today),
                link(turn));
    }

    private String sentence(Turns.Told turn) {
        return texts.say("followup.sentence", Map.of("title", turn.title(), "number", turn.number()));
    }

    private static String link(Turns.Told turn) {
        return "/office/follow-ups/" + turn.followUp();
    }

    Set<String> named(Asked asked) {
        return asked.words()
                ? institution.unitsCalled(asked.like()).stream()
                        .map(UnitCode::value)
                        .collect(Collectors.toSet())
                : Set.of();
    }

    private static List<String> groups(List<Capacity> capacities) {
        return capacities.stream().map(Capacity::group).toList();
    }
}
