package org.shuguan.dataplane.serve;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How a column's values are read, and how values are bound that are compared with them.
enum ColumnKind {
    TEXT(Condition.Type.TEXT),
    /// texts that the database fills up with blanks
    PADDED(Condition.Type.TEXT),
    /// whole numbers of at most 64 bits
    WHOLE(Condition.Type.NUMBER),
    DECIMAL(Condition.Type.NUMBER),
    FLOAT(Condition.Type.NUMBER),
    DOUBLE(Condition.Type.NUMBER),
    DAY(Condition.Type.DATE),
    TIME(Condition.Type.TIME),
    INSTANT(Condition.Type.TIME),
    TRUTH(Condition.Type.BOOLEAN),
    /// other types, read and compared as text
    OTHER(Condition.Type.TEXT),
    /// bytes, which are not delivered
    BINARY(Condition.Type.TEXT);

    private static final ZoneId CITY = ZoneId.of("Asia/Shanghai");
    private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    private final Condition.Type type;

    ColumnKind(Condition.Type type) {
        this.type = type;
    }

    Condition.Type type() {
        return type;
    }

    /// @param type of [Types]
    /// @param name as the database names it
    static ColumnKind of(int type, String name, Dialect dialect) {
        return switch (type) {
            case Types.CHAR, Types.NCHAR -> name.equalsIgnoreCase("bpchar") ? PADDED : TEXT;
            case Types.VARCHAR, Types.NVARCHAR, Types.LONGVARCHAR, Types.LONGNVARCHAR, Types.CLOB ->
                // PostgreSQL's driver takes enums for VARCHAR; the database does not compare them with texts.
                dialect != Dialect.POSTGRESQL || name.toLowerCase(Locale.ROOT).matches("varchar|text|name")
                        ? TEXT
                        : OTHER;
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT ->
                name.toLowerCase(Locale.ROOT).startsWith("bigint unsigned") ? DECIMAL : WHOLE;
            case Types.NUMERIC, Types.DECIMAL -> DECIMAL;
            case Types.REAL -> FLOAT;
            case Types.FLOAT, Types.DOUBLE -> name.equalsIgnoreCase("money") ? OTHER : dialect.doubleOf(type);
            case Types.DATE -> DAY;
            case Types.TIMESTAMP -> name.toLowerCase(Locale.ROOT).startsWith("timestamptz") ? INSTANT : TIME;
            case Types.TIMESTAMP_WITH_TIMEZONE -> INSTANT;
            case Types.BOOLEAN -> TRUTH;
            case Types.BIT -> name.equalsIgnoreCase("bool") ? TRUTH : OTHER;
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> BINARY;
            default -> OTHER;
        };
    }

    /// The value as it is bound.
    ///
    /// @param value canonical text of the item's type
    /// @throws IllegalArgumentException if the text is no such value
    Object bound(String value) {
        return switch (this) {
            case TEXT, PADDED, OTHER, BINARY -> value;
            case WHOLE -> whole(new BigDecimal(value));
            case DECIMAL -> new BigDecimal(value);
            case FLOAT -> Float.valueOf(value);
            case DOUBLE -> Double.valueOf(value);
            case DAY -> LocalDate.parse(value);
            case TIME, INSTANT -> LocalDateTime.parse(value);
            case TRUTH -> Boolean.valueOf(value);
        };
    }

    /// A number that no column of this kind can have stays exact, so that it is compared rightly.
    private static Object whole(BigDecimal number) {
        boolean fits = number.compareTo(LEAST) >= 0
                && number.compareTo(MOST) <= 0
                && number.stripTrailingZeros().scale() <= 0;
        return fits ? (Object) number.longValueExact() : number;
    }

    /// The placeholder of a value.
    String placeholder(Dialect dialect) {
        return this == PADDED && dialect == Dialect.POSTGRESQL ? "cast(? as bpchar)" : "?";
    }

    /// The value of a row.
    @Nullable
    Object read(ResultSet rows, int column, Dialect dialect) throws SQLException {
        return switch (this) {
            case TEXT, OTHER, BINARY -> rows.getString(column);
            case PADDED -> {
                String text = rows.getString(column);
                yield text == null ? null : text.stripTrailing();
            }
            case WHOLE, DECIMAL -> rows.getBigDecimal(column);
            case FLOAT, DOUBLE -> {
                String text = rows.getString(column);
                Double number = text == null ? null : Double.valueOf(text);
                yield number != null && !Double.isFinite(number) ? number.toString() : number;
            }
            case DAY -> dialect.day(rows, column);
            case TIME -> dialect.time(rows, column);
            case INSTANT -> {
                OffsetDateTime moment = rows.getObject(column, OffsetDateTime.class);
                yield moment == null ? null : moment.atZoneSameInstant(CITY).toLocalDateTime();
            }
            case TRUTH -> {
                boolean truth = rows.getBoolean(column);
                yield rows.wasNull() ? null : truth;
            }
        };
    }

    /// The text of a value that [#bound] takes.
    static @Nullable String text(@Nullable Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : value == null ? null : value.toString();
    }
}
