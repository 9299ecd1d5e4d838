package org.shuguan.dataplane.serve;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The table as the consumer sees it: a sub-query with the granted rows, and of each granted item the masked value
/// under a neutral name. All else that is asked is asked of this sub-query, where nothing else can be named.
///
/// @param sql the sub-query without its parentheses
/// @param columns by the items' names, in the order of the grant
/// @param key names of the items that identify a row and are given in clear, empty if there are none
record View(Dialect dialect, Sql sql, Map<String, Column> columns, List<String> order, List<String> key) {
    /// @param name in the sub-query
    record Column(String name, ColumnKind kind, boolean nullable, ItemMask mask) {}

    /// @param items those that the consumer sees
    static View of(ServedTable table, Granted granted, List<ServedItem> items) throws SourceAway, ReadRefused {
        Set<String> needed = new LinkedHashSet<>();
        items.forEach(item -> needed.add(item.column()));
        for (Condition condition : granted.rows().conditions()) {
            String column = granted.columns().get(condition.item());
            if (column == null) {
                // The entry lost an item on which the granted rows depend: no row is given.
                throw new SourceAway(SourceAway.Reason.CHANGED, null);
            }
            needed.add(column);
        }
        Shape shape = table.shape(List.copyOf(needed));
        Dialect dialect = table.dialect();
        Map<String, Column> columns = new HashMap<>();
        List<Sql> selected = new ArrayList<>();
        for (ServedItem item : items) {
            Shape.Column real = column(shape, item.column());
            String name = "c" + selected.size();
            boolean clear = isClear(item.mask());
            boolean asText = !clear || real.kind() == ColumnKind.OTHER;
            String quoted = dialect.quoted(item.column());
            Sql value = clear
                    ? Sql.of(asText ? dialect.text(quoted, real.kind()) : quoted)
                    : MaskSql.of(item.mask(), dialect.text(quoted, real.kind()), dialect, granted.key());
            selected.add(value.add(" as " + name));
            columns.put(
                    item.name(),
                    new Column(name, asText ? ColumnKind.TEXT : real.kind(), real.nullable(), item.mask()));
        }
        Sql sql = Sql.of("select ").add(Sql.joined(", ", selected)).add(" from " + table.from());
        sql.add(" where 1 = 1");
        for (Condition condition : granted.rows().conditions()) {
            String name = granted.columns().get(condition.item());
            Shape.Column real = column(shape, String.valueOf(name));
            String quoted = dialect.quoted(String.valueOf(name));
            boolean asText = real.kind() == ColumnKind.OTHER;
            sql.add(" and ")
                    .add(ConditionSql.of(
                            condition,
                            asText ? dialect.text(quoted, real.kind()) : quoted,
                            asText ? ColumnKind.TEXT : real.kind(),
                            dialect));
        }
        return new View(
                dialect, sql, columns, items.stream().map(ServedItem::name).toList(), key(shape, items));
    }

    private static boolean isClear(ItemMask mask) {
        return mask.kind() == ItemMask.Kind.CLEAR || mask.kind() == ItemMask.Kind.DROP;
    }

    private static Shape.Column column(Shape shape, String name) throws SourceAway {
        Shape.Column column = shape.columns().get(name);
        if (column == null || column.kind() == ColumnKind.BINARY) {
            throw new SourceAway(SourceAway.Reason.CHANGED, null);
        }
        return column;
    }

    private static List<String> key(Shape shape, List<ServedItem> items) {
        List<String> key = new ArrayList<>();
        for (String column : shape.key()) {
            items.stream()
                    .filter(item -> item.column().equals(column) && item.mask().kind() == ItemMask.Kind.CLEAR)
                    .findFirst()
                    .ifPresent(item -> key.add(item.name()));
        }
        return key.size() == shape.key().size() ? key : List.of();
    }

    /// The column of an item.
    ///
    /// @throws ReadRefused if it is not given
    Column column(String item) throws ReadRefused {
        Column column = columns.get(item);
        if (column == null) {
            throw ReadRefused.notGranted(item);
        }
        return column;
    }

    /// The conditions on what the consumer sees.
    Sql where(RowFilter filter) throws ReadRefused {
        Sql where = Sql.of(" where 1 = 1");
        for (Condition condition : filter.conditions()) {
            Column column = column(condition.item());
            where.add(" and ").add(ConditionSql.of(condition, column.name(), column.kind(), dialect));
        }
        return where;
    }

    /// ` from (…) seen`, with the conditions.
    Sql from(RowFilter filter) throws ReadRefused {
        return Sql.of(" from (").add(sql).add(") seen").add(where(filter));
    }
}
