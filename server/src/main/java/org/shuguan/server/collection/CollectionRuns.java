package org.shuguan.server.collection;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.lake.Collected;
import org.shuguan.server.job.Job;
import org.shuguan.server.job.Jobs;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.PagedQuery;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// Stores collections; their states come from their jobs.
@Repository
class CollectionRuns {
    private static final String SELECT = "select id, plan, mode, file_name, entry_version, rows_received, created_at,"
            + " problem, problem_detail, snapshot::text as snapshot, source_rows, kept, quarantined, unlisted,"
            + " repeated_keys, added, left_out, whole, grown::text as grown from collection.run r ";
    private static final RowMapper<Kept> KEPT = Rows.to(Kept.class);

    private final JdbcClient jdbc;
    private final Jobs jobs;
    private final JsonMapper json;

    CollectionRuns(JdbcClient jdbc, Jobs jobs, JsonMapper json) {
        this.jdbc = jdbc;
        this.jobs = jobs;
        this.json = json;
    }

    private CollectionRun with(Kept kept, Job job) {
        return kept.with(job, json);
    }

    private record Kept(
            UUID id,
            UUID plan,
            CollectionRun.Mode mode,
            @Nullable String fileName,
            @Nullable Integer entryVersion,
            long rowsReceived,
            Instant createdAt,
            @Nullable String problem,
            @Nullable String problemDetail,
            @Nullable String snapshot,
            @Nullable Long sourceRows,
            @Nullable Long kept,
            @Nullable Long quarantined,
            @Nullable Long unlisted,
            @Nullable Long repeatedKeys,
            List<String> added,
            List<String> leftOut,
            boolean whole,
            @Nullable String grown) {
        CollectionRun with(Job job, JsonMapper json) {
            boolean own = problem != null && job.state() != Job.State.DONE;
            return new CollectionRun(
                    id,
                    plan,
                    mode,
                    fileName,
                    entryVersion,
                    job.state(),
                    job.cancelRequested(),
                    rowsReceived,
                    job.total(),
                    own ? problem : job.problem(),
                    own ? problemDetail : job.problemDetail(),
                    job.startedByName(),
                    createdAt,
                    job.startedAt(),
                    job.finishedAt(),
                    job.nextTryAt(),
                    snapshot,
                    sourceRows,
                    kept,
                    quarantined,
                    unlisted,
                    repeatedKeys,
                    added,
                    leftOut,
                    whole,
                    grown == null ? null : json.readValue(grown, IncrementFacts.class));
        }
    }

    void add(UUID id, UUID plan, CollectionRun.Mode mode, @Nullable String fileName, boolean whole, Instant now) {
        jdbc.sql("""
                        insert into collection.run (id, plan, mode, file_name, whole, created_at)
                        values (:id, :plan, :mode, :fileName, :whole, :now)
                        """)
                .param("id", id)
                .param("plan", plan)
                .param("mode", Rows.parameter(mode))
                .param("fileName", fileName)
                .param("whole", whole)
                .param("now", Rows.parameter(now))
                .update();
    }

    void begin(UUID id, int entryVersion) {
        jdbc.sql("update collection.run set entry_version = :version, rows_received = 0 where id = :id")
                .param("id", id)
                .param("version", entryVersion)
                .update();
    }

    void progress(UUID id, long rows) {
        jdbc.sql("update collection.run set rows_received = :rows where id = :id")
                .param("id", id)
                .param("rows", rows)
                .update();
    }

    void troubled(UUID id, String problem, @Nullable String detail) {
        jdbc.sql("update collection.run set problem = :problem, problem_detail = :detail where id = :id")
                .param("id", id)
                .param("problem", problem)
                .param("detail", detail == null ? null : detail.replace("\0", ""))
                .update();
    }

    void brought(UUID id, Collected collected) {
        jdbc.sql("""
                        update collection.run
                           set problem = null, problem_detail = null, rows_received = :rows, snapshot = :snapshot,
                               committed_at = :at, source_rows = :rows, kept = :kept, quarantined = :quarantined,
                               unlisted = :unlisted, repeated_keys = :repeated, added = :added, left_out = :leftOut,
                               grown = cast(:grown as jsonb)
                         where id = :id
                        """)
                .param("id", id)
                .param("snapshot", collected.version().id())
                .param("at", Rows.parameter(collected.version().at()))
                .param("rows", collected.rows())
                .param("kept", collected.kept())
                .param("quarantined", collected.quarantined())
                .param("unlisted", collected.unlisted())
                .param("repeated", collected.repeatedKeys())
                .param("added", Rows.parameter(collected.added()))
                .param("leftOut", Rows.parameter(collected.leftOut()))
                .param(
                        "grown",
                        collected.grown() == null
                                ? null
                                : json.writeValueAsString(IncrementFacts.of(collected.grown())))
                .update();
    }

