package org.shuguan.server.exchange;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Scope;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.PagedQuery;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Reads the record of calls.
@Repository
class CallRecords {
    /// A call as it is listed.
    record Row(
            long sequence,
            UUID id,
            Instant at,
            UUID client,
            String clientName,
            UnitCode consumer,
            @Nullable UUID dataGrant,
            @Nullable String grantNumber,
            @Nullable UnitCode owner,
            String resource,
            @Nullable String purpose,
            Call.Action action,
            String filter,
            String fields,
            int rowCount,
            int status,
            String result,
            int microseconds,
            long bytes,
            String digest,
            @Nullable String keyId,
            String address) {}

    /// The calls of a grant on a day.
    record Day(LocalDate day, long calls, long refused, long failed, long rows, long averageMicroseconds) {}

    private static final String SELECT = """
            select sequence, id, at, client, client_name, consumer, data_grant, grant_number, owner, resource, purpose,
                   action, filter, fields, row_count, status, result, microseconds, bytes, encode(digest, 'hex') as digest,
                   key_id, address
              from exchange.call
            """;

    private final JdbcClient jdbc;
    private final Seals seals;
    private final ArchivedLeaves archived;
    private final ArchiveRecords archives;

    CallRecords(JdbcClient jdbc, Seals seals, ArchivedLeaves archived, ArchiveRecords archives) {
        this.jdbc = jdbc;
        this.seals = seals;
        this.archived = archived;
        this.archives = archives;
    }

    /// Calls whose owner or consumer is in the scope.
    ///
    /// @param owner only calls for its data, null for all
    /// @param from only calls on this day or later, null for all
    Listing<Row> list(
            Scope scope,
            @Nullable UUID grant,
            @Nullable String action,
            @Nullable String result,
            @Nullable UnitCode owner,
            @Nullable LocalDate from,
            ListQuery query,
            String order) {
        return PagedQuery.of(
                        jdbc,
                        SELECT + " where (" + Scope.condition("owner", "seen") + " or "
                                + Scope.condition("consumer", "seen") + ")"
                                + " and (cast(:grant as uuid) is null or data_grant = :grant)"
                                + " and (cast(:action as text) is null or action = :action)"
                                + " and (cast(:result as text) is null or (:result = 'ok') = (status < 400 and result <> 'cut'))"
                                + " and (cast(:owner as text) is null or owner = :owner)"
                                + " and (cast(:from as timestamptz) is null or at >= :from)"
                                + " and (client_name ilike :like or grant_number ilike :like or resource ilike :like"
                                + " or purpose ilike :like or filter ilike :like or cast(id as text) ilike :like)")
                .with(scope.parameters("seen"))
                .with("grant", grant)
                .with("action", action)
                .with("result", result)
                .with("owner", Rows.parameter(owner))
                .with("from", Rows.parameter(from == null ? null : CityTime.startOf(from)))
                .page(query, order, Rows.to(Row.class));
    }

    Optional<Row> find(UUID id) {
        return jdbc.sql(SELECT + " where id = :id")
                .param("id", id)
                .query(Rows.to(Row.class))
                .optional();
    }

    /// Says that there is no such call in the database, and that older ones are in files if they are.
    ExchangeRefused missing() {
        return archives.last().map(ExchangeRefused::noReceipt).orElseGet(ExchangeRefused::noReceipt);
    }

    /// The days of a grant on which it was used, the newest first.
    List<Day> days(UUID grant, int most) {
        return jdbc.sql("""
                        select day, calls, refused, failed, row_count as rows,
                               microseconds / greatest(calls, 1) as average_microseconds
                          from exchange.daily where data_grant = :grant order by day desc limit :most
                        """)
                .param("grant", grant)
                .param("most", most)
                .query(Rows.to(Day.class))
                .list();
    }

    /// The receipt of a client's call.
    Optional<Map<String, Object>> receipt(UUID id, UUID client) {
        return find(id).filter(call -> call.client().equals(client)).map(this::receipt);
    }

    private List<Seals.Leaf> leaves(Seals.Seal seal) {
        try (ArchivedLeaves.Reader reader = archived.reader()) {
            return reader.of(seal);
        } catch (ArchivedLeaves.Lost lost) {
            throw ExchangeRefused.archiveLost(lost.month());
        }
    }

    /// The leaf of a call, the hashes beside its way to the root, and the seal, once there is one.
    Map<String, Object> receipt(Row call) {
        Map<String, Object> receipt = new LinkedHashMap<>();
        receipt.put("requestId", call.id().toString());
        receipt.put("at", call.at().toString());
        receipt.put("status", call.status());
        receipt.put("rows", call.rowCount());
        receipt.put("contentDigest", call.digest());
        receipt.put("keyId", String.valueOf(call.keyId()));
        Optional<Seals.Seal> seal = seals.of(call.sequence());
        receipt.put("sealed", seal.isPresent());
        if (seal.isPresent()) {
            List<Seals.Leaf> leaves = leaves(seal.get());
            List<byte[]> hashes = leaves.stream().map(Seals.Leaf::hash).toList();
            int index = leaves.stream().map(Seals.Leaf::sequence).toList().indexOf(call.sequence());
            List<Map<String, Object>> way = new ArrayList<>();
            for (MerkleTree.Beside beside : MerkleTree.way(hashes, index)) {
                way.add(Map.of("left", beside.left(), "hash", HexFormat.of().formatHex(beside.hash())));
            }
            receipt.put("leaf", Seals.hex(hashes.get(index)));
            receipt.put("way", way);
            receipt.put("seal", seal.get().number());
            receipt.put("root", Seals.hex(seal.get().root()));
            receipt.put("sealedAt", seal.get().sealedAt().toString());
        }
        return receipt;
    }
}
