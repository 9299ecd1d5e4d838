package org.shuguan.dataplane.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.compare.ColumnChange.Kind;
import org.shuguan.dataplane.profile.ColumnProfile;
import org.shuguan.dataplane.profile.TableProfile;
import org.shuguan.dataplane.source.Table;

/// Finds what changed between two censuses of one source.
public final class Comparison {
    private Comparison() {}

    /// Finds tables that were probably renamed: new path → former path. Each table is in one pair at most.
    public static Map<String, String> renamedTables(List<TableSnapshot> gone, List<TableSnapshot> fresh) {
        record Pair(TableSnapshot gone, TableSnapshot fresh, double likeness) {}
        List<Pair> pairs = new ArrayList<>();
        for (TableSnapshot old : gone) {
            for (TableSnapshot young : fresh) {
                double likeness = Similarity.of(old, young);
                if (likeness > 0) {
                    pairs.add(new Pair(old, young, likeness));
                }
            }
        }
        pairs.sort(Comparator.comparingDouble(Pair::likeness).reversed());
        Map<String, String> renamed = new HashMap<>();
        Set<String> taken = new HashSet<>();
        for (Pair pair : pairs) {
            if (!renamed.containsKey(pair.fresh().path())
                    && taken.add(pair.gone().path())) {
                renamed.put(pair.fresh().path(), pair.gone().path());
            }
        }
        return renamed;
    }

    /// The change for a table that only the later census found.
    public static TableChange newTable(TableSnapshot table) {
        return whole(TableChange.Kind.NEW, null, table);
    }

    /// The change for a table that only the earlier census found.
    public static TableChange goneTable(TableSnapshot table) {
        return whole(TableChange.Kind.GONE, table, null);
    }

    /// The change for a table that one census found and whose file the other could not read.
    public static TableChange unreadTable(@Nullable TableSnapshot before, @Nullable TableSnapshot after) {
        return whole(TableChange.Kind.UNREAD, before, after);
    }

    /// The change for a table that both censuses found. If their paths differ, the table was probably renamed.
    public static TableChange between(TableSnapshot before, TableSnapshot after) {
        List<ColumnChange> columns = columns(before, after);
        boolean renamed = !before.path().equals(after.path());
        return new TableChange(
                renamed ? TableChange.Kind.RENAMED : kind(before, after, columns),
                after.path(),
                renamed ? before.path() : null,
                after.result().table().comment(),
                before.rows(),
                after.rows(),
                before.result().table().bytes(),
                after.result().table().bytes(),
                columns);
    }

    private static TableChange.Kind kind(TableSnapshot before, TableSnapshot after, List<ColumnChange> columns) {
        if (!columns.isEmpty()) {
            return TableChange.Kind.ALTERED;
        }
        if (before.rows() < 0 || after.rows() < 0) {
            return TableChange.Kind.UNREAD;
        }
        if (before.signature() == null || after.signature() == null) {
            return TableChange.Kind.SIMILAR;
        }
        return before.signature().equals(after.signature()) ? TableChange.Kind.SAME : TableChange.Kind.CONTENT;
    }

    private static TableChange whole(
            TableChange.Kind kind, @Nullable TableSnapshot before, @Nullable TableSnapshot after) {
        TableSnapshot one = Objects.requireNonNull(after == null ? before : after);
        return new TableChange(
                kind,
                one.path(),
                null,
                one.result().table().comment(),
                before == null ? -1 : before.rows(),
                after == null ? -1 : after.rows(),
                before == null ? -1 : before.result().table().bytes(),
                after == null ? -1 : after.result().table().bytes(),
                List.of());
    }

