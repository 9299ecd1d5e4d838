package org.shuguan.server.settings;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import org.shuguan.server.platform.Rows;

/// How surely it is known that a source says what is attributed to it.
public enum Mark {
    /// the text of the source was read
    READ,
    /// told from memory, the text was not at hand
    FROM_MEMORY,
    /// not verified: do not rely on it
    UNVERIFIED,
    /// our own choice, no paper orders it
    OURS;

    @JsonValue
    public String word() {
        return Rows.word(this);
    }

    @JsonCreator
    public static Mark of(String word) {
        return Arrays.stream(values())
                .filter(mark -> mark.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(word + " is no mark"));
    }
}
