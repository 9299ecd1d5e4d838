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
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/// Value generators of the tuning half: values of Zhaoqing, people born from 1880 to 1909.
final class TuningValues {
    private static final String REGIONS = "441202 441203 441204 441223 441224 441225 441226 441284 441283 441221";
    private static final String CURRENT = "441202 441203 441204 441223 441224 441225 441226 441284";
    private static final String SURNAMES = "王 李 张 刘 陈 杨 黄 赵 吴 周 梁 何 欧阳 冼 谭 莫 邓 罗 叶 伍 司徒";
    private static final String GIVEN = "志明 秀英 伟强 丽娟 建国 桂芳 文 静 海燕 永康 家豪 嘉怡 国栋 玉兰 俊杰 敏 洁仪 永年 锦荣 婉婷";
    private static final String ROADS = "建设三路 星湖大道 天宁北路 端州五路 宝月路 信安大道";
    private static final String AREAS = "端州区 鼎湖区 高要区 四会市 广宁县";

    private TuningValues() {}

    static Map<String, ValueGenerator> all() {
        Map<String, ValueGenerator> values = new HashMap<>(TuningNegatives.all());
        values.putAll(numbers());
        values.putAll(codes());
        values.putAll(texts());
        values.putAll(devices());
        return values;
    }

    private static String id18(Random r) {
        return CheckDigits.residentId(pick(r, REGIONS) + day(r, 1880, 1909) + digits(r, 3));
    }

    private static Map<String, ValueGenerator> numbers() {
        return Map.ofEntries(
                entry("id18", (r, n) -> id18(r)),
                entry("id18x", (r, n) -> id18(r).toLowerCase(Locale.ROOT)),
                entry(
                        "id15",
                        (r, n) -> pick(r, REGIONS)
                                + two(between(r, 1, 9))
                                + day(r, 1900, 1909).substring(4)
                                + digits(r, 3)),
                entry(
                        "fpr18",
                        (r, n) -> CheckDigits.residentId(
                                "944" + pick(r, "840 826 392 410") + day(r, 1880, 1909) + digits(r, 3))),
                entry("fpr15", (r, n) -> pick(r, "USA GBR JPN KOR CAN") + "4412" + digits(r, 8)),
                entry("credit", (r, n) -> CheckDigits.credit("91" + pick(r, CURRENT), "MA" + digits(r, 6))),
                entry(
                        "credit-public",
                        (r, n) -> CheckDigits.credit(
                                pick(r, "11 12 51 52 N1") + pick(r, CURRENT), "0070" + digits(r, 4))),
                entry("org", (r, n) -> CheckDigits.organisation(digits(r, 8))),
                entry("org-dash", (r, n) -> {
                    String code = CheckDigits.organisation("7" + digits(r, 7));
                    return code.substring(0, 8) + "-" + code.charAt(8);
                }),
                entry("tax15", (r, n) -> pick(r, REGIONS) + CheckDigits.organisation("7" + digits(r, 7))),
                entry("card19", (r, n) -> CheckDigits.luhn("621700" + digits(r, 12))),
                entry("card16", (r, n) -> CheckDigits.luhn("622" + digits(r, 12))),
                entry("mobile", (r, n) -> "1" + pick(r, "35 38 59 77 86 99") + digits(r, 8)),
                entry("mobile86", (r, n) -> "+86 1" + pick(r, "35 38 59 77 86 99") + digits(r, 8)),
                entry("phone", (r, n) -> "0758-2" + digits(r, 6)),
                entry("phone-bare", (r, n) -> between(r, 2, 8) + digits(r, 6)),
                entry("passport", (r, n) -> r.nextBoolean() ? "E" + digits(r, 8) : "G" + digits(r, 8)),
                entry("permit-hk", (r, n) -> "C" + digits(r, 8)),
                entry("permit-in", (r, n) -> pick(r, "H M") + digits(r, 8)),
                entry("permit-tw", (r, n) -> "L" + digits(r, 8)));
    }

    private static Map<String, ValueGenerator> codes() {
        return Map.ofEntries(
                entry("region6", (r, n) -> pick(r, CURRENT)),
                entry(
                        "region12",
                        (r, n) -> pick(r, CURRENT) + "0" + two(between(r, 1, 20)) + "0" + two(between(r, 1, 30))),
                entry("postcode", (r, n) -> "5260" + two(between(r, 0, 99))),
                entry("sex-code", (r, n) -> pick(r, "1 2")),
                entry("sex-word", (r, n) -> pick(r, "男 女")),
                entry("sex-letter", (r, n) -> pick(r, "M F")),
                entry("marriage-code", (r, n) -> pick(r, "10 20 30 40")),
                entry("marriage-word", (r, n) -> pick(r, "未婚 已婚 离婚 丧偶")),
                entry("nation-word", (r, n) -> pick(r, "汉族 汉族 汉族 壮族 瑶族 苗族")),
                entry("nation-code", (r, n) -> pick(r, "01 01 01 08 13 06")),
                entry("edu-word", (r, n) -> pick(r, "小学 初中 高中 大专 本科 硕士研究生")),
                entry("edu-code", (r, n) -> pick(r, "20 30 40 60 70 80")),
                entry("politics-word", (r, n) -> pick(r, "群众 中共党员 共青团员 民盟盟员")),
                entry("politics-code", (r, n) -> pick(r, "01 03 13 13")),
                entry("religion-word", (r, n) -> pick(r, "无 佛教 道教 基督教")),
                entry("religion-code", (r, n) -> pick(r, "00 10 30 50")),
                entry("country-word", (r, n) -> pick(r, "中国 美国 日本 韩国 越南")),
                entry("country-alpha", (r, n) -> pick(r, "CHN USA JPN KOR VNM")),
                entry("country-num", (r, n) -> pick(r, "156 840 392 410 704")),
                entry("industry-code", (r, n) -> pick(r, "C30 F52 G54 I65 C3071 F5211 H6110 K70")),
                entry("industry-name", (r, n) -> pick(r, "制造业 建筑业 批发和零售业 住宿和餐饮业 房地产业")),
                entry("blood", (r, n) -> pick(r, "A型 B型 O型 AB型")));
    }

