package org.shuguan.server.census;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.census.Corrections;
import org.shuguan.dataplane.census.TableFingerprint;
import org.shuguan.dataplane.census.TableResult;
import org.shuguan.dataplane.compare.TableSnapshot;
import org.shuguan.dataplane.detect.Classification;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.dataplane.profile.ColumnProfile;
import org.shuguan.dataplane.source.LocalPaths;
import org.shuguan.dataplane.source.OpenSource;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.PagedQuery;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

@Repository
class FoundTables {
    /// A found table in a list.
    ///
    /// @param personal number of columns with personal information
    record FoundTable(
            long id,
            String path,
            @Nullable String comment,
            String kind,
            long rowsRead,
            long bytes,
            int columns,
            int personal,
            @Nullable String grade,
            @Nullable String problem) {}

    record Unread(String path, String reason, String detail) {
        Unread {
            detail = LocalPaths.hidden(detail);
        }
    }

    /// A column of a table that was read.
    ///
    /// @param columns number of columns of the table
    /// @param key whether it is part of the primary key
    record FoundColumn(
            String path,
            @Nullable String tableComment,
            int columns,
            boolean key,
            ColumnProfile profile,
            Classification classification) {}

    private final JdbcClient jdbc;
    private final NamedParameterJdbcTemplate batches;
    private final JsonMapper json;
    private final Sketches sketches;
    private final SketchKeys keys;

