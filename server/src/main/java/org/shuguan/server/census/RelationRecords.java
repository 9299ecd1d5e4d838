package org.shuguan.server.census;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.compare.KnownColumn;
import org.shuguan.dataplane.detect.DataType;
import org.shuguan.dataplane.sketch.Sketch;
import org.shuguan.server.access.Scope;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.PagedQuery;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Columns with sketches, and the relations that were found between them.
@Repository
class RelationRecords {
    /// A relation as seen from one side.
    ///
    /// @param id 0 before it is stored
    /// @param share estimated share of this side's different values that the other has, 0 to 1
    record Relation(
            long id,
            String kind,
            UUID source,
            UnitCode unit,
            String path,
            @Nullable String tableComment,
            String columnName,
            UUID otherSource,
            UnitCode otherUnit,
            String otherPath,
            @Nullable String otherComment,
            String otherColumn,
            @Nullable String type,
            long common,
            double share,
            double otherShare,
            long rowsRead,
            long otherRows) {}

    /// A known column with its source and unit.
    record Owned(UUID source, UnitCode unit, KnownColumn column) {}

    private static final String COLUMNS =
            "kind, source, unit, path, table_comment, column_name, other_source, other_unit,"
                    + " other_path, other_comment, other_column, type, common, share, other_share, rows_read, other_rows";

    private static final int AT_ONCE = 200;

    private final JdbcClient jdbc;
    private final SketchKeys keys;

    RelationRecords(JdbcClient jdbc, SketchKeys keys) {
        this.jdbc = jdbc;
        this.keys = keys;
    }

    /// Serialises censuses that finish at the same time, because each must see the other's columns.
    void forget(UUID source) {
        jdbc.sql("lock table census.known_column in share row exclusive mode").update();
        jdbc.sql("delete from census.known_column where source = :source")
                .param("source", source)
                .update();
        // Duplicates with a source whose columns have an earlier key cannot be found again before its next census.
        jdbc.sql("""
                        delete from census.relation r
                         where (source = :source or other_source = :source)
                               and not exists (select from census.known_column k
                                                where k.source = case when r.source = :source then r.other_source
                                                                      else r.source end
                                                      and k.source <> :source
                                                      and coalesce(k.sketch_key, :oldest) <> :present)
                        """)
                .param("source", source)
                .param("oldest", keys.oldest())
                .param("present", keys.name())
                .update();
    }

    void add(UUID source, UnitCode unit, KnownColumn column) {
        jdbc.sql("""
                        insert into census.known_column
                               (source, unit, path, table_comment, column_name, comment, type, rows_read, is_unique,
                                is_consecutive, identifies, marks, sketch_key)
                        values (:source, :unit, :path, :tableComment, :column, :comment, :type, :rows, :unique, :consecutive,
                                :identifies, :marks, :sketchKey)
                        """)
                .param("source", source)
                .param("unit", unit.value())
                .param("path", column.path())
                .param("tableComment", column.tableComment())
                .param("column", column.column())
                .param("comment", column.comment())
                .param("type", column.type() == null ? null : column.type().word())
                .param("rows", column.rows())
                .param("unique", column.unique())
                .param("consecutive", column.consecutive())
                .param("identifies", column.identifies())
                .param("marks", column.sketch().bytes())
                .param("sketchKey", keys.name())
                .update();
    }

    void add(Relation relation) {
        jdbc.sql("insert into census.relation (" + COLUMNS + ") values (:kind, :source, :unit, :path, :tableComment,"
                        + " :columnName, :otherSource, :otherUnit, :otherPath, :otherComment, :otherColumn, :type, :common,"
                        + " :share, :otherShare, :rowsRead, :otherRows) on conflict do nothing")
                .params(Rows.of(relation))
                .update();
    }

