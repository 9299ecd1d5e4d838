package org.shuguan.dataplane.draft;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.census.TableResult;
import org.shuguan.dataplane.detect.CensusTexts;
import org.shuguan.dataplane.detect.Classification;
import org.shuguan.dataplane.detect.DataType;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.dataplane.profile.ColumnProfile;
import org.shuguan.dataplane.profile.TableProfile;
import org.shuguan.dataplane.profile.ValueType;
import org.shuguan.dataplane.source.Table;

/// Drafts a catalog entry from a census result of a table.
public final class Drafting {
    /// Bytes per character of UTF-8: three for nearly all Chinese characters (four for rare ones).
    private static final int BYTES_PER_CHARACTER = 3;

    /// Number of decimal digits that a double stores exactly.
    private static final int MOST_DIGITS = 15;

    private final CensusTexts words = CensusTexts.in(Locale.SIMPLIFIED_CHINESE);

    /// @param kind kind of the database, for example `postgresql`; null for files
    /// @throws IllegalArgumentException if the table could not be read
    public DraftEntry draft(TableResult result, @Nullable String kind) {
        Table table = result.table();
        TableProfile profile = result.profile();
        if (profile == null) {
            throw new IllegalArgumentException(table.path() + " was not read");
        }
        List<DraftEntry.Item> items = new ArrayList<>();
        for (int i = 0; i < profile.columns().size(); i++) {
            items.add(item(
                    table, profile.columns().get(i), result.classifications().get(i)));
        }
        items.replaceAll(apart(items));
        Grade grade = items.stream().map(DraftEntry.Item::grade).reduce(Grade.GENERAL_1, Grade::orHigher);
        String title = title(table);
        long rows = profile.sampled() ? Math.max(profile.rows(), table.estimatedRows()) : profile.rows();
        return new DraftEntry(
                table.path(),
                title,
                summary(title, items, counted(profile, table, rows)),
                category(table, kind),
                format(table, kind),
                grade,
                rows,
                table.bytes(),
                items);
    }

    /// Makes item titles unique by adding the column name to those that occur twice: first and last name,
    /// telephone and fax.
    private static UnaryOperator<DraftEntry.Item> apart(List<DraftEntry.Item> items) {
        Map<String, Long> often =
                items.stream().collect(Collectors.groupingBy(DraftEntry.Item::name, Collectors.counting()));
        return item -> often.getOrDefault(item.name(), 0L) == 1
                ? item
                : new DraftEntry.Item(
                        item.name() + "（" + item.physicalName() + "）",
                        item.physicalName(),
                        item.type(),
                        item.lengthBytes(),
                        item.key(),
                        item.grade(),
                        item.personal(),
                        item.detected(),
                        item.reason());
    }

    private static String title(Table table) {
        String comment = table.comment();
        if (comment != null && !comment.isBlank()) {
            return comment.strip().replaceAll("[\\s]+", " ");
        }
        String name = table.name().replaceAll("(?i)\\.(csv|tsv|txt|xlsx|jsonl|ndjson|json|parquet)(?=$|#)", "");
        return name.replace('#', ' ');
    }

    /// Says whether the number of records was counted, estimated by the source, or is that of the sample.
    private static String counted(TableProfile profile, Table table, long rows) {
        if (!profile.sampled()) {
            return "有" + rows + "条记录";
        }
        return table.estimatedRows() > profile.rows() ? "约有" + rows + "条记录" : "抽样" + rows + "条记录";
    }

    private static String summary(String title, List<DraftEntry.Item> items, String counted) {
        List<String> names = items.stream().map(DraftEntry.Item::name).limit(12).toList();
        return title + "，主要包括" + String.join("、", names) + (items.size() > names.size() ? "等" : "") + "，共"
                + items.size() + "个信息项；普查时" + counted + "。";
    }

