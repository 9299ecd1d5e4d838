package org.shuguan.dataplane.source;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A table that DuckDB can read once. Closing it releases the resources behind it.
public interface Relation extends AutoCloseable {
    /// Number of columns that the engine measures at the same time. Its memory grows with them, also beyond its
    /// limit.
    int MOST_COLUMNS = 200;

    /// Receives the rows, if the source must deliver them before the engine can read.
    default void prepare() {
        // The engine reads the file itself.
    }

    /// The SQL expression after `from` of a table with at most [#MOST_COLUMNS] columns. All columns are text,
    /// except in formats that declare types.
    String sql();

    /// The SQL expression after `from` that has some of the columns.
    ///
    /// @param from position of the first column, a multiple of [#MOST_COLUMNS]
    /// @param to position after the last column of the group
    default String sql(int from, int to) {
        return sql();
    }

    /// The SQL expression of a column.
    ///
    /// @param i its position
    /// @param declared its name in the table
    default String column(int i, String declared) {
        return Quote.name(declared);
    }

    /// The SQL expression of a row's number in the source, from 1: of its line in a file, else in order of reading.
    /// Only for [OpenSource#whole].
    default String rowNumber() {
        throw new IllegalStateException("the rows of this relation have no numbers");
    }

    /// Largest value in bytes of UTF-8 that [OpenSource#whole] delivers.
    int LARGEST_VALUE = 1 << 20;

    /// What [OpenSource#whole] delivers for a larger value, followed by its size in bytes.
    String TOO_LARGE = "\u0001too-large ";

    /// Average size of a row in bytes, 0 if unknown; available after [#prepare].
    default long rowBytes() {
        return 0;
    }

    /// The columns with large values by their position, available after [#prepare].
    default Map<Integer, LargeValues> large() {
        return Map.of();
    }

    /// Longest part of a value in the sample of a relation with long values.
    int LONGEST_SAMPLED = 4096;

    /// Whether values may be longer than [#LONGEST_SAMPLED] characters, so that the sample takes their beginning
    /// only.
    default boolean hasLongValues() {
        return false;
    }

    /// Whether the engine can read a column, asked if it could not read a group of columns.
    ///
    /// @param i its position
    /// @param declared its name in the table
    /// @param failure the failure of the group
    default boolean isReadable(Connection engine, int i, String declared, SQLException failure) throws SQLException {
        return true;
    }

    /// What a failure of the engine means for this relation.
    default SourceUnreadable failed(SQLException failure) {
        return EngineFailure.of(failure, SourceUnreadable.Reason.OTHER, "");
    }

    /// Number of rows received from the source so far, for progress; 0 if the engine reads the file itself.
    long rowsSoFar();

    /// Checks that all rows were received; called after the engine's query.
    ///
    /// @throws SourceUnreadable if the source failed, so that the rows are incomplete
    void checkComplete() throws SourceUnreadable;

    /// The lines that are not rows; available after the engine's query.
    ///
    /// @param engine the connection that ran the query
    default Rejects rejects(Connection engine) throws SQLException {
        return new Rejects();
    }

    /// Another way to read the same rows if the engine could not read them in this one; null if there is none.
    default @Nullable Relation other() throws SourceUnreadable {
        return null;
    }

    /// Registers the engine's statement that reads the relation, before it is executed, so that [#cancel] can stop
    /// it.
    void registerReader(Statement reading);

    /// Stops reading. It does not stop a query that has not begun, so it must be repeated until the reading has
    /// ended.
    void cancel();

    @Override
    void close();
}