    /// Passes the identifying columns of other units one by one, because all of them may not fit into memory.
    /// Requires a transaction.
    void eachIdentifyingElsewhere(UnitCode unit, Consumer<Owned> each) {
        try (Stream<Owned> all = jdbc
                .sql("""
                        select source, unit, path, table_comment, column_name, comment, type, rows_read, is_unique,
                               is_consecutive, marks
                          from census.known_column where unit <> :unit and identifies
                               and coalesce(sketch_key, :oldest) = :present
                        """)
                .withFetchSize(AT_ONCE)
                .param("unit", unit.value())
                .param("oldest", keys.oldest())
                .param("present", keys.name())
                .query((row, n) -> owned(row))
                .stream()) {
            all.forEach(each);
        }
    }

    List<Relation> of(UUID source, String path) {
        return jdbc.sql("select id, " + COLUMNS + " from census.relation where source = :source and path = :path"
                        + " order by kind desc, share desc, other_unit, other_path limit 200")
                .param("source", source)
                .param("path", path)
                .query(Rows.to(Relation.class))
                .list();
    }

    /// The duplicate with this id, as seen from the unit with the lower code.
    Optional<Duplicates.Duplicate> duplicate(long id) {
        return jdbc.sql("select " + COLUMNS + """
                         from census.relation r
                         where kind = 'duplicate' and unit < other_unit
                               and exists (select from census.relation asked
                                            where asked.id = :id and asked.kind = 'duplicate'
                                                  and (asked.id = r.id
                                                       or (asked.other_source, asked.other_path, asked.other_column,
                                                           asked.source, asked.path, asked.column_name)
                                                        = (r.source, r.path, r.column_name,
                                                           r.other_source, r.other_path, r.other_column)))
                        """)
                .param("id", id)
                .query(Rows.to(Duplicates.Duplicate.class))
                .optional();
    }

    /// Columns that reference a table's keys.
    List<Relation> pointingAt(UUID source, String path) {
        return jdbc.sql("select id, " + COLUMNS
                        + " from census.relation where kind = 'reference' and other_source = :source"
                        + " and other_path = :path order by path, column_name limit 200")
                .param("source", source)
                .param("path", path)
                .query(Rows.to(Relation.class))
                .list();
    }

    /// Data of a unit that other units have too, the largest overlap first.
    List<Relation> twinsOf(UnitCode unit) {
        return jdbc.sql("select id, " + COLUMNS + " from census.relation where kind = 'duplicate' and unit = :unit"
                        + " order by common desc, path, column_name, other_unit, other_path limit 5000")
                .param("unit", unit.value())
                .query(Rows.to(Relation.class))
                .list();
    }

    Listing<Relation> duplicates(Scope listed, ListQuery query) {
        String where = " from census.relation where kind = 'duplicate' and " + Scope.condition("unit", "listed")
                + " and (path ilike :like or table_comment ilike :like or other_path ilike :like or other_comment ilike :like)"
                // A pair of which both sides are visible is listed once.
                + " and (not " + Scope.condition("other_unit", "listed") + " or unit < other_unit)";
        String order = RelationController.COLUMNS.order(
                query, "common desc", "source, path, column_name, other_source, other_path, other_column");
        return PagedQuery.of(jdbc, "select id, " + COLUMNS + where)
                .with(listed.parameters("listed"))
                .page(query, order, Rows.to(Relation.class));
    }

    private static Owned owned(ResultSet row) throws SQLException {
        String type = row.getString("type");
        String column = row.getString("column_name");
        return new Owned(
                row.getObject("source", UUID.class),
                new UnitCode(row.getString("unit")),
                new KnownColumn(
                        row.getString("path"),
                        row.getString("table_comment"),
                        column,
                        row.getString("comment"),
                        type == null ? null : DataType.find(type).orElse(null),
                        row.getLong("rows_read"),
                        row.getBoolean("is_unique"),
                        row.getBoolean("is_consecutive"),
                        Sketch.of(column, row.getBytes("marks"))));
    }
}
