package org.shuguan.server.exchange;

import com.fasterxml.jackson.annotation.JsonValue;
import java.sql.Types;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.serve.TableLoad;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Where rows of grants go, and what was delivered there.
@Repository
class TargetRecords {
    /// Where a delivery stands.
    enum State {
        WAITING,
        DONE,
        FAILED;

        @JsonValue
        String word() {
            return Rows.word(this);
        }
    }

    /// A part of a delivery to another node: bytes of its spooled file.
    ///
    /// @param receipt null until the other node has taken it
    record Batch(
            UUID delivery,
            int number,
            long firstByte,
            int byteCount,
            int rowCount,
            @Nullable UUID receipt) {}

    /// What of a delivery has left.
    record Sent(int batches, long rows) {}

    /// A delivery.
    ///
    /// @param place where the rows go, for people
    /// @param grantChange the grant's change by which it was made
    /// @param startedBy null if nobody pressed anything
    /// @param version of the collected copy, null for a live read
    /// @param problem code of the refusal
    /// @param facts of the refusal, as JSON
    /// @param call in the record, from the moment before the commit
    /// @param digest SHA-256 of the file, or of the rows as JSON Lines, hexadecimal
    /// @param batches in how many parts rows are sent to a node, null until they were read
    /// @param quarantined rows that a node has put into quarantine
    record Delivery(
            UUID id,
            UUID target,
            UUID dataGrant,
            long grantChange,
            TableTarget.Kind kind,
            String place,
            String path,
            TableTarget.Manner manner,
            @Nullable UUID startedBy,
            @Nullable String startedByName,
            Instant startedAt,
            @Nullable Long version,
            State state,
            @Nullable String problem,
            @Nullable String facts,
            @Nullable UUID call,
            @Nullable Long rowCount,
            @Nullable Long added,
            @Nullable Long changed,
            @Nullable Long removed,
            @Nullable Long bytes,
            @Nullable String digest,
            @Nullable Integer batches,
            @Nullable Long quarantined,
            @Nullable Instant endedAt) {}

    private static final String TARGET = """
            select id, data_grant, kind, source, path, manner, made, account, host, port, address, format, place, rhythm,
                   hour, set_by, set_by_name, set_at, version
              from exchange.target
            """;
    private static final String DELIVERY = """
            select id, target, data_grant, grant_change, kind, place, path, manner, started_by, started_by_name, started_at,
                   version, state, problem, cast(facts as text) as facts, call, row_count, added, changed, removed, bytes,
                   encode(digest, 'hex') as digest, batches, quarantined, ended_at
              from exchange.table_delivery
            """;

    private final JdbcClient jdbc;

    TargetRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<TableTarget> all() {
        return jdbc.sql(TARGET + " order by id")
                .query(Rows.to(TableTarget.class))
                .list();
    }

    /// Whether rows were removed for good since a moment, so that the table must be put anew.
    boolean removedSince(UUID grant, Instant since) {
        return jdbc.sql("select exists (select from exchange.removal_told where data_grant = :grant and at > :since)")
                .param("grant", grant)
                .param("since", Rows.parameter(since))
                .query((row, n) -> row.getBoolean(1))
                .single();
    }

    Optional<TableTarget> find(UUID id) {
        return jdbc.sql(TARGET + " where id = :id")
                .param("id", id)
                .query(Rows.to(TableTarget.class))
                .optional();
    }

    Optional<TableTarget> of(UUID grant) {
        return jdbc.sql(TARGET + " where data_grant = :grant")
                .param("grant", grant)
                .query(Rows.to(TableTarget.class))
                .optional();
    }

    /// @return false if the grant has one already
    boolean add(TableTarget target, byte @Nullable [] secret) {
        return jdbc.sql("""
                        insert into exchange.target (id, data_grant, kind, source, path, manner, made, account, secret, host, port,
                                                     address, format, place, rhythm, hour, set_by, set_by_name, set_at, version)
                        values (:id, :dataGrant, :kind, :source, :path, :manner, :made, :account, :secret, :host, :port,
                                :address, :format, :place, :rhythm, :hour, :setBy, :setByName, :setAt, :version)
                        on conflict (data_grant) do nothing
                        """)
                        .params(Rows.of(target))
                        .param("secret", secret, Types.BINARY)
                        .update()
                == 1;
    }

