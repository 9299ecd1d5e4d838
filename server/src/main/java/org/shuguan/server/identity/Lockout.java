package org.shuguan.server.identity;

import java.time.Clock;
import java.time.Duration;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.springframework.stereotype.Component;

/// Locks an account for a while after some consecutive failures: wrong passwords and wrong codes of the second
/// factor are counted together.
@Component
class Lockout {
    private final Accounts accounts;
    private final Setting<Integer> failuresUntilLock;
    private final Setting<Duration> lock;
    private final Clock clock;

    Lockout(Accounts accounts, Settings settings, Clock clock) {
        this.accounts = accounts;
        this.failuresUntilLock = settings.number("identity.failures");
        this.lock = settings.minutes("identity.lock");
        this.clock = clock;
    }

    boolean isLocked(Accounts.Account account) {
        return account.lockedUntil() != null && clock.instant().isBefore(account.lockedUntil());
    }

    void failed(Accounts.Account account) {
        accounts.failed(account.id(), failuresUntilLock.today(), clock.instant().plus(lock.today()));
    }
}
