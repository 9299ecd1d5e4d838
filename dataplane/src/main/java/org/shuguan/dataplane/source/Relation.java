package org.shuguan.dataplane.source;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// A table as DuckDB reads it, once. Closing it releases what feeds it.
public interface Relation extends AutoCloseable {
    /// What stands after `from`. All columns are text, but for formats that carry their types.
    String sql();

    /// Rows that have come from the source so far, for progress; 0 where the engine reads by itself.
    long rowsSoFar();

    /// Waits until the feeding has ended and tells how: called after the engine's query.
    ///
    /// @throws SourceUnreadable where the source broke off, so that what was read is not the whole
    void finished() throws SourceUnreadable;

    /// What was no row; known after the engine's query.
    ///
    /// @param engine the connection that the query ran on
    default Rejects rejects(Connection engine) throws SQLException {
        return new Rejects();
    }

    /// Says which statement of the engine reads it, before that is begun.
    void readBy(Statement reading);

    /// Stops the feeding and what reads of it. A query that the engine has not begun yet is not stopped: to be called
    /// until the reading has ended.
    void cancel();

    @Override
    void close();
}
