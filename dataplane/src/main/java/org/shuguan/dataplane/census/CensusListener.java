package org.shuguan.dataplane.census;

import java.util.List;
import org.shuguan.dataplane.source.OpenSource;
import org.shuguan.dataplane.source.Table;

/// Receives the events of a running census. Called by one thread at a time.
public interface CensusListener {
    /// All tables and what cannot be read, before the first row is read.
    default void discovered(List<Table> tables, List<OpenSource.Unread> unread) {}

    /// A table is finished, whether it could be read or not.
    void onTable(TableResult result);

    /// The same with the table's fingerprint, for listeners that store it.
    default void onTable(TableResult result, TableFingerprint fingerprint) {
        onTable(result);
    }

    /// Called about once a second, also while a large table is being read.
    default void onProgress(Progress progress) {}

    /// Polled at least twice a second; true stops the census.
    default boolean cancelled() {
        return false;
    }
}
