package org.shuguan.server.finding;

import com.github.houbb.opencc4j.util.ZhConverterUtil;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A text as the index spells it, sign by sign: full-width as half-width, traditional as simplified, capitals as small;
/// marks that nobody sees (direction, joiners) left out. Each sign knows where it came from, so that the reader's own
/// text can be lit. Both what is searched and what is asked goes through here.
final class Signs {
    private static final int FIRST_HAN = 0x3400;
    private static final int LAST_HAN = 0x9FFF;
    /// Simplified forms, filled as they are asked for; 0 is not known yet. Two threads may write the same value.
    private static final char[] SIMPLIFIED = new char[LAST_HAN + 1];

    /// Code points.
    private final int[] codes;
    /// For each sign the index of its first char in the original, and at the end the original's length.
    private final int[] origin;

    private Signs(int[] codes, int[] origin) {
        this.codes = codes;
        this.origin = origin;
    }

    /// Signs of one kind that stand together: Chinese ones, or a word of letters and digits.
    record Run(boolean han, int start, int end) {
        int length() {
            return end - start;
        }
    }

    static Signs of(String original) {
        int[] codes = new int[original.length()];
        int[] origin = new int[original.length() + 1];
        int count = 0;
        for (int at = 0; at < original.length(); ) {
            int code = original.codePointAt(at);
            int next = at + Character.charCount(code);
            if (code < 0x80) {
                codes[count] = Character.toLowerCase(code);
                origin[count++] = at;
            } else if (code >= FIRST_HAN && code <= LAST_HAN) {
                codes[count] = simplified((char) code);
                origin[count++] = at;
            } else if (Character.getType(code) != Character.FORMAT) {
                // One sign may become several (㎡); they all came from it.
                int[] spelled = Normalizer.normalize(original.substring(at, next), Normalizer.Form.NFKC)
                        .codePoints()
                        .map(Character::toLowerCase)
                        .toArray();
                if (count + spelled.length > codes.length - (original.length() - next)) {
                    codes = Arrays.copyOf(codes, codes.length + spelled.length);
                    origin = Arrays.copyOf(origin, codes.length + 1);
                }
                for (int one : spelled) {
                    codes[count] = one;
                    origin[count++] = at;
                }
            }
            at = next;
        }
        origin = Arrays.copyOf(origin, count + 1);
        origin[count] = original.length();
        return new Signs(Arrays.copyOf(codes, count), origin);
    }

    private static char simplified(char sign) {
        char known = SIMPLIFIED[sign];
        if (known == 0) {
            String simple = ZhConverterUtil.toSimple(String.valueOf(sign));
            known = simple.length() == 1 ? simple.charAt(0) : sign;
            SIMPLIFIED[sign] = known;
        }
        return known;
    }

    int[] codes() {
        return codes;
    }

    /// Where in the original a sign stands.
    int origin(int sign) {
        return origin[sign];
    }

    String text(int start, int end) {
        return new String(codes, start, end - start);
    }

    /// The whole text without what is neither a sign nor a letter nor a digit: what two spellings of a name share.
    String bare() {
        StringBuilder bare = new StringBuilder();
        for (int code : codes) {
            if (kind(code) != Kind.NONE) {
                bare.appendCodePoint(code);
            }
        }
        return bare.toString();
    }

    List<Run> runs() {
        List<Run> runs = new ArrayList<>();
        for (int start = 0; start < codes.length; ) {
            Kind kind = kind(codes[start]);
            int end = start + 1;
            while (end < codes.length && kind(codes[end]) == kind) {
                end++;
            }
            if (kind != Kind.NONE) {
                runs.add(new Run(kind == Kind.HAN, start, end));
            }
            start = end;
        }
        return runs;
    }

    private enum Kind {
        NONE,
        HAN,
        WORD
    }

    /// What is written without blanks between words counts as Chinese, Japanese syllables too.
    private static Kind kind(int code) {
        if (code < 0x80) {
            return Character.isLetterOrDigit(code) || code == '_' ? Kind.WORD : Kind.NONE;
        }
        if (Character.isIdeographic(code)) {
            return Kind.HAN;
        }
        return switch (Character.getType(code)) {
            case Character.OTHER_LETTER -> Kind.HAN;
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.LETTER_NUMBER,
                    Character.NON_SPACING_MARK -> Kind.WORD;
            default -> Kind.NONE;
        };
    }
}
