package org.shuguan.server.census;

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

/// Somebody corrected what a census measured of a column, or a reviewer decided about it.
///
/// @param column with its table
/// @param kind what of the column is corrected
/// @param saidBy who corrected it
/// @param because what the reviewer said, null before
/// @param by who did this
/// @param capacity what the audit record says of the capacity; null in an event from before this was recorded
record CorrectionEvent(
        What what,
        UUID correction,
        UUID source,
        UnitCode of,
        String column,
        String kind,
        String value,
        String reason,
        OfficerId saidBy,
        @Nullable String because,
        OfficerId by,
        @Nullable Map<String, String> capacity)
        implements Audited, Notifiable {
    /// What happened; its word is the end of the audit action `census.correction-<word>`.
    enum What {
        CORRECT,
        AGREE,
        REFUSE,
        UNDO
    }

    @Override
    public String action() {
        return "census.correction-" + Rows.word(what);
    }

    @Override
    public String subject() {
        return "source " + source;
    }

    @Override
    public String unit() {
        return of.value();
    }

    @Override
    public Map<String, ?> facts() {
        Map<String, String> facts = new HashMap<>(capacity == null ? Map.of() : capacity);
        facts.putAll(Map.of("column", column, "what", kind, "value", value, "reason", reason));
        return facts;
    }

    /// Reviewers are told by their task.
    @Override
    public List<Notification> notifications() {
        return switch (what) {
            case CORRECT, UNDO -> List.of();
            case AGREE, REFUSE ->
                List.of(new Notification(
                        List.of(new Recipient.Person(saidBy), Recipient.steward(of), Recipient.cdo(of)),
                        new Notice(
                                "correction-" + Rows.word(what),
                                Map.of("column", column, "reason", because == null ? "—" : because),
                                "/office/census/corrections",
                                "correction:" + correction + ":" + Rows.word(what)),
                        by));
        };
    }
}
