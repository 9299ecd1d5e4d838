package org.shuguan.server.census;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.compare.ColumnChange;
import org.shuguan.dataplane.compare.TableChange;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.PagedQuery;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Stored differences between two censuses, by table.
@Repository
class TableChanges {
    private static final TypeReference<List<ColumnChange>> COLUMNS = new TypeReference<>() {};

    /// A census in the history of a source, with the changes since the one before.
    record Step(
            UUID run,
            java.time.Instant at,
            long sample,
            int tables,
            long rows,
            long bytes,
            int fresh,
            int gone,
            int renamed,
            int altered,
            int content) {}

    /// A table at one census.
    ///
    /// @param signature can only be compared with those of the same key
    record Sighting(
            UUID run,
            long id,
            java.time.Instant at,
            long rowsRead,
            long bytes,
            @Nullable String signature,
            String sketchKey,
            @Nullable LocalDate newest,
            @Nullable String newestIn) {}

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final SketchKeys keys;

    TableChanges(JdbcClient jdbc, JsonMapper json, SketchKeys keys) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.json = json;
    }

    /// Deletes the comparisons of a run.
    void forget(UUID run) {
        jdbc.sql("delete from census.comparison where run = :run")
                .param("run", run)
                .update();
    }

    /// Reserves the pair of runs; false if it was already compared.
    boolean claim(UUID run, UUID before) {
        return jdbc.sql("insert into census.comparison (run, before) values (:run, :before) on conflict do nothing")
                        .param("run", run)
                        .param("before", before)
                        .update()
                == 1;
    }

    void add(UUID run, UUID before, TableChange change) {
        jdbc.sql("""
                        insert into census.table_change
                               (run, before, path, kind, former_path, comment, rows_before, rows_after, bytes_before,
                                bytes_after, columns, altered)
                        values (:run, :before, :path, :kind, :former, :comment, :rowsBefore, :rowsAfter, :bytesBefore,
                                :bytesAfter, cast(:columns as jsonb), :altered)
                        """)
                .param("run", run)
                .param("before", before)
                .param("path", change.path())
                .param("kind", change.kind().word())
                .param("former", change.formerPath())
                .param("comment", change.comment())
                .param("rowsBefore", change.rowsBefore())
                .param("rowsAfter", change.rowsAfter())
                .param("bytesBefore", change.bytesBefore())
                .param("bytesAfter", change.bytesAfter())
                .param("columns", json.writeValueAsString(change.columns()).replace("\\u0000", "\\uFFFD"))
                .param("altered", change.columns().size())
                .update();
    }

    /// The finished census of the source before the run.
    Optional<UUID> before(UUID run) {
        return jdbc.sql("""
                        select b.id from census.run r join census.run b on b.source = r.source
                         where r.id = :run and b.completed_at is not null and b.created_at < r.created_at
                         order by b.created_at desc limit 1
                        """)
                .param("run", run)
                .query((row, n) -> row.getObject(1, UUID.class))
                .optional();
    }

    /// Number of tables by kind of change.
    Map<String, Integer> counts(UUID run, UUID before) {
        record Count(String kind, int n) {}
        return jdbc
                .sql("select kind, count(*) as n from census.table_change where run = :run and before = :before"
                        + " group by kind")
                .param("run", run)
                .param("before", before)
                .query(Rows.to(Count.class))
                .list()
                .stream()
                .collect(Collectors.toMap(Count::kind, Count::n));
    }

    /// @param before null where there is nothing to compare with
    /// @param kind a kind of change; null for all changed tables, `all` for all tables
    Listing<TableChange> list(UUID run, @Nullable UUID before, @Nullable String kind, ListQuery query) {
        String where = " from census.table_change where run = :run and before = :before"
                + " and (path ilike :like or comment ilike :like or former_path ilike :like or columns::text ilike :like)"
                + " and (:kind = 'all' or kind = :kind or (:kind = '' and kind not in ('same', 'similar')))";
        String wanted = kind == null ? "" : kind;
        String order = ChangeController.COLUMNS.order(
                query,
                "array_position(array['gone', 'renamed', 'altered', 'new', 'unread', 'content', 'similar', 'same'], kind)",
                "path");
        return PagedQuery.of(
                        jdbc,
                        "select kind, path, former_path, comment, rows_before, rows_after,"
                                + " bytes_before, bytes_after, columns::text as columns" + where)
                .with("run", run)
                .with("before", before)
                .with("kind", wanted)
                .page(
                        query,
                        order,
                        (row, n) -> new TableChange(
                                TableChange.Kind.valueOf(row.getString("kind").toUpperCase(java.util.Locale.ROOT)),
                                row.getString("path"),
                                row.getString("former_path"),
                                row.getString("comment"),
                                row.getLong("rows_before"),
                                row.getLong("rows_after"),
                                row.getLong("bytes_before"),
                                row.getLong("bytes_after"),
                                json.readValue(row.getString("columns"), COLUMNS)));
    }

    /// The finished censuses of a source, the newest first.
    List<Step> history(UUID source) {
        return jdbc.sql("""
                        select r.id as run, r.created_at as at, r.sample, r.tables_done as tables, r.rows_read as rows,
                               (select coalesce(sum(greatest(t.bytes, 0)), 0) from census.found_table t where t.run = r.id)::bigint
                                   as bytes,
                               count(*) filter (where c.kind = 'new') as fresh,
                               count(*) filter (where c.kind = 'gone') as gone,
                               count(*) filter (where c.kind = 'renamed') as renamed,
                               count(*) filter (where c.kind = 'altered') as altered,
                               count(*) filter (where c.kind = 'content') as content
                          from census.run r
                          left join census.table_change c on c.run = r.id and c.before = (
                                 select b.id from census.run b
                                  where b.source = r.source and b.completed_at is not null and b.created_at < r.created_at
                                  order by b.created_at desc limit 1)
                         where r.source = :source and r.completed_at is not null
                         group by r.id order by r.created_at desc limit 200
                        """).param("source", source).query(Rows.to(Step.class)).list();
    }

    /// All censuses of one table of a source, the newest first.
    List<Sighting> sightings(UUID source, String path) {
        return jdbc.sql("""
                        select r.id as run, t.id, r.created_at as at, t.rows_read, t.bytes, t.signature,
                               coalesce(t.sketch_key, :oldest) as sketch_key, t.newest, t.newest_in
                          from census.found_table t join census.run r on r.id = t.run
                         where r.source = :source and r.completed_at is not null and t.path = :path and t.problem is null
                         order by r.created_at desc limit 400
                        """)
                .param("source", source)
                .param("path", path)
                .param("oldest", keys.oldest())
                .query(Rows.to(Sighting.class))
                .list();
    }
}
