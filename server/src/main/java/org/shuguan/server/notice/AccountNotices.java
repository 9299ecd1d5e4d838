package org.shuguan.server.notice;

import java.util.Map;
import org.shuguan.server.identity.FactorRemoved;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/// Tells a person what an administrator did to their account.
@Component
class AccountNotices {
    private final Notices notices;

    AccountNotices(Notices notices) {
        this.notices = notices;
    }

    @ApplicationModuleListener
    void on(FactorRemoved removed) {
        notices.tell(
                removed.owner(),
                new Notice(
                        "factor-removed",
                        Map.of("name", removed.by()),
                        "/office/password",
                        "factor-removed:" + removed.id()));
    }
}