    /// @param secret null to keep the one that there is; a folder has none
    /// @return false if somebody else changed it meanwhile
    boolean change(TableTarget target, byte @Nullable [] secret) {
        return jdbc.sql("""
                        update exchange.target set kind = :kind, source = :source, path = :path, manner = :manner, made = :made,
                               account = :account, host = :host, port = :port, address = :address, format = :format,
                               place = :place, rhythm = :rhythm, hour = :hour, set_by = :setBy, set_by_name = :setByName,
                               set_at = :setAt, version = version + 1,
                               secret = case when :kind = 'folder' then null else coalesce(:secret, secret) end
                         where id = :id and version = :version
                        """)
                        .params(Rows.of(target))
                        .param("secret", secret, Types.BINARY)
                        .update()
                == 1;
    }

    boolean remove(UUID id) {
        return jdbc.sql("delete from exchange.target where id = :id")
                        .param("id", id)
                        .update()
                == 1;
    }

    Optional<byte[]> secret(UUID id) {
        return jdbc.sql("select secret from exchange.target where id = :id")
                .param("id", id)
                .query((row, n) -> row.getBytes(1))
                .optional();
    }

    Map<UUID, byte[]> secrets() {
        Map<UUID, byte[]> secrets = new HashMap<>();
        jdbc.sql("select id, secret from exchange.target where secret is not null")
                .query((row, n) -> secrets.put(row.getObject(1, UUID.class), row.getBytes(2)))
                .list();
        return secrets;
    }

    void setSecret(UUID id, byte[] secret) {
        jdbc.sql("update exchange.target set secret = :secret where id = :id")
                .param("id", id)
                .param("secret", secret)
                .update();
    }

    void begin(Delivery delivery) {
        jdbc.sql("""
                        insert into exchange.table_delivery (id, target, data_grant, grant_change, kind, place, path, manner,
                                                             started_by, started_by_name, started_at, version, state)
                        values (:id, :target, :dataGrant, :grantChange, :kind, :place, :path, :manner, :startedBy,
                                :startedByName, :startedAt, :version, 'waiting')
                        """).params(Rows.of(delivery)).update();
    }

    Optional<Delivery> delivery(UUID id) {
        return jdbc.sql(DELIVERY + " where id = :id")
                .param("id", id)
                .query(Rows.to(Delivery.class))
                .optional();
    }

    /// The newest deliveries of a grant.
    List<Delivery> deliveries(UUID grant, int most) {
        return jdbc.sql(DELIVERY + " where data_grant = :grant order by started_at desc, id limit :most")
                .param("grant", grant)
                .param("most", most)
                .query(Rows.to(Delivery.class))
                .list();
    }

    /// The newest delivery into a table.
    Optional<Delivery> newest(UUID target) {
        return jdbc.sql(DELIVERY + " where target = :target order by started_at desc, id limit 1")
                .param("target", target)
                .query(Rows.to(Delivery.class))
                .optional();
    }

    /// Before the commit in the consumer's database: what will be there.
    void committing(UUID id, UUID call, @Nullable Long version, TableLoad.Outcome done, long bytes, byte[] digest) {
        jdbc.sql("""
                        update exchange.table_delivery set call = :call, version = :version, row_count = :rows, added = :added,
                               changed = :changed, removed = :removed, bytes = :bytes, digest = :digest
                         where id = :id and state = 'waiting'
                        """)
                .param("id", id)
                .param("call", call)
                .param("version", version)
                .param("rows", done.rows())
                .param("added", done.added())
                .param("changed", done.changed())
                .param("removed", done.removed())
                .param("bytes", bytes)
                .param("digest", digest)
                .update();
    }

    /// Before a file gets its name, or the first row leaves for a node: what will be there.
    void committing(UUID id, UUID call, @Nullable Long version, long rows, long bytes, byte[] digest) {
        jdbc.sql("""
                        update exchange.table_delivery set call = :call, version = :version, row_count = :rows, bytes = :bytes,
                               digest = :digest
                         where id = :id and state = 'waiting'
                        """)
                .param("id", id)
                .param("call", call)
                .param("version", version)
                .param("rows", rows)
                .param("bytes", bytes)
                .param("digest", digest)
                .update();
    }

