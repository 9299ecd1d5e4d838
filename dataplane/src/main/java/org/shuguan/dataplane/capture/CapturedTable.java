package org.shuguan.dataplane.capture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A table that is captured.
///
/// @param columns those that are captured, in the table's order; the key's are always among them
/// @param key columns of the primary key
public record CapturedTable(String schema, String name, List<Column> columns, List<String> key) {
    /// A column.
    ///
    /// @param declared the type as the source declares it
    /// @param kept the type in the serving copy
    public record Column(String name, String declared, String kept) {}

    public CapturedTable {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
    }

    /// What has changed at the source since this was captured; empty if it can go on. A column that came is no
    /// difference: it waits for the catalog.
    ///
    /// @param now the table as it is now
    public List<String> differences(CapturedTable now) {
        Map<String, String> there = new LinkedHashMap<>();
        now.columns.forEach(column -> there.put(column.name(), column.declared()));
        List<String> differences = new ArrayList<>();
        for (Column column : columns) {
            String type = there.get(column.name());
            if (type == null) {
                differences.add("− " + column.name());
            } else if (!type.equals(column.declared())) {
                differences.add(column.name() + ": " + column.declared() + " → " + type);
            }
        }
        if (!key.equals(now.key)) {
            differences.add("key: " + String.join(", ", key) + " → " + String.join(", ", now.key));
        }
        return differences;
    }

    Column column(String column) {
        return Objects.requireNonNull(columns.stream()
                .filter(one -> one.name().equals(column))
                .findFirst()
                .orElse(null));
    }

    /// Places of the key's columns among all columns.
    int[] keyPlaces() {
        return key.stream().mapToInt(column -> columns.indexOf(column(column))).toArray();
    }
}
