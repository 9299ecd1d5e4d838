package org.shuguan.dataplane.quality;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.source.Quote;

/// The columns of a version with their types in the engine, and the SQL of their values.
final class Columns {
    private static final String TEXT = "VARCHAR";
    private static final String DAY = "DATE";
    private static final String TIME = "TIMESTAMP";
    private static final String DAYS = "['%Y-%m-%d', '%Y%m%d', '%Y/%m/%d', '%Y.%m.%d', '%Y年%m月%d日']";

    private record Column(String name, String type) {}

    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final Map<String, String> shared = new LinkedHashMap<>();
    private final String from;

    /// @param from the SQL of the version
    Columns(Connection engine, String from) throws SQLException {
        this.from = from;
        try (Statement statement = engine.createStatement();
                ResultSet rows = statement.executeQuery("describe select * from " + from)) {
            while (rows.next()) {
                String name = rows.getString("column_name");
                columns.put(lower(name), new Column(name, rows.getString("column_type")));
            }
        }
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
        return shared.isEmpty()
                ? from
                : shared.entrySet().stream()
                        .map(one -> ", " + one.getKey() + " as " + one.getValue())
                        .collect(Collectors.joining("", "(select *", " from " + from + ")"));
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
        return TEXT.equals(column.type()) ? value(name) : "cast(" + Quote.name(column.name()) + " as varchar)";
    }

    /// Whether there is something that is not blank.
    String present(String name) throws MissingColumn {
        Column column = known(name);
        String quoted = Quote.name(column.name());
        return TEXT.equals(column.type())
                ? "(" + quoted + " is not null and trim(" + quoted + ") <> '')"
                : "(" + quoted + " is not null)";
    }

    /// The value as a day; nothing where it is none.
    String day(String name) throws MissingColumn {
        Column column = known(name);
        String quoted = Quote.name(column.name());
        return switch (column.type()) {
            case DAY -> quoted;
            case TIME -> "cast(" + quoted + " as date)";
            default -> "cast(try_strptime(cast(" + quoted + " as varchar), " + DAYS + ") as date)";
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
        return TEXT.equals(column.type()) ? "try_cast(" + quoted + " as double)" : quoted;
    }
}
