package org.shuguan.dataplane.lake;

import org.shuguan.dataplane.source.Quote;

/// DuckDB's SQL.
final class DuckDbSql implements LakeSql {
    private static final String DAYS = "['%Y-%m-%d', '%Y%m%d', '%Y/%m/%d', '%Y.%m.%d', '%Y年%m月%d日']";

    @Override
    public String text(String value, String type) {
        String text = "cast(" + value + " as varchar)";
        if (type.equals("DOUBLE")) {
            // DuckDB tells the sign of what is not a number.
            return "case when isnan(" + value + ") then 'nan' else " + text + " end";
        }
        // DuckDB writes no digit before the point where a type has none: `.50`.
        return isFraction(type) ? "regexp_replace(" + text + ", '^(-?)[.]', '\\10.')" : text;
    }

    private static boolean isFraction(String type) {
        return type.matches("DECIMAL\\((\\d+),\\1\\)");
    }

    @Override
    public String number(String text) {
        return "try_cast(" + text + " as double)";
    }

    @Override
    public String atMost(String least, String most) {
        return "(" + least + " <= " + most + ")";
    }

    @Override
    public String quotient(String dividend, long divisor) {
        return "(" + dividend + " // " + divisor + ")";
    }

    @Override
    public String day(String text) {
        // DuckDB takes `epoch` and `infinity` for the first day of 1900.
        return "cast(try_strptime(case when not regexp_matches(" + text + ", '[A-Za-z]') then " + text + " end, " + DAYS
                + ") as date)";
    }

    @Override
    public String dayOfDigits(String digits) {
        return "cast(try_strptime(" + digits + ", '%Y%m%d') as date)";
    }

    @Override
    public String digitsOfDay(String day) {
        return "strftime(" + day + ", '%Y%m%d')";
    }

    @Override
    public String matches(String text, String expression) {
        return "regexp_full_match(" + text + ", " + Quote.text(expression) + ")";
    }

    @Override
    public boolean readsRe2() {
        return true;
    }

    @Override
    public String code(String text) {
        return "ascii(" + text + ")";
    }

    @Override
    public String trimmed(String text) {
        return "trim(" + text + ")";
    }

    @Override
    public String lower(String text) {
        return "lower(" + text + ")";
    }

    @Override
    public String contains(String text, String part) {
        return "contains(" + text + ", " + part + ")";
    }

    @Override
    public String distinct(String value) {
        // Equal numbers of hashes and rows prove that no value is repeated.
        return "count(distinct case when " + value + " is not null then hash(" + value + ") end)";
    }

    @Override
    public String key(String value, String type) {
        return value;
    }

    @Override
    public String keys(String keys) {
        return "row(" + keys + ")";
    }

    @Override
    public String joined(String one, String other) {
        return one + " is not distinct from " + other;
    }

    @Override
    public boolean readsDuckDb() {
        return true;
    }
}
