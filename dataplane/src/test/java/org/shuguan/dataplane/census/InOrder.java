package org.shuguan.dataplane.census;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.shuguan.dataplane.source.OpenSource;
import org.shuguan.dataplane.source.Table;

/// Collects the results of a census in the order in which the source lists its tables.
final class InOrder implements CensusListener {
    private final Map<String, TableResult> results = new HashMap<>();
    private final List<OpenSource.Unread> unread = new ArrayList<>();
    private List<String> order = List.of();

    @Override
    public void discovered(List<Table> found, List<OpenSource.Unread> passedOver) {
        unread.addAll(passedOver);
        order = found.stream().map(Table::path).toList();
    }

    @Override
    public void onTable(TableResult result) {
        results.put(result.table().path(), result);
    }

    List<TableResult> tables() {
        return order.stream().map(results::get).filter(Objects::nonNull).toList();
    }

    /// What the source has and could not be read.
    List<OpenSource.Unread> unread() {
        return unread;
    }
}
