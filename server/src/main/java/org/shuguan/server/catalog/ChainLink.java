package org.shuguan.server.catalog;

import com.fasterxml.jackson.annotation.JsonValue;
import org.shuguan.server.platform.Rows;

/// The links of the chain 全链条 in its order. Source: 肇庆市首席数据官制度试点实施方案 (2021-08-10), where collection and
/// return flow are named together.
public enum ChainLink {
    /// 规划
    PLANNING,
    /// 建设
    CONSTRUCTION,
    /// 采集
    ACQUISITION,
    /// 校核
    VERIFICATION,
    /// 存储
    STORAGE,
    /// 编目
    CATALOGUING,
    /// 归集
    COLLECTION,
    /// 回流
    RETURN_FLOW,
    /// 整合
    INTEGRATION,
    /// 共享
    SHARING,
    /// 开发
    DEVELOPMENT,
    /// 应用
    APPLICATION;

    @JsonValue
    public String word() {
        return Rows.word(this);
    }
}
