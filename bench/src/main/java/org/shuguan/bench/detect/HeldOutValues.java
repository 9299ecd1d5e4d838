package org.shuguan.bench.detect;

import static java.util.Map.entry;
import static org.shuguan.bench.detect.RandomText.between;
import static org.shuguan.bench.detect.RandomText.day;
import static org.shuguan.bench.detect.RandomText.digits;
import static org.shuguan.bench.detect.RandomText.pick;
import static org.shuguan.bench.detect.RandomText.some;
import static org.shuguan.bench.detect.RandomText.two;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/// Value generators of the held-out half: values of the whole country, people born from 1850 to 1879, other words
/// and forms.
final class HeldOutValues {
    private static final String REGIONS =
            "110101 310104 510104 440106 350203 330106 442825 610103 430102 520102 650102";
    private static final String CURRENT = "110105 310115 510104 440305 350203 330106 610103 420102 370202 210102";
    private static final String SURNAMES = "孙 马 朱 胡 郭 林 高 郑 谢 宋 唐 许 邓 冯 韩 曹 曾 彭 萧 蔡 潘 田 董 上官 诸葛";
    private static final String GIVEN = "晓东 雨桐 子涵 春梅 德福 金凤 振华 一鸣 思远 翠花 浩然 诗琪 立新 宝珠 凯 蕾 鹏 雪 博文 佳慧";
    private static final String CITIES = "广州市天河区 成都市锦江区 杭州市西湖区 武汉市江岸区 厦门市思明区 西安市碑林区 湖南省长沙市芙蓉区";
    private static final String STREETS = "体育西路 红星中路 文三路 沿江大道 厦禾路 长安北街 五一大道 清泉巷";

    private HeldOutValues() {}

    static Map<String, ValueGenerator> all() {
        Map<String, ValueGenerator> values = new HashMap<>(HeldOutNegatives.all());
        values.putAll(numbers());
        values.putAll(codes());
        values.putAll(texts());
        values.putAll(devices());
        return values;
    }

    private static String id18(Random r) {
        return CheckDigits.residentId(pick(r, REGIONS) + day(r, 1850, 1879) + digits(r, 3));
    }

    private static Map<String, ValueGenerator> numbers() {
        return Map.ofEntries(
                entry("id18", (r, n) -> id18(r)),
                entry("id18x", (r, n) -> n % 3 == 0 ? id18(r).replace('X', 'x') : id18(r)),
                entry(
                        "id15",
                        (r, n) -> n % 4 == 0
                                ? id18(r)
                                : pick(r, REGIONS)
                                        + two(between(r, 0, 8))
                                        + day(r, 1900, 1908).substring(4)
                                        + digits(r, 3)),
                entry(
                        "fpr18",
                        (r, n) -> CheckDigits.residentId("9" + pick(r, "11 31 44 33") + pick(r, "250 276 643 360 356")
                                + day(r, 1850, 1879) + digits(r, 3))),
                entry("fpr15", (r, n) -> pick(r, "DEU FRA RUS IDN IND") + pick(r, "1101 3100 3301") + digits(r, 8)),
                entry(
                        "credit",
                        (r, n) -> CheckDigits.credit(pick(r, "91 92 93") + pick(r, CURRENT), some(r, "0123456789", 8))),
                entry(
                        "credit-public",
                        (r, n) -> CheckDigits.credit(
                                pick(r, "13 31 54 N2 53 12") + pick(r, CURRENT), "MJ" + digits(r, 6))),
                entry(
                        "org",
                        (r, n) -> CheckDigits.organisation(pick(r, "0 1 3 5") + digits(r, 6) + pick(r, "A B C 7 8 9"))),
                entry("org-dash", (r, n) -> {
                    String code = CheckDigits.organisation("MA" + digits(r, 6));
                    return code.substring(0, 8) + "-" + code.substring(8);
                }),
                entry(
                        "tax15",
                        (r, n) -> pick(r, CURRENT) + CheckDigits.organisation(pick(r, "1 3 5 6") + digits(r, 7))),
                entry("card19", (r, n) -> CheckDigits.luhn(pick(r, "622848 621226 623668 625091") + digits(r, 12))),
                entry(
                        "card16",
                        (r, n) -> CheckDigits.luhn(pick(r, "622588 4367 5187 622155")
                                .concat(digits(r, 15))
                                .substring(0, 15))),
                entry("mobile", (r, n) -> "1" + pick(r, "30 33 47 52 55 66 73 80 91 95 98") + digits(r, 8)),
                entry("mobile86", (r, n) -> pick(r, "86 +86").concat("1") + pick(r, "30 52 80") + digits(r, 8)),
                entry(
                        "phone",
                        (r, n) -> pick(r, "020 010 0571 028") + "-" + between(r, 2, 8) + digits(r, 7)
                                + (n % 9 == 0 ? "-" + between(r, 1, 99) : "")),
                entry("phone-bare", (r, n) -> between(r, 2, 8) + digits(r, 7)),
                entry(
                        "passport",
                        (r, n) -> pick(r, "EA EB EC ED G1 G2 DE SE PE").concat(digits(r, 7))),
                entry("permit-hk", (r, n) -> pick(r, "CA CB CD C1") + digits(r, 7)),
                entry("permit-in", (r, n) -> pick(r, "H M") + digits(r, 10)),
                entry("permit-tw", (r, n) -> digits(r, 8)));
    }

