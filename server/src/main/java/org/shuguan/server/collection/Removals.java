package org.shuguan.server.collection;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.shuguan.dataplane.lake.Removal;
import org.shuguan.server.access.Person;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.PagedQuery;
import org.shuguan.server.platform.Rows;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Stores removals of rows.
@Repository
class Removals {
    private static final String SELECT = "select id, number, plan, state, key_columns, key_count, found, job,"
            + " basis, reason, ordered_by, ordered_by_id, ordered_for_id, ordered_at, decided_by, decided_by_id,"
            + " decided_at, refused_because, done_at, proof, proof_sha256, lifted_by, lifted_at, lifted_because"
            + " from collection.removal ";
    private static final String IN_FORCE = "r.state in ('confirmed', 'done') and r.lifted_at is null";

    /// What a version had of the keys.
    ///
    /// @param before all its rows then
    record OfVersion(long snapshot, Instant at, long before, long removed, boolean whole) {}

    /// Keys that are kept out, of the same columns.
    record Digests(List<String> columns, Set<String> digests) {}

    private record Digest(List<String> columns, String digest) {}

    private record Count(String place, long removed) {}

    private final JdbcClient jdbc;

    Removals(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(RowRemoval removal, byte[] sealedKeys, Collection<String> digests) {
        try {
            jdbc.sql("""
                            insert into collection.removal
                                   (id, plan, state, key_columns, key_count, found, sealed_keys, basis, reason, ordered_by,
                                    ordered_by_id, ordered_for_id, ordered_at)
                            values (:id, :plan, :state, :keyColumns, :keyCount, :found, :sealedKeys, :basis, :reason,
                                    :orderedBy, :orderedById, :orderedForId, :orderedAt)
                            """)
                    .params(Rows.of(removal))
                    .param("sealedKeys", sealedKeys)
                    .update();
        } catch (DuplicateKeyException another) {
            throw CollectionRefused.removalOpen();
        }
        jdbc.sql("insert into collection.removal_key (removal, digest) select :id, unnest(cast(:digests as text[]))")
                .param("id", removal.id())
                .param("digests", digests.toArray(String[]::new))
                .update();
    }

    Optional<RowRemoval> find(UUID id) {
        return jdbc.sql(SELECT + "where id = :id")
                .param("id", id)
                .query(Rows.to(RowRemoval.class))
                .optional();
    }

    /// Locks the removal until the end of the transaction.
    Optional<RowRemoval> lock(UUID id) {
        return jdbc.sql(SELECT + "where id = :id for update")
                .param("id", id)
                .query(Rows.to(RowRemoval.class))
                .optional();
    }

    Listing<RowRemoval> list(UUID plan, ListQuery query, String order) {
        return PagedQuery.of(jdbc, SELECT + "where plan = :plan and (reason ilike :like or ordered_by ilike :like)")
                .with("plan", plan)
                .page(query, order, Rows.to(RowRemoval.class));
    }

    boolean isAny(UUID plan) {
        return jdbc.sql("select exists (select from collection.removal where plan = :plan)")
                .param("plan", plan)
                .query((row, n) -> row.getBoolean(1))
                .single();
    }

    /// Whether a removal of the plan waits for its second person or is under way.
    boolean isOpen(UUID plan) {
        return jdbc.sql("select exists (select from collection.removal where plan = :plan and state in ('ordered',"
                        + " 'confirmed'))")
                .param("plan", plan)
                .query((row, n) -> row.getBoolean(1))
                .single();
    }

    void decide(UUID id, RowRemoval.State state, Person by, Instant at, String refusedBecause) {
        jdbc.sql("""
                        update collection.removal
                           set state = :state, decided_by = :by, decided_by_id = :byId, decided_at = :at,
                               refused_because = nullif(:because, ''),
                               sealed_keys = case when :state = 'confirmed' then sealed_keys end
                         where id = :id
                        """)
                .param("id", id)
                .param("state", Rows.parameter(state))
                .param("by", by.name())
                .param("byId", by.id() == null ? null : by.id().value())
                .param("at", Rows.parameter(at))
                .param("because", refusedBecause)
                .update();
        if (state != RowRemoval.State.CONFIRMED) {
            // What was not removed is not known either.
            jdbc.sql("delete from collection.removal_key where removal = :id")
                    .param("id", id)
                    .update();
        }
    }

    void done(UUID id, String proof, String sha256, Instant at) {
        jdbc.sql("""
                        update collection.removal
                           set state = 'done', done_at = :at, proof = :proof, proof_sha256 = :sha256, sealed_keys = null
                         where id = :id
                        """)
                .param("id", id)
                .param("proof", proof)
                .param("sha256", sha256)
                .param("at", Rows.parameter(at))
                .update();
    }

    void lift(UUID id, String by, Instant at, String because) {
        jdbc.sql(
                        "update collection.removal set lifted_by = :by, lifted_at = :at, lifted_because = :because where id = :id")
                .param("id", id)
                .param("by", by)
                .param("at", Rows.parameter(at))
                .param("because", because)
                .update();
    }

    /// The digests of a removal, in order.
    List<String> digests(UUID id) {
        return jdbc.sql("select digest from collection.removal_key where removal = :id order by digest")
                .param("id", id)
                .query((row, n) -> row.getString(1))
                .list();
    }

    /// The keys of a plan that are kept out, by their columns.
    List<Digests> keptOut(UUID plan) {
        Map<List<String>, Set<String>> found = new LinkedHashMap<>();
        jdbc.sql("select r.key_columns as columns, k.digest from collection.removal r join collection.removal_key k"
                        + " on k.removal = r.id where r.plan = :plan and " + IN_FORCE + " order by r.number")
                .param("plan", plan)
                .query(Rows.to(Digest.class))
                .list()
                .forEach(one -> found.computeIfAbsent(one.columns(), columns -> new HashSet<>())
                        .add(one.digest()));
        List<Digests> all = new ArrayList<>();
        found.forEach((columns, digests) -> all.add(new Digests(columns, digests)));
        return all;
    }

    /// A text that is another one whenever other keys of the plan are kept out.
    String keptOutMark(UUID plan) {
        return jdbc.sql("select coalesce(string_agg(r.id::text, ' ' order by r.number), '') from collection.removal r"
                        + " where r.plan = :plan and " + IN_FORCE)
                .param("plan", plan)
                .query((row, n) -> row.getString(1))
                .single();
    }

    /// Notes that keys came again.
    ///
    /// @return number of those that had not come again before
    int cameBack(UUID plan, Collection<String> digests, Instant now) {
        int fresh = jdbc.sql(
                        "select count(*) from collection.removal_key k join collection.removal r on r.id = k.removal"
                                + " where r.plan = :plan and k.digest = any(:digests) and k.came_back_at is null")
                .param("plan", plan)
                .param("digests", digests.toArray(String[]::new))
                .query((row, n) -> row.getInt(1))
                .single();
        jdbc.sql("update collection.removal_key k set came_back_at = :now from collection.removal r"
                        + " where r.id = k.removal and r.plan = :plan and k.digest = any(:digests)")
                .param("plan", plan)
                .param("digests", digests.toArray(String[]::new))
                .param("now", Rows.parameter(now))
                .update();
        return fresh;
    }

    /// Number of the removal's keys that came again.
    int cameBack(UUID id) {
        return jdbc.sql("select count(*) from collection.removal_key where removal = :id and came_back_at is not null")
                .param("id", id)
                .query((row, n) -> row.getInt(1))
                .single();
    }

    /// Notes what versions had; what is noted already stays.
    void note(UUID id, List<Removal.Of> versions) {
        for (Removal.Of version : versions) {
            jdbc.sql("""
                            insert into collection.removal_version (removal, snapshot, at, before, removed, whole)
                            values (:id, :snapshot, :at, :before, :removed, :whole)
                            on conflict (removal, snapshot) do update
                               set removed = greatest(removal_version.removed, excluded.removed),
                                   before = greatest(removal_version.before, excluded.before)
                            """)
                    .param("id", id)
                    .param("snapshot", version.version())
                    .param("at", Rows.parameter(version.at()))
                    .param("before", version.rows() + version.removed())
                    .param("removed", version.removed())
                    .param("whole", version.whole())
                    .update();
        }
    }

    /// What versions had, the oldest first.
    List<OfVersion> versions(UUID id) {
        return jdbc.sql("select snapshot, at, before, removed, whole from collection.removal_version"
                        + " where removal = :id order by at, snapshot")
                .param("id", id)
                .query(Rows.to(OfVersion.class))
                .list();
    }

    void count(UUID id, List<RowCopies.Place> places) {
        for (RowCopies.Place place : places) {
            jdbc.sql("""
                            insert into collection.removal_place (removal, place, removed) values (:id, :place, :count)
                            on conflict (removal, place) do update
                               set removed = removal_place.removed + excluded.removed
                            """)
                    .param("id", id)
                    .param("place", place.code())
                    .param("count", place.count())
                    .update();
        }
    }

    /// What was removed at other places.
    Map<String, Long> places(UUID id) {
        Map<String, Long> places = new LinkedHashMap<>();
        jdbc.sql("select place, removed from collection.removal_place where removal = :id order by place")
                .param("id", id)
                .query(Rows.to(Count.class))
                .list()
                .forEach(one -> places.put(one.place(), one.removed()));
        return places;
    }

    void job(UUID id, UUID job) {
        jdbc.sql("update collection.removal set job = :job where id = :id")
                .param("id", id)
                .param("job", job)
                .update();
    }

    /// Those that were confirmed and are not done.
    List<RowRemoval> confirmed() {
        return jdbc.sql(SELECT + "where state = 'confirmed' order by number")
                .query(Rows.to(RowRemoval.class))
                .list();
    }

    /// Notes that the serving copies have the rows no more.
    void copiesDone(UUID id) {
        jdbc.sql("update collection.removal set copies_done = true where id = :id")
                .param("id", id)
                .update();
    }

    /// Whether a removal of the plan waits for the serving copies to be nobody else's.
    boolean wantsCopies(UUID plan) {
        return jdbc.sql("select exists (select from collection.removal where plan = :plan and state = 'confirmed'"
                        + " and not copies_done)")
                .param("plan", plan)
                .query((row, n) -> row.getBoolean(1))
                .single();
    }

    /// The encrypted keys of a removal that is not done.
    byte[] sealedKeys(UUID id) {
        return jdbc.sql("select sealed_keys from collection.removal where id = :id and sealed_keys is not null")
                .param("id", id)
                .query((row, n) -> row.getBytes(1))
                .single();
    }

    /// The encrypted keys of removals that are not done, and what they are encrypted for.
    Map<UUID, byte[]> sealed() {
        Map<UUID, byte[]> found = new HashMap<>();
        jdbc.sql("select id, sealed_keys from collection.removal where sealed_keys is not null")
                .query((row, n) -> found.put(row.getObject(1, UUID.class), row.getBytes(2)))
                .list();
        return found;
    }

    void seal(UUID id, byte[] keys) {
        jdbc.sql("update collection.removal set sealed_keys = :keys where id = :id and sealed_keys is not null")
                .param("id", id)
                .param("keys", keys)
                .update();
    }

    Optional<byte[]> secret() {
        return jdbc.sql("select secret from collection.removal_secret")
                .query((row, n) -> row.getBytes(1))
                .optional();
    }

    /// Stores the secret unless there is one.
    void addSecret(byte[] value) {
        jdbc.sql("insert into collection.removal_secret (secret) values (:secret) on conflict do nothing")
                .param("secret", value)
                .update();
    }

    void setSecret(byte[] value) {
        jdbc.sql("update collection.removal_secret set secret = :secret")
                .param("secret", value)
                .update();
    }
}
