package org.shuguan.server.exchange;

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

/// An alarm was raised, or closed with what was found: told to both sides of the grant, when it is raised to the
/// bureau too.
///
/// @param finding null when it is raised
record AlarmEvent(
        UUID id,
        String grantNumber,
        UnitCode owner,
        UnitCode consumer,
        String clientName,
        AlarmKind kind,
        @Nullable String finding,
        @Nullable OfficerId by)
        implements Audited, Notifiable {
    @Override
    public String action() {
        return finding == null ? "exchange.alarm" : "exchange.alarm-close";
    }

    @Override
    public String subject() {
        return "sharing grant " + grantNumber;
    }

    @Override
    public String unit() {
        return owner.value();
    }

    @Override
    public Map<String, ?> facts() {
        return finding == null ? Map.of("kind", kind.word()) : Map.of("kind", kind.word(), "finding", finding);
    }

    @Override
    public List<Notification> notifications() {
        List<Recipient> to = new ArrayList<>(Recipient.officersOf(owner));
        to.add(Recipient.steward(consumer));
        if (finding == null) {
            to.add(Recipient.bureauOf(owner));
        }
        String code = finding == null ? "exchange-alarm-" + kind.word() : "exchange-alarm-closed";
        Map<String, String> facts = finding == null
                ? Map.of("number", grantNumber, "client", clientName)
                : Map.of("number", grantNumber, "client", clientName, "finding", finding);
        return List.of(new Notification(to, new Notice(code, facts, "/office/exchange/alarms", code + ":" + id), by));
    }
}
