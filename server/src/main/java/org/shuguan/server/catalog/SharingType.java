package org.shuguan.server.catalog;

import com.fasterxml.jackson.annotation.JsonValue;
import org.shuguan.server.platform.Rows;

/// Sharing types 共享类型: 无条件, 有条件, 不予共享.
public enum SharingType {
    UNCONDITIONAL,
    CONDITIONAL,
    NOT_SHARED;

    /// The word in the database and in the API.
    @JsonValue
    public String word() {
        return Rows.word(this);
    }
}
