package org.shuguan.dataplane.lake;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shuguan.dataplane.source.Table;

/// How the columns of a source's table differ from those that are collected from it.
///
/// @param added columns that nobody has described yet: they are not collected
/// @param gone columns that are to be collected and are not there
/// @param retyped columns whose type became another one
public record Drift(List<String> added, List<String> gone, List<Retyped> retyped) {
    /// A column with another type.
    public record Retyped(String column, String before, String now) {
        @Override
        public String toString() {
            return column + ": " + before + " → " + now;
        }
    }

    public Drift {
        added = List.copyOf(added);
        gone = List.copyOf(gone);
        retyped = List.copyOf(retyped);
    }

    /// @param declared the columns to be collected, with the types that the source declared
    static Drift between(Map<String, String> declared, Table table) {
        Map<String, String> now = new LinkedHashMap<>();
        table.columns().forEach(column -> now.put(column.name(), column.declaredType()));
        List<String> gone = new ArrayList<>();
        List<Retyped> retyped = new ArrayList<>();
        declared.forEach((column, before) -> {
            String found = now.get(column);
            if (found == null) {
                gone.add(column);
            } else if (!before.isEmpty() && !base(before).equals(base(found))) {
                retyped.add(new Retyped(column, before, found));
            }
        });
        return new Drift(
                now.keySet().stream()
                        .filter(column -> !declared.containsKey(column))
                        .toList(),
                gone,
                retyped);
    }

    /// The type without lengths and digits: a column that becomes longer is no other one, and values that do not fit
    /// are quarantined.
    private static String base(String type) {
        return type.replaceAll("\\([^()]*\\)", "")
                .replaceAll("\\s+", " ")
                .strip()
                .toLowerCase(java.util.Locale.ROOT);
    }

    /// Whether it stops the collection.
    public boolean stops() {
        return !gone.isEmpty() || !retyped.isEmpty();
    }
}