    private DraftEntry.Item item(Table table, ColumnProfile column, Classification classification) {
        Classification.Finding best = classification.recognised().orElse(null);
        String comment = column.comment();
        String name = comment != null && !comment.isBlank()
                ? comment.strip().split("[（(,，:：;；\\s]", 2)[0]
                : best != null && !hasHan(column.name()) ? words.type(best.type()) : column.name();
        return new DraftEntry.Item(
                name.isEmpty() ? column.name() : name,
                column.name(),
                type(column, best),
                length(table, column),
                table.isPrimary(column.name()),
                classification.grade(),
                classification.personal(),
                best == null ? null : best.type().word(),
                words.reason(classification.reason()));
    }

    /// The guide's type letter, by the first word of the declared type: `interval` is not `int`, nor is
    /// `enum('int')`.
    private static String type(ColumnProfile column, Classification.@Nullable Finding found) {
        String declared = column.declaredType().toLowerCase(Locale.ROOT);
        if (declared.endsWith("]")) {
            return "C";
        }
        return switch (declared.split("[^a-z0-9]", 2)[0]) {
            case "text" -> spoken(column, isNumber(column, found) ? "N" : "C");
            case "string",
                    "char",
                    "character",
                    "varchar",
                    "nchar",
                    "nvarchar",
                    "bpchar",
                    "tinytext",
                    "mediumtext",
                    "longtext" -> spoken(column, "C");
            case "timestamp", "timestamptz", "datetime" -> "T";
            case "date" -> "D";
            case "bool", "boolean" -> "L";
            case "bit" -> declared.equals("bit") || declared.equals("bit(1)") ? "L" : "C";
            case "tinyint", "smallint", "mediumint", "int", "integer", "bigint", "hugeint", "year" -> "I";
            case "int2", "int4", "int8" -> "I";
            case "utinyint", "usmallint", "uinteger", "ubigint", "uhugeint", "serial", "bigserial" -> "I";
            case "double", "real", "float", "float4", "float8" -> "B";
            case "numeric", "decimal", "number" -> "N";
            case "money" -> "Y";
            case "bytea", "blob", "tinyblob", "mediumblob", "longblob", "binary", "varbinary" -> "G";
            case "point", "linestring", "polygon", "geometry", "multipoint", "multilinestring", "multipolygon" -> "G";
            default -> "C";
        };
    }

    /// The type letter of text columns that hold dates.
    private static String spoken(ColumnProfile column, String otherwise) {
        return switch (column.type()) {
            case DATE -> "D";
            case DATETIME -> "T";
            default -> otherwise;
        };
    }

    /// Whether the digits are a quantity. Telephone numbers, codes and numbers with more digits than a double
    /// stores are text.
    private static boolean isNumber(ColumnProfile column, Classification.@Nullable Finding found) {
        boolean digits = column.type() == ValueType.INTEGER || column.type() == ValueType.DECIMAL;
        boolean amount = found == null || found.type() == DataType.INCOME || found.type() == DataType.COORDINATE;
        Integer longest = column.longest();
        return digits && amount && (longest == null || longest <= MOST_DIGITS);
    }

    private static @Nullable Integer length(Table table, ColumnProfile column) {
        Integer declared = table.columns().stream()
                .filter(c -> c.name().equals(column.name()))
                .map(Table.Column::length)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        if (declared == null) {
            return column.longestBytes();
        }
        // Codes and numbers take one byte per character; texts with Chinese characters need three.
        boolean plain = column.longestBytes() == null || column.longestBytes().equals(column.longest());
        return plain ? declared : Integer.valueOf(declared * BYTES_PER_CHARACTER);
    }

    private static String category(Table table, @Nullable String kind) {
        if (table.kind() == Table.Kind.API) {
            return "api";
        }
        return kind == null ? category(table.name()) : "database";
    }

    private static String format(Table table, @Nullable String kind) {
        if (table.kind() == Table.Kind.API) {
            return "json";
        }
        return kind == null ? ending(table.name()) : kind;
    }

    private static String category(String name) {
        return ending(name).equals("xlsx") || ending(name).equals("csv") ? "spreadsheet" : "document";
    }

    private static String ending(String name) {
        String file = name.contains("#") ? name.substring(0, name.lastIndexOf('#')) : name;
        return file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static boolean hasHan(String text) {
        return text.codePoints().anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
    }
}
