package org.shuguan.dataplane.lake;

import org.shuguan.dataplane.source.Quote;

/// Trino's SQL, which yields what DuckDB's does.
final class TrinoSql implements LakeSql {
    /// The characters of Unicode's category Zs, which DuckDB's `trim` removes. Trino's removes others.
    static final String BLANKS =
            " \u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u202F\u205F\u3000";

    /// What DuckDB skips around numbers and days.
    private static final String SPACE = "[ \\t\\n\\x0B\\f\\r]*";
    private static final String DIGITS = "[0-9]+(?:_[0-9]+)*";
    /// DuckDB permits `+-5` and `1_000`.
    private static final String NUMBER = "\\A" + SPACE + "[+]?-?(?:" + DIGITS + "(?:[.](?:" + DIGITS + ")?)?|[.]"
            + DIGITS + ")(?:[eE][+-]?" + DIGITS + ")?" + SPACE + "\\z";
    private static final String INFINITE = "(?i)\\A" + SPACE + "[+]?-?inf(?:inity)?" + SPACE + "\\z";
    private static final String NOT_A_NUMBER = "(?i)\\A" + SPACE + "[+]?-?nan(?:[(][0-9a-z_]*[)])?" + SPACE + "\\z";
    private static final String Y = "([0-9]{1,4})";
    private static final String M = "([0-9]{1,2})";
    private static final String DAY =
            "\\A" + SPACE + "(?:" + Y + "-" + M + "-" + M + "|([0-9]{4})([0-9]{2})" + M + "|" + Y + "/" + M + "/" + M
                    + "|" + Y + "[.]" + M + "[.]" + M + "|" + Y + "年" + M + "月" + M + "日)" + SPACE + "\\z";
    private static final int FORMS = 5;

    /// The numbers of one digit that Java writes with two.
    private static final String ONE_DIGIT = "map(array['4.9E-324', '9.9E-324', '4.9E-323', '5.9E-323', '6.9E-323',"
            + " '7.9E-323', '8.9E-323', '9.9E-323'], array['5e-324', '1e-323', '5e-323', '6e-323', '7e-323', '8e-323',"
            + " '9e-323', '1e-322'])";
    /// Capital letters of Unicode 16, which DuckDB does not know, and private ones that have no lower case.
    private static final String NEW_CAPITALS = "\u1C89" + signs(0x10D50, 22);
    private static final String KEPT_CAPITALS = signs(0x10FF00, 23);

    /// Decimal exponents between which DuckDB writes a double without an exponent.
    private static final int LEAST_EXPONENT = -5;
    private static final int MOST_EXPONENT = 16;

    @Override
    public String text(String value, String type) {
        return switch (type) {
            case "VARCHAR" -> value;
            case "DOUBLE" -> textOfDouble(value);
            case "TIMESTAMP" -> "regexp_replace(cast(" + value + " as varchar), '[.]?0+\\z', '')";
            default -> "cast(" + value + " as varchar)";
        };
    }

    /// Calculates an expression once under a name.
    private static String let(String name, String value, String expression) {
        return "transform(array[" + value + "], " + name + " -> " + expression + ")[1]";
    }

    /// The shortest digits are those of Java, by way of JSON; Trino's own conversion to text writes others.
    private static String textOfDouble(String value) {
        // x: the value; p: digits before the point, digits after it, exponent; d: digits without zeros at the ends,
        // decimal exponent of the first of them.
        String json = "json_format(cast(abs(x) as json))";
        String parts =
                "row(split_part(split_part(j, 'E', 1), '.', 1), coalesce(split_part(split_part(j, 'E', 1), '.', 2), ''),"
                        + " coalesce(cast(split_part(j, 'E', 2) as integer), 0))";
        String digits = "row(regexp_replace(regexp_replace(p[1] || p[2], '\\A0+', ''), '0+\\z', ''),"
                + " if(p[1] <> '0', length(p[1]) - 1, length(regexp_replace(p[2], '\\A0+', '')) - length(p[2]) - 1) + p[3])";
        String plain =
                "if(d[2] >= 0, rpad(substr(d[1], 1, d[2] + 1), d[2] + 1, '0') || '.' || if(length(d[1]) > d[2] + 1,"
                        + " substr(d[1], d[2] + 2), '0'), '0.' || rpad('', -d[2] - 1, '0') || d[1])";
        String exponent = "substr(d[1], 1, 1) || if(length(d[1]) > 1, '.' || substr(d[1], 2), '') || 'e' ||"
                + " if(d[2] < 0, '-', '+') || if(abs(d[2]) < 10, '0', '') || cast(abs(d[2]) as varchar)";
        String written = let(
                "d",
                let("p", let("j", json, parts), digits),
                "if(d[2] > " + LEAST_EXPONENT + " and d[2] < " + MOST_EXPONENT + ", " + plain + ", " + exponent + ")");
        return let(
                "x",
                value,
                "case when is_nan(x) then 'nan' when x = infinity() then 'inf' when x = -infinity() then '-inf'"
                        + " else if(x < 0e0 or x = 0e0 and 1e0 / x < 0e0, '-', '') || case when x = 0e0 then '0.0'"
                        + " else coalesce(element_at(" + ONE_DIGIT + ", json_format(cast(abs(x) as json))), " + written
                        + ") end end");
    }

