package org.shuguan.server.catalogimport;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The columns of the national guide's workbook in their usual order, with columns that practice adds: grade,
/// physical name, and the six figures of the general survey. A column's head is below the head of its group, or
/// alone.
enum GuideColumn {
    CLASS("信息资源分类", "类", 14),
    GROUP("信息资源分类", "项", 8),
    HEADING("信息资源分类", "目", 8),
    SUBHEADING("信息资源分类", "细目", 10),
    TITLE(null, "信息资源名称", 28, "资源名称", "目录名称", "数据资源名称"),
    CODE(null, "信息资源代码", 24, "资源代码", "资源编码", "目录代码", "目录编码"),
    PROVIDER(null, "信息资源提供方", 18, "提供方", "提供单位", "资源提供方", "资源提供单位"),
    PROVIDER_CODE(null, "资源提供方代码", 18, "提供方代码", "信息资源提供方代码", "提供单位代码"),
    SUMMARY(null, "信息资源摘要", 44, "资源摘要", "摘要"),
    FORMAT_CATEGORY("信息资源格式", "信息资源格式分类", 16, "格式分类", "资源格式分类", "资源格式", "信息资源格式"),
    FORMAT_TYPE("信息资源格式", "信息资源格式类型", 16, "格式类型", "资源格式类型"),
    ITEM_NAME("信息项信息", "信息项名称", 22, "信息项", "数据项名称"),
    PHYSICAL_NAME("信息项信息", "字段名", 18, "英文名称", "字段英文名", "物理名"),
    ITEM_TYPE("信息项信息", "数据类型", 12, "信息项类型"),
    ITEM_LENGTH("信息项信息", "数据长度(字节)", 12, "数据长度", "长度"),
    ITEM_KEY("信息项信息", "主键", 6, "是否主键"),
    ITEM_GRADE("信息项信息", "信息项级别", 14),
    PERSONAL("信息项信息", "个人信息类别", 16),
    ITEM_SHARING("信息项信息", "信息项共享类型", 14),
    ITEM_CODES("信息项信息", "信息项代码表", 30, "代码表", "代码集", "值域"),
    COMMENT("信息项信息", "信息项说明", 22, "说明", "备注"),
    SHARING_TYPE("共享属性", "共享类型", 14),
    SHARING_CONDITION("共享属性", "共享条件", 24),
    SHARING_MODE("共享属性", "共享方式", 12),
    SHARING_BASIS("共享属性", "不予共享依据", 24),
    OPEN("开放属性", "是否向社会开放", 12, "是否开放", "是否社会开放"),
    OPENING_CONDITION("开放属性", "开放条件", 24),
    UPDATE_CYCLE(null, "更新周期", 10, "更新频率"),
    ISSUED(null, "发布日期", 12),
    RELATED(null, "关联资源代码", 24, "关联及类目名称", "关联代码"),
    THEME(null, "主题", 12, "所属主题"),
    GRADE(null, "级别", 14, "数据级别", "分级"),
    TOTAL_GB("信息资源大普查", "数据存储总量(GB)", 12, "数据存储总量"),
    TOTAL_WAN("信息资源大普查", "结构化信息记录总数(万)", 12, "结构化信息记录总数"),
    SHARED_GB("信息资源大普查", "已共享的数据存储量(GB)", 12, "已共享的数据存储量"),
    SHARED_WAN("信息资源大普查", "已共享的结构化记录数(万)", 12, "已共享的结构化记录数"),
    OPENED_GB("信息资源大普查", "已开放的数据存储量(GB)", 12, "已开放的数据存储量"),
    OPENED_WAN("信息资源大普查", "已开放的结构化记录数(万)", 12, "已开放的结构化记录数"),
    STATE(null, "状态", 10);

    private static final List<GuideColumn> PLACES = List.of(values());
    static final List<GuideColumn> FIGURES = List.of(TOTAL_GB, TOTAL_WAN, SHARED_GB, SHARED_WAN, OPENED_GB, OPENED_WAN);
    static final List<GuideColumn> OF_ITEM = List.of(
            ITEM_NAME,
            PHYSICAL_NAME,
            ITEM_TYPE,
            ITEM_LENGTH,
            ITEM_KEY,
            ITEM_GRADE,
            PERSONAL,
            ITEM_SHARING,
            ITEM_CODES,
            COMMENT);
    /// Columns with one value for each entry: a different value in a later row of the entry is a finding.
    static final List<GuideColumn> OF_ENTRY = List.of(
            SUMMARY,
            FORMAT_CATEGORY,
            FORMAT_TYPE,
            SHARING_TYPE,
            SHARING_CONDITION,
            SHARING_MODE,
            SHARING_BASIS,
            OPEN,
            OPENING_CONDITION,
            UPDATE_CYCLE,
            RELATED,
            THEME,
            GRADE);

    private final @Nullable String group;
    private final String head;
    private final int width;
    private final String also;

    GuideColumn(@Nullable String group, String head, int width, String... also) {
        this.group = group;
        this.head = head;
        this.width = width;
        this.also = String.join("|", also);
    }

    @Nullable
    String group() {
        return group;
    }

    /// The position in the workbook, from 0.
    int place() {
        return PLACES.indexOf(this);
    }

    String head() {
        return head;
    }

    int width() {
        return width;
    }

    /// The column that a head names; brackets, blanks and asterisks are ignored.
    static Optional<GuideColumn> named(String head) {
        String plain = plain(head);
        return plain.isEmpty()
                ? Optional.empty()
                : Arrays.stream(values())
                        .filter(column -> Arrays.stream((column.head + "|" + column.also).split("\\|", -1))
                                .anyMatch(one -> plain(one).equals(plain)))
                        .findFirst();
    }

    private static String plain(String head) {
        return GuideWords.plain(head).replaceAll("\\([^)]*\\)|[*:\"“”]", "");
    }
}
