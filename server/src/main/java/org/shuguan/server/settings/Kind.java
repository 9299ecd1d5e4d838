package org.shuguan.server.settings;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.shuguan.server.platform.Rows;

/// The kind of a rule's value, and the unit of a number.
public enum Kind {
    WORKING_DAYS,
    DAYS,
    MONTHS,
    MINUTES,
    NUMBER,
    PERCENT,
    TEXT,
    /// an ordered list of codes with their names in both languages
    CODE_LIST;

    boolean isNumber() {
        return switch (this) {
            case WORKING_DAYS, DAYS, MONTHS, MINUTES, NUMBER, PERCENT -> true;
            case TEXT, CODE_LIST -> false;
        };
    }

    @JsonValue
    public String word() {
        return Rows.word(this);
    }

    @JsonCreator
    public static Kind of(String word) {
        return Rows.constant(Kind.class, word);
    }
}