    private static Map<String, ValueGenerator> texts() {
        return Map.ofEntries(
                entry("name", (r, n) -> pick(r, SURNAMES) + pick(r, GIVEN)),
                entry("name-long", (r, n) -> pick(r, "阿不都·买买提 古丽·艾山 帕提曼·吐尔逊 扎西·多吉") + (char) ('一' + r.nextInt(40))),
                entry(
                        "name-foreign",
                        (r, n) -> pick(r, "Mary John Luís Anna Köhler") + " " + pick(r, "Smith O'Reilly Berg Silva")),
                entry(
                        "address",
                        (r, n) -> "肇庆市" + pick(r, AREAS) + pick(r, ROADS) + between(r, 1, 300) + "号" + between(r, 1, 20)
                                + "栋" + between(r, 100, 2000) + "房"),
                entry("address-short", (r, n) -> pick(r, AREAS) + pick(r, ROADS) + between(r, 1, 300) + "号"),
                entry(
                        "address-foreign",
                        (r, n) ->
                                between(r, 1, 300) + " " + pick(r, "Rue Via Calle") + " " + pick(r, "Lima Roma Verde")),
                entry("firm", (r, n) -> "肇庆市" + pick(r, GIVEN) + pick(r, "电子 陶瓷 食品 五金 物流") + "有限公司"),
                entry("office", (r, n) -> pick(r, AREAS) + pick(r, "教育局 人民医院 第一小学 财政局 图书馆 农业服务中心")),
                entry(
                        "case-office",
                        (r, n) ->
                                pick(r, "肇府办 肇发改 肇财综") + "〔" + between(r, 2010, 2024) + "〕" + between(r, 1, 99) + "号"),
                entry("case-court", (r, n) -> "（" + between(r, 2010, 2024) + "）粤1202民初" + between(r, 1, 9999) + "号"),
                entry("birth-dash", (r, n) -> dashed(day(r, 1880, 1909))),
                entry("birth-8", (r, n) -> day(r, 1880, 1909)),
                entry("disease", (r, n) -> pick(r, "高血压 糖尿病 感冒 胃炎 无 冠心病 青霉素过敏")),
                entry("income", (r, n) -> between(r, 1000, 30000) + "." + two(between(r, 0, 99))),
                entry("secret", (r, n) -> some(r, "abcdefghkmABCDEFGH23456789!@#", 9)),
                entry("hash", (r, n) -> some(r, "0123456789abcdef", 32)));
    }

    private static Map<String, ValueGenerator> devices() {
        return Map.ofEntries(
                entry("plate", (r, n) -> "粤H" + pick(r, "A B C 1 2 3") + digits(r, 4)),
                entry("plate-green", (r, n) -> "粤H" + pick(r, "D F") + digits(r, 5)),
                entry("vin", (r, n) -> CheckDigits.vin("LSVAA49J0" + some(r, "ABCDEFGH123456789", 2) + digits(r, 6))),
                entry("imei", (r, n) -> CheckDigits.luhn("86" + digits(r, 12))),
                entry("email", (r, n) -> some(r, "abcdefghij", 6) + n + "@" + pick(r, "example.cn example.com")),
                entry("url", (r, n) -> "https://www.example.cn/" + some(r, "abcdefghij", 5) + "?id=" + n),
                entry("ipv4", (r, n) -> "10." + r.nextInt(256) + "." + r.nextInt(256) + "." + r.nextInt(256)),
                entry("ipv6", (r, n) -> "2001:db8::" + Integer.toHexString(r.nextInt(65536)) + ":" + n),
                entry("mac", (r, n) -> mac(r, ":")),
                entry("mac-dash", (r, n) -> mac(r, "-")),
                entry("lng", (r, n) -> "112." + digits(r, 6)),
                entry("lat", (r, n) -> "23." + digits(r, 6)));
    }

    static String mac(Random random, String between) {
        return some(random, "0123456789ABCDEF", 12).replaceAll("(..)(?=..)", "$1" + between);
    }
}
