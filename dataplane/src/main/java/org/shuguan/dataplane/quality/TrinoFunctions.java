package org.shuguan.dataplane.quality;

import static org.shuguan.dataplane.quality.TrinoCondition.BIGINT;
import static org.shuguan.dataplane.quality.TrinoCondition.DATE;
import static org.shuguan.dataplane.quality.TrinoCondition.DOUBLE;
import static org.shuguan.dataplane.quality.TrinoCondition.INTEGER;
import static org.shuguan.dataplane.quality.TrinoCondition.SQL;
import static org.shuguan.dataplane.quality.TrinoCondition.TEXT;
import static org.shuguan.dataplane.quality.TrinoCondition.TIME;
import static org.shuguan.dataplane.quality.TrinoCondition.TRUTH;
import static org.shuguan.dataplane.quality.TrinoCondition.compared;
import static org.shuguan.dataplane.quality.TrinoCondition.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.lake.LakeType;
import org.shuguan.dataplane.quality.TrinoCondition.Typed;
import tools.jackson.databind.JsonNode;

/// Functions and operators of conditions in Trino's SQL.
final class TrinoFunctions {
    private static final String INTERVAL = "INTERVAL ";

    private final TrinoCondition condition;

    TrinoFunctions(TrinoCondition condition) {
        this.condition = condition;
    }

    Typed written(JsonNode node) throws ConditionRefused {
        String name = node.path("function_name").asString("").toLowerCase(Locale.ROOT);
        List<JsonNode> nodes = node.path("arguments")
                .valueStream()
                .map(argument -> argument.path("expression"))
                .toList();
        if (name.equals("to_days") || name.equals("to_months") || name.equals("to_years")) {
            return interval(name, nodes.getFirst());
        }
        List<Typed> all = new ArrayList<>();
        for (JsonNode argument : nodes) {
            all.add(condition.written(argument));
        }
        Typed first = all.getFirst();
        Typed second = all.size() > 1 ? all.get(1) : first;
        return switch (name) {
            case "+", "-", "*", "/", "//", "%", "mod" -> arithmetic(name, all);
            case "||" -> new Typed("(" + text(first) + " || " + text(second) + ")", TEXT);
            case "~~", "!~~" ->
                new Typed(
                        "(" + mustBeText(first, name) + (name.equals("~~") ? " like " : " not like ")
                                + mustBeText(second, name) + ")",
                        TRUTH);
            case "concat" ->
                new Typed(
                        all.stream()
                                .map(part -> "coalesce(" + text(part) + ", '')")
                                .collect(Collectors.joining(" || ", "(", ")")),
                        TEXT);
            case "abs" -> new Typed("abs(" + number(first, name) + ")", first.type());
            case "round", "floor", "ceil", "trunc" -> rounded(name, all);
            case "nullif" ->
                new Typed("if(" + compared("=", first, second).sql() + ", null, " + first.sql() + ")", first.type());
            case "greatest" -> extreme(">=", all);
            case "least" -> extreme("<=", all);
            case "year", "month", "day" -> part(name, first);
            case "date_part" -> part(String.valueOf(first.literal()).toLowerCase(Locale.ROOT), second);
            case "date_diff", "datediff" -> difference(all);
            default -> ofText(name, all);
        };
    }

    private static String mustBeText(Typed value, String of) throws ConditionRefused {
        if (!value.is(TEXT) && !value.is(TrinoCondition.NULL)) {
            throw TrinoCondition.refused(value.type() + " in " + of);
        }
        return text(value);
    }

    private static String number(Typed value, String of) throws ConditionRefused {
        if (!value.isNumber()) {
            throw TrinoCondition.refused(value.type() + " in " + of);
        }
        return value.sql();
    }

