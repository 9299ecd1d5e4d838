package org.shuguan.server;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.approval.OpenWork;
import org.shuguan.server.approval.Todo;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;

/// Signed-in persons for tests, without accounts.
public final class Actors {
    private Actors() {}

    /// A person with a role for a unit; a role that oversees units is held for the city.
    public static Actor holding(String name, Role role, UnitCode unit) {
        return of(OfficerId.fresh(), name, role, unit);
    }

    public static Actor of(OfficerId officer, String name, Role role, UnitCode unit) {
        return with(officer, name, Capacity.own(role, Capacity.isOverseer(role) ? UnitCode.CITY : unit));
    }

    public static Actor with(OfficerId officer, String name, Capacity... capacities) {
        return new Actor(UUID.randomUUID(), name, officer, name, Arrays.asList(capacities));
    }

    /// The actor's to-dos of one kind of work, by due day.
    public static List<Todo> todos(OpenWork work, Actor actor) {
        return work
                .find(
                        new OpenWork.Viewer(actor.capacities(), unit -> "unit " + unit),
                        new OpenWork.Asked(null, "%", OpenWork.Order.DUE, false),
                        1000)
                .stream()
                .map(OpenWork.Item::todo)
                .toList();
    }

    public static Stream<Todo> todos(List<OpenWork> all, Actor actor) {
        return all.stream().flatMap(work -> todos(work, actor).stream());
    }
}