    FoundTables(
            JdbcClient jdbc, NamedParameterJdbcTemplate batches, JsonMapper json, Sketches sketches, SketchKeys keys) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.json = json;
        this.sketches = sketches;
        this.keys = keys;
    }

    /// A table's result with its fingerprint for comparisons.
    record Measured(TableResult result, TableFingerprint traces) {}

    /// Stores and counts results. Adding a result again has no effect, because a resumed run may deliver it again.
    void add(UUID run, List<Measured> measured, Corrections corrections) {
        int[] added = batches.batchUpdate(
                """
                        insert into census.found_table
                               (run, path, comment, kind, rows_read, bytes, columns, personal, grade, problem, result,
                                estimated_rows, signature, sketch_key, newest, newest_in)
                        values (:run, :path, :comment, :kind, :rows, :bytes, :columns, :personal, :grade, :problem,
                                cast(:result as jsonb), :estimated, :signature, :sketchKey, :newest, :newestIn)
                        on conflict (run, path) do nothing
                        """, measured.stream().map(one -> row(run, one, corrections)).toArray(SqlParameterSource[]::new));
        jdbc.sql("update census.run set tables_done = tables_done + :added where id = :run")
                .param("run", run)
                .param("added", IntStream.of(added).sum())
                .update();
        List<Measured> fresh = new ArrayList<>();
        for (int i = 0; i < added.length; i++) {
            if (added[i] == 1) {
                fresh.add(measured.get(i));
            }
        }
        sketches.add(run, fresh);
    }

    private SqlParameterSource row(UUID run, Measured measured, Corrections corrections) {
        TableResult result = CorrectionsInForce.apply(corrections, measured.result());
        TableFingerprint traces = measured.traces();
        var profile = result.profile();
        return new MapSqlParameterSource()
                .addValue("run", run)
                .addValue("path", result.table().path())
                .addValue("comment", result.table().comment())
                .addValue("kind", Rows.word(result.table().kind()))
                .addValue("rows", profile == null ? 0 : profile.rows())
                .addValue("bytes", result.table().bytes())
                .addValue("columns", result.table().columns().size())
                .addValue("personal", personal(result))
                .addValue("grade", grade(result))
                .addValue(
                        "problem",
                        result.problem() == null ? null : result.problem().reason())
                // jsonb cannot contain NUL.
                .addValue("result", json.writeValueAsString(measured.result()).replace("\\u0000", "\\uFFFD"))
                .addValue("estimated", result.table().estimatedRows())
                .addValue("signature", traces.signature())
                .addValue("sketchKey", keys.name())
                .addValue("newest", traces.newest())
                .addValue("newestIn", traces.newestIn());
    }

    /// Updates grade and counts in lists after corrections.
    void regrade(UUID source, String path, Corrections corrections) {
        record Kept(long id, TableResult measured) {}
        List<Kept> kept = jdbc.sql("""
                        select t.id, t.result::text from census.found_table t join census.run r on r.id = t.run
                         where r.source = :source and t.path = :path and t.problem is null
                         order by r.created_at desc limit 20
                        """)
                .param("source", source)
                .param("path", path)
                .query((row, n) -> new Kept(row.getLong(1), json.readValue(row.getString(2), TableResult.class)))
                .list();
        for (Kept one : kept) {
            TableResult result = CorrectionsInForce.apply(corrections, one.measured());
            jdbc.sql("update census.found_table set personal = :personal, grade = :grade where id = :id")
                    .param("personal", personal(result))
                    .param("grade", grade(result))
                    .param("id", one.id())
                    .update();
        }
    }

    private static long personal(TableResult result) {
        return result.classifications().stream()
                .filter(c -> c.personal() != null)
                .count();
    }

    private static @Nullable String grade(TableResult result) {
        return result.classifications().stream()
                .map(Classification::grade)
                .reduce(Grade::orHigher)
                .map(Grade::word)
                .orElse(null);
    }

    void addUnread(UUID run, OpenSource.Unread unread) {
        jdbc.sql("insert into census.unread (run, path, reason, detail) values (:run, :path, :reason, :detail)"
                        + " on conflict do nothing")
                .param("run", run)
                .param("path", unread.path())
                .param("reason", unread.reason().name())
                .param("detail", unread.detail())
                .update();
    }

    /// Number of rows in the finished tables.
    long rows(UUID run) {
        return jdbc.sql("select coalesce(sum(rows_read), 0) from census.found_table where run = :run")
                .param("run", run)
                .query((row, n) -> row.getLong(1))
                .single();
    }

    Set<String> paths(UUID run) {
        return new HashSet<>(jdbc.sql("select path from census.found_table where run = :run")
                .param("run", run)
                .query((row, n) -> row.getString(1))
                .list());
    }

    /// The result as it was measured; [CorrectionsInForce] applies corrections.
    Optional<TableResult> result(UUID run, long table) {
        return jdbc.sql("select result::text from census.found_table where run = :run and id = :table")
                .param("run", run)
                .param("table", table)
                .query((row, n) -> json.readValue(row.getString(1), TableResult.class))
                .optional();
    }

    /// One column of a table's result. The database extracts it, so that a table of a thousand columns takes no
    /// longer than one of ten.
    ///
    /// @param number position from 1
    /// @return empty if there is none, or the table could not be read
    Optional<FoundColumn> column(UUID run, long table, int number) {
        return jdbc.sql("""
                        select path, comment, jsonb_array_length(result -> 'profile' -> 'columns') as columns,
                               (result -> 'profile' -> 'columns' -> :place)::text as profile,
                               (result -> 'classifications' -> :place)::text as classification,
                               exists (select
                                         from jsonb_array_elements(result -> 'table' -> 'keys') k
                                        where (k ->> 'primary')::boolean
                                          and k -> 'columns' @> (result -> 'profile' -> 'columns' -> :place -> 'name'))
                                   as key
                          from census.found_table
                         where run = :run and id = :table and :place >= 0
                           and jsonb_typeof(result -> 'profile' -> 'columns' -> :place) = 'object'
                        """)
                .param("run", run)
                .param("table", table)
                .param("place", number - 1)
                .query((row, n) -> new FoundColumn(
                        row.getString("path"),
                        row.getString("comment"),
                        row.getInt("columns"),
                        row.getBoolean("key"),
                        json.readValue(row.getString("profile"), ColumnProfile.class),
                        json.readValue(row.getString("classification"), Classification.class)))
                .optional();
    }

    /// A table of a run with its sketches and signature, without them if they were made with an earlier key.
    Optional<TableSnapshot> seen(UUID run, String path) {
        return jdbc.sql("""
                        select id, result::text, signature, coalesce(sketch_key, :oldest) = :present as comparable
                          from census.found_table where run = :run and path = :path
                        """)
                .param("run", run)
                .param("path", path)
                .param("oldest", keys.oldest())
                .param("present", keys.name())
                .query((row, n) -> {
                    boolean comparable = row.getBoolean("comparable");
                    return new TableSnapshot(
                            json.readValue(row.getString(2), TableResult.class),
                            comparable ? sketches.of(row.getLong(1)) : Map.of(),
                            comparable ? row.getString(3) : null);
                })
                .optional();
    }

    /// Whether the run could not read the file with this path, or the file that contains the table with this path.
    boolean isUnread(UUID run, String path) {
        return jdbc.sql("select exists (select from census.unread where run = :run and starts_with(:path, path))")
                .param("run", run)
                .param("path", path)
                .query((row, n) -> row.getBoolean(1))
                .single();
    }

    Optional<Census.Place> in(UUID run, String path) {
        return jdbc.sql("select run, id as table from census.found_table where run = :run and path = :path")
                .param("run", run)
                .param("path", path)
                .query(Rows.to(Census.Place.class))
                .optional();
    }

    Optional<Census.Place> newest(UUID source, String path) {
        return jdbc.sql("""
                        select t.run, t.id as table from census.found_table t join census.run r on r.id = t.run
                         where r.source = :source and r.completed_at is not null and t.path = :path
                         order by r.created_at desc limit 1
                        """)
                .param("source", source)
                .param("path", path)
                .query(Rows.to(Census.Place.class))
                .optional();
    }

    /// All results of a run.
    List<TableResult> results(UUID run) {
        return jdbc.sql("select result::text from census.found_table where run = :run order by path")
                .param("run", run)
                .query((row, n) -> json.readValue(row.getString(1), TableResult.class))
                .list();
    }

    List<Unread> unread(UUID run) {
        return jdbc.sql("select path, reason, detail from census.unread where run = :run order by path limit 1000")
                .param("run", run)
                .query(Rows.to(Unread.class))
                .list();
    }

    Listing<FoundTable> list(UUID run, ListQuery query) {
        String where = " from census.found_table where run = :run and (path ilike :like or comment ilike :like)";
        String order = RunController.TABLE_COLUMNS.order(query, "path", "id");
        return PagedQuery.of(
                        jdbc,
                        "select id, path, comment, kind, rows_read, bytes, columns, personal, grade, problem" + where)
                .with("run", run)
                .page(query, order, Rows.to(FoundTable.class));
    }
}
