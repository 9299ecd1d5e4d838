package org.shuguan.server.census;

import java.util.List;
import org.shuguan.dataplane.detect.CensusTexts;
import org.shuguan.dataplane.detect.Classification;
import org.shuguan.server.platform.OfficialPaper;

/// The section of the report about defects of the data.
final class DefectSection {
    private static final int LONGEST_LIST = 20;

    private final OfficialPaper paper;
    private final CensusTexts words;
    private final List<Defect> defects;

    DefectSection(OfficialPaper paper, CensusTexts words, List<Defect> defects) {
        this.paper = paper;
        this.words = words;
        this.defects = defects;
    }

    void write() {
        paper.section("数据缺陷");
        if (defects.isEmpty()) {
            paper.text("普查未发现数据缺陷。");
            return;
        }
        paper.text("共发现数据缺陷%,d处，分类统计如下。".formatted(defects.size()));
        paper.table(
                "数据缺陷",
                "处",
                List.of(40, 20),
                List.of("缺陷", "数量"),
                java.util.Arrays.stream(Defect.Kind.values())
                        .filter(kind -> !of(kind).isEmpty())
                        .map(kind -> List.<Object>of(InventoryWorkbook.defect(kind), of(kind).size()))
                        .toList());
        for (Defect.Kind kind : Defect.Kind.values()) {
            if (!of(kind).isEmpty()) {
                part(kind);
            }
        }
    }

    private void part(Defect.Kind kind) {
        List<Defect> some = of(kind);
        paper.part(InventoryWorkbook.defect(kind));
        paper.text(sentence(kind)
                + (some.size() > LONGEST_LIST ? "前%d处见下表，其余见附表（电子表格）。".formatted(LONGEST_LIST) : "详见下表。"));
        boolean columns = some.stream().anyMatch(defect -> !defect.column().isEmpty());
        String measure = InventoryWorkbook.measure(kind);
        List<String> head = new java.util.ArrayList<>(List.of("数据源", "数据表"));
        List<Integer> widths = new java.util.ArrayList<>(List.of(30, 36));
        if (columns) {
            head.addAll(List.of("字段", "识别为"));
            widths.addAll(List.of(24, 26));
        }
        if (!measure.isEmpty()) {
            head.add(measure);
            widths.add(20);
        }
        paper.table(
                InventoryWorkbook.defect(kind),
                unit(kind),
                widths,
                head,
                some.stream()
                        .limit(LONGEST_LIST)
                        .map(defect -> row(defect, columns, !measure.isEmpty()))
                        .toList());
    }

    private List<Object> row(Defect defect, boolean columns, boolean measured) {
        List<Object> cells = new java.util.ArrayList<>(
                List.of(defect.store().name(), defect.table().table().path()));
        if (columns) {
            cells.add(defect.column());
            cells.add(type(defect));
        }
        if (measured) {
            cells.add(defect.word().isEmpty() ? defect.measure() : defect.measure() + "（" + defect.word() + "）");
        }
        return cells;
    }

    private String type(Defect defect) {
        return defect.table().classifications().stream()
                .filter(found -> found.column().equals(defect.column()))
                .findFirst()
                .flatMap(Classification::best)
                .map(finding -> words.type(finding.type()))
                .orElse("");
    }

    private static String sentence(Defect.Kind kind) {
        return switch (kind) {
            case WRONG_CHECK -> "下列字段中有取值形似号码或代码，但校验码、日期或代码表检验不通过，应从源头核对更正。";
            case SPOILT_BY_SPREADSHEET -> "下列字段的号码被表格软件改成科学计数法，末尾数字已无法恢复，须从源头重新取数。";
            case TEST_VALUES -> "下列字段中有测试值，说明业务库混有测试记录。";
            case LINES_REJECTED -> "下列文件中有行不符合格式，未计入记录数。";
            case ALL_NULL -> "下列字段没有任何取值。";
            case EMPTY_TABLE -> "下列数据表没有记录。";
            case UNDOCUMENTED_TABLE -> "下列数据表没有中文说明，应查明用途。";
            case UNDOCUMENTED_COLUMNS -> "下列数据表中有字段没有中文说明。";
        };
    }

    private static String unit(Defect.Kind kind) {
        return switch (kind) {
            case WRONG_CHECK, SPOILT_BY_SPREADSHEET -> "%";
            case TEST_VALUES -> "条";
            case LINES_REJECTED -> "行";
            case ALL_NULL, UNDOCUMENTED_COLUMNS -> "个";
            case EMPTY_TABLE, UNDOCUMENTED_TABLE -> "张";
        };
    }

    private List<Defect> of(Defect.Kind kind) {
        return defects.stream().filter(defect -> defect.kind() == kind).toList();
    }
}
