package org.shuguan.server.identity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.PagedQuery;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class Accounts {
    record Account(
            UUID id,
            String name,
            OfficerId officer,
            String passwordHash,
            boolean mustChangePassword,
            boolean disabled,
            int failures,
            @Nullable Instant lockedUntil,
            @Nullable Instant lastSignIn,
            @Nullable String lastOrigin,
            int failuresSince,
            boolean secondFactor) {}

    record Listed(
            UUID id,
            String name,
            OfficerId officer,
            AccountState state,
            @Nullable Instant lastSignIn,
            boolean secondFactor) {}

    private static final String SELECT =
            "select id, name, officer, password_hash, must_change_password, disabled, failures, locked_until,"
                    + " last_sign_in, last_origin, failures_since,"
                    + " exists (select 1 from identity.second_factor f where f.account = id) as second_factor"
                    + " from identity.account ";

    private final JdbcClient jdbc;

    Accounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(UUID id, String name, OfficerId officer, String passwordHash, boolean mustChangePassword) {
        jdbc.sql("""
                        insert into identity.account
                               (id, name, officer, password_hash, must_change_password, disabled, failures, locked_until)
                        values (:id, :name, :officer, :passwordHash, :mustChangePassword, false, 0, null)
                        """)
                .param("id", id)
                .param("name", name)
                .param("officer", officer.value())
                .param("passwordHash", passwordHash)
                .param("mustChangePassword", mustChangePassword)
                .update();
    }

    Optional<Account> named(String name) {
        return jdbc.sql(SELECT + "where name = lower(:name)")
                .param("name", name)
                .query(Rows.to(Account.class))
                .optional();
    }

    Optional<Account> find(UUID id) {
        return jdbc.sql(SELECT + "where id = :id")
                .param("id", id)
                .query(Rows.to(Account.class))
                .optional();
    }

    List<Account> all() {
        return jdbc.sql(SELECT + "order by name").query(Rows.to(Account.class)).list();
    }

    boolean none() {
        return jdbc.sql("select not exists (select 1 from identity.account)")
                .query((row, n) -> row.getBoolean(1))
                .single();
    }

    /// Counts a failed sign-in in one statement, so that concurrent attempts are all counted.
    void failed(UUID id, int limit, Instant lockedUntil) {
        jdbc.sql("""
                        update identity.account
                           set failures = case when failures + 1 >= :limit then 0 else failures + 1 end,
                               locked_until = case when failures + 1 >= :limit then :until else locked_until end,
                               failures_since = failures_since + 1
                         where id = :id
                        """)
                .param("id", id)
                .param("limit", limit)
                .param("until", Rows.parameter(lockedUntil))
                .update();
    }

    /// @param origin the address that the sign-in came from
    void succeeded(UUID id, Instant at, String origin) {
        jdbc.sql("""
                        update identity.account
                           set failures = 0, locked_until = null, last_sign_in = :at, last_origin = :origin,
                               failures_since = 0
                         where id = :id
                        """)
                .param("origin", origin)
                .param("id", id)
                .param("at", Rows.parameter(at))
                .update();
    }

    void forgetFailures(UUID id) {
        jdbc.sql("update identity.account set failures = 0, locked_until = null where id = :id")
                .param("id", id)
                .update();
    }

    void disable(UUID id, boolean disabled) {
        jdbc.sql("update identity.account set disabled = :disabled where id = :id")
                .param("id", id)
                .param("disabled", disabled)
                .update();
    }

    boolean has(OfficerId officer) {
        return jdbc.sql("select exists (select 1 from identity.account where officer = :officer)")
                .param("officer", officer.value())
                .query((row, n) -> row.getBoolean(1))
                .single();
    }

    /// @param state word of a state, all states where null
    /// @param named whoever is found by the person's name, beside the accounts found by their own
    Listing<Listed> list(@Nullable String state, List<OfficerId> named, Instant now, ListQuery query) {
        String found = """
                select id, name, officer, state, last_sign_in,
                       exists (select 1 from identity.second_factor f where f.account = id) as second_factor
                  from (select id, name, officer, last_sign_in,
                               case when disabled then 'disabled'
                                    when locked_until > :now then 'locked'
                                    when must_change_password then 'first-sign-in'
                                    else 'active' end as state
                          from identity.account) listed
                 where (name ilike :like or officer = any(:named)) and (:state::text is null or state = :state)
                """;
        return PagedQuery.of(jdbc, found)
                .with("now", Rows.parameter(now))
                .with("named", named.stream().map(OfficerId::value).toArray(UUID[]::new))
                .with("state", state)
                .page(query, AccountAdministration.COLUMNS.order(query, "name", "id"), Rows.to(Listed.class));
    }

    void setPassword(UUID id, String hash, boolean mustChange) {
        jdbc.sql("insert into identity.former_password (account, password_hash) "
                        + "select id, password_hash from identity.account where id = :id")
                .param("id", id)
                .update();
        jdbc.sql("""
                        update identity.account
                           set password_hash = :hash, must_change_password = :must, failures = 0, locked_until = null
                         where id = :id
                        """)
                .param("id", id)
                .param("hash", hash)
                .param("must", mustChange)
                .update();
    }

    List<String> formerPasswords(UUID id, int most) {
        return jdbc.sql(
                        "select password_hash from identity.former_password where account = :id order by at desc limit :most")
                .param("id", id)
                .param("most", most)
                .query((row, n) -> row.getString(1))
                .list();
    }
}
