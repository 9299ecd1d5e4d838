package org.shuguan.dataplane.demo;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.shuguan.dataplane.source.Quote;

/// Creates and fills a department's tables in an empty PostgreSQL database.
public final class DemoDatabase {
    private DemoDatabase() {}

    /// Creates the tables with their comments and rows.
    ///
    /// @param connection to a database without these tables
    public static void fill(Connection connection, Department department) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (Department.DemoTable table : department.tables()) {
                create(statement, table);
                copy(connection, table);
            }
            statement.execute("analyze");
        }
    }

    private static void create(Statement statement, Department.DemoTable table) throws SQLException {
        String columns = table.columns().stream()
                .map(column -> column.split(" // ", 2)[0])
                .collect(Collectors.joining(", "));
        statement.execute("create table " + Quote.name(table.name()) + " (" + columns + ")");
        if (table.comment() != null) {
            statement.execute("comment on table " + Quote.name(table.name()) + " is " + Quote.text(table.comment()));
        }
        for (String column : table.columns()) {
            int comment = column.indexOf(" // ");
            if (comment > 0) {
                String name = column.substring(0, column.indexOf(' '));
                statement.execute("comment on column " + Quote.name(table.name()) + "." + Quote.name(name) + " is "
                        + Quote.text(column.substring(comment + 4)));
            }
        }
    }

    private static void copy(Connection connection, Department.DemoTable table) throws SQLException {
        StringBuilder rows = new StringBuilder();
        for (int n = 1; n <= table.rows(); n++) {
            rows.append(line(table.row().apply(n))).append('\n');
        }
        try {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(
                            "copy " + Quote.name(table.name()) + " from stdin (format csv)",
                            new StringReader(rows.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(List<@Nullable Object> cells) {
        return cells.stream()
                .map(cell -> cell == null ? "" : "\"" + cell.toString().replace("\"", "\"\"") + "\"")
                .collect(Collectors.joining(","));
    }
}