    private static Typed ofText(String name, List<Typed> all) throws ConditionRefused {
        String first = mustBeText(all.getFirst(), name);
        String second = all.size() > 1 && all.get(1).is(TEXT) ? all.get(1).sql() : "";
        return switch (name) {
            case "length" -> new Typed("length(" + first + ")", BIGINT);
            case "lower" -> new Typed(SQL.lower(first), TEXT);
            case "strlen" -> new Typed("length(to_utf8(" + first + "))", BIGINT);
            case "trim", "ltrim", "rtrim" -> {
                mustHave(1, all, name);
                String side = name.equals("trim") ? "both" : name.equals("ltrim") ? "leading" : "trailing";
                yield new Typed(SQL.trimmed(first).replaceFirst("both", side), TEXT);
            }
            case "substr", "substring" -> substring(name, first, all);
            case "left" -> new Typed("substr(" + first + ", 1, " + constant(all.get(1), name, 0) + ")", TEXT);
            case "right" ->
                new Typed(
                        "substr(" + first + ", greatest(length(" + first + ") - " + constant(all.get(1), name, 0)
                                + " + 1, 1))",
                        TEXT);
            case "starts_with", "prefix", "^@" ->
                new Typed("starts_with(" + first + ", " + mustBeText(all.get(1), name) + ")", TRUTH);
            case "ends_with", "suffix" ->
                new Typed(
                        "(length(" + first + ") >= length(" + second + ") and substr(" + first + ", length(" + first
                                + ") - length(" + mustBeText(all.get(1), name) + ") + 1) = " + second + ")",
                        TRUTH);
            case "contains" -> new Typed(SQL.contains(first, mustBeText(all.get(1), name)), TRUTH);
            case "strpos", "instr" -> new Typed("strpos(" + first + ", " + mustBeText(all.get(1), name) + ")", BIGINT);
            case "regexp_matches" -> new Typed("regexp_like(" + first + ", " + pattern(all, name) + ")", TRUTH);
            case "regexp_full_match" -> new Typed(SQL.matches(first, common(all, name)), TRUTH);
            case "ascii", "unicode" ->
                new Typed(
                        "if(" + first + " is not null, coalesce(" + SQL.code(first) + ", "
                                + (name.equals("ascii") ? 0 : -1) + "))",
                        INTEGER);
            case "replace" -> {
                if (all.get(1).literal() == null
                        || all.get(1).literal().isEmpty()
                        || all.get(2).literal() == null) {
                    throw TrinoCondition.refused(name);
                }
                yield new Typed(
                        "replace(" + first + ", " + second + ", " + all.get(2).sql() + ")", TEXT);
            }
            default -> throw TrinoCondition.refused(name);
        };
    }

    private static String pattern(List<Typed> all, String name) throws ConditionRefused {
        return org.shuguan.dataplane.source.Quote.text(common(all, name));
    }

    private static String common(List<Typed> all, String name) throws ConditionRefused {
        mustHave(2, all, name);
        String expression = all.get(1).literal();
        if (expression == null) {
            throw TrinoCondition.refused(name);
        }
        return CommonPattern.of(expression);
    }

    private static void mustHave(int count, List<Typed> all, String name) throws ConditionRefused {
        if (all.size() != count) {
            throw TrinoCondition.refused(name + " with " + all.size());
        }
    }

    /// The engines count from other places where a number is negative or zero.
    private static int constant(Typed value, String of, int least) throws ConditionRefused {
        if (value.is(INTEGER) && value.sql().matches("\\(\\d{1,9}\\)")) {
            int number = Integer.parseInt(value.sql().substring(1, value.sql().length() - 1));
            if (number >= least) {
                return number;
            }
        }
        throw TrinoCondition.refused(of + " " + value.sql());
    }

    private static Typed substring(String name, String text, List<Typed> all) throws ConditionRefused {
        String from = "substr(" + text + ", " + constant(all.get(1), name, 1);
        return new Typed(all.size() > 2 ? from + ", " + constant(all.get(2), name, 0) + ")" : from + ")", TEXT);
    }

    private static Typed rounded(String name, List<Typed> all) throws ConditionRefused {
        mustHave(1, all, name);
        Typed value = all.getFirst();
        String function = name.equals("trunc") ? "truncate" : name;
        if (value.isDecimal()) {
            int digits = value.digits()[0] + value.digits()[1];
            String type = "DECIMAL(" + digits + ",0)";
            return new Typed("cast(" + function + "(" + value.sql() + ") as " + type + ")", type);
        }
        if (value.is(DOUBLE) && !name.equals("round")) {
            return new Typed(function + "(" + value.sql() + ")", DOUBLE);
        }
        throw TrinoCondition.refused(name + " " + value.type());
    }

    /// Those without a value do not count.
    private static Typed extreme(String operator, List<Typed> all) throws ConditionRefused {
        List<Typed> same = TrinoCondition.unified(all);
        Typed found = same.getFirst();
        for (Typed next : same.subList(1, same.size())) {
            found = new Typed(
                    "case when " + found.sql() + " is null then " + next.sql() + " when " + next.sql()
                            + " is null then " + found.sql() + " when "
                            + compared(operator, found, next).sql()
                            + " then " + found.sql() + " else " + next.sql() + " end",
                    found.type());
        }
        return new Typed("(" + found.sql() + ")", found.type());
    }

    private static Typed part(String part, Typed value) throws ConditionRefused {
        String function = switch (part) {
            case "year", "month", "day", "quarter", "week" -> part;
            case "dow" -> "day_of_week";
            case "hour", "minute" -> value.is(TIME) ? part : null;
            default -> null;
        };
        if (function == null || (!value.is(DATE) && !value.is(TIME))) {
            throw TrinoCondition.refused(part + " of " + value.type());
        }
        String sql = function + "(" + value.sql() + ")";
        return new Typed(part.equals("dow") ? "(" + sql + " % 7)" : sql, BIGINT);
    }

