package org.shuguan.server.approval;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.shuguan.server.audit.Audited;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.notice.Notice;
import org.shuguan.server.notice.Notifiable;
import org.shuguan.server.notice.Notification;
import org.shuguan.server.notice.Recipient;

/// Somebody who waits for a step reminded those whose turn it is.
///
/// @param stepId of the open step
/// @param of the unit that the case is about
record StepReminded(
        String caseId,
        String stepId,
        String kind,
        String step,
        String title,
        UnitCode of,
        List<OpenWork.Addressee> addressees,
        String link,
        OfficerId by,
        String byName,
        Instant at)
        implements Audited, Notifiable {
    @Override
    public String action() {
        return "approval.remind";
    }

    @Override
    public String subject() {
        return "case " + caseId;
    }

    @Override
    public String unit() {
        return of.value();
    }

    @Override
    public Map<String, ?> facts() {
        return Map.of("kind", kind, "step", step);
    }

    @Override
    public List<Notification> notifications() {
        return List.of(new Notification(
                addressees.stream()
                        .<Recipient>map(one -> new Recipient.Holders(one.role(), one.unit()))
                        .toList(),
                new Notice(
                        "step-reminded", Map.of("title", title, "by", byName), link, "reminded:" + stepId + ":" + at),
                by));
    }
}
