package org.shuguan.server.meeting;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.audit.Audited;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.notice.Notice;
import org.shuguan.server.notice.Notifiable;
import org.shuguan.server.notice.Notification;
import org.shuguan.server.notice.Recipient;
import org.shuguan.server.platform.Rows;

/// Something was done with a meeting, a topic, a resolution or minutes, for the audit and the notices.
///
/// @param about what it was done with, for example `topic YT2021-00001`
/// @param title of the meeting or topic
/// @param to who is notified; empty if nobody is
/// @param key tells the notices of several such events apart
/// @param by who did it, and is not notified
record MeetingEvent(
        What what,
        String about,
        UnitCode territory,
        String title,
        String text,
        String link,
        Map<String, String> details,
        List<Recipient> to,
        String key,
        @Nullable OfficerId by)
        implements Audited, Notifiable {
    /// Ends the audit action `meeting.<name>` and the notice code `meeting-<name>`.
    enum What {
        PLAN,
        EDIT,
        CONVENE,
        CHANGE,
        CANCEL,
        ANSWER,
        NAME_SUBSTITUTE,
        OPEN,
        ATTEND,
        END,
        RAISE,
        EDIT_TOPIC,
        ACCEPT,
        MERGE,
        SEND_BACK,
        WITHDRAW,
        AGENDA,
        NOTE,
        DRAFT_RESOLUTION,
        EDIT_RESOLUTION,
        REMOVE_RESOLUTION,
        ADOPT,
        REJECT,
        CIRCULATE,
        REMARK,
        RETURN,
        SIGN
    }

    @Override
    public String action() {
        return "meeting." + Rows.word(what);
    }

    @Override
    public String subject() {
        return about;
    }

    @Override
    public String unit() {
        return territory.value();
    }

    @Override
    public Map<String, ?> facts() {
        return details;
    }

    @Override
    public List<Notification> notifications() {
        if (to.isEmpty()) {
            return List.of();
        }
        String code = "meeting-" + Rows.word(what);
        Map<String, String> words = Map.of("title", title, "text", text.isBlank() ? "—" : text);
        return List.of(new Notification(to, new Notice(code, words, link, code + ":" + key), by));
    }
}
