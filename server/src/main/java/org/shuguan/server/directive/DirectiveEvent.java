package org.shuguan.server.directive;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

/// Something was done with a directive, for the audit; its circulation also for notices.
///
/// @param units to which it was circulated now, or for which it was read
/// @param by who did it
record DirectiveEvent(
        What what,
        UUID directive,
        String title,
        UnitCode territory,
        List<UnitCode> units,
        Map<String, String> details,
        @Nullable OfficerId by,
        boolean recordedLater)
        implements Audited, Notifiable {
    /// Ends the audit action `directive.<name>`.
    enum What {
        ADD,
        EDIT,
        CIRCULATE,
        READ,
        FOLLOW_UP,
        REMOVE
    }

    @Override
    public String action() {
        return "directive." + Rows.word(what);
    }

    @Override
    public String subject() {
        return "directive " + directive;
    }

    @Override
    public String unit() {
        return territory.value();
    }

    @Override
    public Map<String, ?> facts() {
        Map<String, Object> facts = new TreeMap<>(details);
        facts.put("title", title);
        if (!units.isEmpty()) {
            facts.put("units", units.stream().map(UnitCode::value).toList());
        }
        return facts;
    }

    /// Data stewards are told too; that the unit's CDO must read it is a task.
    @Override
    public List<Notification> notifications() {
        return what != What.CIRCULATE || recordedLater
                ? List.of()
                : units.stream()
                        .map(unit -> new Notification(
                                List.of(Recipient.steward(unit)),
                                new Notice(
                                        "directive-circulated",
                                        Map.of("title", title),
                                        "/office/directives/" + directive,
                                        "directive:" + directive + ":" + unit),
                                by))
                        .toList();
    }
}
