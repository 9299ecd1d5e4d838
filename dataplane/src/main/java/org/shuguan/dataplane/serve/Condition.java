package org.shuguan.dataplane.serve;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// One condition on one item: `区县 = '端州区'`. Its values have a type of their own, so that a number is never
/// compared as a text.
///
/// @param item the item's name
/// @param type the type of all values; text where there are none
/// @param values canonical texts of the values: one; one or more for [Operator#IN]; none for [Operator#EMPTY] and
///     [Operator#PRESENT]
public record Condition(String item, Operator operator, Type type, List<String> values) {
    /// The most values of an [Operator#IN].
    public static final int MOST_VALUES = 1000;
    /// The longest value, in characters.
    public static final int LONGEST_VALUE = 1000;
    /// The longest name of an item, in characters.
    public static final int LONGEST_ITEM = 200;
    /// More digits than this are refused: `1e999999999` would be a number of a gigabyte.
    private static final int MOST_DIGITS = 100;

    /// How an item's value is compared. Rows without a value fulfil [#EMPTY] and no other condition.
    public enum Operator {
        EQ("="),
        /// there is a value, and it is another
        NE("<>"),
        LT("<"),
        LE("<="),
        GT(">"),
        GE(">="),
        /// one of the values
        IN("in"),
        /// a text that begins with the value
        PREFIX("prefix"),
        /// no value; a text without characters is none
        EMPTY("is empty"),
        /// any value
        PRESENT("is present");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        /// How it is written in a filter's text.
        public String sign() {
            return sign;
        }

        /// The lower-case name, which is stored and must not change.
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        static Operator of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }

        boolean hasValue() {
            return this != EMPTY && this != PRESENT;
        }
    }

    /// The type of values.
    public enum Type {
        TEXT,
        NUMBER,
        /// a day, `2026-01-31`
        DATE,
        /// a day with a time of the city's clock, `2026-01-31T09:30:00`
        TIME,
        BOOLEAN;

        /// The lower-case name, which is stored and must not change.
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        static Type of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }

        /// The canonical text of a value.
        ///
        /// @throws IllegalArgumentException if the text is no value of this type
        String canonical(String value) {
            try {
                return switch (this) {
                    case TEXT -> value;
                    case NUMBER -> number(value);
                    case DATE -> LocalDate.parse(value).toString();
                    case TIME -> LocalDateTime.parse(value.replace(' ', 'T')).toString();
                    case BOOLEAN -> {
                        if (!value.equals("true") && !value.equals("false")) {
                            throw new IllegalArgumentException(value);
                        }
                        yield value;
                    }
                };
            } catch (DateTimeException e) {
                throw new IllegalArgumentException(value, e);
            }
        }

        private static String number(String value) {
            BigDecimal number = new BigDecimal(value);
            if (Math.abs((long) number.scale()) > MOST_DIGITS || number.precision() > MOST_DIGITS) {
                throw new IllegalArgumentException("more than " + MOST_DIGITS + " digits");
            }
            // Zero has a scale too, and "0.00" is the same value as "0".
            return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
        }

        /// The value as drivers bind it: String, BigDecimal, LocalDate, LocalDateTime or Boolean.
        Object bound(String value) {
            return switch (this) {
                case TEXT -> value;
                case NUMBER -> new BigDecimal(value);
                case DATE -> LocalDate.parse(value);
                case TIME -> LocalDateTime.parse(value);
                case BOOLEAN -> Boolean.valueOf(value);
            };
        }
    }

    /// @throws IllegalArgumentException if operator, type and values do not belong together
    public Condition {
        if (item.isBlank() || item.length() > LONGEST_ITEM || hasControl(item)) {
            throw new IllegalArgumentException("name of an item");
        }
        int count = values.size();
        boolean fits = switch (operator) {
            case EMPTY, PRESENT -> count == 0 && type == Type.TEXT;
            case IN -> count >= 1 && count <= MOST_VALUES;
            case PREFIX -> count == 1 && type == Type.TEXT;
            case LT, LE, GT, GE -> count == 1 && type != Type.BOOLEAN;
            case EQ, NE -> count == 1;
        };
        if (!fits) {
            throw new IllegalArgumentException(operator.word() + " with " + count + " values of type " + type.word());
        }
        for (String value : values) {
            // A text without characters is no value: that is asked by EMPTY.
            if (value.isEmpty() || value.length() > LONGEST_VALUE || value.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("value");
            }
        }
        Type typed = type;
        values = values.stream().map(typed::canonical).toList();
    }

    private static boolean hasControl(String name) {
        return name.chars().anyMatch(Character::isISOControl);
    }

    /// A condition on a text.
    public static Condition text(String item, Operator operator, String... values) {
        return new Condition(item, operator, Type.TEXT, List.of(values));
    }

    /// The condition as [RowFilter#parse] reads it.
    public String text() {
        String written = FilterText.item(item) + " " + operator.sign();
        if (!operator.hasValue()) {
            return written;
        }
        String list =
                values.stream().map(value -> FilterText.value(type, value)).collect(Collectors.joining(", "));
        return written + " " + (operator == Operator.IN ? "(" + list + ")" : list);
    }

    @Override
    public String toString() {
        return text();
    }
}
