package org.shuguan.dataplane.serve;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A table from which rows are served: in a source's own database ([LiveSource#table]), fetched from a source that
/// answers no questions ([FetchedSource#table]), or in the lake ([LakeServed]).
public abstract sealed class ServedTable permits LiveTable, LoggedRows, FetchedTable, LakeServed {
    /// What is done with a connection.
    interface Work<T> {
        T with(Connection connection) throws SQLException, ReadRefused;
    }

    abstract Dialect dialect();

    /// What follows `from`.
    abstract String from();

    /// The columns as they are now; they may be remembered for a minute.
    abstract Shape shape(List<String> columns) throws SourceAway, ReadRefused;

    /// The version of the lake's table, null for a live read.
    abstract @Nullable Long version();

    /// @throws SourceAway if there is no answer
    abstract <T> T ask(Work<T> work) throws SourceAway, ReadRefused;
}
