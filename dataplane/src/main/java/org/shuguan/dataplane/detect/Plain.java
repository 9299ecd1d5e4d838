package org.shuguan.dataplane.detect;

/// A value as detectors see it: what a Chinese keyboard does to letters and digits undone, blanks cut, length bounded.
/// Only for comparing; what is shown keeps its own form.
final class Plain {
    /// Nothing that is looked for is longer, and patterns must not run over a megabyte that somebody stored in a
    /// column.
    private static final int LONGEST = 200;

    private static final int FULL_WIDTH = '！' - '!';

    private Plain() {}

    static String of(String value) {
        String text = value.length() > LONGEST ? value.substring(0, LONGEST) : value;
        StringBuilder plain = null;
        for (int i = 0; i < text.length(); i++) {
            char sign = text.charAt(i);
            char narrow = narrow(sign);
            if (narrow != sign) {
                plain = plain == null ? new StringBuilder(text) : plain;
                plain.setCharAt(i, narrow);
            }
        }
        return (plain == null ? text : plain.toString()).strip();
    }

    private static char narrow(char sign) {
        // U+00A0 and U+FEFF are no blanks to String.strip
        if (sign == '\u00A0' || sign == '\u3000' || sign == '\uFEFF') {
            return ' ';
        }
        return sign >= '！' && sign <= '～' ? (char) (sign - FULL_WIDTH) : sign;
    }
}
