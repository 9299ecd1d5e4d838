package org.shuguan.server.standard;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.shuguan.server.audit.Audited;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.notice.Notice;
import org.shuguan.server.notice.Notifiable;
import org.shuguan.server.notice.Notification;
import org.shuguan.server.notice.Recipient;

/// A data element or code list has a new version.
///
/// @param what `add`, `edit` or `withdraw`
/// @param units whose entries have items that are bound to it; their stewards are notified
record StandardEvent(
        StandardKind kind,
        String identifier,
        String name,
        int number,
        String what,
        String reason,
        List<UnitCode> units,
        OfficerId by,
        Instant at)
        implements Audited, Notifiable {
    @Override
    public String action() {
        return "standard." + kind.word() + "-" + what;
    }

    @Override
    public String subject() {
        return kind.word() + " " + identifier + " v" + number;
    }

    @Override
    public Map<String, ?> facts() {
        return Map.of("name", name, "reason", reason);
    }

    @Override
    public List<Notification> notifications() {
        if (units.isEmpty()) {
            return List.of();
        }
        String code = "standard-" + ("withdraw".equals(what) ? "withdrawn" : "changed");
        String page = "/office/standards/" + (kind == StandardKind.ELEMENT ? "elements/" : "code-lists/") + identifier;
        return List.of(new Notification(
                units.stream().map(Recipient::steward).toList(),
                new Notice(
                        code,
                        Map.of("identifier", identifier, "name", name, "reason", reason),
                        page,
                        code + ":" + kind.word() + ":" + identifier + ":" + number),
                by));
    }
}
