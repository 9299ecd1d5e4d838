package org.shuguan.dataplane.detect;

import java.util.regex.Pattern;

/// The number of a foreigner's permanent residence card. Since 2023: 18 digits (9, province, country in digits,
/// birth date, sequence, check character as in identity numbers). Before: three letters of the country and 12
/// digits.
final class ResidencePermit {
    private static final Pattern OLD = Pattern.compile("[A-Z]{3}\\d{12}");

    private ResidencePermit() {}

    static boolean isValid(String text) {
        if (OLD.matcher(text).matches()) {
            return Country.isCode(text.substring(0, 3)) && Regions.isKnown(text.substring(3, 7) + "00");
        }
        return text.length() == 18
                && text.charAt(0) == '9'
                && ResidentId.hasForm(text)
                && Regions.isKnown(text.substring(1, 3) + "0000")
                && Country.isNumber(text.substring(3, 6))
                && ResidentId.isDay(text.substring(6, 14))
                && Character.toUpperCase(text.charAt(17)) == ResidentId.check(text);
    }

    static boolean hasForm(String text) {
        return OLD.matcher(text).matches() || (text.startsWith("9") && ResidentId.hasForm(text));
    }
}
