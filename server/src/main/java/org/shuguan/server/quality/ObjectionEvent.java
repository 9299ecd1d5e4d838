package org.shuguan.server.quality;

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

/// Something happened to an objection, for the audit and the notices. It contains no values of the record.
///
/// @param by the person, null if the platform did it
/// @param receivers whoever received the value
record ObjectionEvent(
        What what,
        UUID objection,
        int number,
        String title,
        UnitCode owner,
        OfficerId reporter,
        @Nullable OfficerId by,
        List<Recipient> receivers,
        Map<String, String> facts)
        implements Audited, Notifiable {
    enum What {
        REPORT,
        ADD_FILE,
        READ_FILE,
        WITHDRAW,
        CONFIRM,
        REFUSE,
        CORRECT,
        RECOUNT
    }

    ObjectionEvent {
        receivers = List.copyOf(receivers);
        facts = Map.copyOf(facts);
    }

    @Override
    public String action() {
        return "objection." + Rows.word(what);
    }

    @Override
    public String subject() {
        return "objection " + number + " to " + title;
    }

    @Override
    public String unit() {
        return owner.value();
    }

    @Override
    public List<Notification> notifications() {
        List<Recipient> to = new ArrayList<>();
        switch (what) {
            case REPORT -> to.add(Recipient.steward(owner));
            case CONFIRM, CORRECT -> {
                to.add(new Recipient.Person(reporter));
                to.addAll(receivers);
            }
            case REFUSE -> to.add(new Recipient.Person(reporter));
            case ADD_FILE, READ_FILE, WITHDRAW, RECOUNT -> {
                return List.of();
            }
        }
        String notice = "objection-" + Rows.word(what);
        return List.of(new Notification(
                to,
                new Notice(
                        notice,
                        Map.of("title", title, "number", Integer.toString(number)),
                        "/office/quality/objections/" + objection,
                        notice + ":" + objection),
                by));
    }
}
