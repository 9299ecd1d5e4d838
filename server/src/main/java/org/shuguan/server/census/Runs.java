package org.shuguan.server.census;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Thresholds;
import org.shuguan.server.access.Scope;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.job.Job;
import org.shuguan.server.job.Jobs;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.PagedQuery;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class Runs {
    private static final String SELECT = """
            select r.id, r.source, s.name as source_name, r.unit, r.sample, r.asserted, r.mass_rows, r.duplicate, r.reference,
                   r.tables_done, r.rows_read, r.created_at
              from census.run r join census.source s on s.id = r.source
            """;

    private final JdbcClient jdbc;
    private final Jobs jobs;

    Runs(JdbcClient jdbc, Jobs jobs) {
        this.jdbc = jdbc;
        this.jobs = jobs;
    }

    /// What this module stores of a census; the rest belongs to its job.
    private record Kept(
            UUID id,
            UUID source,
            String sourceName,
            UnitCode unit,
            long sample,
            @Nullable Integer asserted,
            @Nullable Integer massRows,
            @Nullable Integer duplicate,
            @Nullable Integer reference,
            int tablesDone,
            long rowsRead,
            Instant createdAt) {
        CensusRun with(Job job) {
            Long total = job.total();
            return new CensusRun(
                    id,
                    source,
                    sourceName,
                    unit,
                    sample,
                    thresholds(),
                    job.state(),
                    total == null ? 0 : total,
                    tablesDone,
                    rowsRead,
                    job.cancelRequested(),
                    job.problem(),
                    job.problemDetail(),
                    job.startedByName(),
                    createdAt,
                    job.startedAt(),
                    job.finishedAt());
        }

        private @Nullable Thresholds thresholds() {
            return asserted == null || massRows == null || duplicate == null || reference == null
                    ? null
                    : new Thresholds(asserted, massRows, duplicate, reference);
        }
    }

    void add(UUID id, SourceRecord source, long sample, Instant now) {
        jdbc.sql("""
                        insert into census.run (id, source, unit, sample, created_at)
                        values (:id, :source, :unit, :sample, :now)
                        """)
                .param("id", id)
                .param("source", source.id())
                .param("unit", source.unit().value())
                .param("sample", sample)
                .param("now", Rows.parameter(now))
                .update();
    }

    /// Keeps by what the census goes, if that is not kept yet.
    void goBy(UUID id, Thresholds thresholds) {
        jdbc.sql("""
                        update census.run
                           set asserted = :asserted, mass_rows = :massRows, duplicate = :duplicate, reference = :reference
                         where id = :id and asserted is null
                        """).params(Rows.of(thresholds)).param("id", id).update();
    }

    /// Rows of tables that are not done yet are progress only: what counts is added up from the results at the
    /// end.
    void progress(UUID id, long rows) {
        jdbc.sql("update census.run set rows_read = :rows where id = :id")
                .param("id", id)
                .param("rows", rows)
                .update();
    }

    /// @param completed when everything was read and compared, null if it was not
    void end(UUID id, @Nullable Instant completed) {
        jdbc.sql("""
                        update census.run
                           set completed_at = :completed,
                               rows_read = (select coalesce(sum(t.rows_read), 0) from census.found_table t where t.run = :id)
                         where id = :id
                        """)
                .param("id", id)
                .param("completed", Rows.parameter(completed))
                .update();
    }

    /// All was read: the source is needed no more.
    void read(UUID id, Instant now) {
        jdbc.sql("update census.run set read_at = :now where id = :id")
                .param("id", id)
                .param("now", Rows.parameter(now))
                .update();
    }

    boolean isRead(UUID id) {
        return jdbc.sql("select read_at is not null from census.run where id = :id")
                .param("id", id)
                .query((row, n) -> row.getBoolean(1))
                .optional()
                .orElse(false);
    }

    /// Whether no newer census of the source exists.
    boolean isNewest(UUID id) {
        return jdbc.sql("""
                        select not exists (select from census.run n
                                            where n.source = r.source and n.created_at > r.created_at)
                          from census.run r where r.id = :id
                        """)
                .param("id", id)
                .query((row, n) -> row.getBoolean(1))
                .optional()
                .orElse(false);
    }

    Optional<CensusRun> find(UUID id) {
        return jdbc.sql(SELECT + " where r.id = :id")
                .param("id", id)
                .query(Rows.to(Kept.class))
                .optional()
                .flatMap(kept -> jobs.find(id).map(kept::with));
    }

    /// The newest census of the source that went to its end.
    Optional<CensusRun> newestDone(UUID source) {
        return jdbc.sql(SELECT
                        + " where r.source = :source and r.completed_at is not null"
                        + " order by r.completed_at desc, r.id limit 1")
                .param("source", source)
                .query(Rows.to(Kept.class))
                .optional()
                .flatMap(kept -> jobs.find(kept.id()).map(kept::with));
    }

    Listing<CensusRun> list(Scope listed, @Nullable UUID source, @Nullable String state, ListQuery query) {
        String where = """
                 where %s and s.name ilike :like
                   and (cast(:source as uuid) is null or r.source = :source)
                   and (cast(:state as text) is null or :state = %s)
                """.formatted(Scope.condition("r.unit", "listed"), Jobs.stateOf("r.id"));
        String order = RunController.RUN_COLUMNS.order(query, "r.created_at desc", "r.id");
        Listing<Kept> page = PagedQuery.of(jdbc, SELECT + where)
                .with(listed.parameters("listed"))
                .with("source", source)
                .with("state", state)
                .page(query, order, Rows.to(Kept.class));
        Map<UUID, Job> theirs = jobs.all(page.items().stream().map(Kept::id).toList());
        List<CensusRun> found = page.items().stream()
                .flatMap(kept -> Optional.ofNullable(theirs.get(kept.id())).map(kept::with).stream())
                .toList();
        return new Listing<>(found, page.total(), page.page(), page.size());
    }
}
