package org.shuguan.server.quality;

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

/// Something happened to the rules or the examinations of an entry, for the audit and the notices.
///
/// @param by the person, null if the platform did it
/// @param about the rule or the run
record QualityEvent(
        What what,
        UUID entry,
        String code,
        String title,
        UnitCode entryUnit,
        @Nullable OfficerId by,
        String about,
        Map<String, String> facts)
        implements Audited, Notifiable {
    /// What happened; its name ends the audit action `quality.<name>`.
    enum What {
        DRAFT,
        CHANGE,
        REMOVE,
        OFFER,
        APPROVE,
        RETURN,
        END,
        EXAMINE,
        /// examined, and no rule is broken
        PASS,
        /// examined, and rules are broken
        BREAK,
        /// examined, and the version is held back
        HOLD,
        FAIL,
        READ_VALUES
    }

    QualityEvent {
        facts = Map.copyOf(facts);
    }

    @Override
    public String action() {
        return "quality." + Rows.word(what);
    }

    @Override
    public String subject() {
        return "quality of " + code + " " + about;
    }

    @Override
    public String unit() {
        return entryUnit.value();
    }

    @Override
    public List<Notification> notifications() {
        List<Recipient> to = switch (what) {
            case HOLD -> List.of(Recipient.steward(entryUnit), Recipient.cdo(entryUnit));
            case FAIL -> List.of(Recipient.steward(entryUnit));
            default -> List.of();
        };
        if (to.isEmpty()) {
            return List.of();
        }
        Map<String, String> words = new HashMap<>(facts);
        words.put("title", title);
        String notice = "quality-" + Rows.word(what);
        return List.of(new Notification(
                to, new Notice(notice, words, "/office/quality/entries/" + entry, notice + ":" + about), by));
    }
}
