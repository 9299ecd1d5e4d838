package org.shuguan.server.followup;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.audit.Audited;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.notice.Notice;
import org.shuguan.server.notice.Notifiable;
import org.shuguan.server.notice.Notification;
import org.shuguan.server.notice.Recipient;
import org.shuguan.server.platform.Rows;

/// A step of a follow-up, for the audit and the notices.
///
/// @param by the person who made it, null if the platform did
/// @param text what they wrote
/// @param facts for the audit
/// @param recordedLater whether it happened earlier and is only recorded now, so that nobody is notified
record FollowUpEvent(
        Ref ref,
        What what,
        @Nullable OfficerId by,
        String text,
        Map<String, String> facts,
        Instant at,
        boolean recordedLater)
        implements Audited, Notifiable {
    /// The attributes of the follow-up that events need.
    ///
    /// @param parts units that take part
    record Ref(
            UUID followUp,
            String number,
            String title,
            UnitCode lead,
            Role giverRole,
            UnitCode giverUnit,
            List<UnitCode> parts) {
        static Ref of(FollowUp one, List<Part> parts) {
            return new Ref(
                    one.id(),
                    one.number(),
                    one.title(),
                    one.lead(),
                    one.giverRole(),
                    one.giverUnit(),
                    parts.stream().map(Part::unit).toList());
        }
    }

    /// The step; its name ends the audit action `followup.<name>` and the notice code `follow-up-<name>`.
    enum What {
        GIVE,
        AMEND,
        SIGN,
        DIVIDE,
        REPORT,
        CONFIRM,
        SEND_BACK,
        FINISH,
        RETURN,
        CLOSE,
        ASK_EXTENSION,
        ASK_HAND_ON,
        GRANT,
        REFUSE,
        EXTEND,
        HAND_ON,
        SPLIT,
        MERGE,
        WITHDRAW,
        PART_DONE,
        MILESTONE_DONE,
        ADD_EVIDENCE,
        REMOVE_EVIDENCE,
        /// an announced year moved its last day
        RECOUNT
    }

    @Override
    public String action() {
        return "followup." + Rows.word(what);
    }

    @Override
    public String subject() {
        return "follow-up " + ref.number();
    }

    @Override
    public String unit() {
        return ref.lead().value();
    }

    @Override
    public List<Notification> notifications() {
        List<Recipient> to = recordedLater ? List.of() : concerned();
        if (to.isEmpty()) {
            return List.of();
        }
        Map<String, String> words = new HashMap<>();
        words.put("title", ref.title());
        words.put("number", ref.number());
        words.put("text", text.isBlank() ? "—" : text);
        String code = "follow-up-" + Rows.word(what);
        return List.of(new Notification(
                to,
                new Notice(code, words, "/office/follow-ups/" + ref.followUp(), code + ":" + ref.followUp() + ":" + at),
                by));
    }

    private List<Recipient> concerned() {
        return switch (what) {
            case GIVE, HAND_ON, AMEND, WITHDRAW, CLOSE, MERGE, EXTEND, RECOUNT -> everybody();
            case CONFIRM, SEND_BACK, RETURN, GRANT, REFUSE, SPLIT -> Recipient.officersOf(ref.lead());
            case REPORT, FINISH, ASK_EXTENSION, ASK_HAND_ON ->
                List.of(new Recipient.Holders(ref.giverRole(), ref.giverUnit()));
            case PART_DONE -> Recipient.officersOf(ref.lead());
            case DIVIDE ->
                ref.parts().stream()
                        .flatMap(unit -> Recipient.officersOf(unit).stream())
                        .toList();
            case SIGN, MILESTONE_DONE, ADD_EVIDENCE, REMOVE_EVIDENCE -> List.of();
        };
    }

    private List<Recipient> everybody() {
        List<Recipient> all = new ArrayList<>(Recipient.officersOf(ref.lead()));
        ref.parts().forEach(unit -> all.addAll(Recipient.officersOf(unit)));
        return all;
    }
}
