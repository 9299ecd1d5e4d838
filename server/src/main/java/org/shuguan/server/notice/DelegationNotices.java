package org.shuguan.server.notice;

import java.util.Map;
import org.shuguan.server.access.DelegationChanged;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/// Notifies a delegate that a role was delegated to them, or that the delegation ended.
@Component
class DelegationNotices {
    private final Notices notices;

    DelegationNotices(Notices notices) {
        this.notices = notices;
    }

    @ApplicationModuleListener
    void on(DelegationChanged change) {
        notices.tell(
                change.to(),
                new Notice(
                        change.ended() ? "delegation-ended" : "delegated",
                        Map.of(
                                "name",
                                change.fromName(),
                                "until",
                                change.until().toString()),
                        "/office/delegations",
                        "delegation:" + change.delegation() + ":" + change.ended()));
    }
}
