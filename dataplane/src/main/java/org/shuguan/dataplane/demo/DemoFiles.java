package org.shuguan.dataplane.demo;

import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.Map;

/// Ledger files of an office, as spreadsheet programs in China write them: CSV in GB18030, with broken lines and a
/// rare character in a name.
public final class DemoFiles {
    private static final Charset ENCODING = Charset.forName("GB18030");

    private DemoFiles() {}

    /// All files: file name → content.
    public static Map<String, byte[]> all() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("2024年学生资助发放名单.csv", aid().getBytes(ENCODING));
        files.put("校车台账.csv", buses().getBytes(ENCODING));
        return files;
    }

    private static String aid() {
        RandomValues p = new RandomValues(21);
        StringBuilder lines = new StringBuilder("序号,学生姓名,身份证件号,就读学校,资助项目,资助金额,监护人电话,发放日期\r\n");
        for (int n = 1; n <= 420; n++) {
            String name = n == 7 ? "陈𬱖" : p.name();
            lines.append(n)
                    .append(',')
                    .append(name)
                    .append(',')
                    .append(n % 60 == 0 ? "4.41202E+17" : p.residentId())
                    .append(",肇庆市第")
                    .append(1 + p.number(16))
                    .append("中学,")
                    .append(p.pick(new String[] {"寄宿生生活补助", "免学费", "国家助学金"}))
                    .append(',')
                    .append(p.amount(1500))
                    .append(',')
                    .append(p.mobile())
                    .append(',')
                    .append(p.day(2024, 2024))
                    .append("\r\n");
            if (n == 200) {
                // An incomplete line, as left behind when two people save at the same time.
                lines.append("以上已核对\r\n");
            }
        }
        return lines.toString();
    }

    private static String buses() {
        RandomValues p = new RandomValues(22);
        StringBuilder lines = new StringBuilder("车牌号,所属学校,核载人数,司机姓名,司机电话,年检到期\r\n");
        for (int n = 1; n <= 65; n++) {
            lines.append("粤H")
                    .append(String.format("%05d", 10_000 + p.number(89_999)))
                    .append(",肇庆市第")
                    .append(1 + p.number(16))
                    .append("小学,")
                    .append(19 + p.number(34))
                    .append(',')
                    .append(p.name())
                    .append(',')
                    .append(p.mobile())
                    .append(',')
                    .append(p.day(2024, 2025).toString().replace('-', '/'))
                    .append("\r\n");
        }
        return lines.toString();
    }
}