    private static Map<String, ValueGenerator> codes() {
        return Map.ofEntries(
                entry("region6", (r, n) -> pick(r, CURRENT)),
                entry("region12", (r, n) -> pick(r, CURRENT) + "00" + between(r, 1, 9) + "00" + between(r, 1, 9)),
                entry("postcode", (r, n) -> pick(r, "510 610 310 430 100 361") + digits(r, 3)),
                entry("sex-code", (r, n) -> pick(r, "0 1 2 9")),
                entry("sex-word", (r, n) -> pick(r, "男性 女性 未知")),
                entry("sex-english", (r, n) -> pick(r, "male female")),
                entry("marriage-code", (r, n) -> pick(r, "10 21 22 30 40 90")),
                entry("marriage-word", (r, n) -> pick(r, "未婚 初婚 再婚 离异 丧偶 已婚")),
                entry("nation-word", (r, n) -> pick(r, "汉 回 满 维吾尔 藏 土家")),
                entry("nation-code", (r, n) -> pick(r, "1 3 5 11 15 56")),
                entry("edu-word", (r, n) -> pick(r, "大学本科 博士研究生 专科 中专 职高 普通高中 小学毕业")),
                entry("edu-code", (r, n) -> pick(r, "11 14 21 31 61 71 90")),
                entry("politics-word", (r, n) -> pick(r, "中国共产党党员 预备党员 团员 群众 九三学社社员 无党派人士")),
                entry("politics-code", (r, n) -> pick(r, "1 2 3 12 13")),
                entry("religion-word", (r, n) -> pick(r, "无宗教信仰 佛教 伊斯兰教 天主教")),
                entry("religion-code", (r, n) -> pick(r, "0 10 40 70 99")),
                entry("country-word", (r, n) -> pick(r, "中国 德国 法国 俄罗斯 印度尼西亚 泰国 巴基斯坦")),
                entry("country-alpha", (r, n) -> pick(r, "CN DE FR RU ID TH")),
                entry("country-num", (r, n) -> pick(r, "156 276 250 643 360 764")),
                entry("industry-code", (r, n) -> pick(r, "A01 C1310 D4411 J66 P83 Q84 S91 O8211 M7310 H6210")),
                entry("industry-name", (r, n) -> pick(r, "采矿业 教育 金融业 卫生和社会工作 公共管理、社会保障和社会组织 农、林、牧、渔业 制造业")),
                entry("blood", (r, n) -> pick(r, "A B O AB 不详")));
    }

