package org.shuguan.server.meeting;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.followup.FollowUps;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.notice.Recipient;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.task.NewTask;
import org.shuguan.server.task.Tasks;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/// What all services of meetings need of other modules, and the time at which they act. For what happened earlier and
/// is only recorded now ([#asOf]) the time is another one, nobody is notified and no task is opened.
@Component
class MeetingHouse {
    final Access access;
    final Institution institution;
    final FollowUps followUps;
    private final Tasks tasks;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final boolean recordedLater;

    @Autowired
    MeetingHouse(
            Access access,
            Institution institution,
            FollowUps followUps,
            Tasks tasks,
            ApplicationEventPublisher events,
            Clock clock) {
        this(access, institution, followUps, tasks, events, clock, false);
    }

    private MeetingHouse(
            Access access,
            Institution institution,
            FollowUps followUps,
            Tasks tasks,
            ApplicationEventPublisher events,
            Clock clock,
            boolean recordedLater) {
        this.access = access;
        this.institution = institution;
        this.followUps = followUps;
        this.tasks = tasks;
        this.events = events;
        this.clock = clock;
        this.recordedLater = recordedLater;
    }

    MeetingHouse asOf(Clock earlier) {
        return new MeetingHouse(access, institution, followUps.asOf(earlier), tasks, events, earlier, true);
    }

    Instant now() {
        return clock.instant();
    }

    LocalDate today() {
        return CityTime.today(clock);
    }

    void open(NewTask task) {
        if (!recordedLater) {
            tasks.open(task);
        }
    }

    void close(String kind, String subject, String note) {
        tasks.close(kind, subject, note);
    }

    /// Moves the last day of open tasks.
    void move(String kind, String subject, LocalDate due) {
        tasks.move(kind, subject, due);
    }

    /// Publishes an event about a meeting.
    void record(
            MeetingEvent.What what,
            Meeting one,
            String text,
            Map<String, String> details,
            List<Recipient> to,
            Actor actor) {
        publish(
                what,
                one.subject(),
                one.territory(),
                one.title(),
                text,
                one.link(),
                details,
                to,
                one.id().toString(),
                actor);
    }

    /// Publishes an event about a topic.
    void record(
            MeetingEvent.What what,
            Topic one,
            String text,
            Map<String, String> details,
            List<Recipient> to,
            Actor actor) {
        publish(
                what,
                "topic " + one.number(),
                one.territory(),
                one.title(),
                text,
                one.page(),
                details,
                to,
                one.number(),
                actor);
    }

    private void publish(
            MeetingEvent.What what,
            String about,
            UnitCode territory,
            String title,
            String text,
            String link,
            Map<String, String> details,
            List<Recipient> to,
            String key,
            Actor actor) {
        events.publishEvent(new MeetingEvent(
                what,
                about,
                territory,
                title,
                text,
                link,
                details,
                recordedLater ? List.of() : to,
                key + ":" + now(),
                actor.officer()));
    }
}
