package org.shuguan.dataplane.quality;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.lake.LakeSql;
import org.shuguan.dataplane.lake.LakeType;
import org.shuguan.dataplane.lake.TrinoEngine;
import org.shuguan.dataplane.source.Quote;
import tools.jackson.databind.JsonNode;

/// Writes an accepted condition in Trino's SQL, so that it yields what it yields in DuckDB. DuckDB converts types
/// where Trino does not: the types of all parts are followed, and conversions written out. A part whose value could
/// differ is refused.
final class TrinoCondition {
    /// A part of a condition.
    ///
    /// @param type as [org.shuguan.dataplane.lake.LakeTable#types] names it, `INTEGER` for small constants, `NULL`
    /// @param literal the text of a constant text, null for other parts
    record Typed(String sql, String type, @Nullable String literal) {
        Typed(String sql, String type) {
            this(sql, type, null);
        }

        boolean is(String name) {
            return type.equals(name);
        }

        boolean isWhole() {
            return is(INTEGER) || is(BIGINT);
        }

        boolean isDecimal() {
            return type.startsWith("DECIMAL");
        }

        boolean isNumber() {
            return isWhole() || isDecimal() || is(DOUBLE);
        }

        /// As a decimal: its digits before and after the point.
        int[] digits() {
            Matcher decimal = DECIMAL.matcher(type);
            if (decimal.matches()) {
                int scale = Integer.parseInt(decimal.group(2));
                return new int[] {Integer.parseInt(decimal.group(1)) - scale, scale};
            }
            return new int[] {is(INTEGER) ? 10 : 19, 0};
        }
    }

    static final String TEXT = "VARCHAR";
    static final String INTEGER = "INTEGER";
    static final String BIGINT = "BIGINT";
    static final String DOUBLE = "DOUBLE";
    static final String DATE = "DATE";
    static final String TIME = "TIMESTAMP";
    static final String TRUTH = "BOOLEAN";
    static final String NULL = "NULL";
    static final LakeSql SQL = TrinoEngine.SQL;

    private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\((\\d+),(\\d+)\\)");
    /// Exact numbers of more digits are converted to doubles differently.
    private static final int MOST_EXACT_DIGITS = 15;
    private static final Map<String, String> COMPARISONS = Map.of(
            "COMPARE_EQUAL", "=",
            "COMPARE_NOTEQUAL", "<>",
            "COMPARE_LESSTHAN", "<",
            "COMPARE_GREATERTHAN", ">",
            "COMPARE_LESSTHANOREQUALTO", "<=",
            "COMPARE_GREATERTHANOREQUALTO", ">=",
            "COMPARE_DISTINCT_FROM", "is distinct from",
            "COMPARE_NOT_DISTINCT_FROM", "is not distinct from");

    private final Function<String, @Nullable Typed> columns;

    private TrinoCondition(Function<String, @Nullable Typed> columns) {
        this.columns = columns;
    }

    /// @param columns by the names that were written, null if there is none of a name
    /// @throws ConditionRefused with what is not permitted, or what Trino cannot do alike
    static String write(String text, Function<String, @Nullable Typed> columns) throws ConditionRefused {
        Condition.accept(text, name -> {
            Typed column = columns.apply(name);
            return column == null ? null : column.sql();
        });
        Typed written = new TrinoCondition(columns).written(Condition.tree(text));
        return "cast(" + truth(written, "condition").sql() + " as boolean)";
    }

    static ConditionRefused refused(String what) {
        return Condition.refused(ConditionRefused.Reason.OTHER_ENGINE, "name", what);
    }

    static Typed truth(Typed value, String of) throws ConditionRefused {
        if (!value.is(TRUTH) && !value.is(NULL)) {
            throw refused(value.type() + " as " + of);
        }
        return value;
    }

    Typed written(JsonNode node) throws ConditionRefused {
        String type = node.path("type").asString("");
        return switch (node.path("class").asString("")) {
            case "CONSTANT" -> constant(node.path("literal"));
            case "COLUMN_REF" -> column(node.path("column_names").path(0).asString(""));
            case "COMPARISON" ->
                compared(
                        String.valueOf(COMPARISONS.get(type)), written(node.path("left")), written(node.path("right")));
            case "CONJUNCTION" -> conjunction(node, type);
            case "BETWEEN" -> {
                Typed input = written(node.path("input"));
                yield new Typed(
                        "(" + compared(">=", input, written(node.path("lower"))).sql() + " and "
                                + compared("<=", input, written(node.path("upper")))
                                        .sql() + ")",
                        TRUTH);
            }
            case "OPERATOR" -> operator(type, all(node.path("children")));
            case "CAST" -> TrinoCast.written(written(node.path("child")), node.path("type_expr"));
            case "CASE" -> choice(node);
            case "FUNCTION" -> new TrinoFunctions(this).written(node);
            default -> throw refused(node.path("class").asString("?"));
        };
    }