    Optional<CollectionRun> find(UUID id) {
        return jdbc.sql(SELECT + "where id = :id")
                .param("id", id)
                .query(KEPT)
                .optional()
                .flatMap(kept -> jobs.find(id).map(job -> with(kept, job)));
    }

    /// All collections of a plan.
    List<UUID> ofPlan(UUID plan) {
        return jdbc.sql("select id from collection.run where plan = :plan order by created_at, id")
                .param("plan", plan)
                .query((row, n) -> row.getObject(1, UUID.class))
                .list();
    }

    /// The newest collection of each of these plans.
    Map<UUID, CollectionRun> newest(List<UUID> plans) {
        List<Kept> found = jdbc.sql("select distinct on (plan) * from (" + SELECT
                        + "where plan = any(:plans)) r order by plan, created_at desc, id")
                .param("plans", plans.toArray(UUID[]::new))
                .query(KEPT)
                .list();
        Map<UUID, Job> theirs = jobs.all(found.stream().map(Kept::id).toList());
        return found.stream()
                .flatMap(kept -> Optional.ofNullable(theirs.get(kept.id())).map(job -> with(kept, job)).stream())
                .collect(java.util.stream.Collectors.toMap(CollectionRun::plan, run -> run));
    }

    /// The newest collection of a plan before another one that brought a version.
    Optional<CollectionRun> before(CollectionRun run) {
        return jdbc.sql(SELECT + "where plan = :plan and created_at < :at and snapshot is not null"
                        + " order by created_at desc, id limit 1")
                .param("plan", run.plan())
                .param("at", Rows.parameter(run.createdAt()))
                .query(KEPT)
                .optional()
                .flatMap(kept -> jobs.find(kept.id()).map(job -> with(kept, job)));
    }

    /// The collections of a plan that brought a version, by the version's id.
    Map<String, CollectionRun> bySnapshot(UUID plan) {
        List<Kept> found = jdbc.sql(SELECT + "where plan = :plan and snapshot is not null")
                .param("plan", plan)
                .query(KEPT)
                .list();
        Map<UUID, Job> theirs = jobs.all(found.stream().map(Kept::id).toList());
        return found.stream()
                .flatMap(kept -> Optional.ofNullable(theirs.get(kept.id())).map(job -> with(kept, job)).stream())
                .collect(java.util.stream.Collectors.toMap(run -> String.valueOf(run.snapshot()), run -> run));
    }

    /// The collections of a plan that ended since a moment; those that were cancelled are not counted.
    CollectedData.Attempts attempts(UUID plan, Instant since) {
        String state = Jobs.stateOf("r.id");
        return jdbc.sql("select count(*) filter (where " + state + " in ('done', 'failed')) as ended,"
                        + " count(*) filter (where " + state + " = 'failed') as failed"
                        + " from collection.run r where plan = :plan and created_at >= :since")
                .param("plan", plan)
                .param("since", Rows.parameter(since))
                .query(Rows.to(CollectedData.Attempts.class))
                .single();
    }

    /// When the newest version of each plan came.
    Map<UUID, Instant> newestVersions() {
        Map<UUID, Instant> newest = new java.util.HashMap<>();
        jdbc.sql(
                        "select plan, max(committed_at) as at from collection.run where committed_at is not null group by plan")
                .query(Rows.to(NewestVersion.class))
                .list()
                .forEach(row -> newest.put(row.plan(), row.at()));
        return newest;
    }

    private record NewestVersion(UUID plan, Instant at) {}

    Listing<CollectionRun> list(UUID plan, @Nullable String state, ListQuery query, String order) {
        String where = "where plan = :plan and coalesce(file_name, '') ilike :like"
                + " and (cast(:state as text) is null or :state = " + Jobs.stateOf("r.id") + ")";
        Listing<Kept> page = PagedQuery.of(jdbc, SELECT + where)
                .with("plan", plan)
                .with("state", state)
                .page(query, order, KEPT);
        Map<UUID, Job> theirs = jobs.all(page.items().stream().map(Kept::id).toList());
        return new Listing<>(
                page.items().stream()
                        .flatMap(
                                kept -> Optional.ofNullable(theirs.get(kept.id())).map(job -> with(kept, job)).stream())
                        .toList(),
                page.total(),
                page.page(),
                page.size());
    }
}
