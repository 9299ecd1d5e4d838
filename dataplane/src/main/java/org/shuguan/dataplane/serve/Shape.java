package org.shuguan.dataplane.serve;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The columns of a table as the database has them now.
///
/// @param columns by their names
/// @param key columns whose values together are unique and never missing, empty if there are none
record Shape(Map<String, Column> columns, List<String> key) {
    record Column(ColumnKind kind, boolean nullable) {}

    /// Asks for the columns of these names.
    static Shape of(Connection connection, Dialect dialect, String from, List<String> names, List<String> key)
            throws SQLException {
        String list = names.stream().map(dialect::quoted).collect(Collectors.joining(", "));
        try (Statement statement = connection.createStatement();
                ResultSet none = statement.executeQuery("select " + list + " from " + from + " where 1 = 0")) {
            ResultSetMetaData data = none.getMetaData();
            Map<String, Column> columns = new HashMap<>();
            for (int i = 1; i <= names.size(); i++) {
                String type = String.valueOf(data.getColumnTypeName(i));
                columns.put(
                        names.get(i - 1),
                        new Column(
                                ColumnKind.of(data.getColumnType(i), type, dialect),
                                data.isNullable(i) != ResultSetMetaData.columnNoNulls));
            }
            return new Shape(columns, key);
        }
    }
}
