package org.shuguan.server.exchange;

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
import org.shuguan.server.sharing.Grant;

/// The table, folder, node or address to which a grant's rows go was set or removed, or a delivery failed. The owner is
/// told where its data go; of a failure the consumer is told, once until a delivery succeeds again.
///
/// @param table or other place, for people
/// @param problem code of the refusal if a delivery failed
/// @param key makes the notice one of its own
record TargetEvent(
        What what,
        UUID grant,
        String number,
        String title,
        UnitCode owner,
        UnitCode consumer,
        String table,
        @Nullable String problem,
        String key,
        @Nullable OfficerId by)
        implements Audited, Notifiable {
    /// What happened.
    enum What {
        SET("exchange.table-set", "exchange-table-set"),
        REMOVED("exchange.table-removed", "exchange-table-removed"),
        FAILED("exchange.table-failed", "exchange-table-failed"),
        HOOK_SET("exchange.hook-set", "exchange-hook-set"),
        HOOK_REMOVED("exchange.hook-removed", "exchange-hook-removed"),
        HOOK_FAILED("exchange.hook-failed", "exchange-hook-failed"),
        HOOK_DEAD("exchange.hook-dead", "exchange-hook-dead");

        private final String action;
        private final String notice;

        What(String action, String notice) {
            this.action = action;
            this.notice = notice;
        }
    }

    static TargetEvent of(
            What what, Grant grant, String table, @Nullable String problem, String key, @Nullable OfficerId by) {
        return new TargetEvent(
                what,
                grant.id(),
                grant.number(),
                grant.title(),
                grant.owner(),
                grant.consumer(),
                table,
                problem,
                key,
                by);
    }

    private boolean isFailure() {
        return what == What.FAILED || what == What.HOOK_FAILED || what == What.HOOK_DEAD;
    }

    @Override
    public String action() {
        return what.action;
    }

    @Override
    public String subject() {
        return "sharing grant " + number;
    }

    @Override
    public String unit() {
        return consumer.value();
    }

    @Override
    public Map<String, ?> facts() {
        return problem == null ? Map.of("table", table) : Map.of("table", table, "problem", problem);
    }

    @Override
    public List<Notification> notifications() {
        return List.of(new Notification(
                List.of(Recipient.steward(isFailure() ? consumer : owner)),
                new Notice(
                        what.notice,
                        Map.of("number", number, "title", title, "table", table),
                        "/office/exchange/grants/" + grant,
                        what.notice + ":" + grant + ":" + key),
                by));
    }
}
