package org.shuguan.server.platform;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.shuguan.dataplane.source.CellText;

/// Normalises texts from spreadsheets and Chinese keyboards: special blanks, full-width letters and digits, and
/// the apostrophe that our export puts before formulas.
public final class PlainText {
    private static final Pattern BLANKS = Pattern.compile("[\\s\\u00a0\\u2000-\\u200b\\u202f\\u3000\\ufeff]+");
    private static final Pattern HAN = Pattern.compile("[\\p{IsHan}· ]+");
    private static final Pattern DAY = Pattern.compile(
            "(\\d{4})(?:[-/.](\\d{1,2})[-/.](\\d{1,2})|年(\\d{1,2})月(\\d{1,2})日|(\\d{2})(\\d{2}))(?: 00:00(?::00)?)?");

    private PlainText() {}

    /// One line with single blanks; other characters are unchanged.
    public static String line(String text) {
        return BLANKS.matcher(CellText.read(text)).replaceAll(" ").strip();
    }

    /// A word of a list, a code or a day: full-width letters and digits become ASCII.
    public static String word(String text) {
        return line(Normalizer.normalize(line(text), Normalizer.Form.NFKC));
    }

    /// A person's name without the blanks that align names of two and three characters.
    public static String name(String text) {
        String line = line(text);
        return HAN.matcher(line).matches() ? line.replace(" ", "") : line;
    }

    /// The day of `2021-08-10`, `2021/8/10`, `2021.8.10`, `2021年8月10日`, `20210810`; empty for other texts.
    public static Optional<LocalDate> day(String text) {
        Matcher found = DAY.matcher(word(text));
        if (!found.matches()) {
            return Optional.empty();
        }
        int at = found.group(2) != null ? 2 : found.group(4) != null ? 4 : 6;
        try {
            return Optional.of(LocalDate.of(
                    Integer.parseInt(found.group(1)),
                    Integer.parseInt(found.group(at)),
                    Integer.parseInt(found.group(at + 1))));
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }
}
