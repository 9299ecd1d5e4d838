package org.shuguan.server.backup;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.audit.Audited;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.notice.Notice;
import org.shuguan.server.notice.Notifiable;
import org.shuguan.server.notice.Notification;
import org.shuguan.server.notice.Recipient;
import org.shuguan.server.platform.Rows;

/// A restore drill has begun or ended, for the audit; one that failed is told to the administrators.
///
/// @param by who started it, null if no person did or it ended
/// @param day when it began, null at its beginning
record DrillEvent(
        UUID drill,
        What what,
        @Nullable OfficerId by,
        @Nullable String day,
        Instant at) implements Audited, Notifiable {
    /// Its name ends the audit action `backup.<name>`.
    enum What {
        DRILL,
        DRILL_DONE,
        DRILL_FAILED
    }

    static DrillEvent begun(UUID drill, @Nullable OfficerId by, Instant at) {
        return new DrillEvent(drill, What.DRILL, by, null, at);
    }

    static DrillEvent ended(UUID drill, boolean done, String day, Instant at) {
        return new DrillEvent(drill, done ? What.DRILL_DONE : What.DRILL_FAILED, null, day, at);
    }

    @Override
    public String action() {
        return "backup." + Rows.word(what);
    }

    @Override
    public String subject() {
        return "drill " + drill;
    }

    @Override
    public List<Notification> notifications() {
        return what == What.DRILL_FAILED && day != null
                ? List.of(new Notification(
                        List.of(new Recipient.Everywhere(Role.SYSTEM_ADMINISTRATOR)),
                        new Notice("drill-failed", Map.of("day", day), DrillJob.PAGE, "drill-failed:" + drill),
                        null))
                : List.of();
    }
}
