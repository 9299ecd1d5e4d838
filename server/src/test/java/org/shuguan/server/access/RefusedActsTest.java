package org.shuguan.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.shuguan.server.audit.AuditEntry;
import org.shuguan.server.audit.AuditTrail;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.RequestRefused;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.support.TransactionTemplate;

/// What is recorded of refusals when the period of a person is over.
@SpringBootTest
class RefusedActsTest {
    @Autowired
    RefusedActs refused;

    @Autowired
    AuditTrail trail;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    Clock clock;

    @AfterEach
    void nobody() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void whatWasRepeatedIsOneEntryAtTheEndOfThePeriod() {
        is("again.and.again");
        for (int i = 0; i < 5; i++) {
            refuses("/api/tasks/1");
        }
        refuses("/api/tasks/2");
        assertThat(of("again.and.again")).hasSize(2);
        refused.close(clock.instant());
        assertThat(of("again.and.again")).hasSize(2);
        refused.close(clock.instant().plus(RefusedActs.PERIOD));
        assertThat(of("again.and.again")).hasSize(3).first().satisfies(entry -> {
            assertThat(entry.subject()).isEqualTo("GET /api/tasks/1");
            assertThat(entry.facts())
                    .contains("\"repeated\":4", "\"outcome\":\"refused\"", "\"code\":\"platform/forbidden\"");
        });
        refuses("/api/tasks/1");
        assertThat(of("again.and.again")).hasSize(4);
    }

    @Test
    void ofVeryManyDifferentOnesTheRestIsOneNumber() {
        is("all.ids");
        for (int i = 0; i < 100; i++) {
            refuses("/api/tasks/" + i);
        }
        assertThat(of("all.ids")).hasSize(RefusedActs.MOST);
        refused.close(clock.instant().plus(RefusedActs.PERIOD));
        assertThat(of("all.ids"))
                .hasSize(RefusedActs.MOST + 1)
                .first()
                .satisfies(entry -> assertThat(entry.facts()).contains("\"repeated\":" + (100 - RefusedActs.MOST)));
    }

    @Test
    void theRecordStaysThoughTheRefusedTransactionIsRolledBack() {
        is("rolled.back");
        transaction.executeWithoutResult(status -> {
            status.setRollbackOnly();
            refuses("/api/tasks/1");
        });
        assertThat(of("rolled.back")).hasSize(1);
    }

    @Test
    void whoIsNotSignedInIsOnlyCounted() {
        long before = refused.anonymous();
        long entries = trail.list(new ListQuery(1, 1, null, "access.refuse")).total();
        refused.on(new RequestRefused(
                "identity/not-signed-in", HttpStatus.UNAUTHORIZED, "GET", "/api/tasks", "/api/tasks"));
        assertThat(refused.anonymous()).isEqualTo(before + 1);
        assertThat(trail.list(new ListQuery(1, 1, null, "access.refuse")).total())
                .isEqualTo(entries);
    }

    private void refuses(String uri) {
        refused.on(new RequestRefused("platform/forbidden", HttpStatus.FORBIDDEN, "GET", "/api/tasks/{id}", uri));
    }

    private List<AuditEntry> of(String actor) {
        return trail.list(new ListQuery(1, 200, null, actor)).items();
    }

    private static void is(String actor) {
        var token = new TestingAuthenticationToken(actor, null);
        SecurityContextHolder.getContext().setAuthentication(token);
    }
}
