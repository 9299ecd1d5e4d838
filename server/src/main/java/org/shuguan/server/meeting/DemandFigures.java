package org.shuguan.server.meeting;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.shuguan.server.access.Actor;
import org.shuguan.server.demand.DemandFacts;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.CityTime;
import org.springframework.stereotype.Component;

/// The figures of topics about demands that are not met.
@Component
class DemandFigures implements SubjectFigures {
    private static final String SOURCE = "demand";

    private final DemandFacts demands;
    private final Institution institution;

    DemandFigures(DemandFacts demands, Institution institution) {
        this.demands = demands;
        this.institution = institution;
    }

    @Override
    public Topic.Origin origin() {
        return Topic.Origin.DEMAND;
    }

    @Override
    public boolean mayRaise(String subject, Actor actor) {
        return Subjects.id(subject).map(id -> demands.isReadable(id, actor)).orElse(false);
    }

    @Override
    public List<Figure> of(String subject) {
        return Subjects.id(subject).flatMap(demands::find).map(this::figures).orElse(List.of());
    }

    private List<Figure> figures(DemandFacts.Known one) {
        String link = "/office/demands/" + one.id();
        LocalDate today = institution.today();
        List<Figure> all = new ArrayList<>();
        all.add(new Figure("number", one.number(), SOURCE, link));
        all.add(new Figure("asking", institution.unitName(one.unit()), SOURCE, link));
        UnitCode asked = one.asked();
        if (asked != null) {
            all.add(new Figure("asked", institution.unitName(asked), SOURCE, link));
        }
        if (one.submittedAt() != null) {
            long days = ChronoUnit.DAYS.between(CityTime.day(one.submittedAt()), today);
            all.add(new Figure("days-waiting", String.valueOf(days), SOURCE, link));
        }
        LocalDate due = one.due();
        if (due != null) {
            all.add(new Figure("due", due.toString(), SOURCE, link));
        }
        return all;
    }
}
