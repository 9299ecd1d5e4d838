package org.shuguan.dataplane.profile;

import org.jspecify.annotations.Nullable;

/// A notation of a number or a day.
enum Notation {
    PLAIN(ColumnContent.Kind.NUMBER),
    /// 1,234.50
    THOUSANDS(ColumnContent.Kind.NUMBER),
    /// １２３４
    FULL_WIDTH(null),
    /// 1.2万
    TEN_THOUSANDS(ColumnContent.Kind.NUMBER),
    /// 3.5亿
    HUNDRED_MILLIONS(ColumnContent.Kind.NUMBER),
    PERCENT(ColumnContent.Kind.NUMBER),
    /// ¥12, 12元
    CURRENCY(ColumnContent.Kind.NUMBER),
    /// 1.5E+6
    SCIENTIFIC(ColumnContent.Kind.NUMBER),
    /// (1,234.50), the notation of negative amounts in accounting
    IN_BRACKETS(ColumnContent.Kind.NUMBER),
    /// 2021-08-10
    ISO(ColumnContent.Kind.DAY),
    /// 2021/8/10
    SLASHES(ColumnContent.Kind.DAY),
    /// 2021.8.10
    DOTS(ColumnContent.Kind.DAY),
    /// 2021年8月10日
    CHINESE(ColumnContent.Kind.DAY),
    /// 20210810
    COMPACT(ColumnContent.Kind.DAY);

    private final ColumnContent.@Nullable Kind kind;

    Notation(ColumnContent.@Nullable Kind kind) {
        this.kind = kind;
    }

    ColumnContent.@Nullable Kind kind() {
        return kind;
    }

    String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
