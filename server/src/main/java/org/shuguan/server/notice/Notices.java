package org.shuguan.server.notice;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.shuguan.server.access.Access;
import org.shuguan.server.institution.Appointment;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// Sends notices.
@Service
@Transactional
public class Notices {
    private final KeptNotices kept;
    private final Institution institution;
    private final Access access;
    private final JsonMapper json;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Notices(
            KeptNotices kept,
            Institution institution,
            Access access,
            JsonMapper json,
            ApplicationEventPublisher events,
            Clock clock) {
        this.kept = kept;
        this.institution = institution;
        this.access = access;
        this.json = json;
        this.events = events;
        this.clock = clock;
    }

    /// Notifies the holder of the role for the unit today; nobody if there is none.
    public void tell(Role role, UnitCode unit, Notice notice) {
        institution.holders(role, unit, institution.today()).forEach(holder -> tell(holder.officer(), notice));
    }

    /// Notifies all recipients of a notification, each once.
    public void send(Notification notification) {
        Set<OfficerId> people = new LinkedHashSet<>();
        for (Recipient recipient : notification.to()) {
            people.addAll(
                    switch (recipient) {
                        case Recipient.Holders holders -> access.actingAs(holders.role(), holders.unit());
                        case Recipient.Overseers overseers ->
                            access.actingAs(overseers.role(), access.servedBy(overseers.role(), overseers.unit()));
                        case Recipient.Everywhere everywhere -> holding(everywhere.role());
                        case Recipient.Person person -> Set.of(person.officer());
                    });
        }
        people.stream()
                .filter(officer -> !officer.equals(notification.except()))
                .forEach(officer -> tell(officer, notification.notice()));
    }

    private Set<OfficerId> holding(Role role) {
        return institution.inForce(institution.today()).stream()
                .filter(held -> held.role() == role)
                .map(Appointment::officer)
                .collect(Collectors.toSet());
    }

    /// Notifies a person, once for each [Notice#key].
    public void tell(OfficerId officer, Notice notice) {
        Instant now = clock.instant();
        kept.add(officer, notice.key(), notice.code(), json.writeValueAsString(notice.facts()), notice.link(), now)
                .ifPresent(id -> events.publishEvent(new NoticeKept(officer, id, now)));
    }
}
