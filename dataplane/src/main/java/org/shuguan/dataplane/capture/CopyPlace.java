package org.shuguan.dataplane.capture;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Where a capture keeps its position: in the database of the serving copy, so that rows and position are committed
/// together. All methods work on the capture's own connection, within its transaction.
public interface CopyPlace {
    /// What one transaction of the copy brings.
    ///
    /// @param position up to which the copy is true then
    /// @param changes of rows
    /// @param commits of the source that changed rows of the table
    /// @param newest when the source committed the newest of them, null if there is none
    record Step(
            Position position,
            long changes,
            long commits,
            @Nullable Instant newest) {}

    /// The first copy grows; it is not served yet. The capture commits.
    void copying(Connection connection, long rows) throws SQLException;

    /// The first copy is complete and is served from now on, at the position of the step that follows in the same
    /// transaction.
    void complete(Connection connection, long rows) throws SQLException;

    /// Stores the position. The capture commits.
    void step(Connection connection, Step step) throws SQLException;

    /// Whether somebody follows the copy, so that each transaction of the source is written by statements of its
    /// own, in their order. Else several are written together, and of the changes of one row only the last.
    default boolean isFollowed() {
        return false;
    }

    /// Told after the commit of a step. It must return at once, and not throw.
    default void stored(Step step) {}
}
