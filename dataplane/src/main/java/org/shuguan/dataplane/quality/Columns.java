package org.shuguan.dataplane.quality;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.lake.LakeEngine;
import org.shuguan.dataplane.lake.LakeRefused;
import org.shuguan.dataplane.lake.LakeSql;
import org.shuguan.dataplane.lake.LakeTable;
import org.shuguan.dataplane.lake.LakeVersion;
import org.shuguan.dataplane.source.Quote;

/// The columns of a version with their types, and the SQL of their values.
final class Columns {
    private static final String TEXT = "VARCHAR";
    private static final String DAY = "DATE";
    private static final String TIME = "TIMESTAMP";
    private static final String DOUBLE = "DOUBLE";

    private record Column(String name, String type) {}

    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final Map<String, String> shared = new LinkedHashMap<>();
    private final String from;
    private final LakeEngine engine;

    /// @throws LakeRefused if the version is not kept
    Columns(LakeTable table, LakeVersion version) throws LakeRefused {
        this.engine = table.engine();
        this.from = engine.from(table, version.id());
        table.types(version.id()).forEach((name, type) -> columns.put(lower(name), new Column(name, type)));
    }

    /// How the engine writes.
    LakeSql sql() {
        return engine.sql();
    }

    LakeEngine engine() {
        return engine;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /// An expression that several checks need, calculated once for each row: the engine does not do so by itself inside
    /// of conditions.
    String shared(String expression) {
        return shared.computeIfAbsent(expression, any -> Quote.name("#shared" + shared.size()));
    }

    /// What is read: the version, with everything that is shared until now.
    String source() {
        Map<String, Integer> levels = new LinkedHashMap<>();
        String source = from + " version";
        for (int level = 0; levels.size() < shared.size(); level++) {
            StringBuilder added = new StringBuilder();
            for (Map.Entry<String, String> one : shared.entrySet()) {
                if (!levels.containsKey(one.getValue()) && isReady(one.getKey(), levels, level)) {
                    levels.put(one.getValue(), level);
                    added.append(", ").append(one.getKey()).append(" as ").append(one.getValue());
                }
            }
            source = "(select version.*" + added + " from " + source + ") version";
        }
        return source;
    }

    /// Whether all that an expression names is of lower levels.
    private boolean isReady(String expression, Map<String, Integer> levels, int level) {
        return shared.values().stream()
                .filter(expression::contains)
                .allMatch(name -> levels.getOrDefault(name, level) < level);
    }

    /// The quoted name; null if there is no such column.
    @Nullable
    String find(String name) {
        Column column = columns.get(lower(name));
        return column == null ? null : Quote.name(column.name());
    }

    private Column known(String name) throws MissingColumn {
        Column column = columns.get(lower(name));
        if (column == null) {
            throw new MissingColumn(name);
        }
        return column;
    }

    /// The value as it is; nothing for an empty text.
    String value(String name) throws MissingColumn {
        Column column = known(name);
        String quoted = Quote.name(column.name());
        return TEXT.equals(column.type()) ? shared("nullif(" + quoted + ", '')") : quoted;
    }

    /// The value as text; nothing for an empty text.
    String text(String name) throws MissingColumn {
        Column column = known(name);
        return TEXT.equals(column.type()) ? value(name) : shared(stored(name));
    }

    /// The value as text, as it is.
    String stored(String name) throws MissingColumn {
        Column column = known(name);
        return sql().text(Quote.name(column.name()), column.type());
    }

    /// The SQL of a column with its type; null if there is no such column.
    TrinoCondition.@Nullable Typed typed(String name) {
        Column column = columns.get(lower(name));
        return column == null ? null : new TrinoCondition.Typed(Quote.name(column.name()), column.type());
    }

    /// Whether there is something that is not blank.
    String present(String name) throws MissingColumn {
        Column column = known(name);
        String quoted = Quote.name(column.name());
        return TEXT.equals(column.type())
                ? "(" + quoted + " is not null and " + sql().trimmed(quoted) + " <> '')"
                : "(" + quoted + " is not null)";
    }

    /// The value as a day; nothing where it is none.
    String day(String name) throws MissingColumn {
        Column column = known(name);
        String quoted = Quote.name(column.name());
        return switch (column.type()) {
            case DAY -> quoted;
            case TIME -> "cast(" + quoted + " as date)";
            default -> shared(sql().day(text(name)));
        };
    }

    boolean isTime(String name) throws MissingColumn {
        String type = known(name).type();
        return DAY.equals(type) || TIME.equals(type);
    }

    boolean isText(String name) throws MissingColumn {
        return TEXT.equals(known(name).type());
    }

    /// The value as a number; nothing where it is none.
    String number(String name) throws MissingColumn {
        Column column = known(name);
        String quoted = Quote.name(column.name());
        return TEXT.equals(column.type()) ? shared(sql().number(quoted)) : quoted;
    }

    /// The value as a double; nothing where it is no number.
    String approximate(String name) throws MissingColumn {
        Column column = known(name);
        return TEXT.equals(column.type()) || DOUBLE.equals(column.type())
                ? number(name)
                : sql().approximate(Quote.name(column.name()), column.type());
    }

    /// Whether [#number] is a double.
    boolean isApproximate(String name) throws MissingColumn {
        String type = known(name).type();
        return TEXT.equals(type) || DOUBLE.equals(type);
    }

    /// A value that is equal where those of two rows are; nothing for an empty text.
    String key(String name) throws MissingColumn {
        return sql().key(value(name), known(name).type());
    }

    /// The type as [LakeTable#types] names it.
    String type(String name) throws MissingColumn {
        return known(name).type();
    }
}
