package org.shuguan.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.shuguan.server.institution.Institution;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest
class SignInTest {
    private static final String PASSWORD = "Ink-and-paper-7";

    @Autowired
    Identity identity;

    @Autowired
    Institution institution;

    @Test
    void theFifthWrongPasswordLocksTheAccount() {
        identity.open("lock.me", institution.enrol("李四"), PASSWORD, false);
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> identity.signIn("lock.me", "wrong")).hasMessageContaining("sign-in-wrong");
        }
        assertThatThrownBy(() -> identity.signIn("lock.me", PASSWORD)).hasMessageContaining("account-locked");
    }

    @Test
    void aPasswordOnceUsedIsNotTakenAgain() {
        var account = identity.open("again", institution.enrol("王五"), PASSWORD, true);
        identity.changePassword(account, PASSWORD, "Another-one-88");
        assertThatThrownBy(() -> identity.changePassword(account, "Another-one-88", PASSWORD))
                .hasMessageContaining("invalid-input");
        assertThat(identity.mustChangePassword(account)).isFalse();
    }
}
