package org.shuguan.dataplane.detect;

import java.util.Locale;
import java.util.Set;

/// A value as detectors see it: what a Chinese keyboard does to letters and digits undone, blanks cut, length bounded.
/// Only for comparing; what is shown keeps its own form.
final class Plain {
    /// Nothing that is looked for is longer, and patterns must not run over a megabyte that somebody stored in a
    /// column.
    private static final int LONGEST = 200;

    private static final int FULL_WIDTH = '！' - '!';

    private static final Set<String> MISSING = Set.copyOf(Lists.lines("missing.txt"));

    private Plain() {}

    /// Whether it is what people write where there is nothing: 无, N/A, —.
    static boolean isMissing(String plain) {
        return plain.isEmpty() || MISSING.contains(plain.toLowerCase(Locale.ROOT));
    }

    /// A number without the blanks and hyphens that make it easier to read, in capitals: 138-0013-8000.
    static String joined(String plain) {
        StringBuilder joined = new StringBuilder(plain.length());
        for (int i = 0; i < plain.length(); i++) {
            char sign = plain.charAt(i);
            boolean parting = i > 0 && (sign == ' ' || sign == '-');
            if (!parting && !isPlain(sign) && !(i == 0 && sign == '+')) {
                return plain;
            }
            if (!parting) {
                joined.append(Character.toUpperCase(sign));
            }
        }
        return joined.toString();
    }

    private static boolean isPlain(char sign) {
        return (sign >= '0' && sign <= '9') || (sign >= 'A' && sign <= 'Z') || (sign >= 'a' && sign <= 'z');
    }

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
