package org.shuguan.dataplane.source;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
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

    private static final Pattern NOT_A_FORM = Pattern.compile("\"[^\"]*\"|\\[[^]]*]|\\\\.|_.|\\*.");
    private static final Pattern DAY = Pattern.compile("(?i).*[yd年月日].*");
    private static final Pattern TIME = Pattern.compile("(?i).*[hs].*");

    private SheetNumber() {}

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
    /// @param format the format as in Excel, `yyyy\-mm\-dd`
    static boolean isDate(@Nullable String format) {
        if (format == null || format.equalsIgnoreCase("General")) {
            return false;
        }
        String form = NOT_A_FORM.matcher(format.split(";", 2)[0]).replaceAll("");
        return DAY.matcher(form).matches() || TIME.matcher(form).matches();
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
