package org.shuguan.dataplane.profile;

/// The character pattern of a value: `9{18}` for 18 digits, `汉A9{5}` for `粤H12345`.
final class Shape {
    private static final int LONGEST = 60;

    private Shape() {}

    static String of(String value) {
        StringBuilder shape = new StringBuilder();
        int run = 0;
        int last = -1;
        for (int i = 0; i <= value.length(); ) {
            int sign = i < value.length() ? value.codePointAt(i) : -2;
            int kind = sign < 0 ? -2 : kind(sign);
            if (kind != last) {
                append(shape, last, run);
                last = kind;
                run = 0;
            }
            run++;
            i += sign < 0 ? 1 : Character.charCount(sign);
            if (shape.length() > LONGEST) {
                return shape.append('…').toString();
            }
        }
        return shape.toString();
    }

    private static int kind(int sign) {
        if (Character.isDigit(sign)) {
            return '9';
        }
        if (Character.UnicodeScript.of(sign) == Character.UnicodeScript.HAN) {
            return '汉';
        }
        if (Character.isUpperCase(sign)) {
            return 'A';
        }
        return Character.isLetter(sign) ? 'a' : sign;
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
