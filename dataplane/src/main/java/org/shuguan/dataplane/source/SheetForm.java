package org.shuguan.dataplane.source;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A sheet that is a form: labels with their values beside them (员工信息表), for one person or thing. It has no
/// rows; it is read as one row whose columns are the labels.
///
/// @param labels the labels in the order of the form
/// @param values their values, null for a field that was left blank
/// @param from first line with a field
/// @param to last line with a field
/// @param unlabelled lines with texts that belong to no label: titles, remarks, lists inside the form
record SheetForm(List<String> labels, List<@Nullable String> values, long from, long to, List<Long> unlabelled) {
    /// maximum number of lines of a form
    static final int MOST_LINES = 80;

    private static final int LONGEST_LABEL = 14;
    private static final int FEWEST_FIELDS = 4;
    private static final int FEWEST_LINES = 3;
    private static final double MOST = 0.6;
    private static final Pattern LABEL =
            Pattern.compile("(?:.*(?:名称|姓名|性别|日期|时间|年月|年龄|民族|籍贯|面貌|学历|学位|专业|院校|学校|职务|职称|岗位|部门|科室|单位|电话|手机|号码|证号|编号|代码"
                    + "|地址|住址|邮箱|邮编|状况|意见|备注|说明|类型|类别|种类|方式|金额|数量|规格|型号|负责人|联系人|申请人|经办人|代表人|法人"
                    + "|签字|签名|盖章|简历|照片|事由|原因|目的|地点|工号|邮政编码|预算|合计|等级|级别|特长|爱好|身高|体重|血型|户口|党派|信仰))");

    /// The form that the lines are, null if they are none.
    ///
    /// @param lines all lines of the sheet that are not blank, at most [#MOST_LINES]
    static @Nullable SheetForm of(List<ParsedLine> lines, MergedCells merged) {
        List<String> labels = new ArrayList<>();
        List<@Nullable String> values = new ArrayList<>();
        List<Long> unlabelled = new ArrayList<>();
        Set<Integer> columns = new HashSet<>();
        int pairs = 0;
        int withFields = 0;
        int valued = 0;
        long from = 0;
        long to = 0;
        for (ParsedLine line : lines) {
            List<Integer> found = fields(line, merged);
            if (found.isEmpty()) {
                if (withFields == 0 && isHeader(line)) {
                    return null;
                }
                unlabelled.add(line.number());
                continue;
            }
            from = withFields == 0 ? line.number() : from;
            to = line.number();
            withFields++;
            pairs += found.size() > 1 ? 1 : 0;
            for (int column : found) {
                columns.add(column);
                String value = value(line, column, merged);
                labels.add(label(line.cell(column)));
                values.add(value);
                valued += value == null ? 0 : 1;
            }
        }
        int many = lines.size()
                - (int) lines.stream()
                        .filter(line -> line.number() < 1 || isTitle(line))
                        .count();
        boolean form = labels.size() >= FEWEST_FIELDS
                && withFields >= FEWEST_LINES
                && withFields >= many * MOST
                && valued > 0
                && new HashSet<>(labels).size() >= labels.size() * 0.8
                && (columns.size() > 1 ? pairs >= 2 : isNarrow(lines));
        return form ? new SheetForm(labels, values, from, to, unlabelled) : null;
    }

    /// A form that is read as a table: its labels, then its values.
    LineSource lines() {
        return taker -> {
            if (taker.test(new ParsedLine(from, new ArrayList<@Nullable String>(labels)))) {
                // There is no third line that could be wanted.
                var _ = taker.test(new ParsedLine(from + 1, new ArrayList<>(values)));
            }
        };
    }

    /// Whether only labels and values stand in it.
    private static boolean isNarrow(List<ParsedLine> lines) {
        int first = lines.stream().mapToInt(ParsedLine::first).min().orElse(0);
        return lines.stream().allMatch(line -> line.extent() <= first + 2);
    }

    private static boolean isTitle(ParsedLine line) {
        return line.filled() == 1 && !isLabel(line.cell(line.first()));
    }

    /// Whether all cells of a line are labels: then it names columns, and what follows is a table.
    private static boolean isHeader(ParsedLine line) {
        long labels = line.cells().stream().filter(SheetForm::isLabel).count();
        return line.filled() > 1 && labels == line.filled();
    }

    /// Columns of the labels in a line.
    private static List<Integer> fields(ParsedLine line, MergedCells merged) {
        List<Integer> found = new ArrayList<>();
        if (isHeader(line) && line.extent() - line.first() == line.filled()) {
            return found;
        }
        for (int i = 0; i < line.cells().size(); i++) {
            if (isLabel(line.cell(i))) {
                found.add(i);
                // The value may look like a label, too.
                i = isInOne(line.cell(i)) ? i : merged.rightOf(line.number(), merged.rightOf(line.number(), i) + 1);
            }
        }
        return found;
    }

    private static @Nullable String value(ParsedLine line, int column, MergedCells merged) {
        String cell = String.valueOf(line.cell(column));
        if (isInOne(cell)) {
            return cell.substring(colon(cell) + 1).strip();
        }
        String value = line.cell(merged.rightOf(line.number(), column) + 1);
        return ParsedLine.isBlank(value) ? null : value;
    }

    /// Whether label and value are in one cell: `姓名：张三`.
    private static boolean isInOne(@Nullable String cell) {
        int colon = cell == null ? -1 : colon(cell);
        return cell != null && colon > 0 && !ParsedLine.isBlank(cell.substring(colon + 1));
    }

    private static int colon(String cell) {
        int wide = cell.indexOf('：');
        int narrow = cell.indexOf(':');
        return wide < 0 || (narrow >= 0 && narrow < wide) ? narrow : wide;
    }

    private static String label(@Nullable String cell) {
        String text = String.valueOf(cell);
        int colon = colon(text);
        return (colon > 0 ? text.substring(0, colon) : text).replaceAll("[\\s*＊]+", "");
    }

    private static boolean isLabel(@Nullable String cell) {
        if (ParsedLine.isBlank(cell)) {
            return false;
        }
        String label = label(cell);
        return label.length() >= 2
                && label.length() <= LONGEST_LABEL
                && label.chars().noneMatch(Character::isDigit)
                && LABEL.matcher(label).matches();
    }
}
