package org.shuguan.server.census;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.PagedQuery;
import org.shuguan.server.platform.Rows;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class Runs {
    private static final String SELECT = """
            select r.id, r.source, s.name as source_name, r.unit, r.sample, r.state, r.tables_total, r.tables_done,
                   r.rows_read, r.cancel_requested, r.problem_reason, r.problem_detail, r.started_by, r.created_at,
                   r.started_at, r.finished_at
              from census.run r join census.source s on s.id = r.source
            """;

    private final JdbcClient jdbc;

    Runs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(UUID id, SourceRecord source, long sample, String startedBy, Instant now) {
        try {
            jdbc.sql("""
                            insert into census.run (id, source, unit, sample, state, started_by, created_at)
                            values (:id, :source, :unit, :sample, 'queued', :by, :now)
                            """)
                    .param("id", id)
                    .param("source", source.id())
                    .param("unit", source.unit().value())
                    .param("sample", sample)
                    .param("by", startedBy)
                    .param("now", Rows.parameter(now))
                    .update();
        } catch (DuplicateKeyException running) {
            throw CensusRefused.runsAlready();
        }
    }

    void begin(UUID id, Instant now) {
        jdbc.sql("update census.run set state = 'running', started_at = coalesce(started_at, :now) where id = :id"
                        + " and state in ('queued', 'running')")
                .param("id", id)
                .param("now", Rows.parameter(now))
                .update();
    }

    void discovered(UUID id, int tables) {
        jdbc.sql("update census.run set tables_total = :tables where id = :id")
                .param("id", id)
                .param("tables", tables)
                .update();
    }

    /// Rows of tables that are not done yet are progress only: what counts is added up from the results at the end.
    void progress(UUID id, long rows) {
        jdbc.sql("update census.run set rows_read = :rows where id = :id")
                .param("id", id)
                .param("rows", rows)
                .update();
    }

    /// Whether it was not over before.
    boolean end(UUID id, CensusRun.State state, @Nullable String reason, @Nullable String detail, Instant now) {
        return jdbc.sql("""
                        update census.run
                           set state = :state, problem_reason = :reason, problem_detail = :detail, finished_at = :now,
                               rows_read = (select coalesce(sum(t.rows_read), 0) from census.found_table t where t.run = :id)
                         where id = :id and state in ('queued', 'running')
                        """)
                        .param("id", id)
                        .param("state", Rows.word(state))
                        .param("reason", reason)
                        .param("detail", detail)
                        .param("now", Rows.parameter(now))
                        .update()
                == 1;
    }

    /// Whether there was anything left to cancel.
    boolean requestCancel(UUID id) {
        return jdbc.sql("update census.run set cancel_requested = true"
                                + " where id = :id and state in ('queued', 'running') and read_at is null")
                        .param("id", id)
                        .update()
                == 1;
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

    boolean cancelRequested(UUID id) {
        return jdbc.sql("select cancel_requested from census.run where id = :id")
                .param("id", id)
                .query((row, n) -> row.getBoolean(1))
                .optional()
                // A run that is gone needs no more work.
                .orElse(true);
    }

    Optional<CensusRun> find(UUID id) {
        return jdbc.sql(SELECT + " where r.id = :id")
                .param("id", id)
                .query(Rows.to(CensusRun.class))
                .optional();
    }

    boolean isUnderWay(UUID source) {
        return jdbc.sql(
                        "select exists (select from census.run where source = :source and state in ('queued', 'running'))")
                .param("source", source)
                .query((row, n) -> row.getBoolean(1))
                .single();
    }

    /// The newest census of the source that went to its end.
    Optional<CensusRun> newestDone(UUID source) {
        return jdbc.sql(SELECT
                        + " where r.source = :source and r.state = 'done' order by r.finished_at desc, r.id limit 1")
                .param("source", source)
                .query(Rows.to(CensusRun.class))
                .optional();
    }

    Listing<CensusRun> list(Set<UnitCode> units, @Nullable UUID source, ListQuery query) {
        String where =
                " where r.unit = any(:units) and s.name ilike :like and (cast(:source as uuid) is null or r.source = :source)";
        String[] codes = units.stream().map(UnitCode::value).toArray(String[]::new);
        String order = query.orderBy(
                Map.of("created", "r.created_at", "source", "s.name", "state", "r.state", "rows", "r.rows_read"),
                "r.created_at desc",
                "r.id");
        return PagedQuery.of(jdbc, SELECT + where)
                .with("units", codes)
                .with("source", source)
                .page(query, order, Rows.to(CensusRun.class));
    }
}
