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

/// A question about a case was answered.
///
/// @param of the unit that the case is about
/// @param asker who asked
record CaseQuestionAnswered(
        UUID id, String caseId, String title, UnitCode of, OfficerId asker, OfficerId by, String byName, Instant at)
        implements Audited, Notifiable {
    @Override
    public String action() {
        return "approval.question-answer";
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
                List.of(new Recipient.Person(asker)),
                new Notice(
                        "case-question-answered",
                        Map.of("title", title, "by", byName),
                        "/office/case-questions/" + id,
                        "question-answered:" + id),
                by));
    }
}
