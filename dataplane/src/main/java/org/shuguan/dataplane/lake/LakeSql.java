package org.shuguan.dataplane.lake;

/// What the engines of the lake write differently, and what rules and comparisons write alike. Every method takes and
/// returns SQL expressions, and both engines
/// yield the same value for the same values: DuckDB's, because it was there first. Where an expression has no value
/// the result has none.
public interface LakeSql {
    /// The value as text: numbers with the fewest digits that read back, `1.0`, `1e+20`, `inf`, `nan`; exact numbers
    /// with all digits of their scale; times without a fraction that is zero.
    ///
    /// @param type as [LakeTable#types] names it
    String text(String value, String type);

    /// The number in a text, as a double; nothing where there is none. Blanks around it are permitted.
    String number(String text);

    /// A double for comparing an exact number with it. The nearest double, in both engines.
    ///
    /// @param type as [LakeTable#types] names it
    default String approximate(String value, String type) {
        // DuckDB's own conversion of exact numbers of more than 15 digits is not the nearest.
        return type.startsWith("DECIMAL")
                ? "cast(cast(" + value + " as varchar) as double)"
                : "cast(" + value + " as double)";
    }

    /// Whether one double is at most the other. What is not a number is greater than all numbers, and equals itself.
    String atMost(String least, String most);

    /// The whole number of at most 18 digits in a text that has digits only; anything or nothing for other texts.
    default String digits(String text) {
        return "try_cast(" + text + " as bigint)";
    }

    /// The quotient of whole numbers without its fraction.
    String quotient(String dividend, long divisor);

    /// The day in a text of one of the forms `2026-01-31`, `20260131`, `2026/1/31`, `2026.1.31`, `2026年1月31日`;
    /// nothing where there is none.
    String day(String text);

    /// The day that eight digits say; nothing where there is no such day. Anything or nothing for other texts.
    String dayOfDigits(String digits);

    /// The eight digits of a day.
    String digitsOfDay(String day);

    /// Whether a whole text matches an expression that the engine reads as RE2 does.
    String matches(String text, String expression);

    /// Whether the engine's expressions are RE2's; if not, an expression must be in the part that it reads alike.
    boolean readsRe2();

    /// The code point of the first character; nothing or 0 for an empty text.
    String code(String text);

    /// The text without blanks at its ends. A blank is every character of Unicode's category Zs.
    String trimmed(String text);

    /// The text in lower case, character by character.
    String lower(String text);

    /// Whether a text contains another one.
    String contains(String text, String part);

    /// An aggregate: how many different values there are.
    String distinct(String value);

    /// A value that is equal where keys are.
    ///
    /// @param type as [LakeTable#types] names it
    String key(String value, String type);

    /// Several keys as one value.
    String keys(String keys);

    /// Whether two values are equal or both missing, as a condition of a full join.
    String joined(String one, String other);

    /// Whether conditions of people are written in DuckDB's SQL for this engine.
    boolean readsDuckDb();

    /// A part of the rows, at the end of a statement.
    static String page(int size, long offset) {
        return " offset " + offset + " limit " + size;
    }
}
