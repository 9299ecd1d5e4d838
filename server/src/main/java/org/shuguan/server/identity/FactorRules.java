package org.shuguan.server.identity;

import java.time.Duration;
import java.util.List;
import org.shuguan.server.access.Actor;
import org.shuguan.server.settings.Code;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.springframework.stereotype.Component;

/// The city's rules of the second factor.
@Component
class FactorRules {
    private final Setting<List<Code>> roles;
    private final Setting<List<Code>> acts;
    private final Setting<Integer> deviceDays;
    private final Setting<Duration> fresh;

    FactorRules(Settings settings) {
        this.roles = settings.codes("identity.second-factor-roles");
        this.acts = settings.codes("identity.sensitive-acts");
        this.deviceDays = settings.days("identity.second-factor-device");
        this.fresh = settings.minutes("identity.second-factor-fresh");
    }

    /// Whether the person must have a second factor: they act in one of the roles of the rule, in any capacity.
    boolean requireOf(Actor actor) {
        List<Code> required = roles.today();
        return actor.capacities().stream()
                .anyMatch(capacity -> required.stream()
                        .anyMatch(code -> code.code().equals(capacity.role().word())));
    }

    /// Whether an act needs a fresh code.
    boolean isSensitive(String act) {
        return acts.today().stream().anyMatch(code -> code.code().equals(act));
    }

    /// How long a device is known; zero if none may be.
    Duration deviceKnown() {
        return Duration.ofDays(deviceDays.today());
    }

    /// How long a code is fresh.
    Duration fresh() {
        return fresh.today();
    }
}
