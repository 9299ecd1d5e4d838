package org.shuguan.dataplane.quality;

import java.util.Locale;
import org.shuguan.dataplane.quality.TrinoCondition.Typed;
import tools.jackson.databind.JsonNode;

/// Conversions of conditions in Trino's SQL. One that fails yields nothing. A text that DuckDB reads as a number or a
/// day in a form that is not written here ends the query, so that it is told instead of judged differently.
final class TrinoCast {
    private static final String SPACE = "[ \\t\\n\\x0B\\f\\r]*";

    private TrinoCast() {}

    static Typed written(Typed value, JsonNode wanted) throws ConditionRefused {
        String type = type(wanted);
        if (value.is(type)) {
            return value;
        }
        if (value.is(TrinoCondition.NULL)) {
            return TrinoCondition.as(value, type);
        }
        if (value.literal() != null && (type.equals(TrinoCondition.DATE) || type.equals(TrinoCondition.TIME))) {
            return TrinoCondition.as(value, type);
        }
        String plain = "try_cast(" + value.sql() + " as " + TrinoCondition.name(type) + ")";
        boolean possible = switch (type) {
            case TrinoCondition.TEXT -> true;
            case TrinoCondition.BIGINT, TrinoCondition.INTEGER ->
                value.isWhole() || value.isDecimal() || value.is(TrinoCondition.TEXT);
            case TrinoCondition.DOUBLE ->
                value.isWhole() || value.is(TrinoCondition.TEXT) || (value.isDecimal() && isExact(value));
            case TrinoCondition.DATE -> value.is(TrinoCondition.TIME) || value.is(TrinoCondition.TEXT);
            case TrinoCondition.TIME -> value.is(TrinoCondition.DATE);
            case TrinoCondition.TRUTH -> false;
            default -> value.isWhole() || value.isDecimal();
        };
        if (!possible) {
            throw TrinoCondition.refused(value.type() + ", " + type);
        }
        if (type.equals(TrinoCondition.TEXT)) {
            return new Typed(TrinoCondition.text(value), type);
        }
        if (value.is(TrinoCondition.TEXT)) {
            return new Typed(
                    switch (type) {
                        case TrinoCondition.DOUBLE -> TrinoCondition.SQL.number(value.sql());
                        case TrinoCondition.DATE -> day(value.sql());
                        default -> whole(value.sql(), type);
                    },
                    type);
        }
        return new Typed(plain, type);
    }

    private static boolean isExact(Typed value) {
        try {
            TrinoCondition.as(value, TrinoCondition.DOUBLE);
            return true;
        } catch (ConditionRefused tooManyDigits) {
            return false;
        }
    }

    private static String type(JsonNode type) throws ConditionRefused {
        String name = type.path("type_name").asString("").toLowerCase(Locale.ROOT);
        return switch (name) {
            case "varchar", "text", "string" -> TrinoCondition.TEXT;
            case "integer", "int" -> TrinoCondition.INTEGER;
            case "bigint" -> TrinoCondition.BIGINT;
            case "double" -> TrinoCondition.DOUBLE;
            case "date" -> TrinoCondition.DATE;
            case "timestamp" -> TrinoCondition.TIME;
            case "boolean", "bool" -> TrinoCondition.TRUTH;
            case "decimal", "numeric" -> {
                String digits = type.path("children")
                        .path(0)
                        .path("literal")
                        .path("text")
                        .asString("18");
                boolean whole = type.path("children").size() == 1;
                String scale = type.path("children")
                        .path(1)
                        .path("literal")
                        .path("text")
                        .asString(whole ? "0" : "3");
                yield "DECIMAL(" + digits + "," + scale + ")";
            }
            default -> throw TrinoCondition.refused(name);
        };
    }

    private static String let(String value, String expression) {
        return "transform(array[" + value + "], t -> " + expression + ")[1]";
    }

    /// DuckDB rounds what is behind the point, half away from zero.
    private static String whole(String text, String type) {
        String number = "\\A" + SPACE + "([+-]?[0-9]+)(?:[.]([0-9])?[0-9]*)?" + SPACE + "\\z";
        String other = "\\A" + SPACE + "[+-]?(?:0[xXbBoO][0-9A-Fa-f_]*|[0-9_]*[.]?[0-9_]*(?:[eE][+-]?[0-9_]*)?)" + SPACE
                + "\\z";
        return let(
                text,
                "case when regexp_like(t, '" + number + "') then try_cast(try_cast(regexp_extract(t, '" + number
                        + "', 1) as decimal(38,0)) + if(coalesce(regexp_extract(t, '" + number
                        + "', 2), '0') >= '5', if(strpos(t, '-') > 0, -1, 1), 0) as " + type + ")"
                        + " when regexp_like(t, '" + other + "') and regexp_like(t, '[0-9]') then "
                        + fail("integer", type) + " end");
    }

    private static String day(String text) {
        String day =
                "\\A" + SPACE + "([0-9]{1,4})(?:-([0-9]{1,2})-([0-9]{1,2})|/([0-9]{1,2})/([0-9]{1,2}))" + SPACE + "\\z";
        return let(
                text,
                "case when regexp_like(t, '" + day + "') then try_cast(lpad(" + part(day, 1)
                        + ", 4, '0') || '-' || lpad("
                        + "coalesce(" + part(day, 2) + ", " + part(day, 4) + "), 2, '0') || '-' || lpad(coalesce("
                        + part(day, 3) + ", " + part(day, 5) + "), 2, '0') as date)"
                        + " when regexp_like(t, '(?i)[0-9].*[0-9]|inf|epoch') then "
                        + fail("date", TrinoCondition.DATE) + " end");
    }

    private static String part(String pattern, int group) {
        return "regexp_extract(t, '" + pattern + "', " + group + ")";
    }

    private static String fail(String what, String type) {
        return "cast(fail('a text in a form that only DuckDB reads as " + what + "') as " + type + ")";
    }
}
