package org.shuguan.dataplane.source;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.shuguan.dataplane.source.JsonCells.Kind;

/// The columns of JSON objects, found by reading all of them: a later object may have other properties and other
/// types than the first thousands.
final class JsonOutline {
    /// One more than a table may have is enough to refuse it.
    private static final int MOST_COLUMNS = 20_001;

    private final Map<String, EnumSet<Kind>> columns = new LinkedHashMap<>();
    private final Set<String> repeated = new TreeSet<>();
    private final Map<String, Long> seen = new java.util.HashMap<>();
    private long objects;

    /// Begins an object.
    void object() {
        objects++;
    }

    /// Adds a property of the object that was begun last.
    void property(String name, Kind kind) {
        if (columns.size() < MOST_COLUMNS || columns.containsKey(name)) {
            columns.computeIfAbsent(name, one -> EnumSet.noneOf(Kind.class)).add(kind);
            Long before = seen.put(name, objects);
            if (before != null && before == objects) {
                repeated.add(name);
            }
        }
    }

    /// Number of objects.
    long objects() {
        return objects;
    }

    /// Names of the properties, in the order in which they appear first.
    List<String> names() {
        return List.copyOf(columns.keySet());
    }

    /// Properties that one object has twice: the last value counts.
    List<String> repeated() {
        return List.copyOf(repeated);
    }

    List<Table.Column> columns() {
        Set<String> taken = new java.util.HashSet<>();
        return columns.entrySet().stream()
                .map(column -> new Table.Column(
                        ApiSchemas.unique(
                                List.of(column.getKey().isBlank() ? "(" + column.getKey() + ")" : column.getKey()),
                                taken),
                        type(column.getValue()),
                        null,
                        true,
                        null))
                .toList();
    }

    private static String type(EnumSet<Kind> kinds) {
        EnumSet<Kind> valued = EnumSet.copyOf(kinds);
        valued.remove(Kind.NULL);
        if (valued.equals(EnumSet.of(Kind.INTEGER, Kind.NUMBER))) {
            return "number";
        }
        return valued.size() != 1
                ? "json"
                : switch (valued.iterator().next()) {
                    case INTEGER -> "integer";
                    case NUMBER -> "number";
                    case BOOLEAN -> "boolean";
                    case TEXT, NULL -> "string";
                    case STRUCTURE -> "json";
                };
    }
}
