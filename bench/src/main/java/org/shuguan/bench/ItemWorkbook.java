package org.shuguan.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/// Writes a unit's catalog as a clerk fills in the guide's workbook: one row per item, with the entry's cells
/// repeated in each row.
final class ItemWorkbook {
    /// The column headings, in one row.
    static final List<String> HEADS = List.of(
            "信息资源名称",
            "信息资源提供方",
            "信息资源摘要",
            "信息资源格式分类",
            "信息资源格式类型",
            "信息项名称",
            "字段名",
            "数据类型",
            "数据长度(字节)",
            "主键",
            "信息项级别",
            "个人信息类别",
            "信息项说明",
            "共享类型",
            "共享条件",
            "共享方式",
            "是否向社会开放",
            "更新周期",
            "主题",
            "级别");
    private static final List<String> NAMES =
            List.of("公民身份号码", "姓名", "联系电话", "统一社会信用代码", "企业名称", "登记日期", "缴费基数", "经办机构", "户籍地址", "办理状态");
    private static final List<String> SUBJECTS = List.of("社会保险参保", "就业登记", "技能培训", "劳动仲裁", "退休待遇", "工伤认定");
    private static final int ROWS_AT_ONCE = 500;

    private ItemWorkbook() {}

    /// Writes the workbook.
    ///
    /// @param provider name of the unit
    /// @param rows number of items
    /// @param itemsOfAnEntry number of items per entry
    static void write(Path file, String provider, int rows, int itemsOfAnEntry) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                Workbook book = new Workbook(out, "Excel", "16.0")) {
            Worksheet sheet = book.newWorksheet("目录");
            for (int c = 0; c < HEADS.size(); c++) {
                sheet.value(0, c, HEADS.get(c));
            }
            for (int i = 0; i < rows; i++) {
                List<String> cells = row(provider, i / itemsOfAnEntry, i % itemsOfAnEntry);
                for (int c = 0; c < cells.size(); c++) {
                    // Texts go to the shared string table, as Excel writes them.
                    if (!cells.get(c).isEmpty()) {
                        sheet.value(i + 1, c, cells.get(c));
                    }
                }
                if (i % ROWS_AT_ONCE == 0) {
                    sheet.flush();
                }
            }
        }
    }

    /// The texts of one row, in the order of the headings.
    static List<String> row(String provider, int entry, int item) {
        String subject = SUBJECTS.get(entry % SUBJECTS.size());
        boolean personal = item % NAMES.size() < 3;
        String name = NAMES.get(item % NAMES.size()) + (item < NAMES.size() ? "" : " " + item / NAMES.size());
        return new ArrayList<>(List.of(
                subject + "信息 " + (char) ('甲' + entry % 7) + entry * 7,
                provider,
                "记录" + subject + "的办理对象、时间、结果与经办机构，第 " + entry + " 批，用于业务协同与统计。",
                "数据库",
                "mysql",
                name,
                "zd_" + entry + "_" + item,
                "字符型C",
                Integer.toString(20 + item),
                item == 0 ? "是" : "",
                personal ? "一般数据3级" : "一般数据2级",
                personal ? "个人基本资料" : "",
                "第 " + entry + " 类第 " + item + " 项",
                "有条件共享",
                "用于行政依据、工作参考",
                "库表",
                "否",
                "每日",
                "社保就业",
                "一般数据3级"));
    }
}
