package org.shuguan.dataplane.detect;

import java.util.Locale;
import java.util.Set;

/// Normalises values for comparison: full-width characters become ASCII, surrounding blanks are removed, length is
/// bounded. Only used for comparing; displayed values keep their form.
final class NormalizedText {
    /// Maximum length: recognised values are shorter, and regular expressions must not run over a megabyte stored
    /// in a column.
    private static final int LONGEST = 200;

    /// The same for texts in which people are looked for.
    private static final int LONGEST_SENTENCES = 4000;

    private static final int FULL_WIDTH = '！' - '!';

    private static final Set<String> MISSING = Set.copyOf(ResourceLists.lines("missing.txt"));

    private NormalizedText() {}

    /// Whether the value is a placeholder for a missing value: 无, N/A, —.
    static boolean isMissing(String plain) {
        return plain.isEmpty() || MISSING.contains(plain.toLowerCase(Locale.ROOT));
    }

    /// A number without blanks and hyphens inside, in upper case: 138-0013-8000. Other texts are returned
    /// unchanged.
    static String joined(String plain) {
        StringBuilder joined = new StringBuilder(plain.length());
        for (int i = 0; i < plain.length(); i++) {
            char character = plain.charAt(i);
            boolean parting = i > 0 && (character == ' ' || character == '-');
            if (!parting && !isPlain(character) && !(i == 0 && character == '+')) {
                return plain;
            }
            if (!parting) {
                joined.append(Character.toUpperCase(character));
            }
        }
        return joined.toString();
    }

    private static boolean isPlain(char character) {
        return (character >= '0' && character <= '9')
                || (character >= 'A' && character <= 'Z')
                || (character >= 'a' && character <= 'z');
    }

    static String of(String value) {
        return of(value, LONGEST);
    }

    /// A longer beginning of the text, for sentences.
    ///
    /// @param plain what [#of(String)] gives for it, which is all of a short text
    static String ofSentences(String value, String plain) {
        return value.length() > LONGEST ? of(value, LONGEST_SENTENCES) : plain;
    }

    private static String of(String value, int longest) {
        String text = value.length() > longest ? value.substring(0, longest) : value;
        StringBuilder plain = null;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            char narrow = narrow(character);
            if (narrow != character) {
                plain = plain == null ? new StringBuilder(text) : plain;
                plain.setCharAt(i, narrow);
            }
        }
        return unguarded((plain == null ? text : plain.toString()).strip());
    }

    /// Without the characters by which people keep a spreadsheet from changing a number, and without invisible ones:
    /// `="0123"`, `'0123`, backticks, zero-width and direction-changing characters.
    private static String unguarded(String text) {
        if (text.isEmpty()) {
            return text;
        }
        String seen = text.chars().anyMatch(NormalizedText::isInvisible)
                ? text.codePoints()
                        .filter(character -> !isInvisible(character))
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString()
                        .strip()
                : text;
        if (seen.length() > 3 && seen.startsWith("=\"") && seen.endsWith("\"")) {
            return seen.substring(2, seen.length() - 1).strip();
        }
        int from = 0;
        int to = seen.length();
        while (from < to && (seen.charAt(from) == '\'' || seen.charAt(from) == '`')) {
            from++;
        }
        while (to > from && seen.charAt(to - 1) == '`') {
            to--;
        }
        return seen.substring(from, to);
    }

    /// Zero-width characters, soft hyphens, and marks and overrides of the direction of writing.
    private static boolean isInvisible(int character) {
        return character == '\u00AD'
                || (character >= '\u200B' && character <= '\u200F')
                || (character >= '\u202A' && character <= '\u202E')
                || (character >= '\u2060' && character <= '\u206F');
    }

    private static char narrow(char character) {
        // String.strip does not remove U+00A0 and U+FEFF
        if (character == '\u00A0' || character == '\u3000' || character == '\uFEFF') {
            return ' ';
        }
        return character >= '！' && character <= '～' ? (char) (character - FULL_WIDTH) : character;
    }
}
