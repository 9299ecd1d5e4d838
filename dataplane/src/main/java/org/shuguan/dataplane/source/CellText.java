package org.shuguan.dataplane.source;

import java.text.Normalizer;

/// The text of a cell of an exported spreadsheet. A spreadsheet runs a text as a formula if its first visible
/// character is one of `= + - @ | %`; some also skip blanks before it and take its full-width form. Such a text
/// is written with an apostrophe before it, and read without.
public final class CellText {
    private static final String STARTS = "=+-@|%";

    private CellText() {}

    /// The text as it is written. [#read] returns the text that was written, whatever it is.
    public static String written(String text) {
        return startsFormula(text, apostrophes(text)) ? "'" + text : text;
    }

    /// The text that a cell means: without the apostrophe of [#written].
    public static String read(String cell) {
        int apostrophes = apostrophes(cell);
        return apostrophes > 0 && startsFormula(cell, apostrophes) ? cell.substring(1) : cell;
    }

    /// A text that itself begins with apostrophes and a formula gets one more, else reading would take one of
    /// its own.
    private static int apostrophes(String text) {
        int count = 0;
        while (count < text.length() && text.charAt(count) == '\'') {
            count++;
        }
        return count;
    }

    private static boolean startsFormula(String text, int from) {
        if (from < text.length() && (text.charAt(from) == '\t' || text.charAt(from) == '\r')) {
            return true;
        }
        for (int at = from; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            int sign = text.codePointAt(at);
            if (sign < 0x80) {
                if (!isInvisible(sign)) {
                    return STARTS.indexOf(sign) >= 0;
                }
                continue;
            }
            String folded = Normalizer.normalize(Character.toString(sign), Normalizer.Form.NFKC);
            for (int f = 0; f < folded.length(); f += Character.charCount(folded.codePointAt(f))) {
                int one = folded.codePointAt(f);
                if (!isInvisible(one)) {
                    return STARTS.indexOf(one) >= 0;
                }
            }
        }
        return false;
    }

    /// Blanks, controls and characters without a glyph of their own: what Unicode lists as
    /// `Default_Ignorable_Code_Point`, and the empty Braille pattern.
    private static boolean isInvisible(int sign) {
        return switch (Character.getType(sign)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default ->
                sign == 0x034F
                        || sign == 0x115F
                        || sign == 0x1160
                        || sign == 0x17B4
                        || sign == 0x17B5
                        || (sign >= 0x180B && sign <= 0x180F)
                        || sign == 0x2065
                        || sign == 0x2800
                        || sign == 0x3164
                        || (sign >= 0xFE00 && sign <= 0xFE0F)
                        || sign == 0xFFA0
                        || (sign >= 0xFFF0 && sign <= 0xFFF8)
                        || (sign >= 0xE0000 && sign <= 0xE0FFF);
        };
    }
}
