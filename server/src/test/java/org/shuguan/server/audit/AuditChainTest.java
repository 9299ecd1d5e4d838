package org.shuguan.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.shuguan.server.audit.AuditChain.Break;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest
@TestMethodOrder(MethodOrderer.Random.class)
class AuditChainTest {
    record Happened(String subject) implements Audited {
        @Override
        public String action() {
            return "test.happened";
        }

        @Override
        public Map<String, ?> facts() {
            return Map.of("b", "值 \"引号\"", "a", 1);
        }
    }

    @Autowired
    ApplicationEventPublisher events;

    @Autowired
    AuditChain chain;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Test
    @Transactional
    void aChangedEntryIsNamed() {
        append(3);
        jdbc.sql("alter table audit.entry disable trigger all").update();
        long last = chain.verify().entries();
        jdbc.sql("update audit.entry set subject = 'forged' where sequence = :last")
                .param("last", last - 1)
                .update();
        assertThat(chain.verify().broken()).contains(new Break(last - 1, Break.Kind.CHANGED));
    }

    @Test
    @Transactional
    void aMissingEntryIsNamedAlsoAtTheEnd() {
        append(3);
        long last = chain.verify().entries();
        jdbc.sql("alter table audit.entry disable trigger all").update();
        jdbc.sql("delete from audit.entry where sequence = :last")
                .param("last", last)
                .update();
        assertThat(chain.verify().broken()).contains(new Break(last, Break.Kind.MISSING));
        jdbc.sql("delete from audit.entry where sequence = :last")
                .param("last", last - 2)
                .update();
        assertThat(chain.verify().broken()).contains(new Break(last - 2, Break.Kind.MISSING));
    }

    @Test
    void theDatabaseRefusesToChangeOrForget() {
        transaction.executeWithoutResult(status -> events.publishEvent(new Happened("kept")));
        assertThatThrownBy(() -> jdbc.sql("update audit.entry set actor = 'x'").update())
                .hasMessageContaining("append-only");
        assertThatThrownBy(() -> jdbc.sql("delete from audit.entry").update()).hasMessageContaining("append-only");
        assertThatThrownBy(() -> jdbc.sql("truncate audit.entry").update()).hasMessageContaining("append-only");
    }

    @Test
    @Transactional
    void anEndThatWasCutOffIsMissingWhereItWasNoted() {
        append(2);
        AuditChain.Verdict noted = chain.verify();
        jdbc.sql("alter table audit.entry disable trigger all").update();
        jdbc.sql("delete from audit.entry where sequence = :last")
                .param("last", noted.entries())
                .update();
        jdbc.sql("""
                        update audit.head set sequence = sequence - 1,
                               hash = (select hash from audit.entry order by sequence desc limit 1)
                        """).update();
        assertThat(chain.verify().broken()).isEmpty();
        assertThat(chain.verify(new AuditChain.Noted(noted.entries(), noted.head()))
                        .broken())
                .contains(new Break(noted.entries(), Break.Kind.MISSING));
    }

    @Test
    @Transactional
    void anEndOfAnotherContentIsNotTheOneThatWasNoted() {
        append(2);
        AuditChain.Verdict now = chain.verify();
        assertThat(chain.verify(AuditChain.Noted.parse(now.entries() + ":" + now.head()))
                        .broken())
                .isEmpty();
        assertThat(chain.verify(AuditChain.Noted.parse(now.entries() + ":" + "0".repeat(64)))
                        .broken())
                .contains(new Break(now.entries(), Break.Kind.CHANGED));
    }

    @Test
    void whatIsRolledBackLeavesNoRecord() {
        long before = chain.verify().entries();
        transaction.executeWithoutResult(status -> {
            events.publishEvent(new Happened("undone"));
            status.setRollbackOnly();
        });
        assertThat(chain.verify().entries()).isEqualTo(before);
    }

    /// Each in a transaction of its own would outlive the test's: the recorder is called in the test's own
    /// instead.
    private void append(int times) {
        for (int i = 0; i < times; i++) {
            recorder.record(new Happened("subject " + i));
        }
    }

    @Autowired
    AuditRecorder recorder;
}
