package org.shuguan.dataplane.source;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/// DuckDB in this process, with limited memory.
public final class Engine {
    /// Memory of a database for descriptions, in MB.
    private static final int SMALL = 128;

    /// Open connections to the shared database.
    private static final List<DuckDBConnection> OPEN = new ArrayList<>();

    private Engine() {}

    /// Opens the engine. All that are open at the same time share one database in memory and its limit
    /// ([EngineMemory]); larger intermediate results go to a temporary folder. Temporary tables belong to a
    /// connection.
    ///
    /// @param threads number of threads that a query shall be able to use; the database keeps the highest number
    public static Connection open(int threads) throws SQLException {
        synchronized (OPEN) {
            DuckDBConnection beside = beside();
            DuckDBConnection opened =
                    beside == null ? created(EngineMemory.megabytes()).unwrap(DuckDBConnection.class) : beside;
            if (beside == null || Integer.parseInt(setting(opened, "threads")) < threads) {
                try (Statement statement = opened.createStatement()) {
                    statement.execute("set threads = " + threads);
                }
            }
            OPEN.add(opened);
            return opened;
        }
    }

    /// Opens a small database of its own, for statements that only look at a file's description. It has one
    /// thread, whose priority is the caller's.
    static Connection openSmall() throws SQLException {
        Connection connection = created(SMALL);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set threads = 1");
            return connection;
        }
    }

    /// Lets the next [#open] create a new database, because the shared one may be in an undefined state.
    public static void renew() {
        synchronized (OPEN) {
            OPEN.clear();
        }
    }

    /// Another connection to the shared database, null if none is open.
    private static @Nullable DuckDBConnection beside() {
        for (Iterator<DuckDBConnection> open = OPEN.iterator(); open.hasNext(); ) {
            try {
                return open.next().duplicate().unwrap(DuckDBConnection.class);
            } catch (SQLException closed) {
                open.remove();
            }
        }
        return null;
    }

    private static String setting(Connection connection, String name) throws SQLException {
        return String.valueOf(rows(connection, "select current_setting(" + Quote.text(name) + ")")
                .getFirst()
                .getFirst());
    }

    private static Connection created(int megabytes) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        try (Statement statement = connection.createStatement()) {
            statement.execute("set memory_limit = '" + megabytes + "MB'");
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
