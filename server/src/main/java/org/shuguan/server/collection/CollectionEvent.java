package org.shuguan.server.collection;

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

/// Something happened to a plan, for the audit and the notices.
///
/// @param by the person, null if the platform did it
/// @param run the collection, null if it is about none
record CollectionEvent(
        What what,
        UUID plan,
        String code,
        String title,
        UnitCode planUnit,
        @Nullable OfficerId by,
        @Nullable UUID run,
        Map<String, String> facts)
        implements Audited, Notifiable {
    /// What happened; its name ends the audit action `collection.<name>`.
    enum What {
        PLAN,
        /// what a collection reads was changed
        WAY,
        PAUSE,
        RESUME,
        START,
        UPLOAD,
        /// a batch was sent
        PUSH,
        FINISH,
        /// finished, and rows are in quarantine for the first time
        QUARANTINE,
        FAIL,
        STOP,
        /// the source keeps no log for a capture any more: a new copy begins
        GIVE_UP,
        ROLL_BACK,
        EXPIRE,
        READ_VALUES,
        ORDER_REMOVAL,
        CONFIRM_REMOVAL,
        REFUSE_REMOVAL,
        WITHDRAW_REMOVAL,
        /// rows were removed for good, and the proof says so
        REMOVE_ROWS,
        /// removed keys may come again
        LIFT_REMOVAL,
        /// a collection or a capture brought removed keys, and they were kept out
        KEY_BACK
    }

    /// The fact that names a removal.
    static final String REMOVAL = "removal";

    static CollectionEvent of(
            What what, Plan plan, @Nullable OfficerId by, @Nullable UUID run, Map<String, String> facts) {
        return new CollectionEvent(what, plan.id(), plan.code(), plan.title(), plan.unit(), by, run, Map.copyOf(facts));
    }

    @Override
    public String action() {
        return "collection." + Rows.word(what);
    }

    @Override
    public String subject() {
        return "collection of " + code + (run == null ? "" : " run " + run);
    }

    @Override
    public String unit() {
        return planUnit.value();
    }

    @Override
    public List<Notification> notifications() {
        List<Recipient> to = new ArrayList<>();
        switch (what) {
            case FAIL, QUARANTINE, GIVE_UP, KEY_BACK -> to.add(Recipient.steward(planUnit));
            case STOP, REFUSE_REMOVAL, REMOVE_ROWS, LIFT_REMOVAL -> {
                to.add(Recipient.steward(planUnit));
                to.add(Recipient.cdo(planUnit));
            }
            default -> {
                return List.of();
            }
        }
        Map<String, String> words = new HashMap<>(facts);
        words.put("title", title);
        words.put("code", code);
        String notice = "collection-" + Rows.word(what);
        String removal = facts.get(REMOVAL);
        return List.of(new Notification(
                to,
                new Notice(
                        notice,
                        words,
                        "/office/collection/" + plan + (removal == null ? "" : "/removals/" + removal),
                        notice + ":" + (run == null ? UUID.randomUUID() : run)),
                by));
    }
}
