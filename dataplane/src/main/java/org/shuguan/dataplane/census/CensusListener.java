package org.shuguan.dataplane.census;

import java.util.List;
import org.shuguan.dataplane.source.OpenSource;
import org.shuguan.dataplane.source.Table;

/// Hears of a census as it goes. Called by one thread at a time.
public interface CensusListener {
    /// What is there, before the first row is read.
    default void discovered(List<Table> tables, List<OpenSource.Unread> unread) {}

    /// A table is done, read or not.
    void onTable(TableResult result);

    /// The same, with what it is compared by; for those who keep it.
    default void onTable(TableResult result, Traces traces) {
        onTable(result);
    }

    /// Called about once a second, also while a large table is being read.
    default void onProgress(Progress progress) {}

    /// Asked often; true stops the census.
    default boolean cancelled() {
        return false;
    }
}
