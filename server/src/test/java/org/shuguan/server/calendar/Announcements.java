package org.shuguan.server.calendar;

import java.util.List;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Scope;
import org.shuguan.server.platform.ListQuery;
import org.springframework.stereotype.Component;

/// Announces years for tests of other modules, as the bureau does.
@Component
public class Announcements {
    private final Announcing announcing;
    private final AnnouncedYears years;

    Announcements(Announcing announcing, AnnouncedYears years) {
        this.announcing = announcing;
        this.years = years;
    }

    public void announce(int year, String source, String rest, String work, Actor actor) {
        announcing.announce(new Announcing.Wanted(year, source, rest, work), actor);
    }

    /// What an announcement moved, as sentences.
    public List<String> moved(int year) {
        return years.moved(Scope.EVERYTHING, year, new ListQuery(1, 100, null, null)).items().stream()
                .map(one -> one.title() + " " + one.before() + " " + one.after())
                .toList();
    }
}
