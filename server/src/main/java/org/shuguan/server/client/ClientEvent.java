package org.shuguan.server.client;

import java.time.Instant;
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

/// A change of a machine client, for the audit and the notices.
///
/// @param of the client's unit
/// @param by the person who made the change
record ClientEvent(
        UUID client,
        String name,
        UnitCode of,
        What what,
        OfficerId by,
        @Nullable String reason,
        Instant at) implements Audited, Notifiable {
    /// The kind of change; its name ends the audit action `client.<name>` and the notice code `client-<name>`.
    enum What {
        ASK,
        APPROVE,
        REFUSE,
        /// a new secret or new keys
        ROTATE,
        END
    }

    @Override
    public String action() {
        return "client." + Rows.word(what);
    }

    @Override
    public String subject() {
        return "client " + name;
    }

    @Override
    public String unit() {
        return of.value();
    }

    @Override
    public Map<String, ?> facts() {
        return Map.of("client", client.toString());
    }

    @Override
    public List<Notification> notifications() {
        String code = "client-" + Rows.word(what);
        Map<String, String> words = Map.of("name", name, "reason", reason == null || reason.isBlank() ? "—" : reason);
        List<Recipient> unitsOwn = List.of(Recipient.steward(of), Recipient.cdo(of));
        List<Recipient> to = switch (what) {
            case ASK, END -> List.of(Recipient.steward(of), Recipient.cdo(of), Recipient.bureauOf(of));
            case APPROVE, REFUSE, ROTATE -> unitsOwn;
        };
        return List.of(new Notification(
                to, new Notice(code, words, "/office/clients/" + client, code + ":" + client + ":" + at), by));
    }
}
