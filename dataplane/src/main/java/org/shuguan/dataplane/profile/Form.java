package org.shuguan.dataplane.profile;

import org.jspecify.annotations.Nullable;

/// A way of writing a number or a day.
enum Form {
    PLAIN(Content.Kind.NUMBER),
    /// 1,234.50
    THOUSANDS(Content.Kind.NUMBER),
    /// １２３４
    FULL_WIDTH(null),
    /// 1.2万
    TEN_THOUSANDS(Content.Kind.NUMBER),
    /// 3.5亿
    HUNDRED_MILLIONS(Content.Kind.NUMBER),
    PERCENT(Content.Kind.NUMBER),
    /// ¥12, 12元
    CURRENCY(Content.Kind.NUMBER),
    /// 1.5E+6
    SCIENTIFIC(Content.Kind.NUMBER),
    /// (1,234.50), as books write what is owed
    IN_BRACKETS(Content.Kind.NUMBER),
    /// 2021-08-10
    ISO(Content.Kind.DAY),
    /// 2021/8/10
    SLASHES(Content.Kind.DAY),
    /// 2021.8.10
    DOTS(Content.Kind.DAY),
    /// 2021年8月10日
    CHINESE(Content.Kind.DAY),
    /// 20210810
    COMPACT(Content.Kind.DAY);

    private final Content.@Nullable Kind kind;

    Form(Content.@Nullable Kind kind) {
        this.kind = kind;
    }

    Content.@Nullable Kind kind() {
        return kind;
    }

    String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
