package org.shuguan.server.catalog;

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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class ImportRuns {
    private static final String SELECT = "select id, unit, file_name, bytes, state, rows_total, rows_read, applied,"
            + " cancel_requested, problem, started_by, started_account, created_at, started_at, finished_at"
            + " from catalog.import_run ";

    /// How much was found in all, kept or not.
    record Found(long errors, long hints) {}

    private final JdbcClient jdbc;

    ImportRuns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(ImportRun run) {
        jdbc.sql("""
                        insert into catalog.import_run
                               (id, unit, file_name, bytes, state, started_by, started_account, created_at)
                        values (:id, :unit, :fileName, :bytes, :state, :startedBy, :startedAccount, :createdAt)
                        """).params(Rows.of(run)).update();
    }

    Optional<ImportRun> find(UUID id) {
        return jdbc.sql(SELECT + "where id = :id")
                .param("id", id)
                .query(Rows.to(ImportRun.class))
                .optional();
    }

    Listing<ImportRun> list(Set<UnitCode> units, ListQuery query) {
        String where = "where unit = any(:units) and (file_name ilike :like or started_by ilike :like)";
        String[] codes = units.stream().map(UnitCode::value).toArray(String[]::new);
        String order = query.orderBy(
                Map.of("file", "file_name", "state", "state", "created", "created_at"), "created_at desc", "id");
        return PagedQuery.of(jdbc, SELECT + where).with("units", codes).page(query, order, Rows.to(ImportRun.class));
    }

    /// Moves a run on; false where it was not where it was believed to be.
    boolean move(UUID id, ImportRun.State from, ImportRun.State to) {
        return jdbc.sql("update catalog.import_run set state = :to where id = :id and state = :from")
                        .param("id", id)
                        .param("from", from.word())
                        .param("to", to.word())
                        .update()
                == 1;
    }

    void begin(UUID id, long total, Instant now) {
        jdbc.sql("update catalog.import_run set state = 'reading', rows_total = :total, rows_read = 0,"
                        + " errors = 0, hints = 0,"
                        + " started_at = coalesce(started_at, :now) where id = :id and state in ('queued', 'reading')")
                .param("id", id)
                .param("total", total)
                .param("now", Rows.parameter(now))
                .update();
    }

    void read(UUID id, long rows) {
        jdbc.sql("update catalog.import_run set rows_read = :rows where id = :id")
                .param("id", id)
                .param("rows", rows)
                .update();
    }

    void found(UUID id, long errors, long hints) {
        jdbc.sql("update catalog.import_run set errors = :errors, hints = :hints where id = :id")
                .param("id", id)
                .param("errors", errors)
                .param("hints", hints)
                .update();
    }

    Found found(UUID id) {
        return jdbc.sql("select errors, hints from catalog.import_run where id = :id")
                .param("id", id)
                .query(Rows.to(Found.class))
                .single();
    }

    void applied(UUID id, long entries) {
        jdbc.sql("update catalog.import_run set applied = :entries where id = :id")
                .param("id", id)
                .param("entries", entries)
                .update();
    }

    void end(UUID id, ImportRun.State state, @Nullable String problem, Instant now) {
        jdbc.sql("update catalog.import_run set state = :state, problem = :problem, finished_at = :now where id = :id"
                        + " and state not in ('done', 'failed', 'cancelled')")
                .param("id", id)
                .param("state", state.word())
                .param("problem", problem)
                .param("now", Rows.parameter(now))
                .update();
    }

    void requestCancel(UUID id) {
        jdbc.sql("update catalog.import_run set cancel_requested = true where id = :id")
                .param("id", id)
                .update();
    }

    boolean cancelRequested(UUID id) {
        return jdbc.sql("select cancel_requested from catalog.import_run where id = :id")
                .param("id", id)
                .query((row, n) -> row.getBoolean(1))
                .optional()
                .orElse(true);
    }
}
