package org.shuguan.dataplane.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.census.TableResult;
import org.shuguan.dataplane.detect.Words;
import org.shuguan.dataplane.draft.DraftEntry;
import org.shuguan.dataplane.draft.Drafting;
import org.shuguan.dataplane.source.OpenSource;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Writes what a census found: the workbook in the columns of the national guide (政务信息资源目录编制指南, 2017), JSON
/// with everything, and a report to read.
final class Results {
    private static final List<String> ENTRY =
            List.of("信息资源名称", "信息资源提供方", "信息资源摘要", "信息资源格式分类", "信息资源格式类型", "建议级别", "记录数", "存储字节", "挂接");
    private static final List<String> ITEM =
            List.of("信息资源名称", "信息项名称", "字段名", "数据类型", "数据长度(字节)", "主键", "建议级别", "个人信息类别", "识别为", "分级理由");

    private final List<CensusCommand.SourceResult> results;
    private final String unit;
    private final Words words;
    private final boolean english;
    private final List<DraftEntry> drafts = new ArrayList<>();

    Results(List<CensusCommand.SourceResult> results, @Nullable String unit, Locale locale, Drafting drafting) {
        this.results = results;
        this.unit = unit == null ? "" : unit;
        this.words = Words.in(locale);
        this.english = locale.getLanguage().equals("en");
        for (CensusCommand.SourceResult result : results) {
            for (TableResult table : result.tables()) {
                if (table.profile() != null) {
                    drafts.add(drafting.draft(table, result.kind()));
                }
            }
        }
    }

    Path write(Path folder, String format) throws IOException {
        Path file = folder.resolve("census." + format);
        switch (format) {
            case "xlsx" -> workbook(file);
            case "json" ->
                JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValue(file.toFile(), Map.of("unit", unit, "sources", results, "drafts", drafts));
            default -> Files.writeString(file, report());
        }
        return file;
    }

    private void workbook(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                Workbook book = new Workbook(out, "Shuguan", "1.0")) {
            Worksheet entries = sheet(book, "目录", ENTRY);
            Worksheet items = sheet(book, "信息项", ITEM);
            int entry = 1;
            int row = 1;
            for (DraftEntry draft : drafts) {
                line(
                        entries,
                        entry++,
                        draft.title(),
                        unit,
                        draft.summary(),
                        draft.formatCategory(),
                        draft.formatType(),
                        words.grade(draft.grade()),
                        draft.rows(),
                        draft.bytes(),
                        draft.path());
                for (DraftEntry.Item item : draft.items()) {
                    line(
                            items,
                            row++,
                            draft.title(),
                            item.name(),
                            item.physicalName(),
                            item.type(),
                            item.lengthBytes(),
                            item.key() ? "是" : "",
                            words.grade(item.grade()),
                            item.personal() == null ? "" : words.category(item.personal()),
                            item.detected() == null ? "" : item.detected(),
                            item.reason());
                }
            }
        }
    }

    private static Worksheet sheet(Workbook book, String name, List<String> columns) {
        Worksheet sheet = book.newWorksheet(name);
        for (int c = 0; c < columns.size(); c++) {
            sheet.value(0, c, columns.get(c));
            sheet.style(0, c).bold().set();
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
                sheet.value(row, c, defused(cell.toString()));
            }
        }
    }

    /// A name that a spreadsheet would run as a formula is only a name.
    static String defused(String text) {
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private String report() {
        StringBuilder text = new StringBuilder();
        text.append(english ? "# Census report\n\n" : "# 数据资源普查报告\n\n");
        long rows = drafts.stream().mapToLong(DraftEntry::rows).sum();
        long items = drafts.stream().mapToLong(draft -> draft.items().size()).sum();
        long personal = drafts.stream()
                .flatMap(draft -> draft.items().stream())
                .filter(item -> item.personal() != null)
                .count();
        text.append(
                english
                        ? "%s %d tables, %d columns (%d with personal information), %,d rows.\n"
                                .formatted(unit, drafts.size(), items, personal, rows)
                        : "%s 共 %d 张表、%d 个字段（其中个人信息 %d 个）、%,d 条记录。\n"
                                .formatted(unit, drafts.size(), items, personal, rows));
        for (DraftEntry draft : drafts) {
            section(text, draft);
        }
        unread(text);
        return text.toString();
    }

    private void section(StringBuilder text, DraftEntry draft) {
        text.append("\n## ")
                .append(draft.title())
                .append(" (`")
                .append(draft.path())
                .append("`)\n\n");
        text.append(draft.summary())
                .append("  ")
                .append(words.grade(draft.grade()))
                .append("\n\n");
        text.append(
                english
                        ? "| Item | Column | Type | Grade | Reason |\n|---|---|---|---|---|\n"
                        : "| 信息项 | 字段 | 类型 | 建议级别 | 理由 |\n|---|---|---|---|---|\n");
        for (DraftEntry.Item item : draft.items()) {
            text.append("| ")
                    .append(cell(item.name()))
                    .append(" | ")
                    .append(cell(item.physicalName()))
                    .append(" | ")
                    .append(item.type())
                    .append(" | ")
                    .append(words.grade(item.grade()))
                    .append(" | ")
                    .append(cell(item.reason()))
                    .append(" |\n");
        }
    }

    private void unread(StringBuilder text) {
        for (CensusCommand.SourceResult result : results) {
            for (OpenSource.Unread unread : result.unread()) {
                text.append(english ? "\n- Not read: " : "\n- 未能读取：")
                        .append(unread.path())
                        .append(" — ")
                        .append(unread.reason())
                        .append(' ')
                        .append(unread.detail());
            }
            for (TableResult table : result.tables()) {
                if (table.problem() != null) {
                    text.append(english ? "\n- Not read: " : "\n- 未能读取：")
                            .append(table.table().path())
                            .append(" — ")
                            .append(table.problem().detail());
                } else if (table.profile() != null && table.profile().rejected() > 0) {
                    text.append("\n- ")
                            .append(table.table().path())
                            .append(english ? ": lines that are no rows: " : "：不符合格式的行：")
                            .append(table.profile().rejected());
                }
            }
            if (result.failure() != null) {
                text.append("\n- ").append(result.source()).append(": ").append(result.failure());
            }
        }
        text.append('\n');
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replaceAll("\\s+", " ");
    }
}
