package org.shuguan.dataplane.demo;

import java.time.LocalDate;
import java.util.Random;
import org.shuguan.dataplane.detect.CreditCode;
import org.shuguan.dataplane.detect.OrganisationCode;
import org.shuguan.dataplane.detect.ResidentId;

/// Random values of an invented city: people born before 1910, firms, addresses, dates.
final class RandomValues {
    private static final String[] SURNAMES = "王 李 张 刘 陈 杨 黄 赵 吴 周 梁 何 欧阳 冼 谭 莫 邓 罗 叶 伍".split(" ");
    private static final String[] GIVEN = "志明 秀英 伟强 丽娟 建国 桂芳 文 静 海燕 永康 家豪 嘉怡 国栋 玉兰 俊杰 敏 洁仪 永年 锦荣 婉婷".split(" ");
    private static final String[] REGIONS = {
        "441202", "441203", "441204", "441223", "441224", "441225", "441226", "441284", "441283"
    };
    private static final String[] DISTRICTS = {"端州区", "鼎湖区", "高要区", "四会市", "广宁县"};
    private static final String[] ROADS = {"建设三路", "星湖大道", "天宁北路", "端州五路", "宝月路", "信安大道", "四会大道"};
    private static final String[] TRADES = {"电子", "陶瓷", "食品", "五金", "物流", "文具", "砚石工艺", "环保科技", "建材"};

    private final Random random;

    RandomValues(long seed) {
        this.random = new Random(seed);
    }

    String name() {
        return pick(SURNAMES) + pick(GIVEN);
    }

    /// A valid identity number of a person born between 1880 and 1909.
    String residentId() {
        LocalDate birth = LocalDate.of(1880, 1, 1).plusDays(random.nextInt(30 * 365));
        String digits = pick(REGIONS) + birth.toString().replace("-", "") + String.format("%03d", random.nextInt(1000));
        return digits + ResidentId.check(digits);
    }

    /// The number with a wrong check character.
    static String withWrongCheck(String residentId) {
        char last = residentId.charAt(17);
        return residentId.substring(0, 17) + (last == '5' ? '6' : '5');
    }

    String creditCode() {
        String organisation = String.format("%08d", random.nextInt(100_000_000));
        String body = "914412" + String.format("%02d", 2 + random.nextInt(3)) + organisation
                + OrganisationCode.check(organisation);
        return body + CreditCode.check(body);
    }

    String mobile() {
        return "1" + pick(new String[] {"35", "38", "59", "77", "86", "99"})
                + String.format("%08d", random.nextInt(100_000_000));
    }

    String address() {
        return "肇庆市" + pick(DISTRICTS) + pick(ROADS) + (1 + random.nextInt(300)) + "号" + (1 + random.nextInt(20)) + "栋"
                + (100 + random.nextInt(2000)) + "房";
    }

    String firm() {
        return "肇庆市" + pick(GIVEN) + pick(TRADES) + "有限公司";
    }

    String region() {
        return pick(REGIONS);
    }

    LocalDate day(int from, int to) {
        return LocalDate.of(from, 1, 1).plusDays(random.nextInt((to - from + 1) * 365));
    }

    int number(int bound) {
        return random.nextInt(bound);
    }

    String amount(int most) {
        return (random.nextInt(most * 100) / 100) + "." + String.format("%02d", random.nextInt(100));
    }

    boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    String pick(String[] of) {
        return of[random.nextInt(of.length)];
    }

    String bankCard() {
        StringBuilder digits =
                new StringBuilder("621700").append(String.format("%012d", random.nextLong(1_000_000_000_000L)));
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int doubled = i % 2 == 0 ? digit * 2 : digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return digits.append((10 - sum % 10) % 10).toString();
    }
}
