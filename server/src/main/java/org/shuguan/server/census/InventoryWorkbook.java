package org.shuguan.server.census;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.census.TableResult;
import org.shuguan.dataplane.detect.Classification;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.dataplane.detect.Words;
import org.shuguan.server.institution.Institution;

/// The inventory with all its rows, a sheet for each question.
final class InventoryWorkbook {
    private final Inventory inventory;
    private final Words words = Words.in(Locale.SIMPLIFIED_CHINESE);

    InventoryWorkbook(Inventory inventory) {
        this.inventory = inventory;
    }

    byte[] xlsx() {
        var bytes = new ByteArrayOutputStream();
        try (var book = new Workbook(bytes, "Shuguan", "1.0")) {
            sheet(book, "数据源", List.of("数据源", "类型", "普查日期", "数据表（张）", "字段（个）", "记录（条）"), stores());
            sheet(book, "数据表", List.of("数据源", "表名", "名称", "记录（条）", "字段（个）", "个人信息字段（个）", "建议级别", "是否抽样"), tables());
            sheet(
                    book,
                    "字段",
                    List.of("数据源", "表名", "字段", "注释", "声明类型", "识别为", "建议级别", "个人信息类别", "敏感", "空值（条）", "分级理由"),
                    fields());
            sheet(book, "数据分级", List.of("建议级别", "字段（个）"), grades());
            sheet(book, "个人信息", List.of("类别", "字段（个）", "数据表（张）", "敏感字段（个）"), categories());
            sheet(book, "数据缺陷", List.of("缺陷", "数据源", "表名", "字段", "数量", "数量含义", "示例"), defects());
            sheet(book, "未读取", List.of("数据源", "文件或数据表", "原因"), gaps());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
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

    /// What the figure of a defect counts, empty where it has none.
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
                    store.counted().atZone(Institution.CITY_TIME).toLocalDate(),
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
                            found.best()
                                    .filter(best -> best.confidence() >= 0.5)
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

    private static void sheet(Workbook book, String name, List<String> columns, List<List<@Nullable Object>> rows) {
        Worksheet sheet = book.newWorksheet(name);
        for (int c = 0; c < columns.size(); c++) {
            sheet.value(0, c, columns.get(c));
            sheet.style(0, c).bold().set();
            sheet.width(c, Math.max(12, columns.get(c).length() * 2 + 8));
        }
        sheet.freezePane(0, 1);
        for (int r = 0; r < rows.size(); r++) {
            for (int c = 0; c < columns.size(); c++) {
                Object cell = rows.get(r).get(c);
                if (cell instanceof Number number) {
                    sheet.value(r + 1, c, number);
                } else if (cell != null) {
                    sheet.value(r + 1, c, defused(cell.toString()));
                }
            }
        }
    }

    /// A name that a spreadsheet would run as a formula is only a name.
    private static String defused(String text) {
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
