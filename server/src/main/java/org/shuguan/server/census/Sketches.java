package org.shuguan.server.census;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.shuguan.dataplane.sketch.Sketch;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The sketches of columns, of the latest censuses of each source.
@Repository
class Sketches {
    private static final int KEPT = 2;

    private final JdbcClient jdbc;
    private final NamedParameterJdbcTemplate batches;

    Sketches(JdbcClient jdbc, NamedParameterJdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    void add(UUID run, List<FoundTables.Measured> tables) {
        SqlParameterSource[] rows = tables.stream()
                .flatMap(table -> table.traces().sketches().stream()
                        .map(sketch -> new MapSqlParameterSource()
                                .addValue("run", run)
                                .addValue("path", table.result().table().path())
                                .addValue("column", sketch.column())
                                .addValue("marks", sketch.bytes())))
                .toArray(SqlParameterSource[]::new);
        batches.batchUpdate("""
                insert into census.sketch (found_table, column_name, marks)
                select id, :column, :marks from census.found_table where run = :run and path = :path
                """, rows);
    }

    /// The sketches of a table by column name.
    Map<String, Sketch> of(long table) {
        Map<String, Sketch> found = new HashMap<>();
        jdbc.sql("select column_name, marks from census.sketch where found_table = :table")
                .param("table", table)
                .query((row, n) -> Sketch.of(row.getString(1), row.getBytes(2)))
                .list()
                .forEach(sketch -> found.put(sketch.column(), sketch));
        return found;
    }

    /// Deletes sketches of older censuses, whose comparisons are stored.
    void forgetOld(UUID source) {
        jdbc.sql("""
                        delete from census.sketch k using census.found_table t, census.run r
                         where k.found_table = t.id and t.run = r.id and r.source = :source
                               and r.id not in (select id from census.run where source = :source and completed_at is not null
                                                 order by created_at desc limit :kept)
                        """).param("source", source).param("kept", KEPT).update();
    }
}
