package org.shuguan.server.platform;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;

/// Converts between records and SQL. It supports the types of our records that PostgreSQL's driver does not
/// (enums, [Instant], value records with one component such as a unit code, lists of text).
///
/// A component `validFrom` corresponds to the column `valid_from` and the parameter `:validFrom`. An enum constant
/// `UNIT_CDO` is stored as the text `unit-cdo`, so that SQL stays readable.
public final class Rows {
    private Rows() {}

    /// All components of a record as named parameters for `JdbcClient.params`.
    public static Map<String, @Nullable Object> of(Record record) {
        Map<String, @Nullable Object> parameters = new TreeMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            parameters.put(component.getName(), parameter(read(record, component)));
        }
        return parameters;
    }

    /// Converts one value for PostgreSQL's driver.
    public static @Nullable Object parameter(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Enum<?> constant -> word(constant);
            case Instant instant -> instant.atOffset(ZoneOffset.UTC);
            case Duration duration -> duration.toMillis();
            case List<?> list ->
                list.stream().map(Rows::parameter).map(String::valueOf).toArray(String[]::new);
            case Record record
            when record.getClass().getRecordComponents().length == 1 ->
                parameter(read(record, record.getClass().getRecordComponents()[0]));
            default -> value;
        };
    }

    /// Maps a row to a record by column names. Additional columns are ignored; a component without its column is a
    /// bug and throws an exception.
    public static <T extends Record> RowMapper<T> to(Class<T> type) {
        RecordComponent[] components = type.getRecordComponents();
        Constructor<T> constructor = canonical(type, components);
        return (row, number) -> {
            @Nullable Object[] values = new @Nullable Object[components.length];
            for (int i = 0; i < components.length; i++) {
                values[i] = read(row, column(components[i].getName()), components[i].getType());
            }
            return create(constructor, values);
        };
    }

    /// The text of an enum constant in the database and in the API: `UNIT_CDO` → `unit-cdo`.
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The constant of a text: the reverse of [#word].
    ///
    /// @throws IllegalArgumentException if no constant has it
    public static <E extends Enum<E>> E constant(Class<E> type, String word) {
        return find(type, word)
                .map(type::cast)
                .orElseThrow(() -> new IllegalArgumentException(word + " is no " + type.getSimpleName()));
    }

    private static @Nullable Object read(ResultSet row, String column, Class<?> type) throws SQLException {
        Object raw = row.getObject(column);
        if (raw == null) {
            if (type.isPrimitive()) {
                throw new IllegalStateException("column " + column + " is null, its component " + type + " cannot be");
            }
            return null;
        }
        if (type == Instant.class) {
            return row.getObject(column, OffsetDateTime.class).toInstant();
        }
        if (type == LocalDate.class) {
            return row.getObject(column, LocalDate.class);
        }
        if (type == LocalTime.class) {
            return row.getObject(column, LocalTime.class);
        }
        if (type == Duration.class) {
            return Duration.ofMillis(row.getLong(column));
        }
        if (type == List.class && raw instanceof Array array) {
            return List.of((Object[]) array.getArray());
        }
        if (type.isEnum()) {
            String word = raw.toString();
            return find(type, word)
                    .orElseThrow(() -> new IllegalStateException(word + " is no " + type.getSimpleName()));
        }
        if (type.isRecord()) {
            RecordComponent[] components = type.getRecordComponents();
            return create(canonical(type, components), read(row, column, components[0].getType()));
        }
        return number(row, column, type, raw);
    }

    private static @Nullable Object number(ResultSet row, String column, Class<?> type, Object raw)
            throws SQLException {
        if (type == int.class || type == Integer.class) {
            return row.getInt(column);
        }
        if (type == long.class || type == Long.class) {
            return row.getLong(column);
        }
        if (type == double.class || type == Double.class) {
            return row.getDouble(column);
        }
        if (type == String.class) {
            return row.getString(column);
        }
        if (raw instanceof Timestamp) {
            throw new IllegalStateException("column " + column + " is a time: its component must be an Instant");
        }
        return type == UUID.class ? row.getObject(column, UUID.class) : raw;
    }

    private static Optional<Object> find(Class<?> type, String word) {
        return Arrays.stream(type.getEnumConstants())
                .<Object>map(constant -> constant)
                .filter(constant -> word((Enum<?>) constant).equals(word))
                .findFirst();
    }

    private static String column(String component) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < component.length(); i++) {
            char c = component.charAt(i);
            if (Character.isUpperCase(c)) {
                name.append('_').append(Character.toLowerCase(c));
            } else {
                name.append(c);
            }
        }
        return name.toString();
    }

    private static <T> Constructor<T> canonical(Class<T> type, RecordComponent[] components) {
        try {
            Constructor<T> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(type + " is no record", e);
        }
    }

    private static <T> T create(Constructor<T> constructor, @Nullable Object... values) {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Object read(Record record, RecordComponent component) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
