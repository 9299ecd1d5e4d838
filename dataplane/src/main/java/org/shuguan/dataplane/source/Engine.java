package org.shuguan.dataplane.source;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/// DuckDB in this process, with limited memory.
public final class Engine {
    private Engine() {}

    /// Opens a new database in memory. Its memory is limited to 1 GB; larger intermediate results go to a
    /// temporary folder.
    ///
    /// @param threads number of threads that it may use
    public static Connection open(int threads) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        try (Statement statement = connection.createStatement()) {
            statement.execute("set threads = " + threads);
            statement.execute("set memory_limit = '1GB'");
            // The engine would take this machine's zone (not the JVM's); instants are shown in the city's, as those of
            // a PostgreSQL source are. For the connections beside this one too.
            statement.execute("set global TimeZone = 'Asia/Shanghai'");
            statement.execute("set preserve_insertion_order = false");
            statement.execute("set autoinstall_known_extensions = false");
            statement.execute("set autoload_known_extensions = false");
            // A folder for each database: DuckDB deletes the content of its temporary folder.
            statement.execute("set temp_directory = " + Quote.path(Scratch.unused("engine")));
            return connection;
        } catch (IOException e) {
            connection.close();
            throw new SQLException(e);
        }
    }

    /// Opens another connection to the same database with its own temporary tables. It takes a thousandth of the
    /// time of a new database.
    public static Connection connectTo(Connection engine) throws SQLException {
        return engine.unwrap(DuckDBConnection.class).duplicate();
    }

    /// All rows of a small result as text.
    static List<List<@Nullable String>> rows(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<List<@Nullable String>> result = new ArrayList<>();
            int width = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                List<@Nullable String> row = new ArrayList<>(width);
                for (int c = 1; c <= width; c++) {
                    row.add(rows.getString(c));
                }
                result.add(row);
            }
            return result;
        }
    }
}
