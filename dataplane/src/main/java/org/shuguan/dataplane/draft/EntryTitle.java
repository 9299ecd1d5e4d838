package org.shuguan.dataplane.draft;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.shuguan.dataplane.source.Table;

/// The title of an entry: what its data are, in words.
///
/// @param text the title
/// @param guessed whether nobody has said it: it was made from the table's technical name or its items
record EntryTitle(String text, boolean guessed) {
    private static final Pattern FILE_ENDING =
            Pattern.compile("(?i)\\.(csv|tsv|txt|xlsx?|jsonl|ndjson|json|parquet)(?=$|#)");
    private static final Pattern COPY = Pattern.compile("\\s*(?:[（(]\\d{1,2}[）)]|[-–— ]+副本(?:\\s*[（(]\\d+[）)])?|副本)$");
    /// Marks of layers and kinds at the ends of table names, which say nothing of the data.
    private static final Pattern MARKS = Pattern.compile(
            "(?i)^(?:t|tb|tbl|tab|sys|biz|bus|ods|dwd|dws|dim|ads|v|vw|view|base|bak|tmp|ext)_(?=.)|_(?:t|tb|tbl|tab|table|bak|copy\\d*|old|new|\\d{4,8})$");
    /// Words that say themselves what kind of data it is; others get 信息 behind them.
    private static final Pattern COMPLETE = Pattern.compile(
            ".*(?:信息|数据|资料|记录|日志|名单|清单|目录|台账|名录|明细|档案|统计|报告|公告|字典|标准|代码|指标|结果|情况|库|(?<!订)单|册|簿|书|证|卡|照|图|表|史|账|标签|评价|评分|排名|成绩|监测|汇总|历史)");
    /// 日报表 and 图表 are words of their own.
    private static final Pattern TABLE = Pattern.compile("..+(?<![报图年月日周季])表");

    private static final int NAMED_ITEMS = 3;

    static EntryTitle of(Table table, List<String> items) {
        String said = CommentText.of(table.comment(), table.name()).name();
        if (isChinese(said)) {
            return new EntryTitle(named(said), false);
        }
        String name = COPY.matcher(FILE_ENDING.matcher(table.name()).replaceAll(""))
                .replaceAll("")
                .replace('#', ' ')
                .strip();
        if (isChinese(name)) {
            return new EntryTitle(table.kind() == Table.Kind.FILE ? name : named(name), false);
        }
        Optional<String> translated = translated(name);
        if (translated.isPresent()) {
            return new EntryTitle(complete(translated.get()), true);
        }
        if (!said.isEmpty()) {
            return new EntryTitle(said, false);
        }
        List<String> telling =
                items.stream().filter(EntryTitle::isChinese).limit(NAMED_ITEMS).toList();
        return telling.isEmpty() ? new EntryTitle(name, true) : new EntryTitle(String.join("、", telling) + "等信息", true);
    }

    /// Without the marks, unless only the whole name says something.
    private static Optional<String> translated(String name) {
        Optional<String> said = TechnicalName.inChinese(name);
        String left = name;
        for (String bare = unmarked(left); !bare.equals(left); bare = unmarked(left)) {
            left = bare;
            Optional<String> shorter = TechnicalName.inChinese(left);
            said = shorter.isPresent() ? shorter : said;
        }
        return said;
    }

    private static String unmarked(String name) {
        return MARKS.matcher(name).replaceFirst("");
    }

    /// 用户信息表 → 用户信息, 部门表 → 部门信息. What is no table by its name stays.
    private static String named(String said) {
        return TABLE.matcher(said).matches() ? complete(said.substring(0, said.length() - 1)) : said;
    }

    private static String complete(String title) {
        return COMPLETE.matcher(title).matches() ? title : title + "信息";
    }

    static boolean isChinese(String text) {
        return text.codePoints().anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
    }
}
