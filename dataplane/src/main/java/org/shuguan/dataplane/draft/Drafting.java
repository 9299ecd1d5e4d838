package org.shuguan.dataplane.draft;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    /// Number of decimal digits that a double stores exactly.
    private static final int MOST_DIGITS = 15;
    /// How many items the summary names.
    private static final int NAMED_ITEMS = 8;
    /// At most so many different values of a column without a list of codes are taken for codes.
    private static final int MOST_CODES = 12;

    /// Columns for the upkeep of rows, which say nothing about the data.
    private static final Pattern UPKEEP = Pattern.compile(
            "编号|主键|.*(?:创建|更新|修改|删除|添加|录入)(?:人|者|时间|日期|用户).*|.*删除标志|是否删除|.*逻辑删除|版本号|乐观锁|租户(?:编号|ID)|(?:显示)?(?:排序|顺序)|备注|扩展.*|.*(?:密码|密钥|口令|令牌).*");
    /// A short code, which identifies nobody.
    private static final Pattern CODE = Pattern.compile("-?\\d{1,3}|[A-Za-z][A-Za-z0-9_]{0,7}");

    private static final Pattern CODED = Pattern.compile(".*(?:状态|类型|类别|标志|标识|方式|级别|等级|种类|性质)");

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
        List<DraftEntry.Check> checks = new ArrayList<>();
        for (int i = 0; i < profile.columns().size(); i++) {
            items.add(item(
                    table,
                    kind,
                    profile.columns().get(i),
                    result.classifications().get(i),
                    checks));
        }
        List<String> names = items.stream().map(DraftEntry.Item::name).toList();
        items.replaceAll(apart(items, checks));
        Grade grade = items.stream().map(DraftEntry.Item::grade).reduce(Grade.GENERAL_1, Grade::orHigher);
        List<String> telling = telling(names);
        EntryTitle title = EntryTitle.of(table, telling);
        if (title.guessed()) {
            checks.addFirst(new DraftEntry.Check(null, "title", "title-guessed", Map.of("name", table.name())));
        }
        long rows = profile.sampled() ? Math.max(profile.rows(), table.estimatedRows()) : profile.rows();
        return new DraftEntry(
                table.path(),
                title.text(),
                summary(title.text(), telling, items.size()),
                category(table, kind),
                format(table, kind),
                grade,
                rows,
                table.bytes(),
                items,
                checks);
    }

    /// Makes item titles unique by adding the column name to those that occur twice: first and last name, telephone
    /// and fax.
    private static UnaryOperator<DraftEntry.Item> apart(List<DraftEntry.Item> items, List<DraftEntry.Check> checks) {
        Map<String, Long> often =
                items.stream().collect(Collectors.groupingBy(DraftEntry.Item::name, Collectors.counting()));
        return item -> {
            if (often.getOrDefault(item.name(), 0L) == 1) {
                return item;
            }
            String other = TechnicalName.inChinese(item.physicalName()).orElse("");
            boolean says = !other.isEmpty() && !often.containsKey(other);
            if (!says || checks.stream().noneMatch(check -> item.physicalName().equals(check.column()))) {
                checks.add(
                        new DraftEntry.Check(item.physicalName(), "name", "name-twice", Map.of("name", item.name())));
            }
            return item.named(says ? other : item.name() + "（" + item.physicalName() + "）");
        };
    }

    /// The names of items that tell what the data are, in Chinese, without repetition.
    private static List<String> telling(List<String> names) {
        return names.stream()
                .filter(EntryTitle::isChinese)
                .filter(name -> !UPKEEP.matcher(name).matches())
                .distinct()
                .toList();
    }

    /// Names no count: people add and remove items, and rows come and go.
    private static String summary(String title, List<String> telling, int items) {
        List<String> named = telling.stream().limit(NAMED_ITEMS).toList();
        return named.isEmpty()
                ? title + "。"
                : title + "，主要包括" + String.join("、", named) + (items > named.size() ? "等。" : "。");
    }

    private DraftEntry.Item item(
            Table table,
            @Nullable String kind,
            ColumnProfile column,
            Classification classification,
            List<DraftEntry.Check> checks) {
        Classification.Finding best = classification.recognised().orElse(null);
        CommentText comment = CommentText.of(column.comment(), column.name());
        String name = name(column, comment, best, checks);
        String type = type(column, best, name, comment.codes().isEmpty());
        checks(column, classification, name, comment.codes(), checks);
        String said = column.comment();
        return new DraftEntry.Item(
                name,
                column.name(),
                type,
                length(table, column, kind),
                table.isPrimary(column.name()),
                classification.grade(),
                classification.personal(),
                best == null ? null : best.type().word(),
                words.reason(classification.reason()),
                comment.codes(),
                comment.more() && said != null ? said.strip() : null);
    }

    /// By the comment, else by a Chinese column name, else by what its technical name says, else by what its values
    /// are.
    private String name(
            ColumnProfile column,
            CommentText comment,
            Classification.@Nullable Finding best,
            List<DraftEntry.Check> checks) {
        if (EntryTitle.isChinese(comment.name())) {
            return comment.name();
        }
        CommentText own = CommentText.of(column.name(), "");
        if (EntryTitle.isChinese(own.name())) {
            return own.name();
        }
        Optional<String> translated = TechnicalName.inChinese(column.name());
        if (translated.isEmpty() && !comment.name().isEmpty()) {
            translated = TechnicalName.inChinese(comment.name());
        }
        if (translated.isPresent() || best != null) {
            String guessed = translated.isPresent()
                    ? translated.get()
                    : words.type(Objects.requireNonNull(best).type());
            checks.add(new DraftEntry.Check(
                    column.name(), "name", "name-guessed", Map.of("name", guessed, "column", column.name())));
            return guessed;
        }
        String kept = comment.name().isEmpty() ? column.name() : comment.name();
        checks.add(new DraftEntry.Check(column.name(), "name", "name-kept", Map.of("name", kept)));
        return kept;
    }

    private void checks(
            ColumnProfile column,
            Classification classification,
            String name,
            List<DraftEntry.Code> codes,
            List<DraftEntry.Check> checks) {
        if (classification.recognised().isEmpty()) {
            classification
                    .best()
                    .ifPresent(suspected -> checks.add(new DraftEntry.Check(
                            column.name(),
                            "grade",
                            "suspected",
                            Map.of("type", suspected.type().word()))));
        }
        classification
                .recognised()
                .filter(found -> found.evidence().stream()
                        .anyMatch(reason -> reason.code().equals("misfit")))
                .ifPresent(found -> checks.add(new DraftEntry.Check(
                        column.name(),
                        "grade",
                        "misfit",
                        Map.of("type", found.type().word()))));
        Set<String> known = codes.stream().map(DraftEntry.Code::code).collect(Collectors.toSet());
        if (known.size() < codes.size()) {
            checks.add(new DraftEntry.Check(column.name(), "codes", "codes-twice", Map.of()));
        }
        if (classification.best().isPresent() && codes.isEmpty()) {
            return;
        }
        List<String> values =
                column.top().stream().map(ColumnProfile.Count::value).toList();
        boolean coded = column.distinct() <= MOST_CODES
                && !values.isEmpty()
                && values.stream().allMatch(value -> CODE.matcher(value).matches());
        if (codes.isEmpty() && coded && CODED.matcher(name).matches()) {
            checks.add(new DraftEntry.Check(
                    column.name(), "codes", "codes-missing", Map.of("values", listed(values.stream()))));
        } else if (!codes.isEmpty() && coded) {
            String missing = listed(values.stream().filter(value -> !known.contains(value)));
            if (!missing.isEmpty()) {
                checks.add(new DraftEntry.Check(column.name(), "codes", "codes-incomplete", Map.of("values", missing)));
            }
        }
    }

    private static String listed(Stream<String> values) {
        return values.sorted().limit(MOST_CODES).collect(Collectors.joining("、"));
    }

    /// The guide's type letter, by the first word of the declared type: `interval` is not `int`, nor is
    /// `enum('int')`.
    ///
    /// @param uncoded whether there is no list of codes: 是否 with codes is no yes or no of the database
    private static String type(
            ColumnProfile column, Classification.@Nullable Finding found, String name, boolean uncoded) {
        String declared = column.declaredType().toLowerCase(Locale.ROOT);
        if (declared.endsWith("]")) {
            return "C";
        }
        if (declared.equals("tinyint(1)") && uncoded && name.startsWith("是否")) {
            return "L";
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
        boolean amount =
                found == null || DataType.INCOME.equals(found.type()) || DataType.COORDINATE.equals(found.type());
        Integer longest = column.longest();
        return digits && amount && (longest == null || longest <= MOST_DIGITS);
    }

    /// The declared length; of files and interfaces, which declare none, that of the longest value.
    private static @Nullable Integer length(Table table, ColumnProfile column, @Nullable String kind) {
        if (table.kind() == Table.Kind.FILE) {
            return column.longestBytes();
        }
        return table.columns().stream()
                .filter(declared -> declared.name().equals(column.name()))
                .findFirst()
                .map(declared -> DeclaredLength.of(declared, kind))
                .orElse(table.kind() == Table.Kind.API ? column.longestBytes() : null);
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
}
