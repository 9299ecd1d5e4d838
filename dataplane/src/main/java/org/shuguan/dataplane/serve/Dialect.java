package org.shuguan.dataplane.serve;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.lake.LakeSql;
import org.shuguan.dataplane.lake.LakeType;
import org.shuguan.dataplane.lake.TrinoEngine;
import org.shuguan.dataplane.source.Quote;

/// What the databases write differently.
enum Dialect {
    POSTGRESQL {
        @Override
        Sql pseudonym(Sql text, PseudonymKey key) {
            return Sql.of("left(encode(sha256(")
                    .bind("cast(? as bytea)", key.outer())
                    .add(" || sha256(")
                    .bind("cast(? as bytea)", key.inner())
                    .add(" || convert_to(")
                    .add(text)
                    .add(", 'UTF8'))), 'hex'), " + PseudonymKey.DIGITS + ")");
        }

        @Override
        String found(String text, String pattern) {
            return "substring(" + text + " from '" + pattern + "')";
        }
    },
    MYSQL {
        @Override
        String quoted(String name) {
            return "`" + name.replace("`", "``").replace("\0", "") + "`";
        }

        @Override
        String text(String column, ColumnKind kind) {
            return "convert(cast(" + column + " as char) using utf8mb4)";
        }

        @Override
        String joined(String... parts) {
            return "concat(" + String.join(", ", parts) + ")";
        }

        // The usual collations take `a` for `A` and ignore blanks at the end. The first part can use an index.
        @Override
        String same(String column, String operator, String placeholder) {
            String end = placeholder + (operator.equals("like") ? " escape '!'" : "");
            return "(" + column + " " + operator + " " + end + " and " + exact(column) + " " + operator + " " + end
                    + ")";
        }

        @Override
        String exact(String column) {
            return "convert(" + column + " using utf8mb4) collate utf8mb4_bin";
        }

        @Override
        int bindsOfSame() {
            return 2;
        }

        @Override
        Sql pseudonym(Sql text, PseudonymKey key) {
            return Sql.of("convert(left(sha2(concat(")
                    .bind("?", key.outer())
                    .add(", unhex(sha2(concat(")
                    .bind("?", key.inner())
                    .add(", cast(")
                    .add(text)
                    .add(" as binary)), 256))), 256), " + PseudonymKey.DIGITS + ") using utf8mb4)");
        }

        @Override
        String found(String text, String pattern) {
            return "nullif(regexp_substr(" + text + ", '" + pattern + "'), '')";
        }
    },
    DUCKDB {
        @Override
        Sql pseudonym(Sql text, PseudonymKey key) {
            return Sql.of("left(sha256(")
                    .bind("cast(? as blob)", key.outer())
                    .add(" || unhex(sha256(")
                    .bind("cast(? as blob)", key.inner())
                    .add(" || encode(")
                    .add(text)
                    .add(")))), " + PseudonymKey.DIGITS + ")");
        }

        @Override
        String found(String text, String pattern) {
            return "nullif(regexp_extract(" + text + ", '" + pattern + "'), '')";
        }

        @Override
        String text(String column, ColumnKind kind) {
            // DuckDB writes no digit before the point where a type has none: `.50`.
            return kind == ColumnKind.DECIMAL
                    ? "regexp_replace(" + super.text(column, kind) + ", '^(-?)[.]', '\\10.')"
                    : super.text(column, kind);
        }

        // The driver goes by java.sql.Date, which has no days from 1582-10-05 to 14.
        @Override
        Sql value(ColumnKind kind, Object value) {
            return switch (value) {
                case LocalDate day -> Sql.bound("cast(? as date)", day.toString());
                // It takes another number for one of more digits than a decimal has.
                case BigDecimal number
                when digits(number) > LakeType.MOST_DIGITS -> Sql.bound("?", number.doubleValue());
                default -> super.value(kind, value);
            };
        }

        @Override
        @Nullable
        LocalDate day(ResultSet rows, int column) throws SQLException {
            return (LocalDate) rows.getObject(column);
        }
    },
    /// The lake's tables on a Trino server: what is asked is answered as DuckDB answers it.
    TRINO {
        @Override
        Sql pseudonym(Sql text, PseudonymKey key) {
            return Sql.of("substr(lower(to_hex(sha256(")
                    .bind("?", key.outer())
                    .add(" || sha256(")
                    .bind("?", key.inner())
                    .add(" || to_utf8(")
                    .add(text)
                    .add("))))), 1, " + PseudonymKey.DIGITS + ")");
        }

        @Override
        String found(String text, String pattern) {
            return "regexp_extract(" + text + ", '" + pattern + "')";
        }

        @Override
        String text(String column, ColumnKind kind) {
            return TrinoEngine.SQL.text(
                    column,
                    switch (kind) {
                        case TEXT -> "VARCHAR";
                        case DOUBLE -> "DOUBLE";
                        case TIME -> "TIMESTAMP";
                        default -> "";
                    });
        }

        @Override
        String first(String text, int count) {
            return "substr(" + text + ", 1, " + count + ")";
        }

        @Override
        String last(String text, int count) {
            return "substr(" + text + ", greatest(length(" + text + ") - " + count + " + 1, 1))";
        }

        @Override
        String repeated(String text, String count) {
            return "rpad('', " + count + ", " + text + ")";
        }

        @Override
        String length(String text) {
            return "length(" + text + ")";
        }

        @Override
        String page(int limit, int skip) {
            return LakeSql.page(limit, skip);
        }

        // The driver has no literals of days, times and large numbers that its server reads.
        @Override
        Sql value(ColumnKind kind, Object value) {
            return switch (value) {
                case BigDecimal number -> exact(number);
                case LocalDate day -> Sql.bound("cast(? as date)", day.toString());
                case LocalDateTime time ->
                    Sql.bound("cast(? as timestamp(6))", MICROSECONDS.format(time.truncatedTo(ChronoUnit.MICROS)));
                default -> Sql.bound("?", value);
            };
        }

        private Sql exact(BigDecimal number) {
            int scale = Math.max(0, number.scale());
            int digits = digits(number);
            return digits > LakeType.MOST_DIGITS
                    ? Sql.bound("?", number.doubleValue())
                    : Sql.bound("cast(? as decimal(" + digits + ", " + scale + "))", number.toPlainString());
        }

        // What is not a number equals itself and is greater than all numbers, but not for Trino.
        @Override
        Sql compared(String column, String operator, ColumnKind kind, Object value) {
            boolean never = value instanceof Double number && number.isNaN();
            if (kind != ColumnKind.DOUBLE || (!never && !operator.startsWith(">"))) {
                return super.compared(column, operator, kind, value);
            }
            if (!never) {
                return Sql.of("(")
                        .add(super.compared(column, operator, kind, value))
                        .add(" or is_nan(" + column + "))");
            }
            return Sql.of(
                    switch (operator) {
                        case "=", ">=" -> "is_nan(" + column + ")";
                        case "<>", "<" -> "(not is_nan(" + column + "))";
                        case "<=" -> column + " is not null";
                        default -> "1 = 0";
                    });
        }

        @Override
        @Nullable
        LocalDate day(ResultSet rows, int column) throws SQLException {
            String text = rows.getString(column);
            return text == null ? null : LocalDate.parse(text);
        }

        @Override
        @Nullable
        LocalDateTime time(ResultSet rows, int column) throws SQLException {
            String text = rows.getString(column);
            return text == null ? null : LocalDateTime.parse(text.replace(' ', 'T'));
        }
    };