    /// DuckDB counts how often a new day, month or year begins.
    private static Typed difference(List<Typed> all) throws ConditionRefused {
        mustHave(3, all, "date_diff");
        String from = day(all.get(1));
        String to = day(all.get(2));
        return new Typed(
                switch (String.valueOf(all.getFirst().literal()).toLowerCase(Locale.ROOT)) {
                    case "day" -> "date_diff('day', " + from + ", " + to + ")";
                    case "month" ->
                        "((year(" + to + ") - year(" + from + ")) * 12 + month(" + to + ") - month(" + from + "))";
                    case "year" -> "(year(" + to + ") - year(" + from + "))";
                    default ->
                        throw TrinoCondition.refused(
                                "date_diff " + all.getFirst().literal());
                },
                BIGINT);
    }

    private static String day(Typed value) throws ConditionRefused {
        if (!value.is(DATE) && !value.is(TIME)) {
            throw TrinoCondition.refused(value.type() + " in date_diff");
        }
        return "cast(" + value.sql() + " as date)";
    }

    /// `interval 18 year` is written by the parser as `to_years(cast(trunc(cast(18 as double)) as integer))`.
    private Typed interval(String name, JsonNode argument) throws ConditionRefused {
        JsonNode inside = argument;
        while (true) {
            JsonNode next = inside.path("class").asString("").equals("CAST")
                    ? inside.path("child")
                    : inside.path("function_name").asString("").equals("trunc")
                            ? inside.path("arguments").path(0).path("expression")
                            : null;
            if (next == null) {
                break;
            }
            inside = next;
        }
        Typed count = condition.written(inside.path("class").asString("").equals("CONSTANT") ? inside : argument);
        if (!count.is(INTEGER)) {
            throw TrinoCondition.refused(name + " " + count.type());
        }
        return new Typed(count.sql(), INTERVAL + name.substring(3, name.length() - 1));
    }

    private static Typed arithmetic(String operator, List<Typed> all) throws ConditionRefused {
        Typed first = all.getFirst();
        if (all.size() == 1) {
            number(first, operator);
            return new Typed("(" + operator + " " + first.sql() + ")", first.type());
        }
        Typed second = all.get(1);
        @Nullable Typed days = ofDays(operator, first, second);
        if (days != null) {
            return days;
        }
        number(first, operator);
        number(second, operator);
        boolean whole = first.isWhole() && second.isWhole();
        String wide = first.is(BIGINT) || second.is(BIGINT) ? BIGINT : INTEGER;
        return switch (operator) {
            case "/" ->
                new Typed(
                        "(" + TrinoCondition.as(first, DOUBLE).sql() + " / "
                                + TrinoCondition.as(second, DOUBLE).sql() + ")",
                        DOUBLE);
            case "//", "%", "mod" -> {
                if (!whole) {
                    throw TrinoCondition.refused(first.type() + " " + operator + " " + second.type());
                }
                yield new Typed("(" + first.sql() + (operator.equals("//") ? " / " : " % ") + second.sql() + ")", wide);
            }
            default -> {
                String type = whole
                        ? wide
                        : first.is(DOUBLE) || second.is(DOUBLE) ? DOUBLE : decimal(operator, first, second);
                yield type.equals(DOUBLE)
                        ? new Typed(
                                "(" + TrinoCondition.as(first, DOUBLE).sql() + " " + operator + " "
                                        + TrinoCondition.as(second, DOUBLE).sql() + ")",
                                DOUBLE)
                        : new Typed("(" + first.sql() + " " + operator + " " + second.sql() + ")", type);
            }
        };
    }

    private static String decimal(String operator, Typed first, Typed second) throws ConditionRefused {
        int[] one = first.digits();
        int[] other = second.digits();
        int after = operator.equals("*") ? one[1] + other[1] : Math.max(one[1], other[1]);
        int before = operator.equals("*") ? one[0] + other[0] : Math.max(one[0], other[0]) + 1;
        if (after > LakeType.MOST_DIGITS / 2 && before + after > LakeType.MOST_DIGITS) {
            throw TrinoCondition.refused(first.type() + " " + operator + " " + second.type());
        }
        return "DECIMAL(" + Math.min(before + after, LakeType.MOST_DIGITS) + "," + after + ")";
    }

    private static @Nullable Typed ofDays(String operator, Typed first, Typed second) {
        boolean day = first.is(DATE) || first.is(TIME);
        boolean minus = operator.equals("-");
        if (!minus && !operator.equals("+")) {
            return null;
        }
        if (minus && first.is(DATE) && second.is(DATE)) {
            return new Typed("date_diff('day', " + second.sql() + ", " + first.sql() + ")", BIGINT);
        }
        String count = (minus ? "-" : "") + second.sql();
        if (first.is(DATE) && second.is(INTEGER)) {
            return new Typed("date_add('day', " + count + ", " + first.sql() + ")", DATE);
        }
        if (day && second.type().startsWith(INTERVAL)) {
            return new Typed(
                    "date_add('" + second.type().substring(INTERVAL.length()) + "', " + count + ", cast(" + first.sql()
                            + " as timestamp(6)))",
                    TIME);
        }
        return null;
    }
}
