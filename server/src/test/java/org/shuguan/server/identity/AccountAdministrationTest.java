package org.shuguan.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.SecondPersonNeeded;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.OneTimeSecret;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

@SpringBootTest
@Transactional
class AccountAdministrationTest {
    private static final String PASSWORD = "Ink-and-paper-7";
    private static final String NEXT = "Another-stone-42";

    @Autowired
    AccountAdministration administration;

    @Autowired
    Identity identity;

    @Autowired
    Welcome welcome;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Institution institution;

    private OfficerId person;
    private UUID account;
    private Actor admin;

    @BeforeEach
    void anAccount() {
        person = institution.enrol("梁管账");
        account = identity.open("liang.guan", person, PASSWORD, false);
        admin = new Actor(UUID.randomUUID(), "admin", OfficerId.fresh(), "管理员", List.of());
    }

    @Test
    void aNewAccountHasALinkAndNoPassword() {
        AccountAdministration.Handed handed = administration.open("chen.xin", institution.enrol("陈新"), false);
        assertThat(found("陈新").state()).isEqualTo(AccountState.FIRST_SIGN_IN);
        welcome.redeem(token(handed), "", NEXT);
        assertThat(found("陈新").state()).isEqualTo(AccountState.ACTIVE);
        assertThat(identity.signIn("chen.xin", NEXT, "-", null).account()).isEqualTo(handed.account());
        assertThat(identity.mustChangePassword(handed.account())).isFalse();
    }

    @Test
    void aDisabledAccountLosesAccessAtOnceAndRegainsItWhenEnabled() {
        administration.disable(account, admin);
        assertThat(identity.actor(account)).isEmpty();
        assertThatThrownBy(() -> identity.signIn("liang.guan", PASSWORD, "-", null))
                .hasMessageContaining("sign-in-wrong");
        assertThat(found("liang").state()).isEqualTo(AccountState.DISABLED);
        administration.enable(account);
        assertThat(identity.actor(account)).isPresent();
    }

    @Test
    void aResetReplacesThePassword() {
        String token = token(administration.reset(account, admin));
        assertThatThrownBy(() -> identity.signIn("liang.guan", PASSWORD, "-", null))
                .hasMessageContaining("sign-in-wrong");
        assertThat(welcome.look(token).person()).isEqualTo("梁管账");
        assertThatThrownBy(() -> welcome.redeem(token, "", "weak")).hasMessageContaining("invalid-input");
        assertThatThrownBy(() -> welcome.redeem(token, "", PASSWORD)).hasMessageContaining("invalid-input");
        welcome.redeem(token, "", NEXT);
        assertThat(identity.signIn("liang.guan", NEXT, "-", null).account()).isEqualTo(account);
        assertThatThrownBy(() -> welcome.redeem(token, "", "Third-stone-of-42")).hasMessageContaining("link-used");
    }

    @Test
    void aLinkIsReplacedByTheNextAndEndsWithTheAccount() {
        String first = token(administration.reset(account, admin));
        String second = token(administration.reset(account, admin));
        assertThatThrownBy(() -> welcome.look(first)).hasMessageContaining("link-replaced");
        administration.disable(account, admin);
        assertThatThrownBy(() -> welcome.redeem(second, "", NEXT)).hasMessageContaining("link-replaced");
        assertThatThrownBy(() -> welcome.look(second + "x")).hasMessageContaining("link-unknown");
        assertThatThrownBy(() -> welcome.look("")).hasMessageContaining("link-unknown");
    }

    @Test
    void aLinkExpires() {
        String token = token(administration.reset(account, admin));
        jdbc.sql(
                        "update identity.one_time_link set issued_at = now() - interval '2 days', expires_at = now() - interval '1 s'")
                .update();
        assertThatThrownBy(() -> welcome.redeem(token, "", NEXT)).hasMessageContaining("link-expired");
    }

    @Test
    void whoHasPowersGetsNoLinkFromOnePersonAlone() {
        String issuedBefore = token(administration.reset(account, admin));
        institution.appoint(
                person,
                Role.AUDITOR,
                UnitCode.CITY,
                new Institution.Terms("审计管理员", null, institution.today().plusDays(3), null));
        assertThatThrownBy(() -> administration.reset(account, admin)).isInstanceOf(SecondPersonNeeded.class);
        assertThatThrownBy(() -> administration.disable(account, admin)).isInstanceOf(SecondPersonNeeded.class);
        assertThatThrownBy(() -> welcome.redeem(issuedBefore, "", NEXT)).hasMessageContaining("link-replaced");
        assertThat(found("liang").resetNeedsSecond()).isTrue();
    }

    @Test
    void ofALinkByTwoBothHalvesAreNeeded() {
        String token = token(administration.resetByTwo(account, OneTimeSecret.hashOfCode("ABCD-EFGH-JKLM"), "甲", "乙"));
        assertThat(welcome.look(token).codeNeeded()).isTrue();
        for (int i = 0; i < 4; i++) {
            assertThatThrownBy(() -> welcome.redeem(token, "", NEXT)).hasMessageContaining("code-wrong");
        }
        welcome.redeem(token, "abcd efgh jklm", NEXT);
        String other = token(administration.resetByTwo(account, OneTimeSecret.hashOfCode("ABCD-EFGH-JKLM"), "甲", "乙"));
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> welcome.redeem(other, "XXXX", NEXT)).hasMessageContaining("code-wrong");
        }
        assertThatThrownBy(() -> welcome.redeem(other, "ABCDEFGHJKLM", NEXT)).hasMessageContaining("link-replaced");
    }

    @Test
    void aLinkPrintedAtTheStartIsPrintedAnewUntilItIsUsed() {
        AccountAdministration.Handed first = administration.openAtStart("first.admin", institution.enrol("首位"));
        AccountAdministration.Handed anew = again("first.admin").orElseThrow();
        assertThatThrownBy(() -> welcome.look(token(first))).hasMessageContaining("link-replaced");
        welcome.redeem(token(anew), "", NEXT);
        assertThat(again("first.admin")).isEmpty();
    }

    private Optional<AccountAdministration.Handed> again(String name) {
        return administration.reissuedAtStart().stream()
                .filter(one -> one.name().equals(name))
                .findFirst();
    }

    private static String token(AccountAdministration.Handed handed) {
        String link = Objects.requireNonNull(handed.link());
        return link.substring(link.indexOf('#') + 1);
    }

    @Test
    void aLockedAccountIsUnlocked() {
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> identity.signIn("liang.guan", "wrong", "-", null))
                    .isInstanceOf(SignInRefused.class);
        }
        assertThat(found("liang").state()).isEqualTo(AccountState.LOCKED);
        administration.unlock(account);
        assertThat(identity.signIn("liang.guan", PASSWORD, "-", null).account()).isEqualTo(account);
    }

    @Test
    void administratorsCannotDisableTheirOwnAccount() {
        Actor oneself = identity.actor(account).orElseThrow();
        assertThatThrownBy(() -> administration.disable(account, oneself)).hasMessageContaining("own-account");
        assertThatThrownBy(() -> administration.reset(account, oneself)).hasMessageContaining("own-account");
    }

    @Test
    void aPersonHasOneAccount() {
        assertThatThrownBy(() -> administration.open("another", person, false)).hasMessageContaining("invalid-input");
    }

    private AccountAdministration.AccountRow found(String words) {
        return administration.list(null, new ListQuery(1, 20, null, words)).items().stream()
                .filter(row -> row.officer().name().equals(words) || row.name().startsWith(words))
                .findFirst()
                .orElseThrow();
    }
}
