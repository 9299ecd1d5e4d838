package org.shuguan.server.meeting;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.shuguan.server.access.Actor;
import org.shuguan.server.followup.FollowUp;
import org.shuguan.server.followup.FollowUpFacts;
import org.shuguan.server.institution.Institution;
import org.springframework.stereotype.Component;

/// The figures of topics about follow-ups that do not get done.
@Component
class FollowUpFigures implements SubjectFigures {
    private static final String SOURCE = "follow-up";

    private final FollowUpFacts followUps;
    private final Institution institution;

    FollowUpFigures(FollowUpFacts followUps, Institution institution) {
        this.followUps = followUps;
        this.institution = institution;
    }

    @Override
    public Topic.Origin origin() {
        return Topic.Origin.FOLLOW_UP;
    }

    @Override
    public boolean mayRaise(String subject, Actor actor) {
        return Subjects.id(subject).map(id -> followUps.isReadable(id, actor)).orElse(false);
    }

    @Override
    public List<Figure> of(String subject) {
        return Subjects.id(subject).flatMap(followUps::find).map(this::figures).orElse(List.of());
    }

    private List<Figure> figures(FollowUp one) {
        String link = "/office/follow-ups/" + one.id();
        LocalDate today = institution.today();
        List<Figure> all = new ArrayList<>();
        all.add(new Figure("number", one.number(), SOURCE, link));
        all.add(new Figure("lead", institution.unitName(one.lead()), SOURCE, link));
        followUps.owedBy(one).ifPresent(due -> {
            all.add(new Figure("due", due.toString(), SOURCE, link));
            if (today.isAfter(due)) {
                all.add(new Figure("days-over", String.valueOf(ChronoUnit.DAYS.between(due, today)), SOURCE, link));
            }
        });
        all.add(new Figure("percent", one.percent() + "%", SOURCE, link));
        all.add(new Figure("extended", String.valueOf(one.extended()), SOURCE, link));
        return all;
    }
}
