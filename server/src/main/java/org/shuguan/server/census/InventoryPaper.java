package org.shuguan.server.census;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.shuguan.dataplane.census.TableResult;
import org.shuguan.dataplane.detect.CensusTexts;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.dataplane.source.Table;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.OfficialPaper;

/// The inventory as a report in Chinese. Long lists are shortened; the workbook has all rows.
final class InventoryPaper {
    private static final int LONGEST_LIST = 20;

    private final Inventory inventory;
    private final List<Defect> defects;
    private final CensusTexts words = CensusTexts.in(Locale.SIMPLIFIED_CHINESE);
    private final OfficialPaper paper = new OfficialPaper();

    InventoryPaper(Inventory inventory) {
        this.inventory = inventory;
        this.defects = Defect.of(inventory);
    }

    byte[] docx() {
        paper.title(inventory.unit().name(), "数据资源普查报告");
        paper.subtitle("（截至" + day(inventory.day()) + "）");
        overview();
        stores();
        grades();
        personal();
        new DefectSection(paper, words, defects).write();
        duplicates();
        unread();
        next();
        paper.signature(inventory.unit().name(), day(inventory.day()));
        return paper.docx();
    }

    private void overview() {
        List<LocalDate> days = inventory.stores().stream()
                .map(store -> CityTime.day(store.counted()))
                .sorted()
                .toList();
        String when = days.getFirst().equals(days.getLast())
                ? day(days.getFirst())
                : day(days.getFirst()) + "至" + day(days.getLast());
        paper.text("按照数据资源普查工作安排，" + inventory.unit().name() + "于" + when + "对本单位"
                + inventory.stores().size() + "个数据源开展普查。普查由平台直接读取数据完成，本报告的数量均为读取结果，未经人工填报；同一数据源多次普查的，取最近一次完成的普查。");
        paper.section("总体情况");
        long personal = inventory.personal().size();
        long sensitive = inventory.personal().stream()
                .filter(field -> field.found().sensitive())
                .count();
        paper.text("共普查数据源%d个，读取数据表%,d张、字段%,d个、记录%,d条%s。识别出个人信息字段%,d个，其中敏感个人信息字段%,d个；发现数据缺陷%,d处；未读取的文件和数据表%,d个。"
                .formatted(
                        inventory.stores().size(),
                        inventory.tables(),
                        inventory.fields().size(),
                        inventory.rows(),
                        inventory.sampled() ? "（部分数据表为抽样读取，记录数按数据库统计信息估计）" : "",
                        personal,
                        sensitive,
                        defects.size(),
                        inventory.unread().size()));
        if (!inventory.uncounted().isEmpty()) {
            paper.text("另有" + inventory.uncounted().size() + "个已登记的数据源尚未完成普查：" + String.join("、", inventory.uncounted())
                    + "。");
        }
    }

    private void stores() {
        paper.section("数据源与数据表");
        paper.part("数据源");
        List<List<Object>> rows = new ArrayList<>();
        for (Inventory.Store store : inventory.stores()) {
            rows.add(List.of(
                    store.name(),
                    InventoryWorkbook.kind(store.kind()),
                    CityTime.day(store.counted()).toString(),
                    store.read().size(),
                    store.columns(),
                    store.rows()));
        }
        rows.add(List.of("合计", "", "", inventory.tables(), inventory.fields().size(), inventory.rows()));
        paper.table(
                "数据源", "张、个、条", List.of(30, 18, 18, 12, 12, 16), List.of("数据源", "类型", "普查日期", "数据表", "字段", "记录"), rows);
        paper.part("数据表");
        List<TableResult> tables = inventory.stores().stream()
                .flatMap(store -> store.read().stream())
                .sorted(java.util.Comparator.<TableResult>comparingLong(Inventory::rows)
                        .reversed())
                .toList();
        paper.text(
                tables.size() > LONGEST_LIST
                        ? "按记录数从多到少，前%d张数据表见下表，其余见附表（电子表格）。".formatted(LONGEST_LIST)
                        : "按记录数从多到少，各数据表见下表。");
        paper.table(
                "数据表",
                "条、个",
                List.of(25, 27, 12, 9, 14, 20),
                List.of("名称", "表名", "记录", "字段", "个人信息", "建议级别"),
                tables.stream().limit(LONGEST_LIST).map(this::table).toList());
    }

    private List<Object> table(TableResult table) {
        String comment = table.table().comment();
        Grade grade = Inventory.grade(table);
        return List.of(
                table.table().kind() == Table.Kind.FILE
                        ? "（文件）"
                        : comment == null || comment.isBlank() ? "（无说明）" : comment,
                table.table().path(),
                Inventory.rows(table),
                table.classifications().size(),
                table.classifications().stream()
                        .filter(found -> found.personal() != null)
                        .count(),
                grade == null ? "" : words.grade(grade));
    }

