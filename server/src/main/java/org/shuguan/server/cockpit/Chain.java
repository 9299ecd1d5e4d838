package org.shuguan.server.cockpit;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.Rows;

/// The links of the chain 全链条 in the order of the plan (肇庆市首席数据官制度试点实施方案, 2021-08-10), each with the
/// indicator that tells of it. Of a link without one the platform knows nothing.
enum Chain {
    /// 规划
    PLANNING(null),
    /// 建设
    CONSTRUCTION(null),
    /// 采集
    ACQUISITION("census.tables"),
    /// 校核
    VERIFICATION("quality.score"),
    /// 存储
    STORAGE("catalog.mounted"),
    /// 编目
    CATALOGUING("catalog.published"),
    /// 归集和回流
    COLLECTION("collection.collected"),
    /// 整合
    INTEGRATION(null),
    /// 共享
    SHARING("sharing.grants"),
    /// 开发
    DEVELOPMENT(null),
    /// 应用
    APPLICATION("exchange.calls");

    private final @Nullable String indicator;

    Chain(@Nullable String indicator) {
        this.indicator = indicator;
    }

    @Nullable
    String indicator() {
        return indicator;
    }

    @JsonValue
    String word() {
        return Rows.word(this);
    }
}
