package org.shuguan.server.guidance;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.shuguan.server.audit.Audited;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.notice.Notice;
import org.shuguan.server.notice.Notifiable;
import org.shuguan.server.notice.Notification;
import org.shuguan.server.notice.Recipient;
import org.shuguan.server.platform.Rows;

/// The record of a visit or of joint work was made, changed or removed.
///
/// @param told units whose officers are told that there is a record in which their unit takes part
record VisitEvent(What what, UUID visit, String title, UnitCode keeper, List<UnitCode> told, OfficerId by)
        implements Audited, Notifiable {
    /// Ends the audit action `guidance.visit-<name>`.
    enum What {
        ADD,
        EDIT,
        REMOVE
    }

    @Override
    public String action() {
        return "guidance.visit-" + Rows.word(what);
    }

    @Override
    public String subject() {
        return "visit " + visit;
    }

    @Override
    public String unit() {
        return keeper.value();
    }

    @Override
    public Map<String, ?> facts() {
        return Map.of("title", title);
    }

    @Override
    public List<Notification> notifications() {
        return told.isEmpty()
                ? List.of()
                : List.of(new Notification(
                        told.stream()
                                .flatMap(unit -> Recipient.officersOf(unit).stream())
                                .toList(),
                        new Notice(
                                "visit-recorded",
                                Map.of("title", title),
                                "/office/guidance/visits/" + visit,
                                "visit:" + visit),
                        by));
    }
}
