package org.shuguan.dataplane.detect;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Pattern;

/// A resident identity number 公民身份号码 (GB 11643-1999), check character by ISO 7064 MOD 11-2.
///
/// @param value 18 characters, the last a digit or `X`; or the 15 digits used before 1999
public record ResidentId(String value) {
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final Pattern ROUNDED = Pattern.compile("[1-9](\\.\\d+)?[Ee]\\+1[47]");
    private static final String CHECKS = "10X98765432";

    /// @throws IllegalArgumentException if form, check character, region or birth date is wrong
    public ResidentId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a resident identity number");
        }
    }

    /// Whether form, check character, region and birth date are right. Accepts a lower-case x and the 15-digit
    /// form used before 1999.
    public static boolean isValid(String text) {
        if (text.length() == 15) {
            return isDigits(text, 15) && isValid(lengthened(text));
        }
        return text.length() == 18
                && isDigits(text, 17)
                && Character.toUpperCase(text.charAt(17)) == check(text)
                && Regions.isKnown(text.substring(0, 6))
                && isDay(text.substring(6, 14));
    }

    /// Whether it has the form of an identity number, valid or not, or is one that a spreadsheet rounded.
    static boolean hasForm(String text) {
        return isRounded(text)
                || (text.length() == 18 && isDigits(text, 17) && "0123456789Xx".indexOf(text.charAt(17)) >= 0)
                || (text.length() == 15 && isDigits(text, 15));
    }

    /// Whether a spreadsheet rounded the number: `4.41202E+17`. The missing digits cannot be restored.
    static boolean isRounded(String text) {
        return text.length() >= 5 && ROUNDED.matcher(text).matches();
    }

    /// Whether the number could identify a person even if its check character is wrong: its region and date are
    /// valid.
    public static boolean resembles(String text) {
        return switch (text.length()) {
            case 18 ->
                isDigits(text, 17)
                        && "0123456789Xx".indexOf(text.charAt(17)) >= 0
                        && Regions.isKnown(text.substring(0, 6))
                        && isDay(text.substring(6, 14));
            case 15 -> isValid(text);
            default -> false;
        };
    }

    /// The check character for the first 17 digits.
    public static char check(String digits) {
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += (digits.charAt(i) - '0') * WEIGHTS[i];
        }
        return CHECKS.charAt(sum % 11);
    }

    /// The 18-digit form of a 15-digit number: inserts the century 19 after the region and appends the check
    /// character.
    public static String lengthened(String old) {
        String digits = old.substring(0, 6) + "19" + old.substring(6);
        return digits + check(digits);
    }

    /// The date of birth.
    public LocalDate birth() {
        String full = value.length() == 15 ? lengthened(value) : value;
        return day(full.substring(6, 14));
    }

    private static boolean isDigits(String text, int count) {
        for (int i = 0; i < count; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    static boolean isDay(String digits) {
        try {
            LocalDate day = day(digits);
            return day.getYear() >= 1800 && !day.isAfter(LocalDate.now(java.time.ZoneId.of("Asia/Shanghai")));
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static LocalDate day(String digits) {
        return LocalDate.of(
                Integer.parseInt(digits.substring(0, 4)),
                Integer.parseInt(digits.substring(4, 6)),
                Integer.parseInt(digits.substring(6, 8)));
    }
}
