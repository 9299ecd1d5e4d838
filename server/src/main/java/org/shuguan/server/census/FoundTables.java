package org.shuguan.server.census;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.census.Corrections;
import org.shuguan.dataplane.census.TableResult;
import org.shuguan.dataplane.census.Traces;
import org.shuguan.dataplane.compare.Seen;
import org.shuguan.dataplane.detect.Classification;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.dataplane.source.OpenSource;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

@Repository
class FoundTables {
    /// A table in a list.
    ///
    /// @param personal how many of its columns hold personal information
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

    record Unread(String path, String reason, String detail) {}

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Sketches sketches;

    FoundTables(JdbcClient jdbc, JsonMapper json, Sketches sketches) {
        this.jdbc = jdbc;
        this.json = json;
        this.sketches = sketches;
    }

    /// Keeps a result and counts it, once, however often it is told: a run that is resumed may tell it again.
    void add(UUID run, TableResult measured, Traces traces, Corrections corrections) {
        TableResult result = Mended.apply(corrections, measured);
        var profile = result.profile();
        int added = jdbc.sql("""
                        insert into census.found_table
                               (run, path, comment, kind, rows_read, bytes, columns, personal, grade, problem, result,
                                estimated_rows, signature, newest, newest_in)
                        values (:run, :path, :comment, :kind, :rows, :bytes, :columns, :personal, :grade, :problem,
                                cast(:result as jsonb), :estimated, :signature, :newest, :newestIn)
                        on conflict (run, path) do nothing
                        """)
                .param("run", run)
                .param("path", result.table().path())
                .param("comment", result.table().comment())
                .param("kind", Rows.word(result.table().kind()))
                .param("rows", profile == null ? 0 : profile.rows())
                .param("bytes", result.table().bytes())
                .param("columns", result.table().columns().size())
                .param("personal", personal(result))
                .param("grade", grade(result))
                .param(
                        "problem",
                        result.problem() == null ? null : result.problem().reason())
                // NUL cannot stand in a jsonb text.
                .param("result", json.writeValueAsString(measured).replace("\\u0000", "\\uFFFD"))
                .param("estimated", result.table().estimatedRows())
                .param("signature", traces.signature())
                .param("newest", traces.newest())
                .param("newestIn", traces.newestIn())
                .update();
        if (added == 1) {
            sketches.add(run, result.table().path(), traces.sketches());
            jdbc.sql("update census.run set tables_done = tables_done + 1 where id = :run")
                    .param("run", run)
                    .update();
        }
    }

    /// Says in lists what people have said since.
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
            TableResult result = Mended.apply(corrections, one.measured());
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

    /// Rows in the tables that are done.
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

    /// As it was measured; what people said of it is [Mended].
    Optional<TableResult> result(UUID run, long table) {
        return jdbc.sql("select result::text from census.found_table where run = :run and id = :table")
                .param("run", run)
                .param("table", table)
                .query((row, n) -> json.readValue(row.getString(1), TableResult.class))
                .optional();
    }

    /// A table of a run with what it can be compared by.
    Optional<Seen> seen(UUID run, String path) {
        return jdbc.sql("select id, result::text, signature from census.found_table where run = :run and path = :path")
                .param("run", run)
                .param("path", path)
                .query((row, n) -> new Seen(
                        json.readValue(row.getString(2), TableResult.class),
                        sketches.of(row.getLong(1)),
                        row.getString(3)))
                .optional();
    }

    Optional<Census.Place> newest(UUID source, String path) {
        return jdbc.sql("""
                        select t.run, t.id as table from census.found_table t join census.run r on r.id = t.run
                         where r.source = :source and r.state = 'done' and t.path = :path
                         order by r.created_at desc limit 1
                        """)
                .param("source", source)
                .param("path", path)
                .query(Rows.to(Census.Place.class))
                .optional();
    }

    List<Unread> unread(UUID run) {
        return jdbc.sql("select path, reason, detail from census.unread where run = :run order by path limit 1000")
                .param("run", run)
                .query(Rows.to(Unread.class))
                .list();
    }

    Listing<FoundTable> list(UUID run, ListQuery query) {
        String where = " from census.found_table where run = :run and (path ilike :like or comment ilike :like)";
        long total = jdbc.sql("select count(*)" + where)
                .param("run", run)
                .param("like", query.like())
                .query((row, n) -> row.getLong(1))
                .single();
        String order = query.orderBy(
                Map.of(
                        "path",
                        "path",
                        "rows",
                        "rows_read",
                        "columns",
                        "columns",
                        "personal",
                        "personal",
                        "grade",
                        "grade"),
                "path",
                "id");
        List<FoundTable> items = jdbc.sql(
                        "select id, path, comment, kind, rows_read, bytes, columns, personal, grade, problem" + where
                                + " order by " + order + " limit :size offset :offset")
                .param("run", run)
                .param("like", query.like())
                .param("size", query.sizeOrUsual())
                .param("offset", query.offset())
                .query(Rows.to(FoundTable.class))
                .list();
        return new Listing<>(items, total, query.pageOrFirst(), query.sizeOrUsual());
    }
}
