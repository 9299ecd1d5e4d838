package org.shuguan.dataplane.source;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads tables, columns and keys from a database's dictionary: by the queries of its description, or by the
/// driver's metadata if the description has none. A query covers all schemas at once; metadata of keys need one
/// query per table.
final class Dictionary {
    private static final Set<String> YES = Set.of("y", "yes", "1", "t", "true", "p", "primary", "primary key");

    /// One column of a key or of a foreign key.
    private record Part(
            String table,
            String key,
            boolean primary,
            String column,
            String otherSchema,
            String otherTable,
            String otherColumn) {}

    record ColumnRow(String table, Table.Column column) {}

    record TableRow(
            String schema,
            String name,
            boolean view,
            @Nullable String comment,
            long rows,
            long bytes) {}

    record KeyRow(String table, Table.Key key) {}

    record ReferenceRow(String table, Table.Reference reference) {}

    private final Connection connection;
    private final DatabaseDescription description;

    Dictionary(Connection connection, DatabaseDescription description) {
        this.connection = connection;
        this.description = description;
    }

    List<String> schemas() throws SourceUnreadable {
        List<String> all = description.schemas() == null
                ? metadata(DatabaseMetaData::getSchemas, row -> row.getString("TABLE_SCHEM"))
                : Jdbc.list(connection, description.schemas(), List.of(), row -> row.getString(1));
        return all.stream()
                .filter(schema -> !description.system().contains(schema))
                .toList();
    }

