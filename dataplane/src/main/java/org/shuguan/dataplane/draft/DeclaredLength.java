package org.shuguan.dataplane.draft;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.source.Table;

/// The length of an item in bytes, from the declaration of its column: the national guide counts bytes, and asks for
/// the declared or usual length of a database's type, not for the longest value that happens to be there.
final class DeclaredLength {
    /// Bytes per character of UTF-8: three for nearly all Chinese characters (four for rare ones).
    private static final int BYTES_PER_CHARACTER = 3;

    private static final Pattern NUMBERS = Pattern.compile("\\((\\d{1,9})[^)]*\\)");
    /// Databases whose text types count bytes unless their declaration says otherwise.
    private static final Set<String> COUNT_BYTES = Set.of("dameng");

    private static final int DATE = 10;
    private static final int TIME = 8;
    private static final int DATE_AND_TIME = 19;

    private DeclaredLength() {}

    /// @param kind kind of the database, null for files
    /// @return null if the type has no length
    static @Nullable Integer of(Table.Column column, @Nullable String kind) {
        String declared = column.declaredType().toLowerCase(Locale.ROOT).strip();
        if (declared.endsWith("]")) {
            return null;
        }
        Matcher numbers = NUMBERS.matcher(declared);
        Integer number = numbers.find() ? Integer.valueOf(numbers.group(1)) : null;
        String type = declared.split("[^a-z0-9]", 2)[0];
        return switch (type) {
            case "char",
                    "character",
                    "varchar",
                    "nchar",
                    "nvarchar",
                    "bpchar",
                    "varchar2",
                    "nvarchar2",
                    "string",
                    "text" -> characters(column, number, declared, type, kind);
            case "tinytext" -> 255;
            case "mediumtext" -> 16_777_215;
            // What a type without a number takes when it is written as text, as MySQL declares it: int(11).
            case "bool", "boolean" -> 1;
            case "bit" -> number == null ? Integer.valueOf(1) : number;
            case "tinyint" -> number == null ? Integer.valueOf(4) : number;
            case "smallint", "int2", "smallserial" -> number == null ? Integer.valueOf(6) : number;
            case "mediumint" -> number == null ? Integer.valueOf(9) : number;
            case "int", "integer", "int4", "serial" -> number == null ? Integer.valueOf(11) : number;
            case "bigint", "int8", "bigserial" -> number == null ? Integer.valueOf(20) : number;
            case "float", "real", "float4" -> number == null ? Integer.valueOf(12) : number;
            case "double", "float8" -> number == null ? Integer.valueOf(22) : number;
            case "numeric", "decimal", "number" -> number;
            case "year" -> 4;
            case "date" -> DATE;
            case "time" -> TIME;
            case "timestamp", "timestamptz", "datetime", "datetime2" -> DATE_AND_TIME;
            case "uuid" -> 36;
            case "binary", "varbinary" -> number;
            default -> null;
        };
    }

    private static @Nullable Integer characters(
            Table.Column column, @Nullable Integer number, String declared, String type, @Nullable String kind) {
        Integer characters = column.length() == null ? number : column.length();
        if (characters == null || characters > Integer.MAX_VALUE / BYTES_PER_CHARACTER) {
            return null;
        }
        boolean bytes = declared.contains("byte")
                || (kind != null && COUNT_BYTES.contains(kind) && !declared.contains(" char") && !type.startsWith("n"));
        return bytes ? characters : Integer.valueOf(characters * BYTES_PER_CHARACTER);
    }
}
