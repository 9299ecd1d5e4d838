package org.shuguan.server.catalog;

import com.fasterxml.jackson.annotation.JsonValue;
import org.shuguan.server.platform.Rows;

/// Opening types 开放类型: 无条件开放, 有条件开放, 不予开放.
public enum OpeningType {
    OPEN,
    CONDITIONALLY_OPEN,
    NOT_OPEN;

    /// The word in the database and in the API.
    @JsonValue
    public String word() {
        return Rows.word(this);
    }
}
