package org.shuguan.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.shuguan.server.institution.Institution;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest
class SignInTest {
    private static final String PASSWORD = "Ink-and-paper-7";

    @Autowired
    Identity identity;

    @Autowired
    Institution institution;

    @Autowired
    JdbcClient jdbc;

    @Test
    void theFifthWrongPasswordLocksTheAccount() {
        identity.open("lock.me", institution.enrol("李四"), PASSWORD, false);
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> identity.signIn("lock.me", "wrong", "-", null))
                    .hasMessageContaining("sign-in-wrong");
        }
        // The same answer as for any wrong password, so that a lock does not reveal whether an account exists.
        assertThatThrownBy(() -> identity.signIn("lock.me", PASSWORD, "-", null))
                .hasMessageContaining("sign-in-wrong");
    }

    @Test
    void guessingThePresentPasswordLocksTheAccountToo() {
        var account = identity.open("guess.me", institution.enrol("赵六"), PASSWORD, false);
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> identity.changePassword(account, "wrong", "Another-one-88"))
                    .hasMessageContaining("invalid-input");
        }
        assertThatThrownBy(() -> identity.signIn("guess.me", PASSWORD, "-", null))
                .hasMessageContaining("sign-in-wrong");
        assertThatThrownBy(() -> identity.changePassword(account, PASSWORD, "Another-one-88"))
                .hasMessageContaining("sign-in-wrong");
    }

    @Test
    void inputThatIsNotAValidNameIsNotRecorded() {
        assertThatThrownBy(() -> identity.signIn("My Secret Pass 2026", "x", "-", null))
                .hasMessageContaining("sign-in-wrong");
        assertThat(jdbc.sql("select count(*) from audit.entry where actor like '%Secret%' or facts like '%Secret%'")
                        .query((row, n) -> row.getLong(1))
                        .single())
                .isZero();
        assertThat(jdbc.sql("select count(*) from audit.entry where action = 'identity.sign-in-failed' and actor = '?'")
                        .query((row, n) -> row.getLong(1))
                        .single())
                .isPositive();
    }

    @Test
    void aFormerPasswordIsRefused() {
        var account = identity.open("again", institution.enrol("王五"), PASSWORD, true);
        identity.changePassword(account, PASSWORD, "Another-one-88");
        assertThatThrownBy(() -> identity.changePassword(account, "Another-one-88", PASSWORD))
                .hasMessageContaining("invalid-input");
        assertThat(identity.mustChangePassword(account)).isFalse();
    }
}