    private static Map<String, ValueGenerator> texts() {
        return Map.ofEntries(
                entry("name", (r, n) -> pick(r, SURNAMES) + pick(r, GIVEN)),
                entry(
                        "name-long",
                        (r, n) -> pick(r, "买买提 依明江 热依汗 卓玛 次仁") + "·" + pick(r, "阿布都热合曼 吐尔逊 央金 斯琴") + pick(r, GIVEN)),
                entry(
                        "name-foreign",
                        (r, n) -> pick(r, "Wei Emma Hiroshi Olga Pierre") + " "
                                + pick(r, "Zhang Müller Tanaka Petrova Dubois") + (n % 5 == 0 ? " Jr." : "")),
                entry(
                        "address",
                        (r, n) -> pick(r, CITIES) + pick(r, STREETS) + between(r, 1, 999) + "号"
                                + pick(r, "锦绣花园 阳光小区 翠湖苑") + between(r, 1, 30) + "幢" + between(r, 1, 4) + "单元"
                                + between(r, 101, 3304) + "室"),
                entry(
                        "address-short",
                        (r, n) -> pick(r, "城关镇 大沥镇 白马乡 新桥街道 河口村").concat(pick(r, "幸福路 中山路 三组 人民路 东风村"))
                                + between(r, 1, 99) + "号"),
                entry(
                        "address-foreign",
                        (r, n) -> pick(r, "Baker Oxford Main Elm") + " " + pick(r, "Street Road Avenue") + " "
                                + between(r, 1, 99) + ", " + pick(r, "London Boston Sydney")),
                entry(
                        "firm",
                        (r, n) -> pick(r, "广州 成都锦江 杭州 湖南省 （香港）")
                                + pick(r, GIVEN)
                                + pick(r, "信息技术有限责任公司 建筑工程集团 餐饮店 股份有限公司 贸易商行 种植专业合作社")),
                entry(
                        "office",
                        (r, n) -> pick(r, "杭州市 江岸区 湖南省 思明区")
                                + pick(r, "人民政府办公室 市场监督管理局 中心医院 实验中学 卫生健康委员会 疾病预防控制中心 大学 档案馆 志愿者协会")),
                entry(
                        "case-office",
                        (r, n) -> pick(r, "国办发 粤府函 鄂科发 财税") + pick(r, "〔 [ (") + between(r, 2001, 2025)
                                + pick(r, "〕 ] )") + between(r, 1, 200) + "号"),
                entry(
                        "case-court",
                        (r, n) -> "(" + between(r, 2016, 2025) + ")" + pick(r, "京01 浙0106 川0104")
                                + pick(r, "民终 刑初 行初 执") + between(r, 1, 20000) + "号"),
                entry("birth-8", (r, n) -> day(r, 1850, 1879)),
                entry(
                        "birth-slash",
                        (r, n) -> between(r, 1850, 1879) + "/" + between(r, 1, 12) + "/" + between(r, 1, 28)),
                entry(
                        "birth-cn",
                        (r, n) -> between(r, 1850, 1879) + "年" + between(r, 1, 12) + "月" + between(r, 1, 28) + "日"),
                entry("disease", (r, n) -> pick(r, "慢性支气管炎 甲状腺结节 未见异常 2型糖尿病 海鲜过敏 骨折术后；高血压3级 肺结节") + (n % 7)),
                entry("income", (r, n) -> Integer.toString(between(r, 12, 500) * 100)),
                entry("secret", (r, n) -> some(r, "qwertyuiopQWERTY1234567890_*$", between(r, 8, 12))),
                entry("hash", (r, n) -> "$2a$10$" + some(r, "abcdefghijABCDEFGHIJ./0123456789", 53)));
    }

    private static Map<String, ValueGenerator> devices() {
        return Map.ofEntries(
                entry(
                        "plate",
                        (r, n) -> pick(r, "京 沪 川 浙 湘 粤")
                                + pick(r, "A B C E K")
                                + some(r, "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789", 4)
                                + pick(r, "1 2 3 8 学 挂 警 5 6 7")),
                entry(
                        "plate-green",
                        (r, n) -> pick(r, "京 沪 川 浙")
                                + pick(r, "A B C")
                                + pick(r, "A B C D E F")
                                + some(r, "ABCDEFGHJK0123456789", 1)
                                + digits(r, 4)),
                entry(
                        "vin",
                        (r, n) -> CheckDigits.vin(pick(r, "LFV3B28R LBVNU560 WBA3A5C5 LGXC14DF") + "0"
                                + some(r, "ABCDEFGH2345", 2) + digits(r, 6))),
                entry("imei", (r, n) -> CheckDigits.luhn("35" + digits(r, 12))),
                entry(
                        "email",
                        (r, n) -> some(r, "klmnopqrst", 4)
                                + pick(r, ". _ -")
                                + some(r, "abc123", 4)
                                + pick(r, "@mail.example.org @stu.example.edu.cn @example.net")),
                entry(
                        "url",
                        (r, n) -> pick(r, "http https") + "://img" + r.nextInt(9) + ".example.net/" + some(r, "abc", 4)
                                + "/" + n + ".jpg"),
                entry(
                        "ipv4",
                        (r, n) -> pick(r, "192.168 172.16 203.0 198.51") + "." + r.nextInt(256) + "." + r.nextInt(256)),
                entry(
                        "ipv6",
                        (r, n) -> "fe80:0:0:0:" + some(r, "123456789abcdef", 4) + ":" + some(r, "123456789abcdef", 4)
                                + ":1:" + Integer.toHexString(n)),
                entry("mac", (r, n) -> TuningValues.mac(r, ":").toLowerCase(java.util.Locale.ROOT)),
                entry("mac-dash", (r, n) -> TuningValues.mac(r, "-")),
                entry("lng", (r, n) -> between(r, 73, 134) + "." + digits(r, 7)),
                entry("lat", (r, n) -> between(r, 18, 52) + "." + digits(r, 5)));
    }
}
