package org.shuguan.dataplane.capture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/// Turns rows of the engine into texts that PostgreSQL reads.
final class RowValues {
    /// In place of a value that the source does not send because it has not changed.
    private final String same;
    private final CapturedTable table;
    private final Map<Schema, Field[]> known = new HashMap<>();

    private static final Pattern DATED = Pattern.compile("([+-]?\\d{4,})(-\\d\\d-\\d\\d)(.*)", Pattern.DOTALL);
    private static final String DATE = "io.debezium.time.IsoDate";
    private static final String TIME = "io.debezium.time.IsoTime";
    private static final String TIMESTAMP = "io.debezium.time.IsoTimestamp";
    private static final String ZONED = "io.debezium.time.ZonedTimestamp";
    /// The engine writes infinity as a day so far away that no register has it.
    private static final long FAR_YEARS = 290_000;
    private static final String LATEST_DATE = "-5877611-06-21";

    RowValues(CapturedTable table, String same) {
        this.table = table;
        this.same = same;
    }

    /// The row, which has all columns of the table.
    ///
    /// @throws CaptureFailed if a column is gone
    Change change(Struct row, @Nullable Struct key) throws CaptureFailed {
        Field[] fields = fields(row.schema());
        List<@Nullable String> values = new ArrayList<>(fields.length);
        Set<Integer> unchanged = new HashSet<>();
        for (int i = 0; i < fields.length; i++) {
            Object value = row.get(fields[i]);
            if (same.equals(value)) {
                unchanged.add(i);
                values.add(null);
            } else {
                values.add(text(fields[i].schema(), value));
            }
        }
        return Change.row(key == null ? keyOf(values) : key(key), values, unchanged);
    }

    private List<String> keyOf(List<@Nullable String> values) {
        List<String> key = new ArrayList<>();
        for (int place : table.keyPlaces()) {
            key.add(Objects.requireNonNull(values.get(place)));
        }
        return List.copyOf(key);
    }

    /// The values of a key.
    List<String> key(Struct key) throws CaptureFailed {
        List<String> values = new ArrayList<>();
        for (String column : table.key()) {
            Field field = key.schema().field(column);
            if (field == null) {
                throw new CaptureFailed(CaptureFailed.Reason.DRIFT, "− " + column, null);
            }
            values.add(Objects.requireNonNull(text(field.schema(), key.get(field))));
        }
        return List.copyOf(values);
    }

    private Field[] fields(Schema schema) throws CaptureFailed {
        Field[] fields = known.get(schema);
        if (fields == null) {
            fields = new Field[table.columns().size()];
            for (int i = 0; i < fields.length; i++) {
                String column = table.columns().get(i).name();
                Field field = schema.field(column);
                if (field == null) {
                    throw new CaptureFailed(CaptureFailed.Reason.DRIFT, "− " + column, null);
                }
                fields[i] = field;
            }
            known.clear();
            known.put(schema, fields);
        }
        return fields;
    }

    private static @Nullable String text(Schema schema, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        String text = String.valueOf(value);
        String meaning = schema.name();
        if (meaning == null) {
            return text;
        }
        return switch (meaning) {
            case DATE, TIMESTAMP -> dated(local(text));
            case TIME -> local(text);
            case ZONED -> dated(text);
            default -> text;
        };
    }

    private static String local(String text) {
        return text.endsWith("Z") ? text.substring(0, text.length() - 1) : text;
    }

    /// PostgreSQL writes years before the first with BC, and no sign.
    private static String dated(String text) {
        Matcher matcher = DATED.matcher(text);
        if (!matcher.matches()) {
            return text;
        }
        String year = Objects.requireNonNull(matcher.group(1));
        long number = Long.parseLong(year);
        if (Math.abs(number) > FAR_YEARS) {
            return number > 0 || text.startsWith(LATEST_DATE) ? "infinity" : "-infinity";
        }
        String rest = Objects.requireNonNull(matcher.group(2)) + Objects.requireNonNull(matcher.group(3));
        return number > 0
                ? String.format(java.util.Locale.ROOT, "%04d", number) + rest
                : String.format(java.util.Locale.ROOT, "%04d", 1 - number) + rest + " BC";
    }
}
