package org.shuguan.bench.detect;

import static java.util.Map.entry;
import static org.shuguan.bench.detect.RandomText.between;
import static org.shuguan.bench.detect.RandomText.day;
import static org.shuguan.bench.detect.RandomText.digits;
import static org.shuguan.bench.detect.RandomText.pick;
import static org.shuguan.bench.detect.RandomText.some;
import static org.shuguan.bench.detect.RandomText.two;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Value generators for columns without a type, in the held-out half.
final class HeldOutNegatives {
    private static final String HEX = "0123456789ABCDEF";

    private HeldOutNegatives() {}

    static Map<String, ValueGenerator> all() {
        Map<String, ValueGenerator> values = new HashMap<>(numbers());
        values.putAll(texts());
        values.putAll(lookalikes());
        return values;
    }

    /// Values that resemble a type: names of vegetables begin with surnames, batch numbers look like mobile
    /// numbers.
    private static Map<String, ValueGenerator> lookalikes() {
        return Map.ofEntries(
                entry("serial11", (r, n) -> "18" + day(r, 2015, 2020).substring(2) + "%03d".formatted(n)),
                entry(
                        "version4",
                        (r, n) -> between(r, 4, 6) + "." + r.nextInt(20) + "." + r.nextInt(90) + "." + r.nextInt(9)),
                entry("course", (r, n) -> pick(r, "线性代数 概率论与数理统计 中国现代文学 临床护理学 公共行政学 数据结构 西方经济学")),
                entry(
                        "herb",
                        (r, n) -> pick(
                                r,
                                "黄瓜 胡萝卜 金针菇 白菜 马铃薯 石斑鱼 苦瓜 韦驮 向日葵 夏枯草 毛豆 方竹 钱袋草 水仙 柳树 桂花 梅花 梁山松 柏树 杨梅 李子 龙眼"
                                        + " 荔枝 牛油果 万年青 雪里红 申椒 丝瓜 茄子 艾草")),
                entry(
                        "works",
                        (r, n) -> pick(r, "天河区旧楼加装电梯改造 西湖区城中村综合整治 锦江市政道路养护") + between(r, 1, 30) + "号"
                                + pick(r, "工程 合同段 项目部")),
                entry("rank", (r, n) -> pick(r, "甲级 乙级 丙级 优秀 合格")),
                entry(
                        "village",
                        (r, n) ->
                                pick(r, "张家界 石家庄 高桥 江门 温州 金华 马鞍山 黄石 安庆 常德 许昌 洛阳 汉中 海口 宁德 梅州 柳州 桂林 龙岩 房山 平谷 顺义 通州 白云")),
                entry("iccid", (r, n) -> CheckDigits.luhn("898602" + digits(r, 13))));
    }

    private static Map<String, ValueGenerator> numbers() {
        return Map.ofEntries(
                entry("int", (r, n) -> Integer.toString(100_000 + n * 7)),
                entry("small", (r, n) -> Integer.toString(r.nextInt(30))),
                entry("serial18", (r, n) -> Long.toString(441_202_190_000_000_000L + r.nextInt(1_000_000_000))),
                entry("serial-date", (r, n) -> day(r, 2015, 2025) + two(r.nextInt(24)) + digits(r, 8)),
                entry("serial15", (r, n) -> Long.toString(867_000_000_000_000L + n * 13L)),
                entry("serial12", (r, n) -> pick(r, "5101 3301 4401") + digits(r, 8)),
                entry("serial-card", (r, n) -> pick(r, "88 66 12 30") + digits(r, 16)),
                entry("order19", (r, n) -> pick(r, "12 20 42") + digits(r, 17)),
                entry("order16", (r, n) -> "42000" + digits(r, 11)),
                entry("digits6", (r, n) -> pick(r, "000 600 300 002 688 12 7") + digits(r, 3)),
                entry("amount", (r, n) -> (n % 4 == 0 ? "-" : "") + r.nextInt(1_000_000) + "." + digits(r, 2)),
                entry("ratio", (r, n) -> between(r, 0, 100) + "." + digits(r, 1) + (n % 2 == 0 ? "%" : "")),
                entry("gps", (r, n) -> between(r, -90, 170) + "." + digits(r, 8)),
                entry("ean13", (r, n) -> CheckDigits.ean13("697" + digits(r, 9))),
                entry("year", (r, n) -> between(r, 1978, 2025) + "年"),
                entry("month", (r, n) -> between(r, 2015, 2025) + "-" + two(between(r, 1, 12))),
                entry("date", (r, n) -> between(r, 1995, 2025) + "/" + between(r, 1, 12) + "/" + between(r, 1, 28)),
                entry(
                        "datetime",
                        (r, n) -> between(r, 2015, 2025) + "-03-" + two(between(r, 1, 28)) + "T0" + r.nextInt(10)
                                + ":15:00+08:00"),
                entry("hours", (r, n) -> "9:00-2" + r.nextInt(3) + ":00"),
                entry("epoch", (r, n) -> "15" + digits(r, 8)),
                entry("epochms", (r, n) -> "17" + digits(r, 11)),
                entry("flag01", (r, n) -> pick(r, "0 1 2")),
                entry("version", (r, n) -> "v" + r.nextInt(9) + "." + r.nextInt(20) + "-beta"),
                entry("period", (r, n) -> "20" + digits(r, 2) + ".01.01-长期"));
    }