    List<Typed> all(JsonNode nodes) throws ConditionRefused {
        List<Typed> written = new ArrayList<>();
        for (JsonNode node : nodes) {
            written.add(written(node));
        }
        return written;
    }

    private Typed column(String name) throws ConditionRefused {
        Typed column = columns.apply(name);
        if (column == null) {
            throw Condition.refused(ConditionRefused.Reason.COLUMN, "name", name);
        }
        boolean known =
                List.of(TEXT, INTEGER, BIGINT, DOUBLE, DATE, TIME, TRUTH).contains(column.type());
        if (!known && !column.isDecimal()) {
            throw refused(column.type());
        }
        return column;
    }

    private static Typed constant(JsonNode literal) throws ConditionRefused {
        String text = literal.path("text").asString("");
        return switch (literal.path("kind").asString("")) {
            case "STRING" -> new Typed(Quote.text(text), TEXT, text.replace("\0", ""));
            case "INTEGER", "NUMERIC" -> number(text);
            case "BOOLEAN" -> new Typed("true".equals(text) ? "true" : "false", TRUTH);
            case "NULL_LITERAL" -> new Typed("null", NULL);
            default -> throw refused("constant");
        };
    }

    private static Typed number(String text) throws ConditionRefused {
        if (text.matches("-?[0-9]{1,18}")) {
            long value = Long.parseLong(text);
            return new Typed("(" + value + ")", value == (int) value ? INTEGER : BIGINT);
        }
        if (text.matches("-?[0-9]+\\.[0-9]+") && text.length() <= LakeType.MOST_DIGITS) {
            int scale = text.length() - text.indexOf('.') - 1;
            int before = text.indexOf('.') - (text.startsWith("-") ? 1 : 0);
            return new Typed("(decimal '" + text + "')", "DECIMAL(" + (before + scale) + "," + scale + ")");
        }
        if (text.matches("-?[0-9]+(\\.[0-9]+)?[eE][+-]?[0-9]{1,3}")) {
            return new Typed("(" + text + ")", DOUBLE);
        }
        throw refused(text);
    }

    private Typed conjunction(JsonNode node, String type) throws ConditionRefused {
        List<String> parts = new ArrayList<>();
        for (Typed part : all(node.path("children"))) {
            parts.add(truth(part, "condition").sql());
        }
        return new Typed("(" + String.join("CONJUNCTION_AND".equals(type) ? " and " : " or ", parts) + ")", TRUTH);
    }

    private static Typed operator(String type, List<Typed> operands) throws ConditionRefused {
        Typed first = operands.getFirst();
        return switch (type) {
            case "COMPARE_IN" -> oneOf(first, operands.subList(1, operands.size()));
            case "COMPARE_NOT_IN" -> not(oneOf(first, operands.subList(1, operands.size())));
            case "OPERATOR_NOT" -> not(truth(first, "condition"));
            case "OPERATOR_IS_NULL" -> new Typed("(" + first.sql() + " is null)", TRUTH);
            case "OPERATOR_IS_NOT_NULL" -> new Typed("(" + first.sql() + " is not null)", TRUTH);
            case "OPERATOR_COALESCE" -> {
                List<Typed> same = unified(operands);
                yield new Typed(
                        "coalesce(" + joined(same) + ")", same.getFirst().type());
            }
            default -> throw refused(type);
        };
    }

    private static Typed not(Typed value) {
        return new Typed("(not " + value.sql() + ")", TRUTH);
    }

    private static Typed oneOf(Typed value, List<Typed> others) throws ConditionRefused {
        List<String> equal = new ArrayList<>();
        for (Typed other : others) {
            equal.add(compared("=", value, other).sql());
        }
        return new Typed("(" + String.join(" or ", equal) + ")", TRUTH);
    }

    private Typed choice(JsonNode node) throws ConditionRefused {
        List<Typed> values = new ArrayList<>();
        List<String> conditions = new ArrayList<>();
        for (JsonNode check : node.path("case_checks")) {
            conditions.add(truth(written(check.path("when_expr")), "condition").sql());
            values.add(written(check.path("then_expr")));
        }
        values.add(written(node.path("else_expr")));
        List<Typed> same = unified(values);
        StringBuilder sql = new StringBuilder("(case");
        for (int i = 0; i < conditions.size(); i++) {
            sql.append(" when ").append(conditions.get(i));
            sql.append(" then ").append(same.get(i).sql());
        }
        return new Typed(
                sql + " else " + same.getLast().sql() + " end)", same.getFirst().type());
    }

    /// The text of a value as DuckDB converts it in a condition: without a digit before the point where a type has
    /// none.
    static String text(Typed value) {
        if (value.is(NULL)) {
            return "cast(null as varchar)";
        }
        String text = SQL.text(value.sql(), value.type());
        return value.isDecimal() && value.digits()[0] == 0
                ? "regexp_replace(" + text + ", '\\A(-?)0[.]', '$1.')"
                : text;
    }

