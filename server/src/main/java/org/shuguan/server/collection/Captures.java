package org.shuguan.server.collection;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.capture.CapturedTable;
import org.shuguan.dataplane.capture.Lag;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// Stores how captured tables follow their sources. Positions are stored by [CapturePlace] alone.
@Repository
class Captures {
    private static final String SELECT = "select plan, name, state, generation, served, served_since,"
            + " captured::text as captured, origin, entry_version, anew, copied_rows, position_offset, position_text,"
            + " position_order, position_at, newest_at, changes, commits, lake_generation, lake_changes, problem,"
            + " problem_detail, tries, next_try_at, give_ups, given_up_at, lag_bytes, lag_kept, lag_left, lag_at"
            + " from collection.capture ";
    private static final RowMapper<CaptureRecord> CAPTURE = Rows.to(CaptureRecord.class);

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Captures(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    Optional<CaptureRecord> find(UUID plan) {
        return jdbc.sql(SELECT + "where plan = :plan")
                .param("plan", plan)
                .query(CAPTURE)
                .optional();
    }

    /// The plans that are captured, and those that were and have left something.
    List<UUID> tended() {
        return jdbc.sql(
                        "select id from collection.plan where mode = 'capture' union select plan from collection.capture")
                .query((row, number) -> row.getObject(1, UUID.class))
                .list();
    }

    /// What all names of this installation at sources begin with.
    String prefix() {
        return "shuguan_"
                + jdbc.sql("select id from collection.installation")
                        .query(UUID.class)
                        .single()
                        .toString()
                        .substring(0, 8)
                + "_";
    }

    List<String> names() {
        return jdbc.sql("select name from collection.capture")
                .query((row, number) -> row.getString(1))
                .list();
    }

    CaptureRecord add(UUID plan) {
        jdbc.sql("""
                        insert into collection.capture (plan, name, state) values (:plan, :name, 'waiting')
                            on conflict do nothing
                        """).param("plan", plan).param("name", nameOf(plan)).update();
        return find(plan).orElseThrow();
    }

    /// The name at the source: the same each time, so that what an earlier capture has left is found.
    String nameOf(UUID plan) {
        return prefix() + plan.toString().replace("-", "").substring(0, 16);
    }

    void remove(UUID plan) {
        jdbc.sql("delete from collection.capture where plan = :plan")
                .param("plan", plan)
                .update();
    }

    /// A new copy begins; the served one stays until it is complete.
    void begin(UUID plan, int generation, CapturedTable table, String origin, int entryVersion) {
        jdbc.sql("""
                        update collection.capture
                           set state = 'copying', generation = :generation, captured = cast(:captured as jsonb),
                               origin = :origin, entry_version = :version, anew = true, copied_rows = 0, problem = null,
                               problem_detail = null, next_try_at = null, lag_bytes = null, lag_kept = null, lag_left = null, lag_at = null
                         where plan = :plan
                        """)
                .param("plan", plan)
                .param("generation", generation)
                .param("captured", json.writeValueAsString(table))
                .param("origin", origin)
                .param("version", entryVersion)
                .update();
    }

    CapturedTable table(CaptureRecord capture) {
        return json.readValue(capture.captured(), CapturedTable.class);
    }

    void state(UUID plan, CaptureRecord.State state) {
        jdbc.sql("""
                        update collection.capture
                           set state = :state, problem = null, problem_detail = null, next_try_at = null,
                               tries = case when :state = 'following' then tries else 0 end
                         where plan = :plan
                        """).param("plan", plan).param("state", Rows.parameter(state)).update();
    }

    /// Nothing of it is at the source any more; the next start makes a new copy.
    void off(UUID plan) {
        state(plan, CaptureRecord.State.OFF);
        jdbc.sql("update collection.capture set anew = true, lag_bytes = null, lag_at = null where plan = :plan")
                .param("plan", plan)
                .update();
    }

    void troubled(UUID plan, String problem, @Nullable String detail, Instant nextTryAt) {
        jdbc.sql("""
                        update collection.capture
                           set state = 'troubled', problem = :problem, problem_detail = :detail, tries = tries + 1,
                               next_try_at = :next
                         where plan = :plan
                        """)
                .param("plan", plan)
                .param("problem", problem)
                .param("detail", detail == null ? null : detail.replace("\0", ""))
                .param("next", Rows.parameter(nextTryAt))
                .update();
    }

    /// The source keeps no log for it any more.
    void gaveUp(UUID plan, Instant now) {
        jdbc.sql("""
                        update collection.capture
                           set anew = true, give_ups = give_ups + 1, given_up_at = :now, lag_bytes = null, lag_at = null
                         where plan = :plan
                        """).param("plan", plan).param("now", Rows.parameter(now)).update();
    }

    void lag(UUID plan, Lag lag, Instant now) {
        jdbc.sql("""
                        update collection.capture
                           set lag_bytes = :bytes, lag_kept = :kept, lag_left = :left, lag_at = :now
                         where plan = :plan
                        """)
                .param("plan", plan)
                .param("bytes", lag.bytes())
                .param("kept", lag.kept())
                .param("left", lag.left())
                .param("now", Rows.parameter(now))
                .update();
    }

    /// The lake has what the copy had.
    void inLake(UUID plan, int generation, long changes) {
        jdbc.sql("update collection.capture set lake_generation = :generation, lake_changes = :changes"
                        + " where plan = :plan")
                .param("plan", plan)
                .param("generation", generation)
                .param("changes", changes)
                .update();
    }
}
