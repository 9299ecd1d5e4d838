package org.shuguan.dataplane.source;

/// The rows of a table that another process reads.
public interface RemoteRows {
    /// Receives all rows.
    ///
    /// @throws SourceUnreadable if they do not come to an end
    RowTotals receive(PartSink into) throws Exception;

    /// Stops a running [#receive]; called from another thread.
    void cancel();
}
