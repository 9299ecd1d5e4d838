package org.shuguan.dataplane.detect;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/// Grades of data after GB/T 43697-2024: core over important over general, general data in four levels (annex H).
/// Ordered from the lowest; the highest of a set wins 就高从严.
public enum Grade {
    GENERAL_1,
    GENERAL_2,
    GENERAL_3,
    GENERAL_4,
    IMPORTANT,
    CORE;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// @throws IllegalArgumentException for an unknown word
    @JsonCreator
    public static Grade of(String word) {
        return Arrays.stream(values())
                .filter(grade -> grade.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(word + " is no grade"));
    }

    public static Grade general(int level) {
        return values()[level - 1];
    }

    public Grade orHigher(Grade other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
