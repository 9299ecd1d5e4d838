package org.shuguan.server.catalog;

import com.fasterxml.jackson.annotation.JsonValue;
import org.shuguan.server.platform.Rows;

/// 更新周期. Numeric codes differ from system to system, so ours are words.
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

    @JsonValue
    public String word() {
        return Rows.word(this);
    }
}
