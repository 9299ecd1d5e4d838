package org.shuguan.server.search;

import com.github.houbb.opencc4j.util.ZhConverterUtil;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A text as normalized for the index, character by character: full-width to half-width, traditional Chinese to
/// simplified, upper case to lower case, without invisible characters (direction marks, joiners). Indexed texts
/// and queries are normalized in the same way. Each character keeps its offset in the original text, so that
/// matches can be highlighted there.
final class NormalizedText {
    private static final int FIRST_HAN = 0x3400;
    private static final int LAST_HAN = 0x9FFF;
    /// Simplified forms by code point, filled on demand; 0 means not looked up yet. Concurrent threads write the
    /// same value.
    private static final char[] SIMPLIFIED = new char[LAST_HAN + 1];

    private final int[] codePoints;
    /// For each character the offset of its first char in the original, followed by the original's length.
    private final int[] offsets;

    private NormalizedText(int[] codePoints, int[] offsets) {
        this.codePoints = codePoints;
        this.offsets = offsets;
    }

    /// A maximal run of characters of one kind: Chinese, or a word of letters and digits.
    ///
    /// @param start index of the first character, inclusive
    /// @param end exclusive
    record Run(boolean chinese, int start, int end) {
        int length() {
            return end - start;
        }
    }

    static NormalizedText of(String original) {
        int[] codePoints = new int[original.length()];
        int[] offsets = new int[original.length() + 1];
        int count = 0;
        for (int at = 0; at < original.length(); ) {
            int codePoint = original.codePointAt(at);
            int next = at + Character.charCount(codePoint);
            if (codePoint < 0x80) {
                codePoints[count] = Character.toLowerCase(codePoint);
                offsets[count++] = at;
            } else if (codePoint >= FIRST_HAN && codePoint <= LAST_HAN) {
                codePoints[count] = simplified((char) codePoint);
                offsets[count++] = at;
            } else if (Character.getType(codePoint) != Character.FORMAT) {
                // NFKC may turn one character into several (㎡ → m2); all of them keep its offset.
                int[] normalized = Normalizer.normalize(original.substring(at, next), Normalizer.Form.NFKC)
                        .codePoints()
                        .map(Character::toLowerCase)
                        .toArray();
                if (count + normalized.length > codePoints.length - (original.length() - next)) {
                    codePoints = Arrays.copyOf(codePoints, codePoints.length + normalized.length);
                    offsets = Arrays.copyOf(offsets, codePoints.length + 1);
                }
                for (int one : normalized) {
                    codePoints[count] = one;
                    offsets[count++] = at;
                }
            }
            at = next;
        }
        offsets = Arrays.copyOf(offsets, count + 1);
        offsets[count] = original.length();
        return new NormalizedText(Arrays.copyOf(codePoints, count), offsets);
    }

    private static char simplified(char character) {
        char known = SIMPLIFIED[character];
        if (known == 0) {
            String simple = ZhConverterUtil.toSimple(String.valueOf(character));
            known = simple.length() == 1 ? simple.charAt(0) : character;
            SIMPLIFIED[character] = known;
        }
        return known;
    }

    int[] codePoints() {
        return codePoints;
    }

    /// The offset of a character in the original text; for the number of characters, the original's length.
    int originalOffset(int character) {
        return offsets[character];
    }

    /// The characters from `start` to before `end`.
    String text(int start, int end) {
        return new String(codePoints, start, end - start);
    }

    /// The whole text as one index term: its Chinese characters, letters and digits, without blanks and
    /// punctuation. Two spellings of a name have the same term.
    String asTerm() {
        StringBuilder term = new StringBuilder();
        for (int codePoint : codePoints) {
            if (kind(codePoint) != Kind.SEPARATOR) {
                term.appendCodePoint(codePoint);
            }
        }
        return term.toString();
    }

    /// The runs in order, without the separators between them.
    List<Run> runs() {
        List<Run> runs = new ArrayList<>();
        for (int start = 0; start < codePoints.length; ) {
            Kind kind = kind(codePoints[start]);
            int end = start + 1;
            while (end < codePoints.length && kind(codePoints[end]) == kind) {
                end++;
            }
            if (kind != Kind.SEPARATOR) {
                runs.add(new Run(kind == Kind.CHINESE, start, end));
            }
            start = end;
        }
        return runs;
    }

    private enum Kind {
        SEPARATOR,
        CHINESE,
        WORD
    }

    /// Scripts without blanks between words count as Chinese, including Japanese syllables.
    private static Kind kind(int codePoint) {
        if (codePoint < 0x80) {
            return Character.isLetterOrDigit(codePoint) || codePoint == '_' ? Kind.WORD : Kind.SEPARATOR;
        }
        if (Character.isIdeographic(codePoint)) {
            return Kind.CHINESE;
        }
        return switch (Character.getType(codePoint)) {
            case Character.OTHER_LETTER -> Kind.CHINESE;
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.LETTER_NUMBER,
                    Character.NON_SPACING_MARK -> Kind.WORD;
            default -> Kind.SEPARATOR;
        };
    }
}
