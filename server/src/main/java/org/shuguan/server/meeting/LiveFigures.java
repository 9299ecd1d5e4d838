package org.shuguan.server.meeting;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.shuguan.server.access.Actor;
import org.shuguan.server.catalog.EntryDirectory;
import org.shuguan.server.demand.DemandFacts;
import org.shuguan.server.followup.FollowUpFacts;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.UnitCode;
import org.springframework.stereotype.Component;

/// The figures on a topic's page: those of its subject, and how the unit that raised it stands.
@Component
class LiveFigures {
    private final Map<Topic.Origin, SubjectFigures> subjects;
    private final EntryDirectory entries;
    private final FollowUpFacts followUps;
    private final DemandFacts demands;
    private final Institution institution;

    LiveFigures(
            List<SubjectFigures> subjects,
            EntryDirectory entries,
            FollowUpFacts followUps,
            DemandFacts demands,
            Institution institution) {
        this.subjects = subjects.stream().collect(Collectors.toMap(SubjectFigures::origin, Function.identity()));
        this.entries = entries;
        this.followUps = followUps;
        this.demands = demands;
        this.institution = institution;
    }

    /// Whether the actor may raise a topic of the origin about the subject. What no module knows is a free text.
    boolean mayRaise(Topic.Origin origin, String subject, Actor actor) {
        SubjectFigures its = subjects.get(origin);
        return its == null || its.mayRaise(subject, actor);
    }

    /// The figures as they are now.
    List<Figure> of(Topic one) {
        List<Figure> all = new ArrayList<>();
        SubjectFigures its = subjects.get(one.origin());
        if (its != null && one.subject() != null) {
            all.addAll(its.of(one.subject()));
        }
        if (!one.unit().equals(one.territory())) {
            all.addAll(ofUnit(one.unit()));
        }
        return all;
    }

    private List<Figure> ofUnit(UnitCode unit) {
        FollowUpFacts.Load load = followUps.of(unit, institution.today());
        DemandFacts.Load wants = demands.of(unit);
        String rows = "/office/follow-ups?lead=" + unit;
        return List.of(
                new Figure(
                        "entries",
                        String.valueOf(entries.publishedOf(unit)),
                        "catalog",
                        "/office/catalog?unit=" + unit),
                new Figure("follow-ups-open", String.valueOf(load.open()), "follow-up", rows + "&state=open"),
                new Figure(
                        "follow-ups-overdue",
                        String.valueOf(load.overdue()),
                        "follow-up",
                        rows + "&state=open&late=true"),
                new Figure("follow-ups-closed", String.valueOf(load.closed()), "follow-up", rows + "&state=closed"),
                new Figure("demands-wanted", String.valueOf(wants.wanted()), "demand", "/office/demands?unit=" + unit),
                new Figure("demands-owed", String.valueOf(wants.owed()), "demand", "/office/demands?unit=" + unit));
    }
}
