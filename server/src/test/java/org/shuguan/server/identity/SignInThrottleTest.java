package org.shuguan.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.shuguan.server.settings.Settings;

class SignInThrottleTest {
    private static final int MOST =
            Settings.defaults().number("identity.network-failures").today();

    private final SignInThrottle door = new SignInThrottle(Settings.defaults(), Duration.ZERO);

    @Test
    void aNetworkWithTooManyFailuresIsBlockedAndOthersAreNot() {
        for (int i = 0; i < MOST; i++) {
            assertThat(door.<Boolean>pass("10.1.1.1", () -> true)).isTrue();
            fails("10.1.1.1", "identity/sign-in-wrong");
        }
        assertThatThrownBy(() -> door.pass("10.1.1.1", () -> true))
                .isInstanceOfSatisfying(SignInRefused.class, refused -> {
                    assertThat(refused.status().value()).isEqualTo(429);
                    assertThat(refused.facts()).containsEntry("minutes", 10L);
                });
        assertThat(door.<Boolean>pass("10.1.1.2", () -> true)).isTrue();
    }

    /// One subscriber has so many IPv6 addresses that counting single addresses would not limit guesses.
    @Test
    void addressesOfOneIpv6NetworkAreCountedTogether() {
        for (int i = 0; i < MOST; i++) {
            fails("2001:db8:1:2:" + Integer.toHexString(i) + "::9", "identity/sign-in-wrong");
        }
        fails("2001:db8:1:2::77", "identity/sign-in-too-often");
        fails("2001:db8:1:3::1", "identity/sign-in-wrong");
    }

    @Test
    void atMostAsManyPasswordsAreCheckedAtOnceAsThereAreProcessors() throws Exception {
        int processors = Runtime.getRuntime().availableProcessors();
        CountDownLatch inside = new CountDownLatch(processors);
        CountDownLatch leave = new CountDownLatch(1);
        try (ExecutorService people = Executors.newCachedThreadPool()) {
            for (int i = 0; i < processors; i++) {
                people.execute(() -> door.pass("10.1.1.1", () -> {
                    inside.countDown();
                    try {
                        leave.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return true;
                }));
            }
            inside.await();
            fails("10.1.1.2", "identity/sign-in-crowded");
            leave.countDown();
        }
        assertThat(door.<Boolean>pass("10.1.1.2", () -> true)).isTrue();
    }

    private void fails(String address, String code) {
        assertThatThrownBy(() -> door.pass(address, () -> {
                    throw SignInRefused.wrong();
                }))
                .isInstanceOfSatisfying(
                        SignInRefused.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
