package org.shuguan.dataplane.lake;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.DoubleSupplier;

/// What reads versions of the lake's tables: DuckDB in this process, or a Trino server over the same tables. Both give
/// the same answers; what one of them cannot do is refused, never answered otherwise. Tables are written by DuckDB
/// alone.
public sealed interface LakeEngine permits DuckDbEngine, TrinoEngine {
    /// DuckDB in this process.
    LakeEngine DUCKDB = new DuckDbEngine();

    /// A connection to the engine; closing it gives back what it occupies.
    interface Session extends AutoCloseable {
        Connection connection();

        @Override
        void close() throws SQLException;
    }

    /// How this engine writes what the engines write differently.
    LakeSql sql();

    /// Whether it reads the files of a version in this process, so that they must be here ([LakeTable#hold]).
    boolean readsFiles();

    /// The SQL expression after `from` by which a version is read, with the columns that it had.
    ///
    /// @throws LakeRefused if it is not kept
    String from(LakeTable table, long version) throws LakeRefused;

    /// Begins to work.
    ///
    /// @param columns number of columns that a query looks at; it waits until there is memory for them
    /// @param threads number of threads that a query shall be able to use
    /// @throws InterruptedException if the thread is interrupted while it waits
    Session open(int columns, int threads) throws SQLException, InterruptedException;

    /// Begins to follow a statement, before it is executed.
    ///
    /// @return its progress in percent, negative while it is not known
    DoubleSupplier progress(Statement statement) throws SQLException;

    /// Whether the engine understood a statement and could not carry it out on the values; false if the engine is
    /// away, out of memory or broken, so that every other statement would fail as well.
    boolean isOfStatement(SQLException failure);

    /// What an engine says of a failure, in one line.
    static String firstLine(SQLException failure) {
        return String.valueOf(failure.getMessage())
                .lines()
                .findFirst()
                .orElse("")
                .replaceFirst("^Query failed \\(#\\w+\\): ", "");
    }
}
