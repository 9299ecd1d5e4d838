package org.shuguan.server.backup;

import java.time.Duration;
import java.time.Instant;
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
import tools.jackson.databind.json.JsonMapper;

/// Restore drills as stored.
@Repository
class Drills {
    private static final String SELECT = """
            select id, created_at, started_by, state, phase, begun_at, finished_at, size_bytes, backup_bytes, files,
                   backup_took, restore_took, start_took, verify_took, found, problem, detail
              from backup.drill
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Drills(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void add(UUID id, @Nullable String startedBy, Instant now) {
        jdbc.sql("""
                        insert into backup.drill (id, created_at, started_by, state)
                        values (:id, :now, :startedBy, 'open')
                        """)
                .param("id", id)
                .param("now", Rows.parameter(now))
                .param("startedBy", startedBy)
                .update();
    }

    Optional<Drill> find(UUID id) {
        return jdbc.sql(SELECT + " where id = :id")
                .param("id", id)
                .query(Rows.to(Drill.class))
                .optional();
    }

    /// The last that began, or waits to begin.
    Optional<Drill> last() {
        return jdbc.sql(SELECT + " order by created_at desc, id limit 1")
                .query(Rows.to(Drill.class))
                .optional();
    }

    /// The last that ended by itself, in order or not.
    Optional<Drill> lastOutcome() {
        return jdbc.sql(SELECT + " where state in ('done', 'failed') order by finished_at desc, id limit 1")
                .query(Rows.to(Drill.class))
                .optional();
    }

    /// When the last began that found everything in order.
    Optional<Instant> lastDone() {
        return jdbc.sql(SELECT + " where state = 'done' order by begun_at desc, id limit 1")
                .query(Rows.to(Drill.class))
                .optional()
                .map(Drill::begunAt);
    }

    /// Since when this installation can drill.
    Instant since() {
        return jdbc.sql("select at from backup.since")
                .query(java.time.OffsetDateTime.class)
                .single()
                .toInstant();
    }

    Listing<Drill> list(@Nullable String state, ListQuery query) {
        return PagedQuery.of(
                        jdbc,
                        SELECT + " where (cast(:state as text) is null or state = :state)"
                                + " and coalesce(started_by, '') ilike :like")
                .with("state", state)
                .page(query, DrillController.COLUMNS.order(query, "created_at desc", "id"), Rows.to(Drill.class));
    }

    /// Begins it, again if its process died.
    void begin(UUID id, long sizeBytes, Instant now) {
        jdbc.sql("""
                        update backup.drill
                           set begun_at = :now, size_bytes = :size, phase = 'backup', backup_bytes = null,
                               files = null, backup_took = null, restore_took = null, start_took = null,
                               verify_took = null, found = '{}'
                         where id = :id
                        """)
                .param("id", id)
                .param("size", sizeBytes)
                .param("now", Rows.parameter(now))
                .update();
    }

    void phase(UUID id, Drill.Phase phase) {
        jdbc.sql("update backup.drill set phase = :phase where id = :id")
                .param("id", id)
                .param("phase", Rows.word(phase))
                .update();
    }

    void backedUp(UUID id, long bytes, Duration took) {
        jdbc.sql("update backup.drill set backup_bytes = :bytes, backup_took = :took where id = :id")
                .param("id", id)
                .param("bytes", bytes)
                .param("took", took.toMillis())
                .update();
    }

    void restored(UUID id, long files, Duration took) {
        jdbc.sql("update backup.drill set files = :files, restore_took = :took where id = :id")
                .param("id", id)
                .param("files", files)
                .param("took", took.toMillis())
                .update();
    }

    void started(UUID id, Duration took) {
        jdbc.sql("update backup.drill set start_took = :took where id = :id")
                .param("id", id)
                .param("took", took.toMillis())
                .update();
    }

    /// What was found to be in order so far.
    void found(UUID id, Map<String, Long> found, Duration took) {
        jdbc.sql("update backup.drill set found = :found, verify_took = :took where id = :id")
                .param("id", id)
                .param("found", json.writeValueAsString(found))
                .param("took", took.toMillis())
                .update();
    }

    void end(UUID id, Drill.State state, @Nullable String problem, @Nullable String detail, Instant now) {
        jdbc.sql("""
                        update backup.drill set state = :state, problem = :problem, detail = :detail, finished_at = :now
                         where id = :id
                        """)
                .param("id", id)
                .param("state", Rows.word(state))
                .param("problem", problem)
                .param("detail", detail)
                .param("now", Rows.parameter(now))
                .update();
    }
}
