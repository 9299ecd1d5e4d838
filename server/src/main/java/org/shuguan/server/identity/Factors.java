package org.shuguan.server.identity;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Second factors as stored; their secrets are encrypted.
@Repository
class Factors {
    /// @param secret encrypted, as the store has it
    @SuppressWarnings("ArrayRecordComponent") // it is passed on and never compared
    record Factor(byte[] secret, Instant since) {}

    private final JdbcClient jdbc;

    Factors(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Factor> of(UUID account) {
        return jdbc.sql("select secret, since from identity.second_factor where account = :account")
                .param("account", account)
                .query((row, n) -> new Factor(
                        row.getBytes("secret"), row.getTimestamp("since").toInstant()))
                .optional();
    }

    void offer(UUID account, byte[] secret, Instant at) {
        jdbc.sql("""
                        insert into identity.offered_factor (account, secret, offered_at)
                        values (:account, :secret, :at)
                        on conflict (account) do update set secret = excluded.secret, offered_at = excluded.offered_at
                        """)
                .param("account", account)
                .param("secret", secret)
                .param("at", Rows.parameter(at))
                .update();
    }

    /// The offered secret, unless it was offered before `since`.
    Optional<byte[]> offered(UUID account, Instant since) {
        return jdbc.sql("select secret from identity.offered_factor where account = :account and offered_at > :since")
                .param("account", account)
                .param("since", Rows.parameter(since))
                .query((row, n) -> row.getBytes(1))
                .optional();
    }

    /// Replaces the account's factor by the offered one.
    void confirm(UUID account, byte[] secret, Instant at, long step) {
        remove(account);
        jdbc.sql("""
                        insert into identity.second_factor (account, secret, since, last_step)
                        values (:account, :secret, :at, :step)
                        """)
                .param("account", account)
                .param("secret", secret)
                .param("at", Rows.parameter(at))
                .param("step", step)
                .update();
    }

    /// Takes a step's code as used; of concurrent requests with the same code one succeeds.
    ///
    /// @return false if the code of this step or of a later one was used before
    boolean use(UUID account, long step) {
        return jdbc.sql(
                                "update identity.second_factor set last_step = :step where account = :account and last_step < :step")
                        .param("account", account)
                        .param("step", step)
                        .update()
                == 1;
    }

    /// The encrypted secrets of all factors by account; those that are only offered run out within minutes.
    Map<UUID, byte[]> secrets() {
        var found = new HashMap<UUID, byte[]>();
        jdbc.sql("select account, secret from identity.second_factor")
                .query((row, n) -> found.put(row.getObject(1, UUID.class), row.getBytes(2)))
                .list();
        return found;
    }

    void setSecret(UUID account, byte[] secret) {
        jdbc.sql("update identity.second_factor set secret = :secret where account = :account")
                .param("account", account)
                .param("secret", secret)
                .update();
    }

    /// @return whether there was one
    boolean remove(UUID account) {
        jdbc.sql("delete from identity.offered_factor where account = :account")
                .param("account", account)
                .update();
        return jdbc.sql("delete from identity.second_factor where account = :account")
                        .param("account", account)
                        .update()
                == 1;
    }

    void replaceCodes(UUID account, List<byte[]> hashes) {
        jdbc.sql("delete from identity.recovery_code where account = :account")
                .param("account", account)
                .update();
        hashes.forEach(hash -> jdbc.sql("insert into identity.recovery_code (account, hash) values (:account, :hash)")
                .param("account", account)
                .param("hash", hash)
                .update());
    }

    /// @return whether it was one of the account's codes; it is none afterwards
    boolean useCode(UUID account, byte[] hash) {
        return jdbc.sql("delete from identity.recovery_code where account = :account and hash = :hash")
                        .param("account", account)
                        .param("hash", hash)
                        .update()
                == 1;
    }

    int codes(UUID account) {
        return jdbc.sql("select count(*) from identity.recovery_code where account = :account")
                .param("account", account)
                .query((row, n) -> row.getInt(1))
                .single();
    }
}
