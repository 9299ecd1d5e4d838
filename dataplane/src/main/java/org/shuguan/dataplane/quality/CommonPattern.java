package org.shuguan.dataplane.quality;

import com.google.re2j.PatternSyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Writes a regular expression of RE2, as DuckDB reads it, so that Trino reads it alike: classes by their characters,
/// ends of the text instead of ends of lines, no captures. What the two read differently is refused.
final class CommonPattern {
    private static final Pattern REPETITION = Pattern.compile("\\{\\d+(,\\d*)?\\}");
    private static final Pattern GROUP = Pattern.compile("\\(\\?(:|P?<\\w+>)");
    private static final Pattern HEXADECIMAL = Pattern.compile("\\\\x(?:\\{([0-9A-Fa-f]{1,6})\\}|([0-9A-Fa-f]{2}))");
    private static final String WORD = "0-9A-Za-z_";
    private static final String SPACE = "\\t\\n\\f\\r ";

    private final String expression;
    private final StringBuilder written = new StringBuilder();
    private int at;

    private CommonPattern(String expression) {
        this.expression = expression;
    }

    /// @throws ConditionRefused if it is no expression of RE2, or Trino reads it differently
    static String of(String expression) throws ConditionRefused {
        try {
            com.google.re2j.Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            throw Condition.refused(ConditionRefused.Reason.TYPES, "detail", String.valueOf(e.getMessage()));
        }
        CommonPattern pattern = new CommonPattern(expression);
        while (pattern.at < expression.length()) {
            pattern.next();
        }
        return pattern.written.toString();
    }

    private void next() throws ConditionRefused {
        int sign = sign();
        switch (sign) {
            case '\\' -> escape(false);
            case '[' -> characters();
            case '.' -> take(1, "[^\\n]");
            case '^' -> take(1, "\\A");
            case '$' -> take(1, "\\z");
            case '(' -> group();
            case ')', '|', '*', '+', '?' -> take(1, Character.toString(sign));
            case '{' -> {
                String repetition = found(REPETITION);
                take(repetition == null ? 1 : repetition.length(), repetition == null ? "\\{" : repetition);
            }
            default -> literal(sign);
        }
    }

    private int sign() {
        return expression.codePointAt(at);
    }

    private void take(int length, String as) {
        at += length;
        written.append(as);
    }

    private void literal(int sign) {
        boolean plain = sign > 0x7F || sign <= ' ' || Character.isLetterOrDigit(sign);
        take(Character.charCount(sign), (plain ? "" : "\\") + Character.toString(sign));
    }

    private @Nullable String found(Pattern what) {
        Matcher matcher = what.matcher(expression).region(at, expression.length());
        return matcher.lookingAt() ? matcher.group() : null;
    }

    private void group() throws ConditionRefused {
        String kind = found(GROUP);
        if (kind == null && expression.startsWith("(?", at)) {
            throw refused("(?");
        }
        take(kind == null ? 1 : kind.length(), "(?:");
    }

    private void escape(boolean inClass) throws ConditionRefused {
        String hexadecimal = found(HEXADECIMAL);
        if (hexadecimal != null) {
            String digits = hexadecimal.replaceAll("[\\\\x{}]", "");
            at += hexadecimal.length();
            int before = at;
            literal(Integer.parseInt(digits, 16));
            at = before;
            return;
        }
        char kind = expression.charAt(at + 1);
        String set = switch (kind) {
            case 'd', 'D' -> "0-9";
            case 'w', 'W' -> WORD;
            case 's', 'S' -> SPACE;
            default -> null;
        };
        if (set != null) {
            boolean other = Character.isUpperCase(kind);
            if (inClass && other) {
                throw refused("[\\" + kind + "]");
            }
            take(2, inClass ? set : "[" + (other ? "^" : "") + set + "]");
        } else if (kind == 't' || kind == 'n' || kind == 'f' || kind == 'r') {
            take(2, "\\" + kind);
        } else if (!inClass && (kind == 'A' || kind == 'z')) {
            take(2, "\\" + kind);
        } else if (kind < 0x80 && !Character.isLetterOrDigit(kind)) {
            take(2, "\\" + kind);
        } else {
            throw refused("\\" + kind);
        }
    }

    private void characters() throws ConditionRefused {
        take(1, "[");
        if (sign() == '^') {
            take(1, "^");
        }
        boolean first = true;
        while (first || sign() != ']') {
            first = false;
            if (expression.startsWith("[:", at)) {
                throw refused("[:");
            }
            if (sign() == '\\') {
                escape(true);
            } else if (sign() == '-') {
                // Between two characters it is a range, at an end itself; both engines read it so.
                boolean range = written.charAt(written.length() - 1) != '['
                        && written.charAt(written.length() - 1) != '^'
                        && expression.charAt(at + 1) != ']';
                take(1, range ? "-" : "\\-");
            } else {
                literal(sign());
            }
        }
        take(1, "]");
    }

    private static ConditionRefused refused(String construct) {
        return Condition.refused(ConditionRefused.Reason.OTHER_ENGINE, "name", construct);
    }
}
