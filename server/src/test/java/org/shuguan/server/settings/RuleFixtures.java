package org.shuguan.server.settings;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Changes rules for a test as the bureau does, and restores the defaults afterwards.
@Component
public class RuleFixtures {
    static final RuleEditors.Editor EDITOR = new RuleEditors.Editor(UUID.randomUUID(), "业务员");

    private final SettingsAdministration administration;
    private final RuleChanges changes;
    private final KnownChanges known;
    private final Settings settings;
    private final JdbcClient jdbc;

    RuleFixtures(
            SettingsAdministration administration,
            RuleChanges changes,
            KnownChanges known,
            Settings settings,
            JdbcClient jdbc) {
        this.administration = administration;
        this.changes = changes;
        this.known = known;
        this.settings = settings;
        this.jdbc = jdbc;
    }

    /// Sets a value from today on.
    public void set(String key, RuleValue value) {
        administration.change(
                key,
                new SettingsAdministration.Wanted(
                        value,
                        "某某办法",
                        "第七条",
                        Mark.READ,
                        settings.today(),
                        "文件调整",
                        SettingsAdministration.version(changes.of(key))),
                EDITOR);
    }

    public void set(String key, int value) {
        set(key, RuleValue.of(value));
    }

    public void defaults() {
        jdbc.sql("delete from settings.value").update();
        changes.begin();
        known.look();
    }
}
