package org.shuguan.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuguan.server.access.Actor;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.platform.ListQuery;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.transaction.annotation.Transactional;

@SpringBootTest
@Transactional
class AccountAdministrationTest {
    @Autowired
    AccountAdministration administration;

    @Autowired
    Identity identity;

    @Autowired
    Institution institution;

    private OfficerId person;
    private String password;
    private UUID account;
    private Actor admin;

    @BeforeEach
    void anAccount() {
        person = institution.enrol("梁管账");
        password = identity.openForFirstSignIn("liang.guan", person);
        account = identity.signIn("liang.guan", password, "-", null).account();
        admin = new Actor(UUID.randomUUID(), "admin", OfficerId.fresh(), "管理员", List.of());
    }

    @Test
    void aOneTimePasswordMustBeChanged() {
        assertThat(identity.mustChangePassword(account)).isTrue();
        assertThat(found("梁管账").state()).isEqualTo(AccountState.FIRST_SIGN_IN);
    }

    @Test
    void aDisabledAccountLosesAccessAtOnceAndRegainsItWhenEnabled() {
        administration.disable(account, admin);
        assertThat(identity.actor(account)).isEmpty();
        assertThatThrownBy(() -> identity.signIn("liang.guan", password, "-", null))
                .hasMessageContaining("sign-in-wrong");
        assertThat(found("liang").state()).isEqualTo(AccountState.DISABLED);
        administration.enable(account);
        assertThat(identity.actor(account)).isPresent();
    }

    @Test
    void aResetReplacesThePassword() {
        String next = administration.reset(account, admin).password();
        assertThatThrownBy(() -> identity.signIn("liang.guan", password, "-", null))
                .hasMessageContaining("sign-in-wrong");
        assertThat(identity.signIn("liang.guan", next, "-", null).account()).isEqualTo(account);
    }

    @Test
    void aLockedAccountIsUnlocked() {
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> identity.signIn("liang.guan", "wrong", "-", null))
                    .isInstanceOf(SignInRefused.class);
        }
        assertThat(found("liang").state()).isEqualTo(AccountState.LOCKED);
        administration.unlock(account);
        assertThat(identity.signIn("liang.guan", password, "-", null).account()).isEqualTo(account);
    }

    @Test
    void administratorsCannotDisableTheirOwnAccount() {
        Actor oneself = identity.actor(account).orElseThrow();
        assertThatThrownBy(() -> administration.disable(account, oneself)).hasMessageContaining("own-account");
        assertThatThrownBy(() -> administration.reset(account, oneself)).hasMessageContaining("own-account");
    }

    @Test
    void aPersonHasOneAccount() {
        assertThatThrownBy(() -> identity.openForFirstSignIn("another", person)).hasMessageContaining("invalid-input");
    }

    private AccountAdministration.AccountRow found(String words) {
        return administration
                .list(null, new ListQuery(1, 20, null, words))
                .items()
                .getFirst();
    }
}
