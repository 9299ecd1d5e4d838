package org.shuguan.server.exchange;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Keys and secrets as stored.
@Repository
class KeyRecords {
    /// A key that signs or signed answers.
    ///
    /// @param publicKey in the form of X.509
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    record SigningKey(
            String id,
            byte[] publicKey,
            Instant createdAt,
            @Nullable Instant replacedAt) {}

    private static final String SELECT = "select id, public_key, created_at, replaced_at from exchange.signing_key";

    private final JdbcClient jdbc;

    KeyRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<SigningKey> present() {
        return jdbc.sql(SELECT + " where replaced_at is null")
                .query(Rows.to(SigningKey.class))
                .optional();
    }

    /// All keys, the newest first.
    List<SigningKey> all() {
        return jdbc.sql(SELECT + " order by created_at desc, id")
                .query(Rows.to(SigningKey.class))
                .list();
    }

    byte[] sealedPrivate(String id) {
        return jdbc.sql("select private_key from exchange.signing_key where id = :id")
                .param("id", id)
                .query(byte[].class)
                .single();
    }

    /// Makes it the present key; the private part of the one before is removed.
    void replace(SigningKey key, byte[] sealedPrivate) {
        jdbc.sql("""
                        update exchange.signing_key set replaced_at = :at, private_key = null where replaced_at is null
                        """).param("at", Rows.parameter(key.createdAt())).update();
        jdbc.sql("""
                        insert into exchange.signing_key (id, public_key, private_key, created_at)
                        values (:id, :public, :private, :at)
                        """)
                .param("id", key.id())
                .param("public", key.publicKey())
                .param("private", sealedPrivate)
                .param("at", Rows.parameter(key.createdAt()))
                .update();
    }

    /// Waits for others that create a key or secret, until the transaction ends.
    void lock() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('exchange.signing_key'))")
                .query((row, n) -> 0)
                .single();
    }

    Optional<byte[]> pseudonymSecret() {
        return jdbc.sql("select secret from exchange.pseudonym_secret")
                .query(byte[].class)
                .optional();
    }

    void addPseudonymSecret(byte[] sealed) {
        jdbc.sql("insert into exchange.pseudonym_secret (secret) values (:secret)")
                .param("secret", sealed)
                .update();
    }

    /// The encrypted values by what they belong to.
    Map<String, byte[]> sealed() {
        Map<String, byte[]> sealed = new HashMap<>();
        jdbc.sql("select id, private_key from exchange.signing_key where private_key is not null")
                .query((row, n) -> sealed.put(row.getString(1), row.getBytes(2)))
                .list();
        pseudonymSecret().ifPresent(secret -> sealed.put(Pseudonyms.CONTEXT, secret));
        return sealed;
    }

    void store(String context, byte[] sealed) {
        String sql = context.equals(Pseudonyms.CONTEXT)
                ? "update exchange.pseudonym_secret set secret = :sealed where :id <> ''"
                : "update exchange.signing_key set private_key = :sealed where id = :id";
        jdbc.sql(sql).param("sealed", sealed).param("id", context).update();
    }
}
