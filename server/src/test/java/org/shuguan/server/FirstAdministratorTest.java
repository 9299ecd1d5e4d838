package org.shuguan.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.shuguan.server.institution.Role;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/// What a start prints: of an empty home, of one that nobody has entered yet, of one from before there were three
/// powers.
@SpringBootTest
@Transactional
class FirstAdministratorTest {
    @Autowired
    FirstAdministrator first;

    @Autowired
    JdbcClient jdbc;

    @Test
    void eachPowerThatNobodyHoldsGetsALinkUntilItIsUsed() {
        nobodyIs("system-administrator", "security-administrator", "auditor");
        List<FirstAdministrator.Waiting> printed = first.appoint();
        assertThat(printed)
                .extracting(FirstAdministrator.Waiting::role)
                .containsExactly(Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDITOR);
        assertThat(printed)
                .extracting(one -> one.account().link())
                .doesNotContainNull()
                .doesNotHaveDuplicates();
        // Nobody has been here: the same accounts, with other links.
        List<FirstAdministrator.Waiting> anew = first.appoint();
        assertThat(anew)
                .extracting(one -> one.account().name())
                .containsExactlyInAnyOrderElementsOf(
                        printed.stream().map(one -> one.account().name()).toList());
        assertThat(anew)
                .extracting(one -> Objects.requireNonNull(one.account().link()))
                .doesNotContainAnyElementsOf(printed.stream()
                        .map(one -> Objects.requireNonNull(one.account().link()))
                        .toList());
        jdbc.sql("update identity.one_time_link set used_at = now() where voided_at is null")
                .update();
        assertThat(first.appoint()).isEmpty();
    }

    @Test
    void anOlderHomeKeepsItsAdministratorsAndGetsWhatIsMissing() {
        nobodyIs("system-administrator", "security-administrator", "auditor");
        first.appoint();
        jdbc.sql("update identity.one_time_link set used_at = now() where voided_at is null")
                .update();
        nobodyIs("security-administrator");
        assertThat(first.appoint())
                .extracting(FirstAdministrator.Waiting::role)
                .containsExactly(Role.SECURITY_ADMINISTRATOR);
    }

    /// As in a home where these roles have no holder: what a start of this test's server opened waits no more.
    private void nobodyIs(String... roles) {
        jdbc.sql("delete from identity.one_time_link where of_start and used_at is null")
                .update();
        jdbc.sql(
                        "delete from institution.substitute where appointment in (select id from institution.appointment where role = any(:roles))")
                .param("roles", roles)
                .update();
        jdbc.sql("delete from institution.appointment where role = any(:roles)")
                .param("roles", roles)
                .update();
    }
}