    @Override
    public String number(String text) {
        return let(
                "t",
                text,
                "case when regexp_like(t, '" + NUMBER
                        + "') then try_cast(regexp_replace(t, '[_+ \\t\\n\\x0B\\f\\r]', '') as double)"
                        + " when regexp_like(t, '" + INFINITE
                        + "') then if(strpos(t, '-') > 0, -infinity(), infinity())"
                        + " when regexp_like(t, '" + NOT_A_NUMBER + "') then nan() end");
    }

    @Override
    public String atMost(String least, String most) {
        return let(
                "v",
                "row(cast(" + least + " as double), cast(" + most + " as double))",
                "case when v[1] is null or v[2] is null then null when is_nan(v[2]) then true else v[1] <= v[2] end");
    }

    @Override
    public String quotient(String dividend, long divisor) {
        return "(" + dividend + " / " + divisor + ")";
    }

    @Override
    public String day(String text) {
        StringBuilder parts = new StringBuilder("coalesce(");
        for (int form = 0; form < FORMS; form++) {
            int first = form * 3 + 1;
            parts.append(form > 0 ? ", " : "")
                    .append("lpad(")
                    .append(part(first))
                    .append(", 4, '0') || '-' || lpad(")
                    .append(part(first + 1))
                    .append(", 2, '0') || '-' || lpad(")
                    .append(part(first + 2))
                    .append(", 2, '0')");
        }
        return let("t", text, "try_cast(" + parts + ") as date)");
    }

    private static String part(int group) {
        return "regexp_extract(t, '" + DAY + "', " + group + ")";
    }

    @Override
    public String dayOfDigits(String digits) {
        return let(
                "t", digits, "try_cast(substr(t, 1, 4) || '-' || substr(t, 5, 2) || '-' || substr(t, 7, 2) as date)");
    }

    @Override
    public String digitsOfDay(String day) {
        return "replace(cast(" + day + " as varchar), '-', '')";
    }

    @Override
    public String matches(String text, String expression) {
        return "regexp_like(" + text + ", " + Quote.text("\\A(?:" + expression + ")\\z") + ")";
    }

    @Override
    public boolean readsRe2() {
        return false;
    }

    @Override
    public String code(String text) {
        return "codepoint(cast(nullif(substr(" + text + ", 1, 1), '') as varchar(1)))";
    }

    @Override
    public String trimmed(String text) {
        return "trim(both '" + BLANKS + "' from " + text + ")";
    }

    private static String signs(int first, int count) {
        StringBuilder signs = new StringBuilder();
        for (int i = 0; i < count; i++) {
            signs.appendCodePoint(first + i);
        }
        return signs.toString();
    }

    @Override
    public String lower(String text) {
        return "translate(lower(translate(" + text + ", '" + NEW_CAPITALS + "', '" + KEPT_CAPITALS + "')), '"
                + KEPT_CAPITALS + "', '" + NEW_CAPITALS + "')";
    }

    @Override
    public String contains(String text, String part) {
        return "(strpos(" + text + ", " + part + ") > 0)";
    }

    @Override
    public String distinct(String value) {
        return "count(distinct " + value + ")";
    }

    @Override
    public String key(String value, String type) {
        // In Trino what is not a number does not equal itself.
        return "DOUBLE".equals(type) ? "to_ieee754_64(if(" + value + " = 0e0, 0e0, " + value + "))" : value;
    }

    @Override
    public String keys(String keys) {
        // `in` takes a row for several columns.
        return "array[row(" + keys + ")]";
    }

    @Override
    public String joined(String one, String other) {
        // A full join takes equalities only.
        return "coalesce(" + one + ", '') = coalesce(" + other + ", '') and (" + one + " is null) = (" + other
                + " is null)";
    }

    @Override
    public boolean readsDuckDb() {
        return false;
    }
}
