package org.shuguan.server.collection;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.shuguan.dataplane.source.Quote;
import org.shuguan.server.job.JobFailed;
import org.shuguan.server.job.JobStopped;
import org.springframework.stereotype.Component;

/// Removes rows from the serving copies of a captured table, while no capture writes them.
@Component
class ServingCopies {
    private static final String LOCK_TIMEOUT = "55P03";

    private final OwnDatabase own;

    ServingCopies(OwnDatabase own) {
        this.own = own;
    }

    /// Removes rows from all copies of a plan's table. Waits until the plan's capture has ended, which its keeper
    /// sees to, and keeps it from beginning again meanwhile.
    ///
    /// @param keys values as the digests have them
    /// @return number of rows
    long remove(Plan plan, List<String> columns, List<List<String>> keys, BooleanSupplier stopping)
            throws SQLException {
        long removed = 0;
        try (Connection connection = own.connect("removal")) {
            lock(connection, plan, stopping);
            connection.setAutoCommit(false);
            List<String> copies = copies(connection, plan);
            for (String copy : copies) {
                removed += run(connection, "delete from " + copy + " t", "true", copy, columns, keys);
            }
            connection.commit();
            for (String copy : copies) {
                // What is deleted leaves the table's pages only then.
                own.define("vacuum " + copy);
            }
        }
        return removed;
    }

    /// Removes rows from the kept changes of copies, when those who follow the copies were told of them. The newest
    /// change keeps its number only, because numbers go on from it.
    ///
    /// @return number of rows
    long forget(Plan plan, List<String> columns, List<List<String>> keys) throws SQLException {
        long removed = 0;
        try (Connection connection = own.connect("removal")) {
            for (String changes : changes(connection, plan)) {
                String newest = "(select max(\"#number\") from " + changes + ")";
                removed += run(
                        connection,
                        "update " + changes + " t set \"#after\" = null" + emptied(connection, changes),
                        "\"#number\" = " + newest,
                        changes,
                        columns,
                        keys);
                removed += run(
                        connection, "delete from " + changes + " t", "\"#number\" < " + newest, changes, columns, keys);
                own.define("vacuum " + changes);
            }
        }
        return removed;
    }

    private static String emptied(Connection connection, String changes) throws SQLException {
        StringBuilder emptied = new StringBuilder();
        try (PreparedStatement columns = connection.prepareStatement("select attname from pg_attribute where attrelid ="
                + " cast(? as regclass) and attnum > 0 and not attisdropped and attname not like '#%'")) {
            columns.setString(1, changes);
            try (ResultSet row = columns.executeQuery()) {
                while (row.next()) {
                    emptied.append(", ").append(Quote.name(row.getString(1))).append(" = null");
                }
            }
        }
        return emptied.toString();
    }

    /// Number of rows that copies and their kept changes have of the keys.
    long left(Plan plan, List<String> columns, List<List<String>> keys) throws SQLException {
        long left = 0;
        try (Connection connection = own.connect("removal")) {
            List<String> all = copies(connection, plan);
            all.addAll(changes(connection, plan));
            for (String one : all) {
                left += run(connection, "select count(*) from " + one + " t", "true", one, columns, keys);
            }
        }
        return left;
    }

    private static void lock(Connection connection, Plan plan, BooleanSupplier stopping) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set lock_timeout = '2s'");
        }
        while (true) {
            if (stopping.getAsBoolean()) {
                throw new JobStopped();
            }
            try (PreparedStatement lock =
                    connection.prepareStatement("select pg_advisory_lock(hashtextextended(?, 0))")) {
                lock.setString(1, "capture " + plan.id());
                lock.execute();
                return;
            } catch (SQLException e) {
                if (!LOCK_TIMEOUT.equals(e.getSQLState())) {
                    throw e;
                }
            }
        }
    }

    private static List<String> copies(Connection connection, Plan plan) throws SQLException {
        return tables(connection, "^" + plan.lakeTable() + "_[0-9]+$");
    }

    private static List<String> changes(Connection connection, Plan plan) throws SQLException {
        return tables(connection, "^" + plan.lakeTable() + "_[0-9]+_changes$");
    }

    private static List<String> tables(Connection connection, String named) throws SQLException {
        List<String> copies = new ArrayList<>();
        try (PreparedStatement tables = connection.prepareStatement(
                "select tablename from pg_tables where schemaname = ? and tablename ~ ? order by 1")) {
            tables.setString(1, OwnDatabase.SCHEMA);
            tables.setString(2, named);
            try (ResultSet row = tables.executeQuery()) {
                while (row.next()) {
                    copies.add(OwnDatabase.SCHEMA + "." + Quote.name(row.getString(1)));
                }
            }
        }
        return copies;
    }

    private static long run(
            Connection connection,
            String sql,
            String condition,
            String copy,
            List<String> columns,
            List<List<String>> keys)
            throws SQLException {
        List<String> same = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            same.add(written(connection, copy, columns.get(i)) + " = u.c" + i);
        }
        String arrays = columns.stream().map(column -> "cast(? as text[])").collect(Collectors.joining(", "));
        String names = IntStream.range(0, columns.size()).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
        try (PreparedStatement statement = connection.prepareStatement(sql + " where " + condition
                + " and exists (select from unnest("
                + arrays + ") as u(" + names + ") where " + String.join(" and ", same) + ")")) {
            for (int i = 0; i < columns.size(); i++) {
                int place = i;
                Array values = connection.createArrayOf(
                        "text", keys.stream().map(key -> key.get(place)).toArray(String[]::new));
                statement.setArray(i + 1, values);
            }
            if (!statement.execute()) {
                return statement.getUpdateCount();
            }
            try (ResultSet row = statement.getResultSet()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /// A column as the digests have its values: a number without zeros at its end.
    private static String written(Connection connection, String copy, String column) throws SQLException {
        try (PreparedStatement type = connection.prepareStatement("select attname, format_type(atttypid, atttypmod)"
                + " from pg_attribute where attrelid = cast(? as regclass) and lower(attname) = ? and attnum > 0"
                + " and not attisdropped")) {
            type.setString(1, copy);
            type.setString(2, column.toLowerCase(Locale.ROOT));
            try (ResultSet row = type.executeQuery()) {
                if (!row.next()) {
                    throw new JobFailed("collection.problem.no-key-column", column);
                }
                String name = "t." + Quote.name(row.getString(1));
                return row.getString(2).startsWith("numeric")
                        ? "cast(trim_scale(" + name + ") as text)"
                        : "cast(" + name + " as text)";
            }
        }
    }
}
