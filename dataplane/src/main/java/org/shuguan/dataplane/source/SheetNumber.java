package org.shuguan.dataplane.source;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Converts a spreadsheet's numbers to text. Spreadsheets store 15 significant digits: digits after those are
/// noise, and longer integers have lost digits. Such numbers are written as `4.4120219000101E+17`, so that the
/// loss is visible.
final class SheetNumber {
    private static final MathContext KEPT = new MathContext(15, RoundingMode.HALF_UP);
    private static final int WHOLE_DIGITS = 15;
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final LocalDateTime EPOCH_1900 = LocalDate.of(1899, 12, 30).atStartOfDay();
    private static final LocalDateTime EPOCH_1904 = LocalDate.of(1904, 1, 1).atStartOfDay();
    /// 9999-12-31
    private static final double LAST_DAY = 2_958_466;
    /// Spreadsheets treat 1900 as a leap year: serial numbers before March 1900 are one lower.
    private static final double LEAP_BELIEVED = 60;

    /// parts of a format that are shown as they are, with colours, languages and conditions
    private static final Pattern SHOWN =
            Pattern.compile("(?i)\"[^\"]*\"?|\\[(?!(?:h+|m+|s+)])[^]]*]|\\\\.|_.|\\*.|general");

    /// hundredths of a second
    private static final Pattern FRACTION = Pattern.compile("(?i)(s\\]?)[.,]0+");
    /// `e` without sign is the year of an era
    private static final Pattern DAY = Pattern.compile("(?i)[ydmhs]|a{3}|e(?![-+])|b{2}");
    private static final Pattern ELAPSED = Pattern.compile("(?i)\\[(?:h+|m+|s+)]");
    private static final Pattern ISO = Pattern.compile(
            "(\\d{4}-\\d{2}-\\d{2})(?:T(\\d{2}:\\d{2}(?::\\d{2})?)(?:\\.\\d+)?)?(?:Z|[-+]\\d{2}:\\d{2})?|T?(\\d{2}:\\d{2}:\\d{2})(?:\\.\\d+)?Z?");

    /// a format that shows so many digits, with zeros in front: how people enter codes
    private static final Pattern CODE = Pattern.compile("0{2,18}");

    private SheetNumber() {}

    /// The number of digits that a format fills up with zeros in front, 0 if it is no such format.
    ///
    /// @param format the format as in Excel, `000000`; null if the workbook does not tell it
    static int codeDigits(@Nullable String format) {
        String first = format == null ? "" : format.split(";", 2)[0].strip();
        return CODE.matcher(first).matches() ? first.length() : 0;
    }

    /// A whole number with zeros in front up to the number of digits, as the sheet shows it: `044120`.
    static String code(String raw, int digits) {
        String number = text(raw);
        return number.matches("\\d+") && number.length() < digits
                ? "0".repeat(digits - number.length()) + number
                : number;
    }

    static String text(String raw) {
        BigDecimal number;
        try {
            number = new BigDecimal(raw.strip());
        } catch (NumberFormatException e) {
            return raw;
        }
        if (number.signum() == 0) {
            return "0";
        }
        BigDecimal kept = number.round(KEPT).stripTrailingZeros();
        int whole = kept.precision() - kept.scale();
        if (whole > WHOLE_DIGITS || whole < -WHOLE_DIGITS) {
            String digits = kept.unscaledValue().abs().toString();
            String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
            int exponent = whole - 1;
            return (kept.signum() < 0 ? "-" : "") + mantissa + "E" + (exponent < 0 ? "" : "+") + exponent;
        }
        return kept.toPlainString();
    }

    /// Whether a number format shows dates or times.
    ///
    /// @param number its number in the workbook; some numbers have a meaning without a format
    /// @param format the format as in Excel, `yyyy\-mm\-dd`; null if the workbook does not tell it
    static boolean isDate(int number, @Nullable String format) {
        return isDate(format) || ((format == null || !isKnown(format)) && isBuiltInDate(number));
    }

    /// Formats that are part of Excel; 27 to 36 and 50 to 58 are those of its East Asian editions, which are never
    /// written into the file.
    private static boolean isBuiltInDate(int number) {
        return (number >= 14 && number <= 22) || (number >= 45 && number <= 47) || isEastAsian(number);
    }

    /// Whether it is the number of a format of days that only East Asian editions of Excel have.
    static boolean isEastAsian(int number) {
        return (number >= 27 && number <= 36) || (number >= 50 && number <= 58);
    }

    /// The library that reads XLS names formats that it does not know `reserved-0x1f`.
    private static boolean isKnown(String format) {
        return !format.isBlank() && !format.startsWith("reserved-");
    }

    /// Whether a number format shows dates or times.
    ///
    /// @param format the format as in Excel, `yyyy\-mm\-dd`
    static boolean isDate(@Nullable String format) {
        if (format == null || format.startsWith("reserved-")) {
            return false;
        }
        String form = form(format);
        // A format with places for digits shows a number, whatever letters stand around it.
        return DAY.matcher(form).find() && form.chars().noneMatch(sign -> "0#?@".indexOf(sign) >= 0);
    }

    /// Whether a number format shows how long something took: more than 24 hours are not a day.
    static boolean isElapsed(int number, @Nullable String format) {
        return format == null ? number == 46 : ELAPSED.matcher(form(format)).find() && isDate(format);
    }

    private static String form(String format) {
        String first = SHOWN.matcher(format).replaceAll("").split(";", 2)[0];
        return FRACTION.matcher(first).replaceAll("$1");
    }

    /// Hours, minutes and seconds that something took: `36:30:00`.
    static String elapsed(String raw) {
        double days;
        try {
            days = Double.parseDouble(raw.strip());
        } catch (NumberFormatException e) {
            return raw;
        }
        if (!(days >= 0 && days < LAST_DAY)) {
            return text(raw);
        }
        long seconds = Math.round(days * 86_400);
        return "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    /// The text of a day or a point in time that the workbook keeps as text: `2021-08-11T12:30:00`.
    static String isoDay(String raw) {
        Matcher iso = ISO.matcher(raw.strip());
        if (!iso.matches()) {
            return raw;
        }
        String time = iso.group(2);
        return iso.group(1) == null
                ? iso.group(3)
                : time == null || time.matches("[0:]+")
                        ? iso.group(1)
                        : iso.group(1) + " " + (time.length() == 5 ? time + ":00" : time);
    }

    /// The text of a day, a point in time or a time of day; the number itself if it is out of range.
    ///
    /// @param since1904 whether days are counted from 1904, as old Macintosh versions did
    static String day(String raw, boolean since1904) {
        double serial;
        try {
            serial = Double.parseDouble(raw.strip());
        } catch (NumberFormatException e) {
            return raw;
        }
        if (!(serial >= 0 && serial < LAST_DAY)) {
            return text(raw);
        }
        if (serial < 1 && !since1904) {
            return moment(EPOCH_1900, serial).toLocalTime().toString();
        }
        boolean early = !since1904 && serial < LEAP_BELIEVED;
        LocalDateTime moment = moment(since1904 ? EPOCH_1904 : EPOCH_1900, early ? serial + 1 : serial);
        return moment.toLocalTime().toSecondOfDay() == 0 ? moment.toLocalDate().toString() : SECOND.format(moment);
    }

    private static LocalDateTime moment(LocalDateTime epoch, double serial) {
        return epoch.plusSeconds(Math.round(serial * 86_400));
    }
}
