package org.shuguan.server.guidance;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.audit.Audited;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.notice.Notice;
import org.shuguan.server.notice.Notifiable;
import org.shuguan.server.notice.Notification;
import org.shuguan.server.notice.Recipient;
import org.shuguan.server.platform.Rows;

/// A frequently asked question was published, changed or withdrawn.
///
/// @param asked the unit whose inquiry was made into it, null for no notice
record FaqEvent(
        What what,
        UUID faq,
        UnitCode territory,
        String question,
        @Nullable UnitCode asked,
        OfficerId by) implements Audited, Notifiable {
    /// Ends the audit action `guidance.faq-<name>`.
    enum What {
        PUBLISH,
        EDIT,
        WITHDRAW
    }

    @Override
    public String action() {
        return "guidance.faq-" + Rows.word(what);
    }

    @Override
    public String subject() {
        return "faq " + faq;
    }

    @Override
    public String unit() {
        return territory.value();
    }

    @Override
    public Map<String, ?> facts() {
        return Map.of("question", question);
    }

    /// Whoever asked sees that it helps others.
    @Override
    public List<Notification> notifications() {
        return what != What.PUBLISH || asked == null
                ? List.of()
                : List.of(new Notification(
                        Recipient.officersOf(asked),
                        new Notice(
                                "faq-published",
                                Map.of("title", question),
                                "/office/guidance/faq/" + faq,
                                "faq:" + faq),
                        by));
    }
}
