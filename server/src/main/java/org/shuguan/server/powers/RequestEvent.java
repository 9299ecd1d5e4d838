package org.shuguan.server.powers;

import java.util.LinkedHashMap;
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

/// A matter for two persons was asked for or decided.
///
/// @param by who did it now
/// @param reason why it was asked for, or why it was declined
record RequestEvent(
        What what,
        UUID request,
        Wanted.Kind kind,
        OfficerId askedBy,
        String askedByName,
        OfficerId by,
        String byName,
        Role confirmer,
        OfficerId concerned,
        String concernedName,
        @Nullable String account,
        @Nullable Role role,
        @Nullable UnitCode of,
        String reason)
        implements Audited, Notifiable {
    /// The name ends the action `powers.<name>`.
    enum What {
        ASK,
        CONFIRM,
        DECLINE,
        TAKE_BACK
    }

    static RequestEvent of(What what, Request request, OfficerId by, String byName, String reason) {
        return new RequestEvent(
                what,
                request.id(),
                request.kind(),
                request.askedBy(),
                request.askedByName(),
                by,
                byName,
                request.confirmer(),
                request.subject(),
                request.subjectName(),
                request.accountName(),
                request.role(),
                request.unit(),
                reason);
    }

    @Override
    public String action() {
        return "powers." + Rows.word(what);
    }

    @Override
    public String subject() {
        return account == null ? "officer " + concerned : "account " + account;
    }

    @Override
    public @Nullable String unit() {
        return of == null ? null : of.value();
    }

    @Override
    public Map<String, ?> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("request", request.toString());
        facts.put("kind", kind.word());
        facts.put("name", concernedName);
        facts.put("askedBy", askedByName);
        facts.put("by", byName);
        facts.put("reason", reason);
        if (role != null) {
            facts.put("role", role.word());
        }
        return facts;
    }

    @Override
    public List<Notification> notifications() {
        return switch (what) {
            case ASK -> List.of(tell("ask-" + kind.word(), List.of(new Recipient.Everywhere(confirmer))));
            case CONFIRM ->
                List.of(tell(
                        "confirm-" + kind.word(),
                        List.of(
                                new Recipient.Person(askedBy),
                                new Recipient.Person(concerned),
                                new Recipient.Everywhere(Role.SYSTEM_ADMINISTRATOR),
                                new Recipient.Everywhere(Role.SECURITY_ADMINISTRATOR),
                                new Recipient.Everywhere(Role.AUDITOR))));
            case DECLINE -> List.of(tell("decline", List.of(new Recipient.Person(askedBy))));
            case TAKE_BACK -> List.of(tell("take-back", List.of(new Recipient.Everywhere(confirmer))));
        };
    }

    private Notification tell(String code, List<Recipient> to) {
        return new Notification(
                to,
                new Notice(
                        "powers-" + code,
                        Map.of("name", concernedName, "asker", askedByName, "by", byName, "reason", reason),
                        "/office/two-persons/" + request,
                        "powers:" + request + ":" + Rows.word(what)),
                by);
    }
}
