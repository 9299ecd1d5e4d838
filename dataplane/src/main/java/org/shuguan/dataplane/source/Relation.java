package org.shuguan.dataplane.source;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/// A table that DuckDB can read once. Closing it releases the resources behind it.
public interface Relation extends AutoCloseable {
    /// The SQL expression after `from`. All columns are text, except in formats that declare types.
    String sql();

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
