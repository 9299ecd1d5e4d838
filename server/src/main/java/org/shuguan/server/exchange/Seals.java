package org.shuguan.server.exchange;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.PagedQuery;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Seals as stored, and the leaves of calls.
@Repository
class Seals {
    /// A sealed group of calls.
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    record Seal(
            long number,
            long firstSequence,
            long lastSequence,
            int calls,
            Instant firstAt,
            Instant lastAt,
            byte[] root,
            Instant sealedAt) {}

    /// A call's leaf.
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    record Leaf(long sequence, UUID id, Instant at, byte[] hash) {}

    /// All that a leaf covers, as texts, so that it does not depend on how a program reads a type.
    private static final String LEAVES = """
            select sequence, id, extract(epoch from at) * 1000000 as micros, client, client_name, consumer,
                   data_grant, grant_number, owner, resource, purpose, action, filter, fields, row_count, status, result,
                   microseconds, bytes, encode(digest, 'hex') as digest, key_id, address
              from exchange.call
            """;
    private static final List<String> COVERED = List.of(
            "sequence",
            "id",
            "micros",
            "client",
            "client_name",
            "consumer",
            "data_grant",
            "grant_number",
            "owner",
            "resource",
            "purpose",
            "action",
            "filter",
            "fields",
            "row_count",
            "status",
            "result",
            "microseconds",
            "bytes",
            "digest",
            "key_id",
            "address");

    private static final String SELECT = "select number, first_sequence, last_sequence, calls, first_at, last_at, root,"
            + " sealed_at from exchange.seal";

    private final JdbcClient jdbc;

    Seals(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Seal> last() {
        return jdbc.sql(SELECT + " order by number desc limit 1")
                .query(Rows.to(Seal.class))
                .optional();
    }

    Optional<Seal> find(long number) {
        return jdbc.sql(SELECT + " where number = :number")
                .param("number", number)
                .query(Rows.to(Seal.class))
                .optional();
    }

    /// The seal of the call with this number.
    Optional<Seal> of(long sequence) {
        return jdbc.sql(SELECT + " where first_sequence <= :sequence order by first_sequence desc limit 1")
                .param("sequence", sequence)
                .query(Rows.to(Seal.class))
                .optional()
                .filter(seal -> sequence <= seal.lastSequence());
    }

    Listing<Seal> list(ListQuery query, String order) {
        return PagedQuery.of(jdbc, SELECT + " where cast(number as text) like :like")
                .page(query, order, Rows.to(Seal.class));
    }

    /// The seals of calls with these numbers, in their order.
    List<Seal> between(long first, long last) {
        return jdbc.sql(SELECT + " where last_sequence >= :first and first_sequence <= :last order by number")
                .param("first", first)
                .param("last", last)
                .query(Rows.to(Seal.class))
                .list();
    }

    /// All seals in their order, for a verification; `from` on.
    List<Seal> from(long number, int most) {
        return jdbc.sql(SELECT + " where number >= :number order by number limit :most")
                .param("number", number)
                .param("most", most)
                .query(Rows.to(Seal.class))
                .list();
    }

    void add(Seal seal) {
        jdbc.sql("insert into exchange.seal (number, first_sequence, last_sequence, calls, first_at, last_at, root,"
                        + " sealed_at) values (:number, :firstSequence, :lastSequence, :calls, :firstAt, :lastAt,"
                        + " :root, :sealedAt)")
                .params(Rows.of(seal))
                .update();
    }

    /// The leaves of the calls with these numbers that are in the database, in their order.
    List<Leaf> leaves(long first, long last, int most) {
        return jdbc.sql(LEAVES + " where sequence between :first and :last order by sequence limit :most")
                .param("first", first)
                .param("last", last)
                .param("most", most)
                .query((row, n) -> leaf(covered(row)))
                .list();
    }

    /// Calls of a time in the order of their numbers, as the texts that their leaves cover.
    ///
    /// @param after only calls with higher numbers
    List<Map<String, @Nullable String>> calls(Instant from, Instant until, long after, int most) {
        return jdbc.sql(LEAVES
                        + " where at >= :from and at < :until and sequence > :after order by sequence limit :most")
                .param("from", Rows.parameter(from))
                .param("until", Rows.parameter(until))
                .param("after", after)
                .param("most", most)
                .query((row, n) -> covered(row))
                .list();
    }

    private static Map<String, @Nullable String> covered(ResultSet row) throws SQLException {
        Map<String, @Nullable String> texts = new LinkedHashMap<>();
        for (String column : COVERED) {
            String text = row.getString(column);
            texts.put(column, text != null && column.equals("micros") ? text.replaceFirst("\\.0*$", "") : text);
        }
        return texts;
    }

    /// The leaf of a call by the texts that it covers.
    static Leaf leaf(Map<String, @Nullable String> call) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (String column : COVERED) {
                String text = call.get(column);
                if (text == null) {
                    out.writeInt(-1);
                } else {
                    byte[] content = text.getBytes(StandardCharsets.UTF_8);
                    out.writeInt(content.length);
                    out.write(content);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Leaf(
                Long.parseLong(String.valueOf(call.get("sequence"))),
                UUID.fromString(String.valueOf(call.get("id"))),
                Instant.EPOCH.plus(Long.parseLong(String.valueOf(call.get("micros"))), ChronoUnit.MICROS),
                MerkleTree.leaf(bytes.toByteArray()));
    }

    static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }
}
