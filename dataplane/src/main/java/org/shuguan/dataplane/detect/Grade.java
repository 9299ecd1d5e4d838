package org.shuguan.dataplane.detect;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/// Data grades after GB/T 43697-2024: core above important above general data, which has four levels (annex H). In
/// ascending order; of several grades the highest applies 就高从严.
public enum Grade {
    GENERAL_1,
    GENERAL_2,
    GENERAL_3,
    GENERAL_4,
    IMPORTANT,
    CORE;

    /// The name in JSON and text files: `general-2`.
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The grade of a word.
    ///
    /// @throws IllegalArgumentException for an unknown word
    @JsonCreator
    public static Grade of(String word) {
        return Arrays.stream(values())
                .filter(grade -> grade.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(word + " is not a grade"));
    }

    /// The grade of a level of general data.
    ///
    /// @param level 1 to 4
    public static Grade general(int level) {
        return values()[level - 1];
    }

    /// The higher of the two.
    public Grade orHigher(Grade other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
