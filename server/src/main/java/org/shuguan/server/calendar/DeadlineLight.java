package org.shuguan.server.calendar;

import com.fasterxml.jackson.annotation.JsonValue;
import org.shuguan.server.platform.Rows;

/// The state of a deadline 亮灯.
public enum DeadlineLight {
    /// more than a fifth of the working days is left
    GREEN,
    /// four fifths of the working days have passed
    AMBER,
    /// the due day has passed
    RED;

    @JsonValue
    public String word() {
        return Rows.word(this);
    }
}
