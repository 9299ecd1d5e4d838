package org.shuguan.server.identity;

import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.OneTimeSecret;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Devices that a person has marked as their own: at sign-in on them the code of the second factor is not asked
/// for some days. A device keeps a random value in a cookie, the database its SHA-256. A shorter period of the
/// rule applies to known devices at once.
@Component
class KnownDevices {
    private final JdbcClient jdbc;
    private final FactorRules rules;
    private final Clock clock;

    KnownDevices(JdbcClient jdbc, FactorRules rules, Clock clock) {
        this.jdbc = jdbc;
        this.rules = rules;
        this.clock = clock;
    }

    /// @return the value for the device's cookie
    String remember(UUID account) {
        String value = OneTimeSecret.token();
        jdbc.sql("delete from identity.known_device where account = :account and since <= :since")
                .param("account", account)
                .param("since", since())
                .update();
        jdbc.sql("insert into identity.known_device (hash, account, since) values (:hash, :account, :since)")
                .param("hash", SessionIds.key(value))
                .param("account", account)
                .param("since", Rows.parameter(clock.instant()))
                .update();
        return value;
    }

    /// @param value of the device's cookie, null if it has none
    boolean knows(@Nullable String value, UUID account) {
        return value != null
                && jdbc.sql("""
                                select exists (select 1 from identity.known_device
                                                where hash = :hash and account = :account and since > :since)
                                """)
                        .param("hash", SessionIds.key(value))
                        .param("account", account)
                        .param("since", since())
                        .query((row, n) -> row.getBoolean(1))
                        .single();
    }

    int count(UUID account) {
        return jdbc.sql("select count(*) from identity.known_device where account = :account and since > :since")
                .param("account", account)
                .param("since", since())
                .query((row, n) -> row.getInt(1))
                .single();
    }

    void forget(UUID account) {
        jdbc.sql("delete from identity.known_device where account = :account")
                .param("account", account)
                .update();
    }

    private @Nullable Object since() {
        return Rows.parameter(clock.instant().minus(rules.deviceKnown()));
    }
}