    private static final DateTimeFormatter MICROSECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");

    /// The digits of a decimal that holds a number.
    private static int digits(BigDecimal number) {
        int scale = Math.max(0, number.scale());
        return Math.max(number.precision() - number.scale() + scale, scale + 1);
    }

    String quoted(String name) {
        return Quote.name(name);
    }

    /// A column's value as text.
    String text(String column, ColumnKind kind) {
        return "cast(" + column + " as varchar)";
    }

    /// The first characters of a text.
    String first(String text, int count) {
        return "left(" + text + ", " + count + ")";
    }

    /// The last characters of a text.
    String last(String text, int count) {
        return "right(" + text + ", " + count + ")";
    }

    /// A text several times.
    String repeated(String text, String count) {
        return "repeat(" + text + ", " + count + ")";
    }

    /// The end of a statement that delivers a part of its rows.
    String page(int limit, int skip) {
        return " limit " + limit + (skip > 0 ? " offset " + skip : "");
    }

    /// A placeholder with its value.
    Sql value(ColumnKind kind, Object value) {
        return Sql.bound(kind.placeholder(this), value);
    }

    /// Compares a column with a value.
    Sql compared(String column, String operator, ColumnKind kind, Object value) {
        return Sql.of(column + " " + operator + " ").add(value(kind, value));
    }

    @Nullable
    LocalDate day(ResultSet rows, int column) throws SQLException {
        return rows.getObject(column, LocalDate.class);
    }

    @Nullable
    LocalDateTime time(ResultSet rows, int column) throws SQLException {
        return rows.getObject(column, LocalDateTime.class);
    }

    String joined(String... parts) {
        return "(" + String.join(" || ", parts) + ")";
    }

    /// Compares a text with a placeholder character by character.
    String same(String column, String operator, String placeholder) {
        return column + " " + operator + " " + placeholder + (operator.equals("like") ? " escape '!'" : "");
    }

    /// A text whose comparisons are by its characters.
    String exact(String column) {
        return column;
    }

    /// How often [#same] has the placeholder.
    int bindsOfSame() {
        return 1;
    }

    /// The keyed hash (RFC 2104) of a text, as [PseudonymKey#pseudonym] calculates it.
    abstract Sql pseudonym(Sql text, PseudonymKey key);

    /// The beginning of a text that matches, null if none does.
    abstract String found(String text, String pattern);

    /// DuckDB's FLOAT has 32 bits, that of the others 64.
    ColumnKind doubleOf(int type) {
        return this == DUCKDB && type == Types.FLOAT ? ColumnKind.FLOAT : ColumnKind.DOUBLE;
    }

    String length(String text) {
        return (this == DUCKDB ? "length(" : "char_length(") + text + ")";
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
