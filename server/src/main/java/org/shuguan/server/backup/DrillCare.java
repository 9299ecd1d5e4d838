package org.shuguan.server.backup;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.Role;
import org.shuguan.server.notice.Notice;
import org.shuguan.server.notice.Notices;
import org.shuguan.server.notice.Notification;
import org.shuguan.server.notice.Recipient;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.springframework.stereotype.Component;

/// Starts drills when they are due by the rule, and tells the administrators, once a day, as long as one is overdue.
/// With an operator's own database nothing is due.
@Component
class DrillCare {
    /// A drill that fails is tried again the next night.
    private static final Duration BETWEEN_TRIES = Duration.ofHours(20);
    private static final Duration GRACE = Duration.ofDays(3);

    /// How things stand.
    ///
    /// @param possible false with an operator's own database
    /// @param everyDays the rule
    /// @param lastDone when the last drill began that found all in order, null if none did
    /// @param dueAt when the next is due, null where none is possible
    /// @param overdue whether it has been due for more than three days
    /// @param failed whether the last one that ended by itself failed
    record Status(
            boolean possible,
            int everyDays,
            @Nullable Instant lastDone,
            @Nullable Instant dueAt,
            boolean overdue,
            boolean failed) {}

    private final Drills drills;
    private final DrillJob job;
    private final DrillPlace place;
    private final Notices notices;
    private final Setting<Integer> everyDays;
    private final Clock clock;

    DrillCare(Drills drills, DrillJob job, DrillPlace place, Notices notices, Settings settings, Clock clock) {
        this.drills = drills;
        this.job = job;
        this.place = place;
        this.notices = notices;
        this.everyDays = settings.days("backup.drill-days");
        this.clock = clock;
    }

    Status status() {
        Optional<Instant> done = drills.lastDone();
        boolean failed = drills.lastOutcome()
                .filter(last -> last.state() == Drill.State.FAILED)
                .isPresent();
        if (!place.possible()) {
            return new Status(false, everyDays.today(), done.orElse(null), null, false, failed);
        }
        Instant due = done.orElseGet(drills::since).plus(Duration.ofDays(everyDays.today()));
        return new Status(
                true, everyDays.today(), done.orElse(null), due, due.plus(GRACE).isBefore(clock.instant()), failed);
    }

    /// Looks, starts what is due, and tells.
    void look() {
        Status status = status();
        Instant now = clock.instant();
        if (status.dueAt() == null || now.isBefore(status.dueAt())) {
            return;
        }
        if (status.overdue()) {
            notices.send(new Notification(
                    List.of(new Recipient.Everywhere(Role.SYSTEM_ADMINISTRATOR)),
                    new Notice(
                            "drill-overdue",
                            Map.of("day", CityTime.day(status.dueAt()).toString()),
                            DrillJob.PAGE,
                            "drill-overdue:" + CityTime.day(now)),
                    null));
        }
        boolean triedLately = drills.last()
                .filter(last -> last.state() == Drill.State.OPEN
                        || last.createdAt().plus(BETWEEN_TRIES).isAfter(now))
                .isPresent();
        if (!triedLately) {
            job.start(null);
        }
    }
}
