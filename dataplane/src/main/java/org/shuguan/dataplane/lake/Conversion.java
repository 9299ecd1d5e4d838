package org.shuguan.dataplane.lake;

import org.shuguan.dataplane.source.Quote;
import org.shuguan.dataplane.source.Relation;

/// Converts the text of a value to the type of its column, in the engine's SQL. A value that does not fit exactly is
/// not rounded, cut or guessed: it has a reason, and its row goes to the quarantine. A blank text in a column that is
/// not text is no value.
final class Conversion {
    /// What a value can be short of.
    enum Reason {
        MISSING_KEY,
        TOO_LARGE,
        TOO_LONG,
        NOT_NUMBER,
        TOO_PRECISE,
        OUT_OF_RANGE,
        NOT_DATE,
        NOT_TIME,
        NOT_BOOLEAN,
        /// another row with the same key has a greater watermark
        REPEATED_KEY,
        /// rows with this key were removed for good
        REMOVED_KEY,
        /// the line of the file is no row of the table
        NOT_ROW;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }

        String sql() {
            return "'" + word() + "'";
        }
    }

    private static final String DAYS = "['%Y-%m-%d', '%Y/%m/%d', '%Y.%m.%d', '%Y年%m月%d日', '%Y%m%d']";
    private static final String TIMES = "['%Y/%m/%d %H:%M:%S', '%Y/%m/%d %H:%M', '%Y-%m-%d %H:%M',"
            + " '%Y年%m月%d日 %H:%M:%S', '%Y年%m月%d日 %H时%M分%S秒', '%Y%m%d%H%M%S', '%Y/%m/%d', '%Y.%m.%d', '%Y年%m月%d日', '%Y%m%d']";
    /// A zone at the end of a time; without the colon of the time it would be part of a date.
    private static final String ZONE = "'.*:.*([Zz]|[+-][0-9]{2}(:?[0-9]{2}){0,2})'";
    private static final String TRUE = "('t', 'true', '1', 'y', 'yes', '是')";
    private static final String FALSE = "('f', 'false', '0', 'n', 'no', '否')";
    /// Days that Iceberg, PostgreSQL and the engine all have.
    private static final String DAY_RANGE = " between date '0001-01-01' and date '9999-12-31'";

    /// What a value that is too large begins with.
    private static final String MARK = "chr(1) || " + Quote.text(Relation.TOO_LARGE.substring(1));

    private Conversion() {}

    /// The type of the engine in which the value is written; another one would be refused by other engines.
    static String engineType(LakeType type) {
        return switch (type) {
            case LakeType.Text text -> "varchar";
            case LakeType.Whole whole -> "bigint";
            case LakeType.Decimal decimal -> "decimal(" + decimal.precision() + "," + decimal.scale() + ")";
            case LakeType.Floating floating -> "double";
            case LakeType.Day day -> "date";
            case LakeType.Time time -> "timestamp";
            case LakeType.Truth truth -> "boolean";
        };
    }

    /// The engine's own conversion, which is fast and may round or accept too much: [#value] tells where it counts.
    ///
    /// @param value SQL expression of the text
    static String quick(LakeType type, String value) {
        return type instanceof LakeType.Text ? value : "try_cast(" + value + " as " + engineType(type) + ")";
    }

    /// The converted value, null where it does not fit or other engines could not read it. A value that reads back as
    /// the same text was converted exactly; only others are looked at more closely.
    ///
    /// @param value SQL expression of the text
    /// @param quick SQL expression of [#quick]
    static String value(LakeType type, String value, String quick) {
        String same = "cast(" + quick + " as varchar) = " + value;
        return switch (type) {
            case LakeType.Text text -> value;
            case LakeType.Whole whole -> choice(same, quick, close(type, value));
            case LakeType.Decimal decimal -> choice(same, quick, close(type, value));
            case LakeType.Floating floating -> choice("isfinite(" + quick + ")", quick, close(type, value));
            // Years of four digits: earlier and later ones are written longer.
            case LakeType.Day day ->
                choice(same + " and strlen(" + value + ") = 10", quick, readable(type, close(type, value), value));
            case LakeType.Time time ->
                choice(
                        same + " and strlen(" + value + ") between 19 and 26",
                        quick,
                        readable(type, close(type, value), value));
            case LakeType.Truth truth -> close(type, value);
        };
    }

    private static String choice(String condition, String then, String otherwise) {
        return "case when " + condition + " then " + then + " else " + otherwise + " end";
    }

    private static String close(LakeType type, String value) {
        String s = "trim(" + value + ")";
        return switch (type) {
            case LakeType.Text text -> value;
            case LakeType.Whole whole ->
                "case when regexp_full_match(" + s + ", '[-+]?[0-9]+([.]0*)?') then try_cast(" + s + " as bigint) end";
            case LakeType.Decimal decimal ->
                "case when " + exact(decimal, s) + " then try_cast(" + s + " as " + engineType(decimal) + ") end";
            case LakeType.Floating floating ->
                "case when isinf(try_cast(" + s + " as double)) and not regexp_matches(" + s
                        + ", '(?i)inf') then null else try_cast(" + s + " as double) end";
            case LakeType.Day day ->
                "case when regexp_full_match(" + s
                        + ", '[0-9]{4}-[0-9]{2}-[0-9]{2}[ T]00:00(:00([.]0+)?)?') then try_cast(" + s
                        + "[:10] as date) else cast(try_strptime(" + s + ", " + DAYS + ") as date) end";
            case LakeType.Time time ->
                "case when regexp_full_match(" + s + ", " + ZONE
                        + ") then timezone('Asia/Shanghai', try_cast(" + s + " as timestamptz)) else coalesce(try_cast("
                        + s
                        + " as timestamp), try_strptime(" + s + ", " + TIMES + ")) end";
            case LakeType.Truth truth ->
                "case when lower(" + s + ") in " + TRUE + " then true when lower(" + s + ") in " + FALSE
                        + " then false end";
        };
    }

    /// The converted value, null where other engines could not read it.
    private static String readable(LakeType type, String converted, String value) {
        String day = "cast(" + converted + " as date)" + DAY_RANGE;
        String condition = type instanceof LakeType.Time
                ? day + " and not regexp_matches(" + value + ", ':[0-9]{2}[.][0-9]{6}[0-9]*[1-9]')"
                : day;
        return "case when " + condition + " then " + converted + " end";
    }

    /// Whether a value is kept: true or false, never null. [#reason] says why it is not.
    ///
    /// @param value SQL expression of the text
    /// @param converted SQL expression of [#value]
    static String fits(LakeColumn column, String value, String converted) {
        String there = value + " is not null";
        if (column.type() instanceof LakeType.Text text) {
            String short_ = text.mostBytes() == null ? "" : " and strlen(" + value + ") <= " + text.mostBytes();
            String good = "not starts_with(" + value + ", " + MARK + ")" + short_;
            return column.key() ? "(" + there + " and " + good + ")" : "(" + value + " is null or (" + good + "))";
        }
        String good = converted + " is not null";
        return column.key() ? good : "(" + good + " or " + value + " is null or trim(" + value + ") = '')";
    }

    private static String exact(LakeType.Decimal decimal, String s) {
        int scale = decimal.scale();
        return "regexp_full_match(" + s + ", '[-+]?([0-9]+([.][0-9]{0," + scale + "}0*)?"
                + (scale == 0 ? "" : "|[.][0-9]{1," + scale + "}0*") + ")')";
    }

    /// Why a value does not fit, null if it does.
    ///
    /// @param value SQL expression of the text
    /// @param converted SQL expression of the converted value
    static String reason(LakeColumn column, String value, String converted) {
        String s = "trim(" + value + ")";
        LakeType type = column.type();
        StringBuilder reasons = new StringBuilder("case");
        if (column.key()) {
            reasons.append(" when ").append(value).append(" is null");
            if (!(type instanceof LakeType.Text)) {
                reasons.append(" or ").append(s).append(" = ''");
            }
            reasons.append(" then ").append(Reason.MISSING_KEY.sql());
        }
        reasons.append(" when starts_with(" + value + ", " + MARK)
                .append(") then ")
                .append(Reason.TOO_LARGE.sql());
        if (type instanceof LakeType.Text text) {
            if (text.mostBytes() != null) {
                reasons.append(" when strlen(" + value + ") > " + text.mostBytes() + " then " + Reason.TOO_LONG.sql());
            }
            return reasons + " end";
        }
        String wrong = " when " + converted + " is null and " + s + " <> '' then ";
        String number = "regexp_full_match(" + s + ", '[-+]?([0-9]+([.][0-9]*)?|[.][0-9]+)')";
        return reasons
                + wrong
                + switch (type) {
                    case LakeType.Text text -> throw new IllegalStateException();
                    case LakeType.Whole whole ->
                        "case when not " + number + " then " + Reason.NOT_NUMBER.sql() + " when not regexp_full_match("
                                + s + ", '[-+]?[0-9]+([.]0*)?') then " + Reason.TOO_PRECISE.sql() + " else "
                                + Reason.OUT_OF_RANGE.sql() + " end";
                    case LakeType.Decimal decimal ->
                        "case when not " + number + " then " + Reason.NOT_NUMBER.sql() + " when not "
                                + exact(decimal, s) + " then " + Reason.TOO_PRECISE.sql() + " else "
                                + Reason.OUT_OF_RANGE.sql() + " end";
                    case LakeType.Floating floating ->
                        "case when try_cast(" + s + " as double) is null then " + Reason.NOT_NUMBER.sql() + " else "
                                + Reason.OUT_OF_RANGE.sql() + " end";
                    case LakeType.Day day ->
                        "case when try_cast(" + s + " as timestamp) is not null then " + Reason.TOO_PRECISE.sql()
                                + " else " + Reason.NOT_DATE.sql() + " end";
                    case LakeType.Time time ->
                        "case when regexp_matches(" + s + ", ':[0-9]{2}[.][0-9]{6}[0-9]*[1-9]') then "
                                + Reason.TOO_PRECISE.sql() + " else " + Reason.NOT_TIME.sql() + " end";
                    case LakeType.Truth truth -> Reason.NOT_BOOLEAN.sql();
                }
                + " end";
    }
}
