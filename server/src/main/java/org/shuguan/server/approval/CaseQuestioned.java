package org.shuguan.server.approval;

import java.time.Instant;
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

/// Somebody who decides a case asked those who submitted it.
///
/// @param of the unit that the case is about
/// @param submitters who are to answer
record CaseQuestioned(
        UUID id,
        String caseId,
        String title,
        UnitCode of,
        List<OfficerId> submitters,
        OfficerId by,
        String byName,
        Instant at)
        implements Audited, Notifiable {
    @Override
    public String action() {
        return "approval.question";
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
    public List<Notification> notifications() {
        return List.of(new Notification(
                submitters.stream().<Recipient>map(Recipient.Person::new).toList(),
                new Notice(
                        "case-questioned",
                        Map.of("title", title, "by", byName),
                        "/office/case-questions/" + id,
                        "questioned:" + id),
                by));
    }
}