    List<TableRow> tables(List<String> schemas) throws SourceUnreadable {
        return description.tables() == null
                ? each(
                        schemas,
                        schema -> metadata(
                                of -> of.getTables(null, schema, "%", new String[] {"TABLE", "VIEW", "BASE TABLE"}),
                                row -> new TableRow(
                                        schema,
                                        row.getString("TABLE_NAME"),
                                        "VIEW".equals(row.getString("TABLE_TYPE")),
                                        text(row.getString("REMARKS")),
                                        -1,
                                        -1)))
                : query(
                        description.tables(),
                        schemas,
                        row -> new TableRow(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3).toLowerCase(Locale.ROOT).contains("view"),
                                text(row.getString(4)),
                                number(row, 5),
                                number(row, 6)));
    }

    List<ColumnRow> columns(List<String> schemas) throws SourceUnreadable {
        return description.columns() == null
                ? each(
                        schemas,
                        schema -> metadata(
                                of -> of.getColumns(null, schema, "%", "%"),
                                row -> new ColumnRow(
                                        path(schema, row.getString("TABLE_NAME")),
                                        column(
                                                row.getString("COLUMN_NAME"),
                                                row.getString("TYPE_NAME"),
                                                row.getLong("COLUMN_SIZE"),
                                                "NO".equals(row.getString("IS_NULLABLE")),
                                                row.getString("REMARKS")))))
                : query(
                        description.columns(),
                        schemas,
                        row -> new ColumnRow(
                                path(row.getString(1), row.getString(2)),
                                column(
                                        row.getString(3),
                                        row.getString(4),
                                        number(row, 5),
                                        !yes(row.getString(6)),
                                        row.getString(7))));
    }

    List<KeyRow> keys(List<String> schemas, List<TableRow> tables) throws SourceUnreadable {
        List<Part> parts = description.keys() == null
                ? each(
                        tables,
                        table -> metadata(
                                of -> of.getPrimaryKeys(null, table.schema(), table.name()),
                                row -> new Part(
                                        path(table.schema(), table.name()),
                                        "",
                                        true,
                                        row.getString("COLUMN_NAME"),
                                        "",
                                        "",
                                        "")))
                : query(
                        description.keys(),
                        schemas,
                        row -> new Part(
                                path(row.getString(1), row.getString(2)),
                                row.getString(3),
                                yes(row.getString(4)),
                                row.getString(5),
                                "",
                                "",
                                ""));
        List<KeyRow> keys = new ArrayList<>();
        for (boolean primary : new boolean[] {true, false}) {
            groups(parts.stream().filter(part -> part.primary() == primary).toList())
                    .forEach(group -> keys.add(new KeyRow(
                            group.getFirst().table(),
                            new Table.Key(
                                    primary, group.stream().map(Part::column).toList()))));
        }
        return keys;
    }

    List<ReferenceRow> references(List<String> schemas, List<TableRow> tables) throws SourceUnreadable {
        List<Part> parts = description.references() == null
                ? each(
                        tables,
                        table -> metadata(
                                of -> of.getImportedKeys(null, table.schema(), table.name()),
                                row -> new Part(
                                        path(table.schema(), table.name()),
                                        String.valueOf(row.getString("FK_NAME")),
                                        false,
                                        row.getString("FKCOLUMN_NAME"),
                                        String.valueOf(row.getString("PKTABLE_SCHEM")),
                                        row.getString("PKTABLE_NAME"),
                                        row.getString("PKCOLUMN_NAME"))))
                : query(
                        description.references(),
                        schemas,
                        row -> new Part(
                                path(row.getString(1), row.getString(2)),
                                row.getString(3),
                                false,
                                row.getString(4),
                                row.getString(5),
                                row.getString(6),
                                row.getString(7)));
        return groups(parts).stream()
                .map(group -> new ReferenceRow(
                        group.getFirst().table(),
                        new Table.Reference(
                                group.stream().map(Part::column).toList(),
                                group.getFirst().otherSchema(),
                                group.getFirst().otherTable(),
                                group.stream().map(Part::otherColumn).toList())))
                .toList();
    }

    static String path(String schema, String table) {
        return schema + "\0" + table;
    }

    private static Table.Column column(
            String name, String type, long length, boolean needed, @Nullable String comment) {
        boolean counted = type.toLowerCase(Locale.ROOT).contains("char") && length > 0 && length < Integer.MAX_VALUE;
        return new Table.Column(name, type, counted ? (int) length : null, !needed, text(comment));
    }

    private <T> List<T> query(String sql, List<String> schemas, Jdbc.RowOf<T> rowOf) throws SourceUnreadable {
        // Schema names are inserted as quoted literals: some drivers bind text as a type that older servers do not
        // know.
        String names = schemas.stream().map(Quote::text).collect(Collectors.joining(", "));
        return Jdbc.list(connection, sql.replace("{schemas}", names), List.of(), rowOf);
    }

    private interface MetadataQuery {
        ResultSet asked(DatabaseMetaData of) throws SQLException;
    }

    private interface Query<S, T> {
        List<T> of(S one) throws SourceUnreadable;
    }

    private <T> List<T> metadata(MetadataQuery question, Jdbc.RowOf<T> rowOf) throws SourceUnreadable {
        try (ResultSet rows = question.asked(connection.getMetaData())) {
            List<T> result = new ArrayList<>();
            while (rows.next()) {
                result.add(rowOf.row(rows));
            }
            return result;
        } catch (SQLException e) {
            throw Jdbc.unreadable(e, description.reasons());
        }
    }

    private static <S, T> List<T> each(List<S> all, Query<S, T> each) throws SourceUnreadable {
        List<T> result = new ArrayList<>();
        for (S one : all) {
            result.addAll(each.of(one));
        }
        return result;
    }

    private static Collection<List<Part>> groups(List<Part> parts) {
        Function<Part, String> by = part -> part.table() + "\0" + part.key();
        return parts.stream()
                .collect(Collectors.groupingBy(by, LinkedHashMap::new, Collectors.toList()))
                .values();
    }

    private static long number(ResultSet row, int column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? -1 : number;
    }

    private static boolean yes(@Nullable String word) {
        return word != null && YES.contains(word.strip().toLowerCase(Locale.ROOT));
    }

    private static @Nullable String text(@Nullable String comment) {
        return comment == null || comment.isBlank() ? null : comment;
    }
}
