package org.shuguan.server.collection;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.job.Jobs;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.PagedQuery;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Stores batches; where they stand follows from their collections.
@Repository
class Batches {
    private static final String STATE =
            "case when b.run is null then 'waiting' when r.snapshot is not null then 'collected'" + " when "
                    + Jobs.stateOf("b.run") + " in ('failed', 'cancelled') then 'failed' else 'collecting' end";

    private static final String SELECT = "select b.id, b.plan, b.client, b.client_name, b.idempotency_key, b.sha256,"
            + " b.records, b.bytes, b.ignored, b.received_at, b.run, " + STATE + " as state,"
            + " r.snapshot::text as version, r.kept as run_kept, r.quarantined as run_quarantined,"
            + " case when r.snapshot is null then r.problem end as problem,"
            + " case when r.snapshot is null then r.problem_detail end as problem_detail"
            + " from collection.batch b left join collection.run r on r.id = b.run ";

    private final JdbcClient jdbc;

    Batches(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(
            UUID id,
            UUID plan,
            UUID client,
            String clientName,
            String key,
            String sha256,
            int records,
            long bytes,
            List<String> ignored,
            Instant now) {
        jdbc.sql("""
                        insert into collection.batch (id, plan, client, client_name, idempotency_key, sha256, records,
                                                      bytes, ignored, received_at)
                        values (:id, :plan, :client, :clientName, :key, :sha256, :records, :bytes, :ignored, :now)
                        """)
                .param("id", id)
                .param("plan", plan)
                .param("client", client)
                .param("clientName", clientName)
                .param("key", key)
                .param("sha256", sha256)
                .param("records", records)
                .param("bytes", bytes)
                .param("ignored", Rows.parameter(ignored))
                .param("now", Rows.parameter(now))
                .update();
    }

    Optional<Batch> of(UUID client, String key) {
        return jdbc.sql(SELECT + "where b.client = :client and b.idempotency_key = :key")
                .param("client", client)
                .param("key", key)
                .query(Rows.to(Batch.class))
                .optional();
    }

    Optional<Batch> find(UUID id) {
        return jdbc.sql(SELECT + "where b.id = :id")
                .param("id", id)
                .query(Rows.to(Batch.class))
                .optional();
    }

    /// The batches of a collection, in the order in which they came.
    List<UUID> ofRun(UUID run) {
        return jdbc.sql("select id from collection.batch where run = :run order by number")
                .param("run", run)
                .query((row, n) -> row.getObject(1, UUID.class))
                .list();
    }

    /// All batches of a plan.
    List<UUID> ofPlan(UUID plan) {
        return jdbc.sql("select id from collection.batch where plan = :plan order by number")
                .param("plan", plan)
                .query((row, n) -> row.getObject(1, UUID.class))
                .list();
    }

    /// Gives a collection the batches that wait, and those of collections that have failed.
    void take(UUID run, UUID plan) {
        jdbc.sql("update collection.batch b set run = :run where b.plan = :plan and (b.run is null or ("
                        + Jobs.stateOf("b.run") + " in ('failed', 'cancelled')"
                        + " and (select r.snapshot from collection.run r where r.id = b.run) is null))")
                .param("run", run)
                .param("plan", plan)
                .update();
    }

    boolean isWaiting(UUID plan) {
        return jdbc.sql("select exists (select from collection.batch where plan = :plan and run is null)")
                .param("plan", plan)
                .query((row, n) -> row.getBoolean(1))
                .single();
    }

    /// The plans with batches that no collection has taken.
    List<UUID> plansWaiting() {
        return jdbc.sql("select distinct plan from collection.batch where run is null")
                .query((row, n) -> row.getObject(1, UUID.class))
                .list();
    }

    Listing<Batch> list(UUID plan, @Nullable String state, ListQuery query, String order) {
        return PagedQuery.of(
                        jdbc,
                        "select * from (" + SELECT + "where b.plan = :plan) b where (cast(:state as text) is null"
                                + " or state = :state) and (client_name ilike :like or idempotency_key ilike :like)")
                .with("plan", plan)
                .with("state", state)
                .page(query, order, Rows.to(Batch.class));
    }
}
