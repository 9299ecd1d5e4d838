package org.shuguan.server.sharing;

import java.time.Instant;
import java.util.ArrayList;
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

/// A change of a request or of one of its parts, for the audit and the notices.
///
/// @param by the person who made it, null if a rule did
/// @param reason the comment or law given with it
/// @param facts for the audit
record SharingEvent(
        Ref ref,
        What what,
        @Nullable OfficerId by,
        @Nullable String reason,
        Map<String, String> facts,
        Instant at) implements Audited, Notifiable {
    /// The attributes that events need.
    ///
    /// @param title of the request, for a part with that of its entry
    /// @param owner of the part's entry, null if it is about the whole request
    /// @param reviewer who is asked for an opinion
    record Ref(
            UUID request,
            String number,
            UnitCode unit,
            String title,
            @Nullable UnitCode owner,
            @Nullable Recipient reviewer) {
        static Ref of(SharingRequest request) {
            return new Ref(request.id(), request.number(), request.unit(), request.title(), null, null);
        }

        static Ref of(SharingRequest request, Part part, @Nullable Recipient reviewer) {
            return new Ref(
                    request.id(),
                    request.number(),
                    request.unit(),
                    request.title() + " · " + part.title(),
                    part.owner(),
                    reviewer);
        }
    }

    /// The kind of change; its name ends the audit action `sharing.<name>` and the notice code `sharing-<name>`.
    enum What {
        CREATE,
        EDIT,
        DELETE,
        SUBMIT,
        TAKE_BACK,
        AGREE,
        RETURN,
        PASS,
        /// a part goes to its owner
        FORWARD,
        GRANT,
        /// granted by the rule for unconditional sharing
        GRANT_BY_RULE,
        REFUSE,
        ASK,
        OPINE,
        CALL_BACK,
        EXTEND,
        ALLOW,
        DENY,
        /// the owner's grant waits for the second signature
        COUNTERSIGN,
        OBJECT,
        WITHDRAW,
        /// rows were looked at, masked
        PREVIEW,
        APPEAL,
        UPHOLD,
        DISMISS
    }

    @Override
    public String action() {
        return "sharing." + Rows.word(what);
    }

    @Override
    public String subject() {
        return "sharing request " + ref.number();
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
        String code = "sharing-" + Rows.word(what);
        return List.of(new Notification(
                to,
                new Notice(
                        code,
                        words,
                        "/office/sharing/" + ref.request(),
                        code + ":" + ref.request() + ":" + ref.owner() + ":" + at),
                by));
    }

    private List<Recipient> concerned() {
        List<Recipient> asking = Recipient.officersOf(ref.unit());
        List<Recipient> owning = Recipient.officersOf(ref.owner());
        return switch (what) {
            case CREATE, EDIT, DELETE, COUNTERSIGN, PREVIEW -> List.of();
            case SUBMIT, TAKE_BACK -> List.of(Recipient.cdo(ref.unit()));
            case AGREE -> List.of(Recipient.steward(ref.unit()), Recipient.bureauOf(ref.unit()));
            case RETURN -> List.of(Recipient.steward(ref.unit()));
            case PASS -> List.of(Recipient.steward(ref.unit()));
            case FORWARD, WITHDRAW -> owning;
            case GRANT, REFUSE -> asking;
            case GRANT_BY_RULE -> both(asking, owning);
            case ASK -> ref.reviewer() == null ? List.of() : List.of(ref.reviewer());
            case OPINE, DENY, OBJECT -> owning;
            case CALL_BACK -> List.of();
            case EXTEND -> ref.owner() == null ? List.of() : List.of(Recipient.bureauOf(ref.owner()));
            case ALLOW -> both(asking, owning);
            case APPEAL -> with(owning, Recipient.bureauOf(ref.unit()));
            case UPHOLD, DISMISS -> both(asking, owning);
        };
    }

    private static List<Recipient> both(List<Recipient> some, List<Recipient> more) {
        List<Recipient> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    private static List<Recipient> with(List<Recipient> some, Recipient one) {
        return both(some, List.of(one));
    }
}