    static String joined(List<Typed> parts) {
        return parts.stream().map(Typed::sql).collect(Collectors.joining(", "));
    }

    /// Compares as DuckDB does, for which what is not a number equals itself and is greater than all numbers.
    static Typed compared(String operator, Typed one, Typed other) throws ConditionRefused {
        List<Typed> same = unified(List.of(one, other));
        String left = same.get(0).sql();
        String right = same.get(1).sql();
        if (!same.get(0).is(DOUBLE) || operator.startsWith("is")) {
            return new Typed("(" + left + " " + operator + " " + right + ")", TRUTH);
        }
        String equal = "(" + SQL.atMost(left, right) + " and " + SQL.atMost(right, left) + ")";
        return new Typed(
                switch (operator) {
                    case "=" -> equal;
                    case "<>" -> "(not " + equal + ")";
                    case "<=" -> SQL.atMost(left, right);
                    case ">=" -> SQL.atMost(right, left);
                    case "<" -> "(not " + SQL.atMost(right, left) + ")";
                    default -> "(not " + SQL.atMost(left, right) + ")";
                },
                TRUTH);
    }

    /// The values as ones of a common type, as DuckDB finds it.
    static List<Typed> unified(List<Typed> values) throws ConditionRefused {
        String type = NULL;
        for (Typed value : values) {
            if (value.literal() == null) {
                type = common(type, value.type());
            }
        }
        if (type.equals(NULL) && values.stream().anyMatch(value -> value.literal() != null)) {
            type = TEXT;
        }
        List<Typed> same = new ArrayList<>();
        for (Typed value : values) {
            same.add(as(value, type));
        }
        return same;
    }

    private static String common(String one, String other) throws ConditionRefused {
        Typed first = new Typed("", one);
        Typed second = new Typed("", other);
        if (one.equals(other) || other.equals(NULL)) {
            return one;
        }
        if (one.equals(NULL)) {
            return other;
        }
        if (first.isWhole() && second.isWhole()) {
            return BIGINT;
        }
        if (first.isNumber() && second.isNumber()) {
            if (first.is(DOUBLE) || second.is(DOUBLE)) {
                return DOUBLE;
            }
            int before = Math.max(first.digits()[0], second.digits()[0]);
            int after = Math.max(first.digits()[1], second.digits()[1]);
            if (before + after > LakeType.MOST_DIGITS) {
                throw refused(one + ", " + other);
            }
            return "DECIMAL(" + (before + after) + "," + after + ")";
        }
        if ((first.is(DATE) || first.is(TIME)) && (second.is(DATE) || second.is(TIME))) {
            return TIME;
        }
        throw refused(one + ", " + other);
    }

    /// The value as one of a type that can hold it.
    static Typed as(Typed value, String type) throws ConditionRefused {
        if (value.is(type)) {
            return value;
        }
        if (value.literal() != null) {
            return constant(value.literal(), type);
        }
        if (value.is(NULL)) {
            return type.equals(NULL) ? value : new Typed("cast(null as " + name(type) + ")", type);
        }
        if (type.equals(DOUBLE) && value.isDecimal() && value.digits()[0] + value.digits()[1] > MOST_EXACT_DIGITS) {
            throw refused(value.type() + ", " + DOUBLE);
        }
        return new Typed("cast(" + value.sql() + " as " + name(type) + ")", type);
    }

    /// A constant text where another type is wanted.
    private static Typed constant(String text, String type) throws ConditionRefused {
        Typed wanted = new Typed("", type);
        if (wanted.isNumber() && text.matches("-?[0-9]{1,18}(\\.[0-9]{1,18})?")) {
            Typed number = number(text);
            // DuckDB rounds a text to the type of the other side.
            if (wanted.is(DOUBLE) || number.digits()[1] <= wanted.digits()[1]) {
                return as(number, common(number.type(), type));
            }
        }
        try {
            if (wanted.is(DATE) && text.matches("\\d{4}-\\d{2}-\\d{2}")) {
                return new Typed("(date '" + LocalDate.parse(text) + "')", DATE);
            }
            if (wanted.is(TIME)
                    && text.matches("\\d{4}-\\d{2}-\\d{2}([ T]([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,6})?)?")) {
                LocalDate.parse(text.substring(0, 10));
                return new Typed("(timestamp '" + text.replace('T', ' ') + "')", TIME);
            }
        } catch (DateTimeParseException noSuchDay) {
            throw refused("'" + text + "', " + type);
        }
        throw refused("'" + text + "', " + type);
    }

    /// Trino's name of a type.
    static String name(String type) {
        return type.equals(TIME) ? "timestamp(6)" : type;
    }
}