    private static List<ColumnChange> columns(TableSnapshot before, TableSnapshot after) {
        Map<String, Table.Column> old = byName(before.result().table());
        Map<String, Table.Column> young = byName(after.result().table());
        Map<String, String> renamed = renamedColumns(before, after, old, young);
        List<ColumnChange> changes = new ArrayList<>();
        comment(
                changes,
                "",
                before.result().table().comment(),
                after.result().table().comment());
        old.values().stream()
                .filter(column -> !young.containsKey(column.name()) && !renamed.containsValue(column.name()))
                .forEach(column -> changes.add(ColumnChange.of(Kind.GONE, column.name(), column.declaredType(), null)));
        for (Table.Column column : young.values()) {
            String former = renamed.getOrDefault(column.name(), column.name());
            Table.Column was = old.get(former);
            if (was == null) {
                changes.add(ColumnChange.of(Kind.NEW, column.name(), null, column.declaredType()));
                continue;
            }
            if (!former.equals(column.name())) {
                changes.add(new ColumnChange(Kind.RENAMED, column.name(), former, column.name(), (int)
                        Math.round(100 * likeness(before, former, after, column.name()))));
            }
            altered(changes, was, column);
            String keyBefore = key(before.result().table(), former);
            String keyAfter = key(after.result().table(), column.name());
            if (!keyBefore.equals(keyAfter)) {
                changes.add(ColumnChange.of(Kind.KEY, column.name(), keyBefore, keyAfter));
            }
        }
        return changes;
    }

    private static void altered(List<ColumnChange> changes, Table.Column was, Table.Column is) {
        String name = is.name();
        if (!was.declaredType().equals(is.declaredType())) {
            boolean lengthOnly = family(was.declaredType()).equals(family(is.declaredType()));
            changes.add(
                    ColumnChange.of(lengthOnly ? Kind.LENGTH : Kind.TYPE, name, was.declaredType(), is.declaredType()));
        } else if (!Objects.equals(was.length(), is.length())) {
            changes.add(ColumnChange.of(Kind.LENGTH, name, text(was.length()), text(is.length())));
        }
        if (was.nullable() != is.nullable()) {
            changes.add(ColumnChange.of(Kind.NULLABILITY, name, nullability(was), nullability(is)));
        }
        comment(changes, name, was.comment(), is.comment());
    }

    private static void comment(
            List<ColumnChange> changes, String column, @Nullable String before, @Nullable String after) {
        if (!Objects.requireNonNullElse(before, "").equals(Objects.requireNonNullElse(after, ""))) {
            changes.add(ColumnChange.of(Kind.COMMENT, column, before, after));
        }
    }

    private static Map<String, String> renamedColumns(
            TableSnapshot before, TableSnapshot after, Map<String, Table.Column> old, Map<String, Table.Column> young) {
        record Pair(String former, String name, double likeness) {}
        List<Pair> pairs = new ArrayList<>();
        for (String former : old.keySet()) {
            for (String name : young.keySet()) {
                double likeness =
                        young.containsKey(former) || old.containsKey(name) ? 0 : likeness(before, former, after, name);
                if (likeness > 0) {
                    pairs.add(new Pair(former, name, likeness));
                }
            }
        }
        pairs.sort(Comparator.comparingDouble(Pair::likeness).reversed());
        Map<String, String> renamed = new HashMap<>();
        for (Pair pair : pairs) {
            if (!renamed.containsKey(pair.name()) && !renamed.containsValue(pair.former())) {
                renamed.put(pair.name(), pair.former());
            }
        }
        return renamed;
    }

    private static double likeness(TableSnapshot before, String former, TableSnapshot after, String name) {
        ColumnProfile was = profile(before.result().profile(), former);
        ColumnProfile is = profile(after.result().profile(), name);
        return was == null || is == null
                ? 0
                : Similarity.of(
                        was, before.sketches().get(former), is, after.sketches().get(name));
    }

    private static @Nullable ColumnProfile profile(@Nullable TableProfile table, String column) {
        return table == null
                ? null
                : table.columns().stream()
                        .filter(c -> c.name().equals(column))
                        .findFirst()
                        .orElse(null);
    }

    private static Map<String, Table.Column> byName(Table table) {
        Map<String, Table.Column> columns = new LinkedHashMap<>();
        table.columns().forEach(column -> columns.put(column.name(), column));
        return columns;
    }

    /// The kind of key that the column belongs to: `primary`, `unique` or `none`.
    private static String key(Table table, String column) {
        if (table.isPrimary(column)) {
            return "primary";
        }
        return table.keys().stream().anyMatch(key -> key.columns().contains(column)) ? "unique" : "none";
    }

    private static String nullability(Table.Column column) {
        return column.nullable() ? "nullable" : "required";
    }

    private static String family(String type) {
        return type.replaceAll("\\(.*", "").strip();
    }

    private static @Nullable String text(@Nullable Integer length) {
        return length == null ? null : length.toString();
    }
}
