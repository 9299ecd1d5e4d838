package org.shuguan.bench.detect;

import static java.util.Map.entry;
import static org.shuguan.bench.detect.RandomText.between;
import static org.shuguan.bench.detect.RandomText.dashed;
import static org.shuguan.bench.detect.RandomText.day;
import static org.shuguan.bench.detect.RandomText.digits;
import static org.shuguan.bench.detect.RandomText.pick;
import static org.shuguan.bench.detect.RandomText.some;
import static org.shuguan.bench.detect.RandomText.two;

import java.util.HashMap;
import java.util.Map;

/// Value generators for columns without a type, in the tuning half.
final class TuningNegatives {
    private static final String HEX = "0123456789abcdef";

    private TuningNegatives() {}

    static Map<String, ValueGenerator> all() {
        Map<String, ValueGenerator> values = new HashMap<>(numbers());
        values.putAll(texts());
        values.putAll(lookalikes());
        return values;
    }

    /// Values that resemble a type: names of herbs begin with surnames, serial numbers look like mobile numbers.
    private static Map<String, ValueGenerator> lookalikes() {
        return Map.ofEntries(
                entry("serial11", (r, n) -> "19" + "%09d".formatted(10_100_001 + n)),
                entry("version4", (r, n) -> "1." + r.nextInt(9) + "." + r.nextInt(20) + "." + r.nextInt(40)),
                entry("course", (r, n) -> pick(r, "高等数学 大学物理学 计算机科学 思想政治教育学 有机化学 工程力学 市场营销学")),
                entry(
                        "herb",
                        (r, n) -> pick(
                                r,
                                "黄芪 白术 甘草 党参 麦冬 石斛 金银花 车前草 马齿苋 何首乌 杜仲 白芍 黄连 黄柏 柏子仁 龙胆草 丁香 沙参 连翘 苏叶 桑叶"
                                        + " 桂枝 艾叶 牛膝 石膏 芦根 朱砂 雷公藤 益母草 全蝎")),
                entry("works", (r, n) -> pick(r, "端州区睦岗片区雨污分流工程 四会市农村公路硬底化 高要区河道清淤") + between(r, 1, 9) + "号标段"),
                entry("rank", (r, n) -> pick(r, "一级 二级 三级 特级 未定级")),
                entry(
                        "village",
                        (r, n) -> pick(r, "高村 石塘 黄岗 金利 马房 白土 水坑 莲塘 罗隐 蓝塘 沙浦 江口 连滩 古水 石狗 黄田 下茅 地豆 龙甫 罗源 石咀 安华 怀城")),
                entry("iccid", (r, n) -> CheckDigits.luhn("898600" + digits(r, 13))));
    }

    private static Map<String, ValueGenerator> numbers() {
        return Map.ofEntries(
                entry("int", (r, n) -> Integer.toString(n + 1)),
                entry("small", (r, n) -> Integer.toString(r.nextInt(120))),
                entry("serial18", (r, n) -> "2024" + two(between(r, 1, 12)) + digits(r, 12)),
                entry("serial-date", (r, n) -> day(r, 2019, 2024) + "%08d".formatted(n)),
                entry("serial15", (r, n) -> "35" + digits(r, 13)),
                entry("serial12", (r, n) -> "4412" + digits(r, 8)),
                entry("serial-card", (r, n) -> pick(r, "70 80 10") + digits(r, 14)),
                entry("order19", (r, n) -> pick(r, "62 44 91") + digits(r, 17)),
                entry("order16", (r, n) -> pick(r, "62 44 11") + digits(r, 14)),
                entry("digits6", (r, n) -> between(r, 1, 9) + digits(r, 5)),
                entry("amount", (r, n) -> r.nextInt(100_000) + "." + two(r.nextInt(100))),
                entry("ratio", (r, n) -> "0." + digits(r, 4)),
                entry("gps", (r, n) -> between(r, 20, 120) + "." + digits(r, 6)),
                entry("ean13", (r, n) -> CheckDigits.ean13("690" + digits(r, 9))),
                entry("year", (r, n) -> Integer.toString(between(r, 1990, 2024))),
                entry("month", (r, n) -> between(r, 2010, 2024) + two(between(r, 1, 12))),
                entry("date", (r, n) -> dashed(day(r, 2010, 2024))),
                entry(
                        "datetime",
                        (r, n) -> dashed(day(r, 2010, 2024)) + " 12:" + two(r.nextInt(60)) + ":" + two(r.nextInt(60))),
                entry("time", (r, n) -> two(r.nextInt(24)) + ":" + two(r.nextInt(60)) + ":" + two(r.nextInt(60))),
                entry("epoch", (r, n) -> "16" + digits(r, 8)),
                entry("epochms", (r, n) -> "16" + digits(r, 11)),
                entry("flag01", (r, n) -> pick(r, "0 1")),
                entry("version", (r, n) -> "1." + r.nextInt(9) + "." + r.nextInt(20)),
                entry("period", (r, n) -> day(r, 2010, 2020) + "-" + day(r, 2021, 2030)));
    }

