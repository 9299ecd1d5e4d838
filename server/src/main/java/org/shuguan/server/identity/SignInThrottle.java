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

/// Limits password checks. Each account is locked after some failures of its own; in addition, failures are
/// counted per network, for all accounts together. A password check is slow by design, so at most as many run at
/// once as there are processors; requests of signed-in users keep processors and database connections.
@Component
class SignInThrottle {
    private static final int MOST_NETWORKS = 100_000;
    /// Bytes of the prefix that one IPv6 subscriber usually has.
    private static final int NETWORK_OF_6 = 8;

    private final Setting<Integer> most;
    private final Setting<Duration> window;
    private final Cache<String, AtomicInteger> failures;
    private final Semaphore checks = new Semaphore(Runtime.getRuntime().availableProcessors(), true);
    private final Duration patience;

    /// @param patience how long a sign-in waits for a free slot
    SignInThrottle(Settings settings, @Value("${shuguan.sign-in.patience:10s}") Duration patience) {
        this.most = settings.number("identity.network-failures");
        this.window = settings.minutes("identity.network-window");
        this.failures = Caffeine.newBuilder()
                .maximumSize(MOST_NETWORKS)
                .expireAfter(Expiry.<String, AtomicInteger>creating((network, failed) -> window.today()))
                .build();
        this.patience = patience;
    }

    /// @param address of the client, as the request has it
    /// @param check the password check; throws [SignInRefused] if name and password do not match
    /// @throws SignInRefused also if too many sign-ins from the network failed, or too many are waiting
    <T> T pass(String address, Supplier<T> check) {
        AtomicInteger failed = failures.get(network(address), unknown -> new AtomicInteger());
        refuseAfter(failed);
        if (!admitted()) {
            throw SignInRefused.crowded();
        }
        try {
            // Checked again, because sign-ins from this network may have failed while this one waited.
            refuseAfter(failed);
            return check.get();
        } catch (SignInRefused wrong) {
            failed.incrementAndGet();
            throw wrong;
        } finally {
            checks.release();
        }
    }

    /// As [#pass], for a check that answers whether the password is right.
    boolean checks(String address, Supplier<Boolean> check) {
        try {
            return pass(address, () -> {
                if (!check.get()) {
                    throw SignInRefused.wrong();
                }
                return true;
            });
        } catch (SignInRefused refused) {
            if (refused.code().equals("identity/sign-in-wrong")) {
                return false;
            }
            throw refused;
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
