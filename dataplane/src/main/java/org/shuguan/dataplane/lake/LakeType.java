package org.shuguan.dataplane.lake;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/// The type of a column of the lake.
public sealed interface LakeType {
    /// Text.
    ///
    /// @param mostBytes its largest length in bytes of UTF-8, null for no limit
    record Text(@Nullable Integer mostBytes) implements LakeType {}

    /// Whole numbers of 64 bits.
    record Whole() implements LakeType {}

    /// Exact numbers.
    ///
    /// @param precision number of all digits, at most 38
    /// @param scale number of digits after the point
    record Decimal(int precision, int scale) implements LakeType {
        public Decimal {
            if (precision < 1 || precision > MOST_DIGITS || scale < 0 || scale > precision) {
                throw new IllegalArgumentException("decimal(" + precision + "," + scale + ")");
            }
        }
    }

    /// Floating-point numbers of 64 bits.
    record Floating() implements LakeType {}

    /// Days.
    record Day() implements LakeType {}

    /// Dates with a time of the city's clock.
    record Time() implements LakeType {}

    /// True or false.
    record Truth() implements LakeType {}

    /// Most digits of a [Decimal].
    int MOST_DIGITS = 38;

    /// Digits after the point of a number whose source declares none.
    int USUAL_SCALE = 10;

    /// Digits after the point of an amount of money.
    int MONEY_SCALE = 4;

    /// The type of a catalog item 信息项.
    ///
    /// @param letter the guide's letter: C N Y D T L M G B I F; text for others
    /// @param lengthBytes its length in bytes, null if unknown
    /// @param declared the type that the source declares, for digits of numbers
    static LakeType of(@Nullable String letter, @Nullable Integer lengthBytes, String declared) {
        return switch (letter == null ? "C" : letter) {
            case "I" -> new Whole();
            case "N" -> decimal(declared, USUAL_SCALE);
            case "Y" -> decimal(declared, MONEY_SCALE);
            case "B", "F" -> new Floating();
            case "D" -> new Day();
            case "T" -> new Time();
            case "L" -> new Truth();
            default -> new Text(lengthBytes);
        };
    }

    private static LakeType decimal(String declared, int usual) {
        Matcher digits = Pattern.compile(".*\\(\\s*(\\d{1,4})\\s*(?:,\\s*(-?\\d{1,4})\\s*)?\\).*")
                .matcher(declared);
        if (declared.matches("(?i)(numeric|decimal|number|dec|fixed)\\b.*") && digits.matches()) {
            int precision = Integer.parseInt(digits.group(1));
            int scale = digits.group(2) == null ? 0 : Integer.parseInt(digits.group(2));
            if (precision >= 1 && precision <= MOST_DIGITS && scale >= 0 && scale <= precision) {
                return new Decimal(precision, scale);
            }
        }
        return new Decimal(MOST_DIGITS, usual);
    }

    /// The word in messages and in the API.
    default String word() {
        return switch (this) {
            case Text text -> text.mostBytes() == null ? "text" : "text(" + text.mostBytes() + ")";
            case Whole whole -> "integer";
            case Decimal decimal -> "decimal(" + decimal.precision() + "," + decimal.scale() + ")";
            case Floating floating -> "double";
            case Day day -> "date";
            case Time time -> "timestamp";
            case Truth truth -> "boolean";
        };
    }

    /// The type in the table. The length of a text is not part of it.
    private static Type type(LakeType type) {
        return switch (type) {
            case Text text -> Types.StringType.get();
            case Whole whole -> Types.LongType.get();
            case Decimal decimal -> Types.DecimalType.of(decimal.precision(), decimal.scale());
            case Floating floating -> Types.DoubleType.get();
            case Day day -> Types.DateType.get();
            case Time time -> Types.TimestampType.withoutZone();
            case Truth truth -> Types.BooleanType.get();
        };
    }

    /// The type in the table, as Iceberg has it.
    default Type stored() {
        return type(this);
    }
}