    private void grades() {
        paper.section("数据分级");
        paper.text("依照《数据安全技术 数据分类分级规则》（GB/T 43697—2024），平台对全部字段提出分级建议，最终级别由本单位审定。");
        int all = inventory.fields().size();
        List<List<Object>> rows = new ArrayList<>();
        inventory
                .byGrade()
                .forEach((grade, fields) ->
                        rows.add(List.of(words.grade(grade), fields, "%.1f%%".formatted(fields * 100.0 / all))));
        rows.add(List.of("合计", all, "100.0%"));
        paper.table("字段的建议级别", "个", List.of(40, 30, 30), List.of("建议级别", "字段", "占比"), rows);
    }

    private void personal() {
        paper.section("个人信息");
        if (inventory.personal().isEmpty()) {
            paper.text("普查未识别出个人信息字段。");
            return;
        }
        paper.part("按类别");
        paper.table(
                "个人信息字段",
                "个、张",
                List.of(40, 20, 20, 30),
                List.of("类别", "字段", "涉及数据表", "其中敏感字段"),
                inventory.byCategory().stream()
                        .map(row -> List.<Object>of(
                                words.category(row.category()), row.fields(), row.tables(), row.sensitive()))
                        .toList());
        List<Inventory.Sensitive> sensitive = inventory.sensitive();
        if (!sensitive.isEmpty()) {
            paper.part("敏感个人信息");
            paper.table(
                    "敏感个人信息",
                    "个、张、条",
                    List.of(34, 28, 14, 16, 18),
                    List.of("内容", "类别", "字段", "数据表", "所在表记录"),
                    sensitive.stream()
                            .map(row -> List.<Object>of(
                                    words.type(row.type()),
                                    words.category(row.category()),
                                    row.fields(),
                                    row.tables(),
                                    row.rows()))
                            .toList());
        }
    }

    private void duplicates() {
        paper.section("与其他单位重复的数据");
        List<Inventory.Duplicate> duplicates = inventory.duplicates();
        if (duplicates.isEmpty()) {
            paper.text("按取值比对，未发现其他单位保存与本单位相同的数据。");
            return;
        }
        paper.text("按取值比对（由取值的加密摘要推算，与名称无关），本单位%d个字段的取值在其他单位也有保存，宜按照“一数一源”的要求确定数源单位。"
                .formatted(duplicates.stream()
                        .map(duplicate -> duplicate.path() + "\u0000" + duplicate.column())
                        .distinct()
                        .count()));
        paper.table(
                "与其他单位重复的字段",
                "个、%",
                List.of(24, 16, 20, 24, 16, 12, 12),
                List.of("表名", "字段", "另一单位", "表名", "字段", "相同取值", "占本表"),
                duplicates.stream()
                        .limit(LONGEST_LIST)
                        .map(duplicate -> List.<Object>of(
                                duplicate.path(),
                                duplicate.column(),
                                duplicate.otherUnit(),
                                duplicate.otherPath(),
                                duplicate.otherColumn(),
                                duplicate.common(),
                                duplicate.share()))
                        .toList());
    }

    private void unread() {
        paper.section("未读取的数据");
        List<Map.Entry<Inventory.Store, Inventory.Gap>> gaps = inventory.unread();
        if (gaps.isEmpty()) {
            paper.text("各数据源中的文件和数据表均已读取。");
            return;
        }
        paper.text("以下%d个文件或数据表未能读取，未计入本报告的数量。".formatted(gaps.size()));
        paper.table(
                "未读取的文件和数据表",
                "个",
                List.of(24, 32, 44),
                List.of("数据源", "文件或数据表", "原因"),
                gaps.stream()
                        .limit(LONGEST_LIST)
                        .map(gap -> List.<Object>of(
                                gap.getKey().name(),
                                gap.getValue().path(),
                                gap.getValue().reason()))
                        .toList());
    }

    private void next() {
        Map<Defect.Kind, Long> often = defects.stream()
                .collect(Collectors.groupingBy(
                        Defect::kind, () -> new EnumMap<>(Defect.Kind.class), Collectors.counting()));
        List<String> steps = new ArrayList<>();
        if (often.containsKey(Defect.Kind.WRONG_CHECK) || often.containsKey(Defect.Kind.SPOILT_BY_SPREADSHEET)) {
            steps.add("由数据产生环节核对校验不通过的号码，从源头更正；被表格软件改写的号码重新采集。");
        }
        if (often.containsKey(Defect.Kind.TEST_VALUES)) {
            steps.add("清理业务库中的测试记录。");
        }
        if (often.containsKey(Defect.Kind.UNDOCUMENTED_TABLE) || often.containsKey(Defect.Kind.UNDOCUMENTED_COLUMNS)) {
            steps.add("补全数据表和字段的中文说明；无人认领的数据表查明用途后保留或清退。");
        }
        if (!inventory.unread().isEmpty() || !inventory.uncounted().isEmpty()) {
            steps.add("排除读取障碍，对未读取的数据补充普查。");
        }
        steps.add("审定字段级别，据此编制数据资源目录，报单位首席数据官签发。");
        paper.section("下一步工作");
        for (int i = 0; i < steps.size(); i++) {
            paper.text((i + 1) + "." + Objects.requireNonNull(steps.get(i)));
        }
    }

    private static String day(LocalDate day) {
        return day.getYear() + "年" + day.getMonthValue() + "月" + day.getDayOfMonth() + "日";
    }
}
