package org.shuguan.server.exchange;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The addresses and topics that changes are sent to, and what they did not take.
@Repository
class HookRecords {
    /// What an address is.
    enum Kind {
        /// a web address of the consumer
        ADDRESS,
        /// a topic of the operator's Kafka
        TOPIC
    }

    /// An address of a consumer.
    ///
    /// @param afterNumber the last number that it took
    /// @param problem of the last attempt, null if it succeeded
    record Hook(
            UUID id,
            UUID dataGrant,
            Kind kind,
            String address,
            long afterNumber,
            int attempts,
            @Nullable Instant failingSince,
            @Nullable String problem,
            Instant nextAt,
            UUID setBy,
            String setByName,
            Instant setAt) {
        /// The same after it has taken something: what fails now begins to fail.
        Hook fresh() {
            return new Hook(id, dataGrant, kind, address, afterNumber, 0, null, null, nextAt, setBy, setByName, setAt);
        }
    }

    /// Changes that an address did not take.
    ///
    /// @param sentAt when they were sent again, null if they were not
    record DeadLetter(
            UUID id,
            UUID dataGrant,
            String address,
            long firstNumber,
            long lastNumber,
            String body,
            String problem,
            Instant at,
            @Nullable Instant sentAt) {}

    private static final String HOOK = """
            select id, data_grant, kind, address, after_number, attempts, failing_since, problem, next_at, set_by, set_by_name, set_at
              from exchange.hook
            """;

    private final JdbcClient jdbc;

    HookRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Hook> of(UUID grant, Kind kind) {
        return jdbc.sql(HOOK + " where data_grant = :grant and kind = :kind")
                .param("grant", grant)
                .param("kind", Rows.word(kind))
                .query(Rows.to(Hook.class))
                .optional();
    }

    /// Sets the address of a grant. Another address begins with what the earlier one has not taken.
    void set(Hook hook) {
        jdbc.sql("""
                        insert into exchange.hook (id, data_grant, kind, address, after_number, next_at, set_by, set_by_name, set_at)
                        values (:id, :dataGrant, :kind, :address, :afterNumber, :nextAt, :setBy, :setByName, :setAt)
                        on conflict (data_grant, kind) do update set address = excluded.address, attempts = 0,
                               failing_since = null, problem = null, next_at = excluded.next_at, set_by = excluded.set_by,
                               set_by_name = excluded.set_by_name, set_at = excluded.set_at
                        """).params(Rows.of(hook)).update();
    }

    boolean remove(UUID grant, Kind kind) {
        return jdbc.sql("delete from exchange.hook where data_grant = :grant and kind = :kind")
                        .param("grant", grant)
                        .param("kind", Rows.word(kind))
                        .update()
                == 1;
    }

    /// Takes the addresses for which there are changes, so that no other node sends to them until then.
    List<Hook> take(Instant now, Instant until, int most) {
        return jdbc.sql("""
                        update exchange.hook h set leased_until = :until
                          from (select w.id from exchange.hook w join exchange.feed f on f.data_grant = w.data_grant
                                 where w.next_at <= :now and (w.leased_until is null or w.leased_until < :now)
                                   and f.last_number > w.after_number
                                 order by w.next_at limit :most for update of w skip locked) due
                         where h.id = due.id
                        returning h.id, h.data_grant, h.kind, h.address, h.after_number, h.attempts, h.failing_since, h.problem,
                                  h.next_at, h.set_by, h.set_by_name, h.set_at
                        """)
                .param("now", Rows.parameter(now))
                .param("until", Rows.parameter(until))
                .param("most", most)
                .query(Rows.to(Hook.class))
                .list();
    }

    /// Gives an address back, after it took changes up to a number.
    void taken(UUID id, String address, long number, Instant now) {
        jdbc.sql("""
                        update exchange.hook set after_number = :number, attempts = 0, failing_since = null, problem = null,
                               next_at = :now, leased_until = null
                         where id = :id and address = :address
                        """)
                .param("id", id)
                .param("address", address)
                .param("number", number)
                .param("now", Rows.parameter(now))
                .update();
    }

    /// Gives an address back without a change.
    void release(UUID id) {
        jdbc.sql("update exchange.hook set leased_until = null where id = :id")
                .param("id", id)
                .update();
    }

    /// Gives an address back that did not take the changes.
    void failed(UUID id, String address, String problem, Instant now, Instant next) {
        jdbc.sql("""
                        update exchange.hook set attempts = attempts + 1, failing_since = coalesce(failing_since, :now),
                               problem = :problem, next_at = :next, leased_until = null
                         where id = :id and address = :address
                        """)
                .param("id", id)
                .param("address", address)
                .param("problem", problem)
                .param("now", Rows.parameter(now))
                .param("next", Rows.parameter(next))
                .update();
    }

    void bury(DeadLetter letter) {
        jdbc.sql("""
                        insert into exchange.dead_letter (id, data_grant, address, first_number, last_number, body, problem, at)
                        values (:id, :dataGrant, :address, :firstNumber, :lastNumber, :body, :problem, :at)
                        """).params(Rows.of(letter)).update();
    }

    List<DeadLetter> deadLetters(UUID grant, int most) {
        return jdbc.sql("select * from exchange.dead_letter where data_grant = :grant order by at desc, id limit :most")
                .param("grant", grant)
                .param("most", most)
                .query(Rows.to(DeadLetter.class))
                .list();
    }

    Optional<DeadLetter> deadLetter(UUID id) {
        return jdbc.sql("select * from exchange.dead_letter where id = :id")
                .param("id", id)
                .query(Rows.to(DeadLetter.class))
                .optional();
    }

    void sentAgain(UUID id, Instant now) {
        jdbc.sql("update exchange.dead_letter set sent_at = :now where id = :id")
                .param("id", id)
                .param("now", Rows.parameter(now))
                .update();
    }

    /// Deletes what a changed grant may not give any more.
    ///
    /// @return number of letters
    int forget(UUID grant) {
        return jdbc.sql("delete from exchange.dead_letter where data_grant = :grant")
                .param("grant", grant)
                .update();
    }
}
