package org.shuguan.server.frontendhost;

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

/// A change of a front-end host, for the audit and the notices.
///
/// @param of its unit
/// @param by the person who made the change, null if none did
/// @param words further facts, of the audit entry and the notice
record HostEvent(
        UUID host,
        String name,
        UnitCode of,
        What what,
        @Nullable OfficerId by,
        Map<String, String> words,
        Instant at) implements Audited, Notifiable {
    /// The kind of change; its name ends the audit action `frontendhost.<name>` and the notice `frontendhost-<name>`.
    enum What {
        CREATE,
        /// a new one-time code
        CODE,
        /// a program has registered its key
        ENROL,
        END,
        /// it has not been seen for the minutes of the rule
        AWAY,
        /// it is seen again
        BACK
    }

    HostEvent {
        words = Map.copyOf(words);
    }

    static HostEvent of(FrontEndHost host, What what, @Nullable OfficerId by, Map<String, String> facts, Instant at) {
        return new HostEvent(host.id(), host.name(), host.unit(), what, by, facts, at);
    }

    @Override
    public String action() {
        return "frontendhost." + Rows.word(what);
    }

    @Override
    public String subject() {
        return "front-end host " + name;
    }

    @Override
    public String unit() {
        return of.value();
    }

    @Override
    public Map<String, ?> facts() {
        return words;
    }

    /// Who joins in the name of the unit is told to it, as what stops working is.
    @Override
    public List<Notification> notifications() {
        List<Recipient> unitsOwn = List.of(Recipient.steward(of), Recipient.cdo(of));
        return switch (what) {
            case CREATE, CODE, BACK -> List.of();
            case ENROL, AWAY -> List.of(told(unitsOwn));
            case END -> List.of(told(List.of(Recipient.steward(of), Recipient.cdo(of), Recipient.bureauOf(of))));
        };
    }

    private Notification told(List<Recipient> to) {
        String code = "frontendhost-" + Rows.word(what);
        Map<String, String> facts = new HashMap<>(words);
        facts.put("name", name);
        return new Notification(
                to, new Notice(code, facts, "/office/front-end-hosts/" + host, code + ":" + host + ":" + at), by);
    }
}
