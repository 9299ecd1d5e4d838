package org.shuguan.server.identity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class OneTimeLinks {
    private static final String SELECT = "select id, account, token_hash, code_hash, of_start, issued_at, expires_at,"
            + " used_at, voided_at, wrong_codes from identity.one_time_link ";

    private final JdbcClient jdbc;

    OneTimeLinks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(OneTimeLink link) {
        jdbc.sql("""
                        insert into identity.one_time_link (id, account, token_hash, code_hash, of_start, issued_at,
                                                            expires_at, used_at, voided_at, wrong_codes)
                        values (:id, :account, :tokenHash, :codeHash, :ofStart, :issuedAt,
                                :expiresAt, :usedAt, :voidedAt, :wrongCodes)
                        """).params(Rows.of(link)).update();
    }

    Optional<OneTimeLink> find(String tokenHash) {
        return jdbc.sql(SELECT + "where token_hash = :hash")
                .param("hash", tokenHash)
                .query(Rows.to(OneTimeLink.class))
                .optional();
    }

    /// Marks a link as used; of two concurrent requests one is told that it was.
    boolean use(UUID id, Instant at) {
        return jdbc.sql("""
                                update identity.one_time_link set used_at = :at
                                 where id = :id and used_at is null and voided_at is null
                                """).param("id", id).param("at", Rows.parameter(at)).update() == 1;
    }

    /// Makes all unused links of an account invalid.
    void voidAll(UUID account, Instant at) {
        jdbc.sql("""
                        update identity.one_time_link set voided_at = :at
                         where account = :account and used_at is null and voided_at is null
                        """).param("account", account).param("at", Rows.parameter(at)).update();
    }

    /// Counts a wrong code, and makes the link invalid at the last allowed one.
    void wrongCode(UUID id, int most, Instant at) {
        jdbc.sql("""
                        update identity.one_time_link
                           set wrong_codes = wrong_codes + 1,
                               voided_at = case when wrong_codes + 1 >= :most then :at else voided_at end
                         where id = :id
                        """)
                .param("id", id)
                .param("most", most)
                .param("at", Rows.parameter(at))
                .update();
    }

    /// Accounts whose last link was printed at a start, and whose owner has used neither it nor another.
    List<UUID> waitingSinceStart() {
        return jdbc.sql("""
                        select account from identity.one_time_link
                         group by account
                        having (array_agg(of_start order by issued_at desc))[1] and count(used_at) = 0
                        """).query((row, n) -> row.getObject(1, UUID.class)).list();
    }
}
