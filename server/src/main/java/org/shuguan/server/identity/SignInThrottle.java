package org.shuguan.server.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// Stands before the check of a password. An account is locked after some failures of its own; the door counts what
/// comes from one
/// network, whichever accounts it tries. And a check is made to take long: no more of them at once than there are
/// processors, so that whoever floods the sign-in takes neither the processors nor the connections of those inside.
@Component
class SignInThrottle {
    private static final int MOST_NETWORKS = 100_000;
    /// In bytes: what one subscriber of IPv6 has.
    private static final int NETWORK_OF_6 = 8;

    private final Setting<Integer> most;
    private final Setting<Duration> window;
    private final Cache<String, AtomicInteger> failures;
    private final Semaphore checks = new Semaphore(Runtime.getRuntime().availableProcessors(), true);
    private final Duration patience;

    /// @param patience how long a sign-in waits for its turn
    SignInThrottle(Settings settings, @Value("${shuguan.sign-in.patience:10s}") Duration patience) {
        this.most = settings.number("identity.network-failures");
        this.window = settings.minutes("identity.network-window");
        this.failures = Caffeine.newBuilder()
                .maximumSize(MOST_NETWORKS)
                .expireAfter(Expiry.<String, AtomicInteger>creating((network, failed) -> window.today()))
                .build();
        this.patience = patience;
    }

    /// @param address of who asks, as the request has it
    /// @param check answers, or throws [SignInRefused] where name and password do not fit
    /// @throws SignInRefused also where the network failed too often, or too many are at the door
    <T> T pass(String address, Supplier<T> check) {
        AtomicInteger failed = failures.get(network(address), unknown -> new AtomicInteger());
        refuseAfter(failed);
        if (!admitted()) {
            throw SignInRefused.crowded();
        }
        try {
            // Those who waited beside this one may have failed meanwhile.
            refuseAfter(failed);
            return check.get();
        } catch (SignInRefused wrong) {
            failed.incrementAndGet();
            throw wrong;
        } finally {
            checks.release();
        }
    }

    private void refuseAfter(AtomicInteger failed) {
        if (failed.get() >= most.today()) {
            throw SignInRefused.tooOften(window.today().toMinutes());
        }
    }

    private boolean admitted() {
        try {
            return checks.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String network(String address) {
        try {
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            int known = bytes.length > NETWORK_OF_6 ? NETWORK_OF_6 : bytes.length;
            return HexFormat.of().formatHex(Arrays.copyOf(bytes, known));
        } catch (IllegalArgumentException noAddress) {
            return address;
        }
    }
}
