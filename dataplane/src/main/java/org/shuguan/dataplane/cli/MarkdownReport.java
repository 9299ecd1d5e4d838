package org.shuguan.dataplane.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.shuguan.dataplane.detect.CensusTexts;
import org.shuguan.dataplane.detect.Classification;
import org.shuguan.dataplane.draft.DraftEntry;
import org.shuguan.dataplane.draft.DraftTexts;
import org.shuguan.dataplane.profile.ColumnContent;
import org.shuguan.dataplane.profile.ColumnProfile;
import org.shuguan.dataplane.profile.TableProfile;
import org.shuguan.dataplane.source.Reading;
import org.shuguan.dataplane.source.Table;

/// Writes the report in Markdown. Names and values of a source are escaped, so that they cannot become markup.
final class MarkdownReport {
    private final String unit;
    private final boolean english;
    private final CensusTexts words;
    private final DraftTexts texts;
    private final StringBuilder text = new StringBuilder();

    MarkdownReport(String unit, Locale locale) {
        this.unit = unit;
        this.english = locale.getLanguage().equals("en");
        this.words = CensusTexts.in(locale);
        this.texts = DraftTexts.in(locale);
    }

    String text(List<CensusResults.Entry> entries, List<UnreadItem> gaps) {
        line(translated("# 数据资源普查报告", "# Census report"));
        line("");
        line(total(entries));
        entries.forEach(this::section);
        if (!gaps.isEmpty()) {
            line("");
            line(translated("## 未能读取", "## Not read"));
            line("");
            gaps.forEach(gap -> line("- " + plain(gap.path()) + translated("：", ": ") + plain(gap.sentence(words))));
        }
        return text.toString();
    }

    private String total(List<CensusResults.Entry> entries) {
        long rows = entries.stream().mapToLong(entry -> entry.draft().rows()).sum();
        List<DraftEntry.Item> items = entries.stream()
                .flatMap(entry -> entry.draft().items().stream())
                .toList();
        long personal = items.stream().filter(item -> item.personal() != null).count();
        String sums = translated(
                        "共 %d 张表、%d 个字段（其中个人信息 %d 个）、%,d 条记录。",
                        "%d tables, %d columns (%d with personal information), %,d rows.")
                .formatted(entries.size(), items.size(), personal, rows);
        return unit.isEmpty() ? sums : plain(unit) + translated("：", ": ") + sums;
    }

    private void section(CensusResults.Entry entry) {
        DraftEntry draft = entry.draft();
        Table table = entry.table().table();
        line("");
        line("## " + plain(draft.title()) + (draft.title().equals(draft.path()) ? "" : " · " + plain(draft.path())));
        line("");
        line(facts(entry));
        hints(entry);
        line("");
        line(translated("| 信息项 | 字段 | 类型 | 主键 | 建议级别 | 理由 |", "| Item | Column | Type | Key | Grade | Reason |"));
        line("|---|---|---|---|---|---|");
        for (int i = 0; i < draft.items().size(); i++) {
            item(draft.items().get(i), entry.table().classifications().get(i));
        }
        checks(draft);
        rejected(entry);
        if (!table.references().isEmpty()) {
            line("");
            table.references()
                    .forEach(reference -> line("- " + names(reference.columns()) + " → "
                            + plain(reference.schema() + "." + reference.table()) + " ("
                            + names(reference.referenced()) + ")"));
        }
    }

    /// How a file was read, and hints about it.
    private void hints(CensusResults.Entry entry) {
        List<String> hints = new ArrayList<>();
        Reading reading = entry.table().reading();
        if (reading != null && reading.encoding() != null) {
            hints.add(translated("编码 %s，分隔符 %s", "encoding %s, delimiter %s")
                    .formatted(reading.encoding(), delimiter(String.valueOf(reading.delimiter()))));
        }
        entry.table().notes().forEach(note -> hints.add(words.note(note.code(), note.facts())));
        for (ColumnProfile column :
                Objects.requireNonNull(entry.table().profile()).columns()) {
            ColumnContent content = column.content();
            if (content != null && content.lostDigits() > 0) {
                hints.add(column.name() + translated("：", ": ") + words.defect("lost-digits", content.lostDigits()));
            }
        }
        if (!hints.isEmpty()) {
            line("");
            hints.forEach(sentence -> line("- " + plain(sentence)));
        }
    }

    private void checks(DraftEntry draft) {
        if (draft.checks().isEmpty()) {
            return;
        }
        line("");
        line(translated("待核对：", "To check:"));
        line("");
        draft.checks()
                .forEach(check -> line("- "
                        + plain(check.column() == null ? draft.title() : check.column())
                        + translated("：", ": ")
                        + plain(texts.check(check.why(), check.facts()))));
    }

    private String delimiter(String character) {
        return switch (character) {
            case "\t" -> translated("制表符", "tab");
            case Reading.SINGLE_COLUMN -> translated("无（单列）", "none (one column)");
            default -> character;
        };
    }

    private void rejected(CensusResults.Entry entry) {
        if (entry.rejected().isEmpty()) {
            return;
        }
        line("");
        line(translated("非记录行 %,d 行，前 %,d 行如下：", "%,d lines are not rows; the first %,d:")
                .formatted(
                        Objects.requireNonNull(entry.table().profile()).rejected(),
                        entry.rejected().size()));
        line("");
        line(translated("| 行号 | 原因 | 内容（已脱敏） |", "| Line | Reason | Content (masked) |"));
        line("|---|---|---|");
        entry.rejected()
                .forEach(rejected -> line("| " + rejected.line() + " | " + words.reject(rejected.reason()) + " | "
                        + plain(String.valueOf(rejected.text())) + " |"));
    }

    private String facts(CensusResults.Entry entry) {
        String kind = switch (entry.table().table().kind()) {
            case TABLE -> translated("表", "table");
            case VIEW -> translated("视图", "view");
            case FILE -> translated("文件", "file");
            case API -> translated("接口", "API");
        };
        TableProfile profile = Objects.requireNonNull(entry.table().profile());
        String sample = profile.sampled()
                ? translated("（抽样 %,d 条）", " (a sample of %,d)").formatted(profile.rows())
                : "";
        return kind
                + translated("，%,d 条记录", ", %,d rows").formatted(entry.draft().rows())
                + sample
                + translated("，", ", ")
                + words.grade(entry.draft().grade())
                + translated("。", ".");
    }

    private void item(DraftEntry.Item item, Classification classification) {
        line("| "
                + String.join(
                        " | ",
                        plain(item.name()),
                        plain(item.physicalName()),
                        item.type(),
                        item.key() ? translated("是", "yes") : "",
                        words.grade(item.grade()),
                        words.reason(classification.reason()))
                + " |");
    }

    private static String names(List<String> columns) {
        return columns.stream().map(MarkdownReport::plain).collect(Collectors.joining(", "));
    }

    private String translated(String chinese, String inEnglish) {
        return english ? inEnglish : chinese;
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    /// Escapes text of the source: it must not become a table cell, a tag or a link.
    private static String plain(String name) {
        return name.replaceAll("\\s+", " ")
                .replaceAll("([\\\\`*\\[\\]|#])", "\\\\$1")
                .replace("<", "&lt;");
    }
}
