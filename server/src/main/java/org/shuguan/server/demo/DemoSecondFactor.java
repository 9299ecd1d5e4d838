package org.shuguan.server.demo;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.settings.Mark;
import org.shuguan.server.settings.RuleEditors;
import org.shuguan.server.settings.RuleValue;
import org.shuguan.server.settings.SettingsAdministration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Requires no second factor in the demo: its accounts and their password are public, and the first visitor to
/// enrol one would lock all others out. The rule's page shows this change with its reason.
@Component
@Order(1)
@ConditionalOnProperty("shuguan.demo")
class DemoSecondFactor implements DemoPart {
    private static final String RULE = "identity.second-factor-roles";

    private final SettingsAdministration settings;
    private final Institution institution;

    DemoSecondFactor(SettingsAdministration settings, Institution institution) {
        this.settings = settings;
        this.institution = institution;
    }

    @Override
    @Transactional
    public void start(boolean first) {
        if (!settings.isUntouched(RULE)) {
            return;
        }
        LocalDate today = institution.today();
        settings.change(
                RULE,
                new SettingsAdministration.Wanted(
                        RuleValue.of(List.of()),
                        "演示",
                        null,
                        Mark.OURS,
                        today,
                        "演示账号及其密码是公开的，演示中不要求第二因素；正式使用时请恢复为系统、安全、审计三类管理员。",
                        0L),
                new RuleEditors.Editor(new UUID(0, 0), "演示"));
    }
}
