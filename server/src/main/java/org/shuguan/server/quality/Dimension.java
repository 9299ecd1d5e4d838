package org.shuguan.server.quality;

import com.fasterxml.jackson.annotation.JsonValue;
import org.shuguan.server.platform.Rows;

/// The six dimensions of data quality (GB/T 36344-2018).
public enum Dimension {
    /// 规范性
    NORM,
    /// 完整性
    COMPLETENESS,
    /// 准确性, with uniqueness
    ACCURACY,
    /// 一致性
    CONSISTENCY,
    /// 时效性
    TIMELINESS,
    /// 可访问性
    ACCESSIBILITY;

    @JsonValue
    String word() {
        return Rows.word(this);
    }
}
