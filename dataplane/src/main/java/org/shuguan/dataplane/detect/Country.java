package org.shuguan.dataplane.detect;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Codes (two letters, three letters, three digits) and names of countries and regions after GB/T 2659.
final class Country {
    private static final Set<String> ALL = new HashSet<>();
    private static final Set<String> LETTERS = new HashSet<>();
    private static final Set<String> DIGITS = new HashSet<>();

    static {
        for (String line : ResourceLists.lines("country.txt")) {
            List<String> parts = List.of(line.split(" ", -1));
            ALL.addAll(parts);
            LETTERS.add(parts.get(1));
            DIGITS.add(parts.get(2));
        }
    }

    private Country() {}

    /// Whether it is any of the codes or names.
    static boolean contains(String text) {
        return ALL.contains(text);
    }

    /// Whether it is a code of three letters.
    static boolean isCode(String letters) {
        return LETTERS.contains(letters);
    }

    /// Whether it is a code of three digits.
    static boolean isNumber(String digits) {
        return DIGITS.contains(digits);
    }
}
