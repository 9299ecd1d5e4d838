package org.shuguan.server.catalog;

import com.fasterxml.jackson.annotation.JsonValue;
import org.shuguan.server.platform.Rows;

/// Update cycles 更新周期. Words are stored, because numeric codes differ between systems.
public enum UpdateCycle {
    REALTIME,
    DAILY,
    WEEKLY,
    MONTHLY,
    QUARTERLY,
    HALF_YEARLY,
    YEARLY,
    IRREGULAR,
    ONCE;

    /// The word in the database and in the API.
    @JsonValue
    public String word() {
        return Rows.word(this);
    }
}