    private static Map<String, ValueGenerator> texts() {
        return Map.ofEntries(
                entry("contract", (r, n) -> "HT-2024-" + "%05d".formatted(n)),
                entry(
                        "uuid",
                        (r, n) -> some(r, HEX, 32).replaceAll("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5")),
                entry("md5", (r, n) -> some(r, HEX, 32)),
                entry("sha", (r, n) -> some(r, HEX, 64)),
                entry("base64", (r, n) -> some(r, "abcdefABCDEF0123456789+/", 28)),
                entry("product", (r, n) -> pick(r, "E G P C H") + digits(r, 8)),
                entry("remark", (r, n) -> pick(r, "已核 材料齐全，见附件 无 请补件 电话已通知本人 代办")),
                entry("sentence", (r, n) -> pick(r, "该项目位于城东新区，计划两年建成。 群众反映路灯不亮，已派单。 第三季度例行检查未发现问题。") + n),
                entry("english", (r, n) -> pick(r, "pending approved mobile fixed other standard premium")),
                entry("status", (r, n) -> pick(r, "正常 注销 吊销 查封 待审")),
                entry("yesno", (r, n) -> pick(r, "是 否")),
                entry(
                        "about-people",
                        (r, n) -> n % 4 == 0
                                ? "姓名：" + pick(r, "陈志明 王秀英 李文静 张海敏") + "，反映办事窗口排队时间较长，已回访"
                                : "办事窗口排队时间较长，已安排分流，编号" + n),
                entry("path", (r, n) -> "/upload/2024/" + some(r, HEX, 8) + ".jpg"),
                entry("json", (r, n) -> "{\"a\": [1, 2, " + n + "], \"b\": null}"),
                entry("html", (r, n) -> "<p>第" + n + "条</p>"),
                entry("town", (r, n) -> pick(r, "金利镇 白土镇 黄岗街道 睦岗街道 大沙镇 莲花镇")),
                entry("department", (r, n) -> pick(r, "办公室 财务科 人事科 综合股 法规科 信息科")),
                entry("class", (r, n) -> "初" + pick(r, "一 二 三") + "（" + between(r, 1, 9) + "）班"),
                entry("goods", (r, n) -> pick(r, "水泥 陶瓷 端砚 钢材 大米 华为 小米")),
                entry("major", (r, n) -> pick(r, "计算机应用 会计 护理 机电一体化 学前教育 金融学")),
                entry("job", (r, n) -> pick(r, "电工 焊工 保育员 高级技师 会计 文员")),
                entry("colour", (r, n) -> pick(r, "白 黑 红色 蓝色 黄牌 绿牌")),
                entry("measure", (r, n) -> pick(r, "千克 吨 件 台 平方米 元")),
                entry("letter", (r, n) -> pick(r, "A B C D")),
                entry("papers", (r, n) -> pick(r, "居民身份证 护照 港澳通行证 军官证")),
                entry("sql", (r, n) -> "'; drop table x; -- " + n),
                entry("emoji", (r, n) -> "😀👍🏽" + n + "\uD83D"),
                entry("rtl", (r, n) -> "\u202Eمرحبا" + n + "\u0000"),
                entry("long", (r, n) -> n + "市区县路::::1.1.1.1@@@@".repeat(400)));
    }
}
