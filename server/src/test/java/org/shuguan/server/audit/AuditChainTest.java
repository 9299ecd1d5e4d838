package org.shuguan.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuguan.server.FreshDatabase;
import org.shuguan.server.audit.AuditChain.Break;
import org.shuguan.server.audit.AuditChain.Noted;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
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

    /// What whoever owns the record can do: everything but compute a hash with the key.
    private static final String REWRITE = """
            alter table audit.entry disable trigger all;
            alter table audit.head disable trigger all;
            update audit.entry set subject = 'forged', scheme = 1, hash = encode(sha256(convert_to(
                (select string_agg(length(part) || ':' || part || e'\\n', '' order by n) from unnest(array[
                    sequence::text,
                    regexp_replace(to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '\\.?(000)*$', '') || 'Z',
                    actor, origin, action, 'forged', coalesce(unit, ''), facts, previous])
                  with ordinality as parts (part, n)), 'UTF8')), 'hex')
             where sequence = (select sequence from audit.head);
            update audit.head set hash = (select hash from audit.entry order by sequence desc limit 1);
            """;

    private static final String CUT = """
            alter table audit.entry disable trigger all;
            alter table audit.head disable trigger all;
            delete from audit.entry where sequence = (select sequence from audit.head);
            update audit.head set sequence = sequence - 1,
                   hash = (select hash from audit.entry order by sequence desc limit 1);
            """;

    @Autowired
    ApplicationEventPublisher events;

    @Autowired
    AuditChain chain;

    @Autowired
    AuditKey key;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit.entry set subject = 'forged'",
                "delete from audit.entry",
                "truncate audit.entry",
                "insert into audit.entry select sequence + 1, at, actor, origin, action, subject, unit, facts, hash,"
                        + " repeat('a', 64), 2 from audit.entry order by sequence desc limit 1",
                "update audit.head set sequence = sequence - 1",
                "delete from audit.head",
                "select * from audit.head for update",
                "do 'begin lock table audit.entry in access exclusive mode; end'",
                "alter table audit.entry disable trigger all",
                "alter table audit.entry drop column facts",
                "alter table audit.entry owner to current_user",
                "drop trigger entry_append_only on audit.entry",
                "drop table audit.entry cascade",
                "drop schema audit cascade",
                "create table audit.other (n int)",
                "create or replace function audit.refuse_change() returns trigger language plpgsql as 'begin end'",
                "create trigger mine before insert on audit.entry for each row execute function audit.refuse_change()",
                "do 'begin grant all on audit.entry to shuguan; delete from audit.entry; end'",
                "set session_replication_role = replica",
                "set role shuguan_owner",
                "set session authorization shuguan_owner",
                "alter role shuguan_owner password 'mine'",
                "grant shuguan_owner to shuguan",
                "alter default privileges for role shuguan_owner grant all on tables to shuguan",
                "create schema other",
                "create table public.other (n int)",
                "create function public.other() returns int language sql as 'select 1'",
                "update public.flyway_schema_history_audit set checksum = 1"
            })
    void theApplicationsRoleIsRefused(String attack) {
        append(1);
        assertThat(jdbc.sql("select current_user").query(String.class).single()).isEqualTo("shuguan");
        assertThatThrownBy(() -> jdbc.sql(attack).update())
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .hasMessageMatching("(?s).*(permission denied|must be owner|does not exist|append-only).*");
    }

    @Test
    void theFunctionAppendsOnlyWhatContinuesTheRecordAndIsKeyed() {
        append(1);
        String append = "select audit.append(h.sequence + %s, now(), 'x', '-', 'test.happened', 'forged', null, '{}',"
                + " %s, repeat('a', 64), %s::smallint) from audit.head h";
        for (String wrong : List.of(
                append.formatted("1", "repeat('0', 64)", "2"),
                append.formatted("0", "h.hash", "2"),
                append.formatted("2", "h.hash", "2"),
                append.formatted("1", "h.hash", "1"),
                append.formatted("1", "h.hash", "null"),
                append.formatted("1", "null", "2"))) {
            assertThatThrownBy(() -> jdbc.sql(wrong).query((row, n) -> n).list())
                    .rootCause()
                    .hasMessageMatching("(?s).*(does not continue the audit record|is keyed).*");
        }
    }

    @Test
    void theFunctionsNamesCannotBeRedirected() {
        long before = chain.verify().entries();
        transaction.executeWithoutResult(status -> {
            jdbc.sql("create temp table head as select 5::bigint as sequence, repeat('b', 64) as hash")
                    .update();
            jdbc.sql("set local search_path = pg_temp, public").update();
            assertThat(jdbc.sql("select sequence from audit.lock_head()")
                            .query(Long.class)
                            .single())
                    .isEqualTo(before);
            status.setRollbackOnly();
        });
    }

    @Test
    void anEntryThatWasAppendedWithoutTheKeyIsNamed() {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("""
                            select audit.append(h.sequence + 1, now(), 'x', '-', 'test.happened', 'forged', null, '{}',
                                                h.hash, encode(sha256('guessed'), 'hex'), 2::smallint)
                              from audit.head h
                            """).query((row, n) -> n).list();
            AuditChain.Verdict verdict = chain.verify();
            assertThat(verdict.broken()).contains(new Break(verdict.entries() + 1, Break.Kind.CHANGED));
            status.setRollbackOnly();
        });
    }

    @Test
    void aChangedEntryIsNamed() {
        append(3);
        long last = chain.verify().entries();
        assertThat(after("alter table audit.entry disable trigger all;"
                                + "update audit.entry set subject = 'forged' where sequence = " + (last - 1))
                        .broken())
                .contains(new Break(last - 1, Break.Kind.CHANGED));
        assertThat(after("alter table audit.entry disable trigger all;"
                                + "update audit.entry set unit = '' where sequence = " + last)
                        .broken())
                .contains(new Break(last, Break.Kind.CHANGED));
    }

    @Test
    void aMissingEntryIsNamedAlsoAtTheEnd() {
        append(3);
        long last = chain.verify().entries();
        String delete = "alter table audit.entry disable trigger all; delete from audit.entry where sequence = ";
        assertThat(after(delete + last).broken()).contains(new Break(last, Break.Kind.MISSING));
        assertThat(after(delete + (last - 2)).broken()).contains(new Break(last - 2, Break.Kind.MISSING));
    }

    @Test
    void theOwnerWithoutTheKeyCannotRewriteAnEntry() {
        append(2);
        long last = chain.verify().entries();
        assertThat(after(REWRITE).broken()).contains(new Break(last, Break.Kind.UNKEYED));
    }

    @Test
    void anEndThatWasCutOffIsFoundWhereItWasNoted() {
        append(2);
        AuditChain.Verdict now = chain.verify();
        assertThat(after(CUT).broken()).isEmpty();
        assertThat(after(CUT, new Noted(1, "0".repeat(64)), new Noted(now.entries(), now.head()))
                        .broken())
                .contains(new Break(1, Break.Kind.REWRITTEN));
        assertThat(after(CUT, new Noted(now.entries(), now.head())).broken())
                .contains(new Break(now.entries(), Break.Kind.CUT_OFF));
    }

    @Test
    void anEndOfAnotherContentIsNotTheOneThatWasNoted() {
        append(2);
        AuditChain.Verdict now = chain.verify();
        assertThat(chain.verify(List.of(Noted.parse(now.entries() + ":" + now.head())))
                        .broken())
                .isEmpty();
        assertThat(chain.verify(List.of(Noted.parse(now.entries() + ":" + "0".repeat(64))))
                        .broken())
                .contains(new Break(now.entries(), Break.Kind.REWRITTEN));
    }

    @Test
    void withoutTheKeyTheEntriesAreLinkedAndNotProved() {
        append(2);
        long entries = chain.verify().entries();
        try (var connections = superuser()) {
            AuditChain.Verdict verdict = new AuditChain(connections, null).verify();
            assertThat(verdict.broken()).isEmpty();
            assertThat(verdict.entries()).isEqualTo(entries);
            assertThat(verdict.unproved()).isEqualTo(entries);
        }
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

    private void append(int times) {
        for (int i = 0; i < times; i++) {
            events.publishEvent(new Happened("subject " + i));
        }
    }

    /// The verdict after an attack of a superuser, which is rolled back.
    private AuditChain.Verdict after(String attack, Noted... noted) {
        try (var connections = superuser()) {
            connections.setAutoCommit(false);
            JdbcClient.create(connections).sql(attack).update();
            AuditChain.Verdict verdict = new AuditChain(connections, key).verify(List.of(noted));
            connections.getConnection().rollback();
            return verdict;
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private SingleConnectionDataSource superuser() {
        return new SingleConnectionDataSource(FreshDatabase.superuserAddress(jdbc), true);
    }
}
