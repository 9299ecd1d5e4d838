package org.shuguan.dataplane.serve;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a grant gives of one table to one consumer.
///
/// @param items what is given; no other item can be named
/// @param columns columns of the resource's items by their names, for `rows`, which may depend on items that are not
///     given
/// @param rows the rows that are given, by their real values
/// @param key of the consumer's pseudonyms
public record Granted(List<ServedItem> items, Map<String, String> columns, RowFilter rows, PseudonymKey key) {
    public Granted {
        items = List.copyOf(items);
        columns = Map.copyOf(columns);
        Map<String, ServedItem> names = new HashMap<>();
        for (ServedItem item : items) {
            if (names.put(item.name(), item) != null) {
                throw new IllegalArgumentException(item.name() + " twice");
            }
        }
    }

    /// The items that are delivered: all but the dropped ones.
    List<ServedItem> visible() {
        return items.stream()
                .filter(item -> item.mask().kind() != ItemMask.Kind.DROP)
                .toList();
    }
}
