package org.shuguan.dataplane.detect;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Countries and regions after GB/T 2659: codes of two and three letters, of three digits, and names.
final class Country {
    private static final Set<String> ALL = new HashSet<>();
    private static final Set<String> LETTERS = new HashSet<>();
    private static final Set<String> DIGITS = new HashSet<>();

    static {
        for (String line : Lists.lines("country.txt")) {
            List<String> parts = List.of(line.split(" ", -1));
            ALL.addAll(parts);
            LETTERS.add(parts.get(1));
            DIGITS.add(parts.get(2));
        }
    }

    private Country() {}

    static boolean contains(String text) {
        return ALL.contains(text);
    }

    /// Of three letters.
    static boolean isCode(String letters) {
        return LETTERS.contains(letters);
    }

    /// Of three digits.
    static boolean isNumber(String digits) {
        return DIGITS.contains(digits);
    }
}
