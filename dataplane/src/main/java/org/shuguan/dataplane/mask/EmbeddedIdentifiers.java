package org.shuguan.dataplane.mask;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.shuguan.dataplane.detect.ResidentId;

/// Masks identifiers of persons inside free text: remarks, descriptions, or one identity number among a thousand
/// notes. In doubt it masks: masking a serial number does no harm.
final class EmbeddedIdentifiers {
    private static final Pattern NUMBER = Pattern.compile("(?<![0-9A-Za-z.])(?:"
            + "(?<identity>[1-9]\\d{16}[0-9Xx]|[1-9]\\d{14})"
            + "|(?<mobile>(?:\\+?86[- ]?)?1[3-9]\\d{9})"
            + "|(?<card>62\\d{14,17})"
            // The beginning of a number that was cut off with its text.
            + "|(?<cut>\\d{6,}(?=…))"
            + ")(?!\\.?[0-9A-Za-z])");
    private static final Pattern MAIL = Pattern.compile("[A-Za-z0-9._%+-]{1,64}+@(?=[A-Za-z0-9-]+\\.)");

    private EmbeddedIdentifiers() {}

    static String maskedIn(String value) {
        String hidden = NUMBER.matcher(value).replaceAll(EmbeddedIdentifiers::hidden);
        return hidden.indexOf('@') < 0
                ? hidden
                : MAIL.matcher(hidden)
                        .replaceAll(found -> Mask.stars(
                                        found.group().substring(0, found.group().length() - 1)) + "@");
    }

    private static String hidden(MatchResult found) {
        String number = found.group();
        if (found.group("identity") != null) {
            // Some bank card numbers have 18 digits too.
            return ResidentId.resembles(number)
                    ? Mask.keep(number, 6, 4)
                    : number.startsWith("62") ? Mask.keep(number, 0, 4) : number;
        }
        if (found.group("mobile") != null) {
            return Mask.keep(number, 3, 4);
        }
        return found.group("card") != null ? Mask.keep(number, 0, 4) : Mask.stars(number);
    }
}
