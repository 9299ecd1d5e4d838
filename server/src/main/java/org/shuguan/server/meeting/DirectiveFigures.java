package org.shuguan.server.meeting;

import java.util.ArrayList;
import java.util.List;
import org.shuguan.server.access.Actor;
import org.shuguan.server.directive.Directive;
import org.shuguan.server.directive.Directives;
import org.springframework.stereotype.Component;

/// The figures of topics that convey directives.
@Component
class DirectiveFigures implements SubjectFigures {
    private static final String SOURCE = "directive";

    private final Directives directives;

    DirectiveFigures(Directives directives) {
        this.directives = directives;
    }

    @Override
    public Topic.Origin origin() {
        return Topic.Origin.DIRECTIVE;
    }

    @Override
    public boolean mayRaise(String subject, Actor actor) {
        return Subjects.id(subject).map(id -> directives.isReadable(id, actor)).orElse(false);
    }

    @Override
    public List<Figure> of(String subject) {
        return Subjects.id(subject).flatMap(directives::find).map(this::figures).orElse(List.of());
    }

    private List<Figure> figures(Directive one) {
        String link = "/office/directives/" + one.id();
        List<Figure> all = new ArrayList<>();
        all.add(new Figure("issuer", one.issuer(), SOURCE, link));
        if (!one.number().isEmpty()) {
            all.add(new Figure("number", one.number(), SOURCE, link));
        }
        Directives.Reading reading = directives.readingOf(one.id());
        all.add(new Figure("must-read", String.valueOf(reading.addressed()), SOURCE, link));
        all.add(new Figure("have-read", String.valueOf(reading.haveRead()), SOURCE, link));
        return all;
    }
}
