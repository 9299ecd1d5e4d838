package org.shuguan.server;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.shuguan.dataplane.detect.ResidentId;

/// Values of invented persons that were written into sources, and where; finds them again in any text.
final class PlantedValues {
    private static final String[] SURNAMES =
            "赵 钱 孙 周 吴 郑 冯 陈 蒋 沈 韩 杨 朱 秦 许 何 吕 施 张 孔 曹 严 金 魏 姜 谢 邹 苏 潘 葛 范 彭 鲁 韦 马 苗 欧阳 上官 司马".split(" ");
    /// Some of them are rare in given names.
    private static final String[] GIVEN =
            "志 明 秀 英 伟 丽 建 国 桂 芳 海 燕 嘉 怡 栋 玉 俊 敏 锦 婷 翊 笙 珩 霏 旎 骁 煜 棠 黛 崧 筱 沅 懿 琮 郢 砚".split(" ");
    private static final String[] REGIONS = {"441202", "441203", "441204", "441223", "441284", "441283"};
    private static final String[] PLACES = {"肇庆市端州区", "肇庆市鼎湖区", "肇庆市高要区", "四会市", "肇庆市广宁县"};
    private static final String[] ROADS = {"建设三路", "星湖大道", "天宁北路", "端州五路", "宝月路", "信安大道", "柑园东街"};
    private static final List<String> DIAGNOSES = List.of(
            "急性化脓性阑尾炎",
            "右肺上叶恶性肿瘤",
            "慢性乙型病毒性肝炎",
            "双相情感障碍",
            "周围神经病变",
            "人类免疫缺陷病毒感染",
            "早期妊娠先兆流产",
            "酒精依赖综合征",
            "肾移植术后状态",
            "复发性抑郁障碍",
            "陈旧性肺结核",
            "浸润性导管癌",
            "急性心肌梗死",
            "类风湿性关节炎",
            "腰椎间盘突出症",
            "甲状腺功能减退",
            "原发性高血压",
            "缺铁性贫血",
            "急性支气管炎",
            "慢性肾功能衰竭",
            "脑梗死后遗症",
            "子宫平滑肌瘤",
            "良性前列腺增生",
            "过敏性鼻炎",
            "癫痫持续状态",
            "急性胰腺炎",
            "多囊卵巢综合征",
            "系统性红斑狼疮",
            "帕金森病",
            "梅毒性心血管病",
            "股骨颈骨折",
            "白内障术后",
            "先天性心脏病");
    private static final String[] COURSE = {"", "（急性期）", "恢复期", "，待排", "2级", "，建议复查"};
    /// How many diagnoses each column has for itself, so that one that is found names its column.
    private static final int OF_A_COLUMN = 3;

    private final Random random;
    /// Value → column.
    private final Map<String, String> places = new HashMap<>();
    /// Column → its number among those with diagnoses.
    private final Map<String, Integer> diagnosed = new HashMap<>();
    private final Map<String, List<String>> byStart = new HashMap<>();

    PlantedValues(long seed) {
        this.random = new Random(seed);
    }

    String name(String where) {
        String name = pick(SURNAMES) + pick(GIVEN) + pick(GIVEN);
        return where.equals(places.getOrDefault(name, where)) ? planted(name, where) : name(where);
    }

    /// A valid number of a person born before 1910.
    String identity(String where) {
        LocalDate birth = LocalDate.of(1880, 1, 1).plusDays(random.nextInt(30 * 365));
        String digits = pick(REGIONS) + birth.toString().replace("-", "") + String.format("%03d", random.nextInt(1000));
        return planted(digits + ResidentId.check(digits), where);
    }

    String mobile(String where) {
        return planted("13" + (5 + random.nextInt(5)) + String.format("%08d", random.nextInt(100_000_000)), where);
    }

    /// The whole address counts, and the part from the street on by itself.
    String address(String where) {
        String street = planted(
                pick(ROADS) + (1 + random.nextInt(300)) + "号" + (1 + random.nextInt(20)) + "栋"
                        + (100 + random.nextInt(2000)) + "房",
                where);
        return pick(PLACES) + street;
    }

    /// A diagnosis, mostly with its course.
    String diagnosis(String where) {
        int own = diagnosed.computeIfAbsent(where, column -> diagnosed.size()) * OF_A_COLUMN;
        return planted(DIAGNOSES.get(own + random.nextInt(OF_A_COLUMN)), where) + pick(COURSE);
    }

    private String planted(String value, String where) {
        String before = places.put(value, where);
        if (before == null) {
            byStart.computeIfAbsent(value.substring(0, 2), start -> new ArrayList<>())
                    .add(value);
        } else if (!before.equals(where)) {
            throw new IllegalStateException(value + " is in " + before + " and in " + where);
        }
        return value;
    }

    int count() {
        return places.size();
    }

    /// The columns whose values a text contains.
    Set<String> in(String text) {
        Set<String> columns = new TreeSet<>();
        for (int i = 0; i + 1 < text.length(); i++) {
            for (String value : byStart.getOrDefault(text.substring(i, i + 2), List.of())) {
                if (text.startsWith(value, i)) {
                    columns.add(String.valueOf(places.get(value)));
                }
            }
        }
        return columns;
    }

    private String pick(String[] of) {
        return of[random.nextInt(of.length)];
    }
}
