package org.shuguan.server.channel;

import com.fasterxml.jackson.annotation.JsonValue;
import org.shuguan.server.platform.Rows;

/// When notices are sent.
enum Pace {
    /// As they come, but for the quiet hours.
    AT_ONCE,
    /// Once a day, all that are not read by then.
    DAILY;

    @JsonValue
    String word() {
        return Rows.word(this);
    }
}
