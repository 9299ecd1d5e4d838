package org.shuguan.server.guidance;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
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

/// A step of an inquiry, for the audit and the notices.
///
/// @param by the person who made it, null if the platform did
/// @param facts for the audit
/// @param recordedLater whether it happened earlier and is only recorded now, so that nobody is notified
record InquiryEvent(
        Ref ref, What what, @Nullable OfficerId by, Map<String, String> facts, Instant at, boolean recordedLater)
        implements Audited, Notifiable {
    /// The attributes of the inquiry that events need, as they are after the step.
    record Ref(
            UUID inquiry, String number, String title, Inquiry.Direction direction, UnitCode unit, UnitCode territory) {
        static Ref of(Inquiry one) {
            return new Ref(one.id(), one.number(), one.title(), one.direction(), one.unit(), one.territory());
        }
    }

    /// The step; its name ends the audit action `guidance.<name>` and the notice code `inquiry-<name>`.
    enum What {
        ASK,
        ANSWER,
        ASK_BACK,
        PASS_ON,
        REPLY,
        ASK_FURTHER,
        CLOSE,
        WITHDRAW,
        /// an announced year moved its last day
        RECOUNT;

        static What of(InquiryAct act) {
            return valueOf(act.name());
        }

        /// The name in the API.
        @JsonValue
        String word() {
            return Rows.word(this);
        }
    }

    @Override
    public String action() {
        return "guidance." + Rows.word(what);
    }

    @Override
    public String subject() {
        return "inquiry " + ref.number();
    }

    @Override
    public String unit() {
        return ref.unit().value();
    }

    @Override
    public List<Notification> notifications() {
        List<Recipient> to = recordedLater ? List.of() : concerned();
        String code = "inquiry-" + Rows.word(what);
        return to.isEmpty()
                ? List.of()
                : List.of(new Notification(
                        to,
                        new Notice(
                                code,
                                Map.of("title", ref.title(), "number", ref.number()),
                                "/office/guidance/" + ref.inquiry(),
                                code + ":" + ref.inquiry() + ":" + at),
                        by));
    }

    private List<Recipient> concerned() {
        boolean toBureau = ref.direction() == Inquiry.Direction.TO_BUREAU;
        return switch (what) {
            case ASK, REPLY, ASK_FURTHER, WITHDRAW -> toBureau ? bureau() : Recipient.officersOf(ref.unit());
            case ANSWER, ASK_BACK -> toBureau ? Recipient.officersOf(ref.unit()) : bureau();
            case PASS_ON ->
                Stream.concat(bureau().stream(), Recipient.officersOf(ref.unit()).stream())
                        .toList();
            case CLOSE, RECOUNT -> List.of();
        };
    }

    private List<Recipient> bureau() {
        return List.of(new Recipient.Holders(Role.BUREAU_OPERATOR, ref.territory()));
    }
}