    /// Notes the parts in which the rows of a delivery are sent to a node, in the caller's transaction.
    ///
    /// @return false if it does not wait any more
    boolean spooled(UUID id, List<Batch> batches) {
        boolean waits = jdbc.sql("update exchange.table_delivery set batches = :batches where id = :id"
                                + " and state = 'waiting'")
                        .param("id", id)
                        .param("batches", batches.size())
                        .update()
                == 1;
        if (waits) {
            batches.forEach(batch -> jdbc.sql("""
                            insert into exchange.node_batch (delivery, number, first_byte, byte_count, row_count)
                            values (:delivery, :number, :firstByte, :byteCount, :rowCount)
                            """).params(Rows.of(batch)).update());
        }
        return waits;
    }

    /// The parts of a delivery in their order.
    List<Batch> batches(UUID delivery) {
        return jdbc.sql("select delivery, number, first_byte, byte_count, row_count, receipt from exchange.node_batch"
                        + " where delivery = :delivery order by number")
                .param("delivery", delivery)
                .query(Rows.to(Batch.class))
                .list();
    }

    /// What of a delivery the other node has taken.
    Sent sent(UUID delivery) {
        return jdbc.sql("select count(*) as batches, coalesce(sum(row_count), 0) as rows from exchange.node_batch"
                        + " where delivery = :delivery and receipt is not null")
                .param("delivery", delivery)
                .query(Rows.to(Sent.class))
                .single();
    }

    void taken(UUID delivery, int number, UUID receipt) {
        jdbc.sql("update exchange.node_batch set receipt = :receipt where delivery = :delivery and number = :number")
                .param("delivery", delivery)
                .param("number", number)
                .param("receipt", receipt)
                .update();
    }

    /// Whether a delivery still waits for its end.
    boolean waits(UUID id) {
        return jdbc.sql("select exists (select from exchange.table_delivery where id = :id and state = 'waiting')")
                .param("id", id)
                .query((row, n) -> row.getBoolean(1))
                .single();
    }

    /// The deliveries of a grant to other nodes whose rows may be spooled here.
    List<Delivery> spools(UUID grant) {
        return jdbc.sql(DELIVERY + " where data_grant = :grant and kind = 'node' and state = 'waiting'")
                .param("grant", grant)
                .query(Rows.to(Delivery.class))
                .list();
    }

    void done(UUID id, long quarantined, Instant now) {
        jdbc.sql("update exchange.table_delivery set state = 'done', quarantined = :quarantined, ended_at = :now"
                        + " where id = :id and state = 'waiting'")
                .param("id", id)
                .param("quarantined", quarantined)
                .param("now", Rows.parameter(now))
                .update();
    }

    void done(UUID id, Instant now) {
        jdbc.sql("update exchange.table_delivery set state = 'done', ended_at = :now where id = :id"
                        + " and state = 'waiting'")
                .param("id", id)
                .param("now", Rows.parameter(now))
                .update();
    }

    /// @return false if it does not wait any more
    boolean failed(UUID id, String problem, String facts, Instant now) {
        return jdbc.sql("""
                        update exchange.table_delivery set state = 'failed', problem = :problem, facts = cast(:facts as jsonb),
                               ended_at = :now
                         where id = :id and state = 'waiting'
                        """)
                        .param("id", id)
                        .param("problem", problem)
                        .param("facts", facts)
                        .param("now", Rows.parameter(now))
                        .update()
                == 1;
    }

    /// Whether the delivery before this one into the same table failed too.
    boolean failedBefore(Delivery delivery) {
        return jdbc.sql("""
                        select state = 'failed' from exchange.table_delivery
                         where target = :target and id <> :id and started_at <= :at order by started_at desc limit 1
                        """)
                .param("target", delivery.target())
                .param("id", delivery.id())
                .param("at", Rows.parameter(delivery.startedAt()))
                .query((row, n) -> row.getBoolean(1))
                .optional()
                .orElse(false);
    }
}
