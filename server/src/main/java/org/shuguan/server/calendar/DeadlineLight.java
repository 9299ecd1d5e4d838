package org.shuguan.server.calendar;

import com.fasterxml.jackson.annotation.JsonValue;
import org.shuguan.server.platform.Rows;

/// The state of a deadline 亮灯.
public enum DeadlineLight {
    /// there is time
    GREEN,
    /// the share of the working days that the rule `calendar.amber` names has passed
    AMBER,
    /// the due day has passed
    RED;

    @JsonValue
    public String word() {
        return Rows.word(this);
    }
}
