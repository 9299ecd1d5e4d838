package org.shuguan.server.guidance;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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

/// Inquiries that wait for an answer or a reply, in the to-do lists, the lists of overdue work, reminders and
/// escalation.
@Component
@Transactional(readOnly = true)
class InquiryWork implements OpenWork, OpenTodos {
    static final String KIND = "inquiry";
    private static final String ANSWER = "inquiry-answer";
    private static final String REPLY = "inquiry-reply";

    private final KeptInquiries kept;
    private final Access access;
    private final Institution institution;
    private final Calendar calendar;
    private final Texts texts;

    InquiryWork(KeptInquiries kept, Access access, Institution institution, Calendar calendar, Texts texts) {
        this.kept = kept;
        this.access = access;
        this.institution = institution;
        this.calendar = calendar;
        this.texts = texts;
    }

    /// The word of the state in which a step is done, null for no step; no state for the steps of other work.
    static @Nullable String state(@Nullable String step) {
        if (step == null) {
            return null;
        }
        return switch (step) {
            case ANSWER -> Inquiry.State.OPEN.word();
            case REPLY -> Inquiry.State.ASKED_BACK.word();
            default -> "";
        };
    }

    @Override
    public List<String> kinds() {
        return List.of(KIND);
    }

    @Override
    public List<Item> find(Viewer viewer, Asked asked, long limit) {
        LocalDate today = institution.today();
        return kept.turnsOf(groups(viewer.capacities()), asked, named(asked), limit).stream()
                .map(one -> new Item(todo(one, viewer, today), one.title()))
                .toList();
    }

    @Override
    public long count(Viewer viewer, Asked asked) {
        return kept.countTurns(groups(viewer.capacities()), asked, named(asked));
    }

    @Override
    public List<Waiting> waiting(Awaited asked, long limit) {
        return isAsked(asked)
                ? kept.waiting(asked, limit).stream().map(this::waiting).toList()
                : List.of();
    }

    @Override
    public long countWaiting(Awaited asked) {
        return isAsked(asked) ? kept.countWaiting(asked) : 0;
    }

    @Override
    public List<Load> loads(Scope seen, LocalDate day) {
        return kept.loads(seen, day);
    }

    @Override
    public List<Due> dueUntil(LocalDate day) {
        return kept.dueUntil(day).stream()
                .map(one -> new Due(
                        id(one),
                        sentence(one),
                        one.unit(),
                        one.groups().stream()
                                .map(group -> group.split("@", 2))
                                .map(group -> new Addressee(Role.of(group[0]), new UnitCode(group[1])))
                                .toList(),
                        Objects.requireNonNull(one.turnSince()),
                        Objects.requireNonNull(one.due()),
                        one.link()))
                .toList();
    }

    @Override
    public int countFor(Role role, UnitCode unit) {
        return kept.countTurns(role, access.addressed(role, unit));
    }

    /// The light of an inquiry that waits for somebody, green of any other.
    DeadlineLight light(Inquiry one) {
        LocalDate due = one.due();
        return due == null
                ? DeadlineLight.GREEN
                : calendar.light(CityTime.day(Objects.requireNonNull(one.turnSince())), due, institution.today());
    }

    private static boolean isAsked(Awaited asked) {
        return asked.kind() == null || asked.kind().equals(KIND);
    }

    private Waiting waiting(Inquiry one) {
        return new Waiting(
                id(one),
                KIND,
                sentence(one),
                one.title(),
                Objects.requireNonNull(one.turnRole()),
                Objects.requireNonNull(one.turnUnit()),
                one.unit(),
                step(one),
                Objects.requireNonNull(one.turnSince()),
                one.due(),
                one.link());
    }

    private Todo todo(Inquiry one, Viewer viewer, LocalDate today) {
        LocalDate due = Objects.requireNonNull(one.due());
        var since = Objects.requireNonNull(one.turnSince());
        return new Todo(
                id(one),
                KIND,
                sentence(one),
                one.unit().value(),
                viewer.unitNames().apply(one.unit()),
                step(one),
                texts.say("approval.step." + step(one)),
                since,
                due,
                calendar.light(CityTime.day(since), due, today),
                one.link());
    }

    private static String step(Inquiry one) {
        return one.state() == Inquiry.State.ASKED_BACK ? REPLY : ANSWER;
    }

    private static String id(Inquiry one) {
        return one.id() + ":" + step(one);
    }

    private String sentence(Inquiry one) {
        return texts.say(
                "guidance.sentence." + one.kind().word(), Map.of("title", one.title(), "number", one.number()));
    }

    private Set<String> named(Asked asked) {
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
