package org.shuguan.server.census;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.census.TableResult;
import org.shuguan.dataplane.detect.CensusTexts;
import org.shuguan.dataplane.detect.Classification;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.Spreadsheet;

/// The inventory with all rows, one sheet per topic.
final class InventoryWorkbook {
    private final Inventory inventory;
    private final CensusTexts words = CensusTexts.in(Locale.SIMPLIFIED_CHINESE);

    InventoryWorkbook(Inventory inventory) {
        this.inventory = inventory;
    }

    byte[] xlsx() {
        return Spreadsheet.book(List.of(
                new Spreadsheet("数据源", List.of("数据源", "类型", "普查日期", "数据表（张）", "字段（个）", "记录（条）"), stores()),
                new Spreadsheet(
                        "数据表", List.of("数据源", "表名", "名称", "记录（条）", "字段（个）", "个人信息字段（个）", "建议级别", "是否抽样"), tables()),
                new Spreadsheet(
                        "字段",
                        List.of("数据源", "表名", "字段", "注释", "声明类型", "识别为", "建议级别", "个人信息类别", "敏感", "空值（条）", "分级理由"),
                        fields()),
                new Spreadsheet("数据分级", List.of("建议级别", "字段（个）"), grades()),
                new Spreadsheet("个人信息", List.of("类别", "字段（个）", "数据表（张）", "敏感字段（个）"), categories()),
                new Spreadsheet("数据缺陷", List.of("缺陷", "数据源", "表名", "字段", "数量", "数量含义", "示例"), defects()),
                new Spreadsheet(
                        "重复数据",
                        List.of("表名", "名称", "字段", "另一单位", "表名", "字段", "相同取值约数", "占本表不同取值（%）", "占另一张表不同取值（%）"),
                        duplicates()),
                new Spreadsheet("未读取", List.of("数据源", "文件或数据表", "原因"), gaps())));
    }

    static String kind(SourceRecord.Kind kind) {
        return switch (kind) {
            case POSTGRESQL -> "PostgreSQL";
            case MYSQL -> "MySQL";
            case FILES -> "文件";
            case JDBC -> "其他数据库";
            case HTTP -> "服务接口";
        };
    }

    static String defect(Defect.Kind kind) {
        return switch (kind) {
            case WRONG_CHECK -> "校验不通过";
            case SPOILT_BY_SPREADSHEET -> "被表格软件改写";
            case TEST_VALUES -> "测试值";
            case LINES_REJECTED -> "不符合格式的行";
            case ALL_NULL -> "全部为空的字段";
            case EMPTY_TABLE -> "没有记录的数据表";
            case UNDOCUMENTED_TABLE -> "没有说明的数据表";
            case UNDOCUMENTED_COLUMNS -> "没有说明的字段";
        };
    }

    /// The unit of a defect's figure, empty if it has none.
    static String measure(Defect.Kind kind) {
        return switch (kind) {
            case WRONG_CHECK -> "不通过的取值（%）";
            case SPOILT_BY_SPREADSHEET -> "被改写的记录（%）";
            case TEST_VALUES -> "抽样中的记录（条）";
            case LINES_REJECTED -> "行数";
            case UNDOCUMENTED_COLUMNS -> "字段（个）";
            case ALL_NULL, EMPTY_TABLE, UNDOCUMENTED_TABLE -> "";
        };
    }

    private List<List<@Nullable Object>> stores() {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Inventory.Store store : inventory.stores()) {
            rows.add(row(
                    store.name(),
                    kind(store.kind()),
                    CityTime.day(store.counted()),
                    store.read().size(),
                    store.columns(),
                    store.rows()));
        }
        rows.add(row("合计", "", "", inventory.tables(), inventory.fields().size(), inventory.rows()));
        return rows;
    }

    private List<List<@Nullable Object>> tables() {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Inventory.Store store : inventory.stores()) {
            for (TableResult table : store.read()) {
                Grade grade = Inventory.grade(table);
                rows.add(row(
                        store.name(),
                        table.table().path(),
                        table.table().comment(),
                        Inventory.rows(table),
                        table.classifications().size(),
                        table.classifications().stream()
                                .filter(found -> found.personal() != null)
                                .count(),
                        grade == null ? null : words.grade(grade),
                        table.profile() != null && table.profile().sampled() ? "是" : ""));
            }
        }
        return rows;
    }

    private List<List<@Nullable Object>> fields() {
        return inventory.fields().stream()
                .map(field -> {
                    Classification found = field.found();
                    return row(
                            field.store().name(),
                            field.table().table().path(),
                            field.profile().name(),
                            field.profile().comment(),
                            field.profile().declaredType(),
                            found.recognised()
                                    .map(best -> words.type(best.type()))
                                    .orElse(null),
                            words.grade(found.grade()),
                            found.personal() == null ? null : words.category(found.personal()),
                            found.sensitive() ? "是" : "",
                            field.profile().nulls(),
                            words.reason(found.reason()));
                })
                .toList();
    }

    private List<List<@Nullable Object>> grades() {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        inventory.byGrade().forEach((grade, fields) -> rows.add(row(words.grade(grade), fields)));
        return rows;
    }

    private List<List<@Nullable Object>> categories() {
        return inventory.byCategory().stream()
                .map(category -> row(
                        words.category(category.category()),
                        category.fields(),
                        category.tables(),
                        category.sensitive()))
                .toList();
    }

    private List<List<@Nullable Object>> defects() {
        return Defect.of(inventory).stream()
                .map(defect -> row(
                        defect(defect.kind()),
                        defect.store().name(),
                        defect.table().table().path(),
                        defect.column(),
                        measure(defect.kind()).isEmpty() ? null : defect.measure(),
                        measure(defect.kind()),
                        defect.word()))
                .toList();
    }

    private List<List<@Nullable Object>> duplicates() {
        return inventory.duplicates().stream()
                .map(duplicate -> row(
                        duplicate.path(),
                        duplicate.comment(),
                        duplicate.column(),
                        duplicate.otherUnit(),
                        duplicate.otherPath(),
                        duplicate.otherColumn(),
                        duplicate.common(),
                        duplicate.share(),
                        duplicate.otherShare()))
                .toList();
    }

    private List<List<@Nullable Object>> gaps() {
        return inventory.unread().stream()
                .map(gap -> row(
                        gap.getKey().name(),
                        gap.getValue().path(),
                        gap.getValue().reason()))
                .toList();
    }

    private static List<@Nullable Object> row(@Nullable Object... cells) {
        return Arrays.asList(cells);
    }
}
