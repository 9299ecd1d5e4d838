package org.shuguan.dataplane.profile;

/// The character pattern of a value: `9{18}` for 18 digits, `汉A9{5}` for `粤H12345`.
final class ValuePattern {
    private static final int LONGEST = 60;

    private ValuePattern() {}

    static String of(String value) {
        StringBuilder shape = new StringBuilder();
        int run = 0;
        int last = -1;
        for (int i = 0; i <= value.length(); ) {
            int character = i < value.length() ? value.codePointAt(i) : -2;
            int kind = character < 0 ? -2 : kind(character);
            if (kind != last) {
                append(shape, last, run);
                last = kind;
                run = 0;
            }
            run++;
            i += character < 0 ? 1 : Character.charCount(character);
            if (shape.length() > LONGEST) {
                return shape.append('…').toString();
            }
        }
        return shape.toString();
    }

    private static int kind(int character) {
        if (Character.isDigit(character)) {
            return '9';
        }
        if (Character.UnicodeScript.of(character) == Character.UnicodeScript.HAN) {
            return '汉';
        }
        if (Character.isUpperCase(character)) {
            return 'A';
        }
        return Character.isLetter(character) ? 'a' : character;
    }

    private static void append(StringBuilder shape, int kind, int run) {
        if (run == 0) {
            return;
        }
        shape.appendCodePoint(kind);
        if (run > 1) {
            shape.append('{').append(run).append('}');
        }
    }
}
