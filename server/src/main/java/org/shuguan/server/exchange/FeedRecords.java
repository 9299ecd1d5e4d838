package org.shuguan.server.exchange;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The changes of granted rows, in order.
@Repository
class FeedRecords {
    /// What happened to a row.
    enum Kind {
        ADDED,
        CHANGED,
        GONE,
        /// the changes before it do not lead to its version: all rows must be read first
        SNAPSHOT;

        @JsonValue
        String word() {
            return Rows.word(this);
        }
    }

    /// The feed of a grant.
    ///
    /// @param grantChange the grant's change by which its changes were told
    /// @param version of the collected copy up to which they were; null if they are told from a captured copy
    /// @param copyLog the log of the captured copy's changes from which they are told, null if from versions
    /// @param copyNumber the change in that log up to which they were
    /// @param firstNumber the lowest number that is kept
    record Feed(
            UUID dataGrant,
            long grantChange,
            @Nullable Long version,
            @Nullable Long copyLog,
            @Nullable Long copyNumber,
            long lastNumber,
            long firstNumber,
            Instant builtAt) {}

    /// A change.
    ///
    /// @param number of the grant's changes, without gaps
    /// @param version of the collected copy that has it, null if it was told from a captured copy
    /// @param rowText a JSON object; of a row that is gone the key only
    /// @param keyText a JSON object with what identifies the row; null of a snapshot
    record Change(
            long number,
            Kind change,
            @Nullable Long version,
            String rowText,
            @Nullable String keyText,
            Instant at) {}

    private static final String FEED =
            "select data_grant, grant_change, version, copy_log, copy_number, last_number, first_number, built_at"
                    + " from exchange.feed";

    private final JdbcClient jdbc;

    FeedRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Feed> find(UUID grant) {
        return jdbc.sql(FEED + " where data_grant = :grant")
                .param("grant", grant)
                .query(Rows.to(Feed.class))
                .optional();
    }

    /// Serialises the building of a grant's feed until the end of the transaction.
    void lock(UUID grant) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:grant, 0))")
                .param("grant", "exchange.feed " + grant)
                .query((row, n) -> 0)
                .single();
    }

    void save(Feed feed) {
        jdbc.sql("""
                        insert into exchange.feed (data_grant, grant_change, version, copy_log, copy_number, last_number,
                                                   first_number, built_at)
                        values (:dataGrant, :grantChange, :version, :copyLog, :copyNumber, :lastNumber, :firstNumber, :builtAt)
                        on conflict (data_grant) do update set grant_change = excluded.grant_change,
                               version = excluded.version, copy_log = excluded.copy_log,
                               copy_number = excluded.copy_number, last_number = excluded.last_number,
                               first_number = excluded.first_number, built_at = excluded.built_at
                        """).params(Rows.of(feed)).update();
    }

    void add(UUID grant, List<Change> changes) {
        jdbc.sql("""
                        insert into exchange.feed_change (data_grant, number, change, version, row_text, key_text, at)
                        select :grant, number, change, version, row_text, key_text, at
                          from unnest(cast(:numbers as bigint[]), cast(:changes as text[]), cast(:versions as bigint[]),
                                      cast(:rows as text[]), cast(:keys as text[]), cast(:at as timestamptz[]))
                               as c(number, change, version, row_text, key_text, at)
                        """)
                .param("grant", grant)
                .param("numbers", changes.stream().map(Change::number).toArray(Long[]::new))
                .param(
                        "changes",
                        changes.stream().map(change -> change.change().word()).toArray(String[]::new))
                .param("versions", changes.stream().map(Change::version).toArray(Long[]::new))
                .param("rows", changes.stream().map(Change::rowText).toArray(String[]::new))
                .param("keys", changes.stream().map(Change::keyText).toArray(String[]::new))
                .param(
                        "at",
                        changes.stream().map(change -> change.at().toString()).toArray(String[]::new))
                .update();
    }

    /// Makes a change tell that its row is gone.
    void gone(UUID grant, long number, String keyText) {
        jdbc.sql("update exchange.feed_change set change = 'gone', row_text = :text"
                        + " where data_grant = :grant and number = :number")
                .param("grant", grant)
                .param("number", number)
                .param("text", keyText)
                .update();
    }

    /// Deletes the changes after a number, within the transaction that has added them.
    void cut(UUID grant, long number) {
        jdbc.sql("delete from exchange.feed_change where data_grant = :grant and number > :number")
                .param("grant", grant)
                .param("number", number)
                .update();
    }

    /// Deletes all changes of a grant; its numbers go on.
    void clear(UUID grant) {
        jdbc.sql("delete from exchange.feed_change where data_grant = :grant")
                .param("grant", grant)
                .update();
        jdbc.sql("update exchange.feed set first_number = last_number + 1 where data_grant = :grant")
                .param("grant", grant)
                .update();
    }

    /// Deletes changes from before a moment.
    void forget(Instant before) {
        jdbc.sql("delete from exchange.feed_change where at < :before")
                .param("before", Rows.parameter(before))
                .update();
        jdbc.sql("""
                        update exchange.feed f set first_number = coalesce(
                               (select min(number) from exchange.feed_change c where c.data_grant = f.data_grant),
                               f.last_number + 1)
                        """).update();
    }

    /// The changes after a number, in order.
    List<Change> after(UUID grant, long number, int most) {
        return jdbc.sql("""
                        select number, change, version, row_text, key_text, at from exchange.feed_change
                         where data_grant = :grant and number > :number order by number limit :most
                        """)
                .param("grant", grant)
                .param("number", number)
                .param("most", most)
                .query(Rows.to(Change.class))
                .list();
    }

    /// The last numbers of feeds.
    Map<UUID, Long> lastNumbers(Collection<UUID> feeds) {
        Map<UUID, Long> numbers = new HashMap<>();
        jdbc.sql("select data_grant, last_number from exchange.feed where data_grant = any(:feeds)")
                .param("feeds", feeds.toArray(UUID[]::new))
                .query((row, n) -> numbers.put(row.getObject(1, UUID.class), row.getLong(2)))
                .list();
        return numbers;
    }
}
