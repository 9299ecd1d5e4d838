package org.shuguan.server.exchange;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The files that were asked for.
@Repository
class FileRecords {
    /// Where a file stands.
    enum State {
        WAITING,
        READY,
        FAILED,
        /// it expired, the grant changed, or a newer one took its place
        REMOVED;

        @JsonValue
        String word() {
            return Rows.word(this);
        }
    }

    /// A file.
    ///
    /// @param grantChange the grant's change by which it was asked for
    /// @param since only what changed since this version, null for all rows
    /// @param problem code of the refusal
    /// @param facts of the refusal, as JSON
    /// @param version of the collected copy, null for a live read
    /// @param digest SHA-256, hexadecimal
    record Row(
            UUID id,
            UUID dataGrant,
            long grantChange,
            UUID askedBy,
            String askedByName,
            Instant askedAt,
            String format,
            String encoding,
            @Nullable String source,
            @Nullable Long since,
            State state,
            @Nullable String problem,
            @Nullable String facts,
            @Nullable Long version,
            @Nullable Long rowCount,
            @Nullable Long bytes,
            @Nullable String digest,
            @Nullable Instant readyAt,
            @Nullable Instant expiresAt) {}

    private static final String SELECT = """
            select id, data_grant, grant_change, asked_by, asked_by_name, asked_at, format, encoding, source, since, state,
                   problem, facts, version, row_count, bytes, encode(digest, 'hex') as digest, ready_at, expires_at
              from exchange.file
            """;

    private final JdbcClient jdbc;

    FileRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(Row file) {
        jdbc.sql("""
                        insert into exchange.file (id, data_grant, grant_change, asked_by, asked_by_name, asked_at, format,
                                                   encoding, source, since, state)
                        values (:id, :dataGrant, :grantChange, :askedBy, :askedByName, :askedAt, :format, :encoding,
                                :source, :since, :state)
                        """).params(Rows.of(file)).update();
    }

    Optional<Row> find(UUID id) {
        return jdbc.sql(SELECT + " where id = :id")
                .param("id", id)
                .query(Rows.to(Row.class))
                .optional();
    }

    /// The newest files of a grant.
    List<Row> of(UUID grant, int most) {
        return jdbc.sql(SELECT + " where data_grant = :grant order by asked_at desc, id limit :most")
                .param("grant", grant)
                .param("most", most)
                .query(Rows.to(Row.class))
                .list();
    }

    /// Files of a grant that wait or are ready, the newest first.
    List<Row> openOf(UUID grant) {
        return jdbc.sql(SELECT + " where data_grant = :grant and state in ('waiting', 'ready')"
                        + " order by asked_at desc, id")
                .param("grant", grant)
                .query(Rows.to(Row.class))
                .list();
    }

    /// Serialises what is asked for one grant, until the end of the transaction.
    void lock(UUID grant) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:grant, 0))")
                .param("grant", "exchange.file " + grant)
                .query((row, n) -> 0)
                .single();
    }

    /// The versions of which the grant had a file, the newest first.
    List<Long> versions(UUID grant, int most) {
        return jdbc.sql("""
                        select version from exchange.file where data_grant = :grant and version is not null
                         group by version order by max(ready_at) desc limit :most
                        """)
                .param("grant", grant)
                .param("most", most)
                .query((row, n) -> row.getLong(1))
                .list();
    }

    /// @return false if it does not wait any more
    boolean ready(UUID id, @Nullable Long version, long rows, long bytes, byte[] digest, Instant now, Instant expires) {
        return jdbc.sql("""
                        update exchange.file set state = 'ready', version = :version, row_count = :rows, bytes = :bytes,
                               digest = :digest, ready_at = :now, expires_at = :expires
                         where id = :id and state = 'waiting'
                        """)
                        .param("id", id)
                        .param("version", version)
                        .param("rows", rows)
                        .param("bytes", bytes)
                        .param("digest", digest)
                        .param("now", Rows.parameter(now))
                        .param("expires", Rows.parameter(expires))
                        .update()
                == 1;
    }

    void failed(UUID id, String problem, String facts) {
        jdbc.sql("update exchange.file set state = 'failed', problem = :problem, facts = cast(:facts as jsonb)"
                        + " where id = :id and state = 'waiting'")
                .param("id", id)
                .param("problem", problem)
                .param("facts", facts)
                .update();
    }

    void removed(UUID id) {
        jdbc.sql("update exchange.file set state = 'removed' where id = :id and state in ('waiting', 'ready')")
                .param("id", id)
                .update();
    }

    /// All files that wait or are ready.
    List<Row> open() {
        return jdbc.sql(SELECT + " where state in ('waiting', 'ready')")
                .query(Rows.to(Row.class))
                .list();
    }

    /// Those of the ids whose file is needed.
    Collection<UUID> open(List<UUID> ids) {
        return ids.isEmpty()
                ? List.of()
                : jdbc.sql("select id from exchange.file where id in (:ids) and state in ('waiting', 'ready')")
                        .param("ids", ids)
                        .query((row, n) -> row.getObject(1, UUID.class))
                        .list();
    }
}
