package org.shuguan.dataplane.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.CensusTexts;
import org.shuguan.dataplane.detect.DataType;
import org.shuguan.dataplane.draft.CodeText;
import org.shuguan.dataplane.draft.DraftEntry;
import org.shuguan.dataplane.draft.DraftTexts;
import org.shuguan.dataplane.profile.TableProfile;
import org.shuguan.dataplane.source.CellText;

/// Writes the workbook with the columns of the national guide (政务信息资源目录编制指南, 2017), and a sheet of what
/// could not be read.
final class CatalogWorkbook {
    private static final List<String> ENTRY =
            List.of("信息资源名称", "信息资源提供方", "信息资源摘要", "信息资源格式分类", "信息资源格式类型", "建议级别", "记录数", "存储字节", "挂接");
    private static final List<Integer> ENTRY_WIDTHS = List.of(28, 16, 60, 16, 16, 14, 12, 14, 36);
    private static final List<String> ITEM =
            List.of("信息资源名称", "信息项名称", "字段名", "数据类型", "数据长度(字节)", "主键", "建议级别", "个人信息类别", "识别为", "分级理由", "代码表", "说明");
    private static final List<Integer> ITEM_WIDTHS = List.of(28, 24, 24, 10, 15, 8, 14, 18, 20, 60, 40, 40);
    private static final List<String> CHECK = List.of("信息资源名称", "信息项名称", "字段名", "核对什么", "为什么");
    private static final List<Integer> CHECK_WIDTHS = List.of(28, 24, 24, 14, 80);
    private static final List<String> GAP = List.of("未能读取", "原因");
    private static final List<Integer> GAP_WIDTHS = List.of(48, 80);
    private static final List<String> LINE = List.of("表", "行号", "原因", "内容（已脱敏）");
    private static final List<Integer> LINE_WIDTHS = List.of(36, 10, 36, 80);

    private final String unit;
    private final CensusTexts words;

    CatalogWorkbook(String unit, CensusTexts words) {
        this.unit = unit;
        this.words = words;
    }

    void write(Path file, List<CensusResults.Entry> entries, List<UnreadItem> gaps) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                Workbook book = new Workbook(out, "Shuguan", "1.0")) {
            entries(sheet(book, "目录", ENTRY, ENTRY_WIDTHS), entries);
            items(sheet(book, "信息项", ITEM, ITEM_WIDTHS), entries);
            checks(book, entries);
            if (!gaps.isEmpty()) {
                Worksheet sheet = sheet(book, "未能读取", GAP, GAP_WIDTHS);
                for (int i = 0; i < gaps.size(); i++) {
                    line(sheet, i + 1, gaps.get(i).path(), gaps.get(i).sentence(words));
                }
            }
            lines(book, entries);
        }
    }

    /// The sheet of rejected lines, up to 100 of each table.
    private void lines(Workbook book, List<CensusResults.Entry> entries) {
        List<CensusResults.Entry> with =
                entries.stream().filter(entry -> !entry.rejected().isEmpty()).toList();
        if (with.isEmpty()) {
            return;
        }
        Worksheet sheet = sheet(book, "非记录行", LINE, LINE_WIDTHS);
        int row = 1;
        for (CensusResults.Entry entry : with) {
            for (TableProfile.Rejected line : entry.rejected()) {
                line(sheet, row++, entry.table().table().path(), line.line(), words.reject(line.reason()), line.text());
            }
        }
    }

    private void entries(Worksheet sheet, List<CensusResults.Entry> entries) {
        int row = 1;
        for (CensusResults.Entry entry : entries) {
            DraftEntry draft = entry.draft();
            line(
                    sheet,
                    row++,
                    draft.title(),
                    unit,
                    draft.summary(),
                    words.format(draft.formatCategory()),
                    draft.formatType(),
                    words.grade(draft.grade()),
                    draft.rows(),
                    // The size of a view is unknown.
                    draft.bytes() < 0 ? null : draft.bytes(),
                    draft.path());
        }
    }

    private void items(Worksheet sheet, List<CensusResults.Entry> entries) {
        int row = 1;
        for (CensusResults.Entry entry : entries) {
            for (DraftEntry.Item item : entry.draft().items()) {
                line(
                        sheet,
                        row++,
                        entry.draft().title(),
                        item.name(),
                        item.physicalName(),
                        item.type(),
                        item.lengthBytes(),
                        item.key() ? "是" : "",
                        words.grade(item.grade()),
                        item.personal() == null ? "" : words.category(item.personal()),
                        item.detected() == null ? "" : words.type(type(item.detected())),
                        item.reason(),
                        CodeText.written(item.codes()),
                        item.comment());
            }
        }
    }

    /// The sheet of what people should check.
    private static void checks(Workbook book, List<CensusResults.Entry> entries) {
        if (entries.stream().allMatch(entry -> entry.draft().checks().isEmpty())) {
            return;
        }
        DraftTexts texts = DraftTexts.in(Locale.SIMPLIFIED_CHINESE);
        Worksheet sheet = sheet(book, "待核对", CHECK, CHECK_WIDTHS);
        int row = 1;
        for (CensusResults.Entry entry : entries) {
            for (DraftEntry.Check check : entry.draft().checks()) {
                line(
                        sheet,
                        row++,
                        entry.draft().title(),
                        entry.draft().items().stream()
                                .filter(item -> item.physicalName().equals(check.column()))
                                .map(DraftEntry.Item::name)
                                .findFirst()
                                .orElse(null),
                        check.column(),
                        texts.field(check.field()),
                        texts.check(check.why(), check.facts()));
            }
        }
    }

    private static DataType type(String word) {
        return DataType.of(word);
    }

    private static Worksheet sheet(Workbook book, String name, List<String> columns, List<Integer> widths) {
        Worksheet sheet = book.newWorksheet(name);
        for (int c = 0; c < columns.size(); c++) {
            sheet.value(0, c, columns.get(c));
            sheet.style(0, c).bold().set();
            sheet.width(c, widths.get(c));
        }
        sheet.freezePane(0, 1);
        return sheet;
    }

    private static void line(Worksheet sheet, int row, @Nullable Object... cells) {
        for (int c = 0; c < cells.length; c++) {
            Object cell = cells[c];
            if (cell instanceof Number number) {
                sheet.value(row, c, number);
            } else if (cell != null) {
                sheet.value(row, c, CellText.written(cell.toString()));
            }
        }
    }
}
