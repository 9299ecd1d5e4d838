package org.shuguan.server.sharing;

import java.time.Instant;
import java.util.ArrayList;
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

/// A grant was given or changed, for the audit and the notices.
///
/// @param by the person who made it, null if a rule did
record GrantEvent(
        UUID grant,
        String number,
        String title,
        UnitCode owner,
        UnitCode consumer,
        What what,
        @Nullable OfficerId by,
        @Nullable String reason,
        Map<String, String> facts,
        Instant at)
        implements Audited, Notifiable {
    /// The kind of change; its name ends the audit action `sharing.grant-<name>`, the notice code
    /// `sharing-grant-<name>` and the text `sharing.step.<name>`.
    enum What {
        GIVE,
        /// given again after a later request, with what was granted then
        RENEW,
        SUSPEND,
        RESUME,
        NARROW,
        END,
        /// the consumer chose the machine clients that may use it
        CLIENTS,
        /// the consumer still needs it, although it is not used
        KEEP
    }

    static GrantEvent of(Grant grant, What what, @Nullable OfficerId by, @Nullable String reason, Instant at) {
        return new GrantEvent(
                grant.id(),
                grant.number(),
                grant.title(),
                grant.owner(),
                grant.consumer(),
                what,
                by,
                reason,
                Map.of(
                        "owner",
                        grant.owner().value(),
                        "consumer",
                        grant.consumer().value()),
                at);
    }

    @Override
    public String action() {
        return "sharing.grant-" + Rows.word(what);
    }

    @Override
    public String subject() {
        return "sharing grant " + number;
    }

    @Override
    public String unit() {
        return owner.value();
    }

    @Override
    public List<Notification> notifications() {
        List<Recipient> to = new ArrayList<>();
        if (what != What.GIVE && what != What.RENEW && what != What.CLIENTS) {
            to.add(Recipient.cdo(owner));
            to.add(Recipient.steward(owner));
        }
        if (what == What.SUSPEND || what == What.RESUME || what == What.NARROW || what == What.END) {
            to.add(Recipient.steward(consumer));
            to.add(Recipient.cdo(consumer));
        }
        if (to.isEmpty()) {
            return List.of();
        }
        String code = "sharing-grant-" + Rows.word(what);
        return List.of(new Notification(
                to,
                new Notice(
                        code,
                        Map.of(
                                "title",
                                title,
                                "number",
                                number,
                                "reason",
                                reason == null || reason.isBlank() ? "—" : reason),
                        "/office/sharing/grants/" + grant,
                        code + ":" + grant + ":" + at),
                by));
    }
}
