package org.shuguan.server.powers;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Person;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.PagedQuery;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class Requests {
    private static final String SELECT = """
            select id, kind, case when state = 'open' and expires_at <= :now then 'expired' else state end as state,
                   asked_by, asked_by_name, asked_account, asked_at, expires_at, reason, confirmer, subject,
                   subject_name, account_name, role, unit, wanted::text as wanted, facts, code_hash, decided_by,
                   decided_by_name, decided_at, answer
              from powers.request
            """;

    private final JdbcClient jdbc;

    Requests(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(Request request) {
        jdbc.sql("""
                        insert into powers.request
                               (id, kind, state, asked_by, asked_by_name, asked_account, asked_at, expires_at, reason,
                                confirmer, subject, subject_name, account_name, role, unit, wanted, facts, code_hash)
                        values (:id, :kind, :state, :askedBy, :askedByName, :askedAccount, :askedAt, :expiresAt, :reason,
                                :confirmer, :subject, :subjectName, :accountName, :role, :unit, :wanted::jsonb, :facts,
                                :codeHash)
                        """).params(Rows.of(request)).update();
    }

    Optional<Request> find(UUID id, Instant now) {
        return one(SELECT + " where id = :id", id, now);
    }

    /// The request, locked until the end of the transaction.
    Optional<Request> lock(UUID id, Instant now) {
        return one(SELECT + " where id = :id for update", id, now);
    }

    private Optional<Request> one(String sql, UUID id, Instant now) {
        return jdbc.sql(sql)
                .param("id", id)
                .param("now", Rows.parameter(now))
                .query(Rows.to(Request.class))
                .optional();
    }

    void decide(UUID id, Request.State state, Person by, Instant at, @Nullable String answer) {
        jdbc.sql("""
                        update powers.request
                           set state = :state, decided_by = :by, decided_by_name = :name, decided_at = :at,
                               answer = :answer
                         where id = :id
                        """)
                .param("id", id)
                .param("state", state.word())
                .param("by", by.id() == null ? null : by.id().value())
                .param("name", by.name())
                .param("at", Rows.parameter(at))
                .param("answer", answer)
                .update();
    }

    /// All that waits for confirmation, the oldest first.
    List<Request> open(Instant now) {
        return jdbc.sql(SELECT + " where state = 'open' and expires_at > :now order by asked_at, id")
                .param("now", Rows.parameter(now))
                .query(Rows.to(Request.class))
                .list();
    }

    /// What waits for these roles.
    List<Request> openFor(Set<Role> roles, Instant now) {
        return open(now).stream().filter(one -> roles.contains(one.confirmer())).toList();
    }

    /// @param reader whose own requests only are listed; null for all
    Listing<Request> list(@Nullable OfficerId reader, @Nullable String state, Instant now, ListQuery query) {
        String found = "select * from (" + SELECT + """
                ) listed
                 where (:reader::uuid is null or asked_by = :reader::uuid)
                   and (:state::text is null or state = :state)
                   and (subject_name ilike :like or asked_by_name ilike :like or reason ilike :like
                        or coalesce(account_name, '') ilike :like)
                """;
        return PagedQuery.of(jdbc, found)
                .with("now", Rows.parameter(now))
                .with("reader", reader == null ? null : reader.value())
                .with("state", state)
                .page(query, RequestController.COLUMNS.order(query, "asked_at desc", "id"), Rows.to(Request.class));
    }
}
