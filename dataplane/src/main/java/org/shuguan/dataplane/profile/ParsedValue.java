package org.shuguan.dataplane.profile;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A value parsed as a number or a day, with the notations that it uses.
///
/// @param number null if the value is not a number
/// @param day null if the value is not a day
/// @param lostDigits whether a spreadsheet rounded a long number to this power of ten
record ParsedValue(
        Set<Notation> forms,
        @Nullable BigDecimal number,
        @Nullable LocalDate day,
        boolean lostDigits) {
    private static final ParsedValue NEITHER = new ParsedValue(EnumSet.noneOf(Notation.class), null, null, false);
    private static final int LONGEST = 40;

    private static final Pattern NUMBER = Pattern.compile(
            "(?<open>\\()?(?<sign>[-+])?(?<money>[¥$])?(?<digits>\\d{1,3}(?:,\\d{3})+|\\d+)(?<point>\\.\\d+)?"
                    + "(?<power>[eE][-+]?\\d{1,3})?(?<unit>[万亿]{0,2})(?<yuan>元)?(?<percent>%)?(?<close>\\))?");
    private static final Pattern DAY = Pattern.compile(
            "(?<year>1[6-9]\\d{2}|20\\d{2}|21\\d{2})(?<between>[-/.年])(?<month>\\d{1,2})[-/.月](?<day>\\d{1,2})日?"
                    + "(?:[ T]*\\d{1,2}[:时]\\d{1,2}[:分]?(?:\\d{1,2}秒?)?(?:\\.\\d+)?)?(?:Z|[-+]\\d{2}:?\\d{2})?");
    private static final Pattern COMPACT = Pattern.compile("(?<year>19\\d{2}|20\\d{2})(?<month>\\d{2})(?<day>\\d{2})");
    /// Smallest exponent: spreadsheets show numbers of twelve or more digits as a power of ten.
    private static final int SHOWN_AS_POWER = 11;

    static ParsedValue of(String value) {
        if (value.length() > LONGEST) {
            return NEITHER;
        }
        String narrow = narrow(value);
        boolean wide = !narrow.equals(value.strip());
        ParsedValue plain = day(narrow);
        if (plain == null) {
            plain = number(narrow);
        }
        if (plain == null) {
            return NEITHER;
        }
        if (wide && (plain.number != null || plain.day != null)) {
            plain.forms.add(Notation.FULL_WIDTH);
        }
        return plain;
    }

    /// Replaces full-width characters of Chinese keyboards by their ASCII forms.
    private static String narrow(String value) {
        StringBuilder narrow = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            switch (character) {
                case '\u00A0', '\u3000', '\uFEFF' -> narrow.append(' ');
                case '￥' -> narrow.append('¥');
                case '−' -> narrow.append('-');
                default ->
                    narrow.append(character >= '！' && character <= '～' ? (char) (character - ('！' - '!')) : character);
            }
        }
        return narrow.toString().strip();
    }

    private static @Nullable ParsedValue day(String text) {
        Matcher found = DAY.matcher(text);
        Notation form = null;
        if (found.matches()) {
            form = switch (found.group("between")) {
                case "-" -> Notation.ISO;
                case "/" -> Notation.SLASHES;
                case "." -> Notation.DOTS;
                default -> Notation.CHINESE;
            };
        } else {
            found = COMPACT.matcher(text);
            if (!found.matches()) {
                return null;
            }
            form = Notation.COMPACT;
        }
        try {
            LocalDate day = LocalDate.of(
                    Integer.parseInt(found.group("year")),
                    Integer.parseInt(found.group("month")),
                    Integer.parseInt(found.group("day")));
            // Eight digits may be a number as well; the other values of the column decide.
            BigDecimal number = form == Notation.COMPACT ? new BigDecimal(text) : null;
            return new ParsedValue(EnumSet.of(form), number, day, false);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable ParsedValue number(String text) {
        Matcher found = NUMBER.matcher(text);
        if (!found.matches() || (found.group("open") == null) != (found.group("close") == null)) {
            return null;
        }
        Set<Notation> forms = EnumSet.noneOf(Notation.class);
        String digits = found.group("digits");
        String point = found.group("point");
        String power = found.group("power");
        BigDecimal number =
                new BigDecimal(digits.replace(",", "") + (point == null ? "" : point) + (power == null ? "" : power));
        add(forms, Notation.THOUSANDS, digits.contains(","));
        add(forms, Notation.SCIENTIFIC, power != null);
        add(forms, Notation.CURRENCY, found.group("money") != null || found.group("yuan") != null);
        add(forms, Notation.PERCENT, found.group("percent") != null);
        add(forms, Notation.IN_BRACKETS, found.group("open") != null);
        String unit = found.group("unit");
        add(forms, Notation.TEN_THOUSANDS, unit.contains("万"));
        add(forms, Notation.HUNDRED_MILLIONS, unit.contains("亿"));
        number = number.scaleByPowerOfTen(4
                        * (int) unit.chars()
                                .filter(character -> character == '万')
                                .count()
                + 8 * (int) unit.chars().filter(character -> character == '亿').count()
                - (found.group("percent") == null ? 0 : 2));
        if ("-".equals(found.group("sign")) || found.group("open") != null) {
            number = number.negate();
        }
        if (forms.isEmpty()) {
            forms.add(Notation.PLAIN);
        }
        boolean lost = power != null && lost(digits, point, Integer.parseInt(power.substring(1)));
        return new ParsedValue(forms, number, null, lost);
    }

    /// Whether digits are missing: `4.41E+17` stands for 18 digits and shows three.
    private static boolean lost(String digits, @Nullable String point, int power) {
        int there = point == null ? 0 : point.length() - 1;
        return power >= SHOWN_AS_POWER && digits.length() == 1 && there < power;
    }

    private static void add(Set<Notation> forms, Notation form, boolean has) {
        if (has) {
            forms.add(form);
        }
    }
}
