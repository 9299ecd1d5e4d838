package org.shuguan.server.powers;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.access.Scope;
import org.shuguan.server.approval.OpenWork;
import org.shuguan.server.approval.Todo;
import org.shuguan.server.calendar.DeadlineLight;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.Texts;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Open requests in the to-do lists of those who confirm. They expire and are never late, and nobody oversees the
/// administrators' work, so they are in no list of overdue work.
@Component
@Transactional(readOnly = true)
class RequestWork implements OpenWork {
    private static final String KIND = "second-person";

    private final Requests requests;
    private final Texts texts;
    private final Clock clock;

    RequestWork(Requests requests, Texts texts, Clock clock) {
        this.requests = requests;
        this.texts = texts;
        this.clock = clock;
    }

    @Override
    public List<Item> find(Viewer viewer, Asked asked, long limit) {
        return found(viewer, asked).stream()
                .sorted(asked.comparator())
                .limit(limit)
                .toList();
    }

    @Override
    public long count(Viewer viewer, Asked asked) {
        return found(viewer, asked).size();
    }

    private List<Item> found(Viewer viewer, Asked asked) {
        if (asked.step() != null && !asked.step().equals(KIND)) {
            return List.of();
        }
        Set<Role> roles = viewer.capacities().stream()
                .filter(one -> one.principal() == null)
                .map(Capacity::role)
                .collect(Collectors.toSet());
        return requests.openFor(roles, clock.instant()).stream()
                .map(request -> item(request, viewer))
                .filter(one -> asked.matches(one.todo().title()))
                .toList();
    }

    private Item item(Request request, Viewer viewer) {
        UnitCode unit = request.unit() == null ? UnitCode.CITY : request.unit();
        String title = RequestController.title(request, viewer.unitNames(), texts);
        return new Item(
                new Todo(
                        request.id().toString(),
                        KIND,
                        title,
                        unit.value(),
                        viewer.unitNames().apply(unit),
                        KIND,
                        texts.say("approval.step." + KIND),
                        request.askedAt(),
                        CityTime.day(request.expiresAt()),
                        DeadlineLight.GREEN,
                        "/office/two-persons/" + request.id()),
                title);
    }

    @Override
    public List<Waiting> waiting(Awaited asked, long limit) {
        return List.of();
    }

    @Override
    public long countWaiting(Awaited asked) {
        return 0;
    }

    @Override
    public List<Load> loads(Scope seen, LocalDate day) {
        return List.of();
    }

    @Override
    public List<Due> dueUntil(LocalDate day) {
        return List.of();
    }
}