    private static Map<String, ValueGenerator> texts() {
        return Map.ofEntries(
                entry("contract", (r, n) -> "XM" + day(r, 2018, 2024) + "-" + r.nextInt(100)),
                entry(
                        "uuid",
                        (r, n) -> some(r, HEX, 32).replaceAll("(.{8})(.{4})(.{4})(.{4})(.{12})", "{$1-$2-$3-$4-$5}")),
                entry("md5", (r, n) -> some(r, HEX, 32)),
                entry("sha", (r, n) -> some(r, HEX, 40)),
                entry("base64", (r, n) -> "o" + some(r, "klmnopKLMNOP0123456789_-", 27)),
                entry("product", (r, n) -> pick(r, "TX GL M D S") + digits(r, 7)),
                entry("remark", (r, n) -> pick(r, "同意 已联系 2024年3月补录 资料不全 张工负责 -")),
                entry("sentence", (r, n) -> "本办法自发布之日起施行，由" + pick(r, "办公室 财政部门 主管单位") + "负责解释，第" + n + "次修订。"),
                entry(
                        "english",
                        (r, n) -> pick(r, "New order, Shipped, On hold, Cancelled by user, Wifi, Other")
                                .strip()),
                entry(
                        "about-people",
                        (r, n) -> n % 3 == 0
                                ? "来电人反映楼道照明损坏，联系电话1" + pick(r, "38 59 77 92") + digits(r, 8) + "，已转物业处理"
                                : "楼道照明损坏，已转物业处理，第" + n + "单"),
                entry("status", (r, n) -> pick(r, "已完成 处理中 已关闭 待支付")),
                entry("yesno", (r, n) -> pick(r, "Y N")),
                entry("path", (r, n) -> "static/img/" + some(r, HEX, 6).toLowerCase(Locale.ROOT) + ".png"),
                entry("json", (r, n) -> "[\"x" + n + "\",\"y\"]"),
                entry("html", (r, n) -> "<div class=\"c" + n + "\">欢迎</div>"),
                entry("town", (r, n) -> pick(r, "大沥镇 西樵镇 城关镇 桃源乡 新桥街道 河口镇")),
                entry("department", (r, n) -> pick(r, "市场部 研发部 行政部 质检部 客服部")),
                entry("class", (r, n) -> "高" + pick(r, "一 二 三") + between(r, 1, 20) + "班"),
                entry("goods", (r, n) -> pick(r, "苹果 香蕉 笔记本电脑 办公椅 荣耀 三星 矿泉水")),
                entry("major", (r, n) -> pick(r, "土木工程 法学 软件工程 汉语言文学 临床医学")),
                entry("job", (r, n) -> pick(r, "司机 厨师 教师 工程师 农民 自由职业")),
                entry("colour", (r, n) -> pick(r, "银 灰 香槟金 深蓝 珍珠白")),
                entry("measure", (r, n) -> pick(r, "瓶 箱 袋 套 公里 亩")),
                entry("letter", (r, n) -> pick(r, "甲 乙 丙")),
                entry("papers", (r, n) -> pick(r, "身份证 户口簿 护照 台胞证 其他")),
                entry("engine", (r, n) -> some(r, "ABCDEFGH", 3) + digits(r, 6)),
                entry("zodiac", (r, n) -> pick(r, "鼠 牛 虎 龙 马 羊 鸡")),
                entry("sql", (r, n) -> "1 OR 1=1 /* " + n + " */"),
                entry("emoji", (r, n) -> "🀄👩‍👩‍👧" + n),
                entry("rtl", (r, n) -> "שלום\u200F" + n),
                entry("long", (r, n) -> "a.".repeat(9000) + "@" + n));
    }
}
