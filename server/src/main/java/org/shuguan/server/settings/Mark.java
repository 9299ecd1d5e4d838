package org.shuguan.server.settings;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.shuguan.server.platform.Rows;

/// How certain it is that a source says what is attributed to it.
public enum Mark {
    /// the text of the source was read
    READ,
    /// cited from memory; the text was not available
    FROM_MEMORY,
    /// not verified: do not rely on it
    UNVERIFIED,
    /// our own choice, not required by any document
    OURS;

    @JsonValue
    public String word() {
        return Rows.word(this);
    }

    @JsonCreator
    public static Mark of(String word) {
        return Rows.constant(Mark.class, word);
    }
}
