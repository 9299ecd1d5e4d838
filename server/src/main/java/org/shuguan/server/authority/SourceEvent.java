package org.shuguan.server.authority;

import java.time.Instant;
import java.util.HashMap;
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

/// A change of a question, for the audit and the notices.
///
/// @param proposed the unit that was proposed
/// @param other the other unit
/// @param asker the unit that asked
/// @param by the person who made the change
record SourceEvent(
        UUID question,
        String number,
        String title,
        UnitCode proposed,
        UnitCode other,
        OfficerId asker,
        What what,
        OfficerId by,
        @Nullable String reason,
        Map<String, String> facts,
        Instant at)
        implements Audited, Notifiable {
    /// The kind of change; its name ends the audit action `authority.<name>` and the notice code `source-<name>`.
    enum What {
        ASK,
        AGREE,
        OBJECT,
        NAME,
        DISMISS
    }

    @Override
    public String action() {
        return "authority." + Rows.word(what);
    }

    @Override
    public String subject() {
        return "source question " + number;
    }

    @Override
    public String unit() {
        return proposed.value();
    }

    @Override
    public List<Notification> notifications() {
        Map<String, String> words = new HashMap<>();
        words.put("title", title);
        words.put("number", number);
        words.put("reason", reason == null || reason.isBlank() ? "—" : reason);
        String code = "source-" + Rows.word(what);
        return List.of(new Notification(
                concerned(),
                new Notice(code, words, "/office/authority/" + question, code + ":" + question + ":" + at),
                by));
    }

    private List<Recipient> concerned() {
        Recipient whoAsked = new Recipient.Person(asker);
        return switch (what) {
            case ASK -> List.of(Recipient.cdo(proposed), Recipient.cdo(other), Recipient.bureauOf(proposed));
            case AGREE, OBJECT ->
                List.of(whoAsked, Recipient.cdo(other), Recipient.cdo(proposed), Recipient.bureauOf(proposed));
            case NAME, DISMISS ->
                List.of(
                        whoAsked,
                        Recipient.cdo(proposed),
                        Recipient.cdo(other),
                        Recipient.steward(proposed),
                        Recipient.steward(other));
        };
    }
}
