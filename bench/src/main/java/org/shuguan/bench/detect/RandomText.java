package org.shuguan.bench.detect;

import java.util.Random;

/// Random choices for the value generators of both halves.
final class RandomText {
    private RandomText() {}

    static String digits(Random random, int count) {
        return some(random, "0123456789", count);
    }

    static String some(Random random, String of, int count) {
        StringBuilder characters = new StringBuilder();
        for (int i = 0; i < count; i++) {
            characters.append(of.charAt(random.nextInt(of.length())));
        }
        return characters.toString();
    }

    /// One of the words, which are separated by blanks.
    static String pick(Random random, String words) {
        String[] all = words.split(" ", -1);
        return all[random.nextInt(all.length)];
    }

    static int between(Random random, int from, int to) {
        return from + random.nextInt(to - from + 1);
    }

    static String two(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }

    /// A day `yyyyMMdd` of a year from `from` to `to`.
    static String day(Random random, int from, int to) {
        return between(random, from, to) + two(between(random, 1, 12)) + two(between(random, 1, 28));
    }

    static String dashed(String day) {
        return day.substring(0, 4) + "-" + day.substring(4, 6) + "-" + day.substring(6);
    }
}
