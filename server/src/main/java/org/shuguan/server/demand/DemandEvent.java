package org.shuguan.server.demand;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
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

/// A change of a demand, for the audit and the notices.
///
/// @param by the person who made it, null if an event did
/// @param reason the comment given with it
/// @param facts for the audit
record DemandEvent(
        Ref ref,
        What what,
        @Nullable OfficerId by,
        @Nullable String reason,
        Map<String, String> facts,
        Instant at) implements Audited, Notifiable {
    /// The attributes of the demand that events need.
    record Ref(
            UUID demand,
            String number,
            UnitCode unit,
            String title,
            @Nullable UnitCode asked,
            @Nullable UnitCode responsible) {}

    /// The kind of change; its name ends the audit action `demand.<name>` and the notice code `demand-<name>`.
    enum What {
        CREATE,
        EDIT,
        DELETE,
        SUBMIT,
        TAKE_BACK,
        AGREE,
        RETURN,
        ACCEPT,
        REFUSE,
        ASK,
        ASSIGN,
        FORBID,
        ESCALATE,
        LINK,
        OFFER,
        CONFIRM,
        MISSING,
        REVIEW
    }

    @Override
    public String action() {
        return "demand." + Rows.word(what);
    }

    @Override
    public String subject() {
        return "demand " + ref.number();
    }

    @Override
    public String unit() {
        return ref.unit().value();
    }

    @Override
    public List<Notification> notifications() {
        List<Recipient> to = concerned();
        if (to.isEmpty()) {
            return List.of();
        }
        Map<String, String> words = new HashMap<>();
        words.put("title", ref.title());
        words.put("number", ref.number());
        words.put("reason", reason == null || reason.isBlank() ? "—" : reason);
        String code = "demand-" + Rows.word(what);
        return List.of(new Notification(
                to,
                new Notice(code, words, "/office/demands/" + ref.demand(), code + ":" + ref.demand() + ":" + at),
                by));
    }

    private List<Recipient> concerned() {
        Recipient steward = Recipient.steward(ref.unit());
        Recipient cdo = Recipient.cdo(ref.unit());
        Recipient bureau = Recipient.bureauOf(ref.unit());
        return switch (what) {
            case CREATE, EDIT, DELETE -> List.of();
            case SUBMIT, TAKE_BACK -> List.of(cdo);
            case AGREE ->
                ref.asked() == null
                        ? List.of(steward, bureau)
                        : with(List.of(steward), Recipient.officersOf(ref.asked()));
            case RETURN -> List.of(steward);
            case REFUSE, REVIEW -> List.of(steward, cdo, bureau);
            case ESCALATE -> List.of(steward, new Recipient.Overseers(Role.BUREAU_OPERATOR, UnitCode.CITY));
            case ASK -> with(List.of(steward), Recipient.officersOf(ref.asked()));
            case ACCEPT, ASSIGN, FORBID -> with(List.of(steward, cdo, bureau), Recipient.officersOf(ref.responsible()));
            case LINK, OFFER -> List.of(steward, cdo);
            case CONFIRM -> with(List.of(cdo, bureau), Recipient.officersOf(ref.responsible()));
            case MISSING -> Recipient.officersOf(ref.responsible());
        };
    }

    private static List<Recipient> with(List<Recipient> some, List<Recipient> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }
}
