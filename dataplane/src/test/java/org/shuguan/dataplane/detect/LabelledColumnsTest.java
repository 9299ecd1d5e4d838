package org.shuguan.dataplane.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Columns with the type that a person would state: with good, bad, English and no names; clean and with errors;
/// and columns that only resemble a type.
class LabelledColumnsTest {
    private static final double CERTAIN_ENOUGH = 0.5;

    /// @param expected null if no type should be recognised
    private record Labelled(
            String name,
            @Nullable String comment,
            List<String> values,
            @Nullable DataType expected) {}

    private final Random random = new Random(7);
    private final List<Labelled> columns = new ArrayList<>();

    @Test
    void nearlyAllColumnsAreRecognisedAndHardlyAnythingElseIs() {
        people();
        foreigners();
        codesAndNames();
        organisationsAndThings();
        nearMisses();
        int right = 0;
        int found = 0;
        int expected = 0;
        List<String> mistakes = new ArrayList<>();
        for (Labelled column : columns) {
            DataType type = typeOf(column);
            expected += column.expected() == null ? 0 : 1;
            found += type == null ? 0 : 1;
            right += type != null && type.equals(column.expected()) ? 1 : 0;
            if (!java.util.Objects.equals(type, column.expected())) {
                mistakes.add(column.name() + " " + column.comment() + ": " + type + ", not " + column.expected());
            }
        }
        assertThat((double) right / found).as("precision; %s", mistakes).isGreaterThan(0.95);
        assertThat((double) right / expected).as("recall; %s", mistakes).isGreaterThan(0.95);
    }

    @Test
    void placesAndTelephonesArePersonalOnlyBesideAPerson() {
        var address = new TableSample.ColumnSample("dz", "地址", "text", 30, 0, values(n -> address(n)));
        var phone = new TableSample.ColumnSample("lxdh", "办公电话", "text", 30, 0, values(n -> "0758-22" + (10000 + n)));
        var person = new TableSample.ColumnSample("xm", "姓名", "text", 30, 0, values(n -> name()));
        assertThat(new Classifier().classify(new TableSample("xx", "学校", 30, List.of(address, phone))))
                .allSatisfy(found -> {
                    assertThat(found.personal()).isNull();
                    assertThat(found.grade()).isEqualTo(Grade.GENERAL_2);
                    assertThat(found.reason().code()).isEqualTo("grade-nobody");
                });
        assertThat(new Classifier().classify(new TableSample("xs", "学生", 30, List.of(address, phone, person))))
                .allSatisfy(found -> assertThat(found.personal()).isNotNull());
    }

    private static List<TableSample.Value> values(IntFunction<String> value) {
        return java.util.stream.IntStream.range(0, 30)
                .mapToObj(n -> new TableSample.Value(value.apply(n), 1))
                .toList();
    }

    private void people() {
        many("身份证号", null, n -> id(), DataType.RESIDENT_ID);
        many("sfzh", null, n -> id(), DataType.RESIDENT_ID);
        many("fddbrsfzh", null, n -> id(), DataType.RESIDENT_ID);
        many("f7", null, n -> id(), DataType.RESIDENT_ID);
        many("aac002", "公民身份号码", n -> n % 3 == 0 ? id().substring(0, 17) + "?" : id(), DataType.RESIDENT_ID);
        many("idCard", null, n -> n % 4 == 0 ? "无" : id().toLowerCase(java.util.Locale.ROOT), DataType.RESIDENT_ID);
        many("sfzh", "证件号码", n -> wide(id()) + '\u00A0', DataType.RESIDENT_ID);
        many("sfzh", null, n -> "4.41" + (202 + n % 90) + "E+17", DataType.RESIDENT_ID);
        many("old_id", "身份证", n -> "441202" + (10 + n % 89) + "0101" + three(n), DataType.RESIDENT_ID);
        many("sjh", null, n -> mobile(), DataType.MOBILE);
        many("tel", "联系电话", n -> n % 3 == 0 ? "0758-22" + (10000 + n) : mobile(), DataType.MOBILE);
        many("c1", null, n -> "+86 " + mobile(), DataType.MOBILE);
        many("bgdh", "办公电话", n -> "0758-22" + (10000 + n), DataType.PHONE);
        many("xm", null, n -> name(), DataType.PERSON_NAME);
        many("c2", null, n -> name(), DataType.PERSON_NAME);
        many("full_name", null, n -> name(), DataType.PERSON_NAME);
        many("xm", "姓名", n -> "阿不都·买买提" + "一二三四五".charAt(n % 5), DataType.PERSON_NAME);
        many("hjdz", null, n -> address(n), DataType.ADDRESS);
        many("c3", null, n -> address(n), DataType.ADDRESS);
        many("email", null, n -> "u" + n + "@example.cn", DataType.EMAIL);
        many("c4", null, n -> "u" + n + "@mail.example.cn", DataType.EMAIL);
        many("yhkh", null, n -> card(n), DataType.BANK_CARD);
        many("kh", "卡号", n -> card(n), DataType.BANK_CARD);
        many("yhkh", "银行卡号", n -> "621700000000000" + (1000 + n), DataType.BANK_CARD);
        many("c5", null, n -> card(n), DataType.BANK_CARD);
        many("csrq", null, n -> "19" + (10 + n % 80) + "0" + (1 + n % 9) + "11", DataType.BIRTH_DATE);
        many("birthday", "出生日期", n -> "19" + (10 + n % 80) + "-01-11", DataType.BIRTH_DATE);
        many("hzh", "护照号", n -> "E" + (10000000 + n), DataType.PASSPORT);
        many("txz", "港澳通行证号", n -> "C" + (10000000 + n), DataType.PERMIT);
        many("zdjg", "诊断", n -> List.of("高血压", "糖尿病", "感冒").get(n % 3), DataType.HEALTH);
        many("jfjs", "缴费基数", n -> n * 37 + ".50", DataType.INCOME);
    }

    private void foreigners() {
        many(
                "first_name",
                null,
                n -> List.of("Luís", "Leonie", "François", "Bjørn").get(n % 4),
                DataType.PERSON_NAME);
        many(
                "LastName",
                null,
                n -> List.of("O'Reilly", "Köhler", "van der Berg").get(n % 3),
                DataType.PERSON_NAME);
        many("xm", "姓名", n -> n % 3 == 0 ? "MARY SMITH" : name(), DataType.PERSON_NAME);
        many("Phone", null, n -> "+55 (12) 3923-" + (5000 + n), DataType.PHONE);
        many("fax", null, n -> "+1 (403) 262-" + (5000 + n), DataType.PHONE);
        many("address", null, n -> "Av. Brigadeiro Faria Lima, " + n, DataType.ADDRESS);
        many("BillingAddress", null, n -> (1 + n) + " Rue de l'Hôtel", DataType.ADDRESS);
        many("password", null, n -> Integer.toHexString(n * 7919) + "8cb2237d0679ca88", DataType.CREDENTIAL);
        many("dlmm", "登录密码", n -> "Ab" + n * 7919, DataType.CREDENTIAL);
    }

    private void codesAndNames() {
        many("xb", null, n -> n % 2 == 0 ? "1" : "2", DataType.SEX);
        many("gender", null, n -> n % 2 == 0 ? "M" : "F", DataType.SEX);
        many("c6", null, n -> n % 2 == 0 ? "男" : "女", DataType.SEX);
        // Many different typing errors beside two values that fill the table.
        List<TableSample.Value> dirty =
                new ArrayList<>(List.of(new TableSample.Value("男", 900), new TableSample.Value("女", 900)));
        for (int i = 0; i < 20; i++) {
            dirty.add(new TableSample.Value("错" + i, 1));
        }
        assertThat(best(new TableSample.ColumnSample("xb", "性别", "text", 1820, 0, dirty)))
                .isEqualTo(DataType.SEX);
        many("mz", null, n -> List.of("汉族", "壮族", "瑶族").get(n % 3), DataType.NATIONALITY);
        many("mzdm", "民族代码", n -> List.of("01", "08", "13").get(n % 3), DataType.NATIONALITY);
        many("c7", null, n -> List.of("汉族", "壮族", "瑶族").get(n % 3), DataType.NATIONALITY);
        many("hyzk", null, n -> List.of("10", "20", "40").get(n % 3), DataType.MARRIAGE);
        many("marital_status", null, n -> List.of("未婚", "已婚").get(n % 2), DataType.MARRIAGE);
        many("whcd", null, n -> List.of("小学", "初中", "高中", "本科").get(n % 4), DataType.EDUCATION);
        many("zzmm", null, n -> List.of("群众", "中共党员", "共青团员").get(n % 3), DataType.POLITICS);
    }

    private void organisationsAndThings() {
        many("tyshxydm", null, n -> creditCode(n), DataType.CREDIT_CODE);
        many("c8", null, n -> creditCode(n), DataType.CREDIT_CODE);
        many("creditCode", null, n -> n % 2 == 0 ? "" + n : creditCode(n), DataType.CREDIT_CODE);
        many("zzjgdm", null, LabelledColumnsTest::organisationCode, DataType.ORGANISATION_CODE);
        many("qymc", null, n -> "肇庆市" + n + "号陶瓷有限公司", DataType.ORGANISATION_NAME);
        many("c9", null, n -> "肇庆市" + n + "号陶瓷有限公司", DataType.ORGANISATION_NAME);
        many("cph", null, n -> "粤H" + (10000 + n), DataType.PLATE);
        many("c10", null, n -> "粤HD" + (10000 + n), DataType.PLATE);
        many("vin", null, n -> "11111111111111111", DataType.VIN);
        many("imei", null, n -> "490154203237518", DataType.IMEI);
        many("xzqh", null, n -> List.of("441202", "441203", "441284").get(n % 3), DataType.REGION);
        many("yb", "邮政编码", n -> "5260" + (10 + n % 90), DataType.POSTCODE);
        many("wh", "发文字号", n -> "肇府办〔2021〕" + n + "号", DataType.CASE_NUMBER);
        many("url", null, n -> "https://example.cn/" + n, DataType.URL);
        many("client_ip", null, n -> "10.1.2." + n, DataType.IP_ADDRESS);
        many("c11", null, n -> "2001:db8::" + n, DataType.IP_ADDRESS);
        many("mac", null, n -> "00:1A:2B:3C:4D:" + (10 + n % 90), DataType.MAC_ADDRESS);
        many("jd", "经度", n -> "112.4" + (10000 + n), DataType.COORDINATE);
    }

    private void nearMisses() {
        many("lsh", "流水号", n -> "20240101000000" + (1000 + n), null);
        many("ddh", "订单号", n -> "441202" + (100000000000L + n * 7919L), null);
        many("id", null, n -> Integer.toString(n), null);
        many("sj", "时间", n -> "12:30:" + (10 + n % 50), null);
        many("blrq", "办理日期", n -> "2020-01-" + (10 + n % 20), null);
        many("zt", "状态", n -> List.of("正常", "注销", "查封").get(n % 3), null);
        many("zy", "职业", n -> List.of("电工", "焊工", "保育员", "高级技师").get(n % 4), null);
        many("mc", "产品名称", n -> List.of("水泥", "陶瓷", "端砚", "钢材").get(n % 4), null);
        many("name", null, n -> List.of("Widget", "Gadget", "Bolt").get(n % 3), null);
        many("zdbh", "站点编号", n -> "4412" + (5000 + n), null);
        many("jb", "级别", n -> "A" + n % 4, null);
        many("xx", "信息", n -> "说明" + n, null);
        many("mj", "面积", n -> n + "." + n % 90, null);
        many("je", "金额", n -> n * 137 + ".00", null);
        many("sl", null, n -> Integer.toString(100000 + n * 9973), null);
        many("bbh", "版本号", n -> "1.2." + n % 9, null);
        many("description", null, n -> "A long story of a man number " + n, null);
        many("bz", "备注", n -> n % 10 == 0 ? "已核，见附件" : "无", null);
        many("jgdj", "医疗机构等级", n -> List.of("三甲", "二甲", "一级").get(n % 3), null);
        many("bjmc", "班级名称", n -> "初" + (1 + n % 3) + "（" + (1 + n % 9) + "）班", null);
        many("zjm", "镇街名称", n -> List.of("高要区", "金利镇", "白土镇", "黄岗街道").get(n % 4), null);
        many("hash", null, n -> Integer.toHexString(n * 7919) + "ABCDEF0123", null);
        many("json", null, n -> "{\"a\": [1, 2, " + n + "]}", null);
        many("year", "年度", n -> Integer.toString(1990 + n % 30), null);
        many("ratio", null, n -> "0." + (100000 + n * 7919), null);
        many("jzkh", "就诊卡号", n -> "70000000" + (10000000 + n * 7919), DataType.WORK_NUMBER);
        many("account_no", null, n -> "8000000" + (10000000 + n * 7919), null);
        many("zip", null, n -> "AB" + n, null);
        many("description", null, n -> "10.1.2." + n + " was here", null);
        many("address_type", null, n -> List.of("home", "work").get(n % 2), null);
        many("mail_server_address", null, n -> "mx" + n + ".example", null);
        many("last_name_change", null, n -> "2020-01-" + (10 + n % 20), null);
        many("password_changed", null, n -> "2020-01-" + (10 + n % 20), null);
        many("mmyy", "是否使用密码应用", n -> List.of("SM2", "SM4").get(n % 2), null);
        many("token_count", null, n -> Integer.toString(n % 100), null);
        many("phone_type", null, n -> List.of("mobile", "fixed").get(n % 2), null);
        many("title", null, n -> List.of("Sales Manager", "IT Staff").get(n % 2), null);
        many("composer", null, n -> List.of("Angus Young", "Steven Tyler").get(n % 2), null);
        many("hostile", null, n -> "'; drop table x; -- " + n, null);
    }

    @Test
    void hugeAndHostileValuesTakeNoLongerThanOthers() {
        List<String> huge = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            huge.add(i + "市区县路:::::::".repeat(5000));
        }
        assertThat(best(sample(new Labelled("x", null, huge, null)))).isNull();
    }

    @Test
    void whatASpreadsheetSpoiltIsSaidInBothLanguages() {
        List<String> values = new ArrayList<>(List.of("4.41202E+17"));
        for (int i = 0; i < 9; i++) {
            values.add(id());
        }
        Classification found = new Classifier()
                .classify(new TableSample("t", null, 10, List.of(sample(new Labelled("sfzh", null, values, null)))))
                .getFirst();
        List<Classification.Reason> evidence = found.best().orElseThrow().evidence();
        assertThat(evidence).extracting(Classification.Reason::code).contains("checksum", "name", "spreadsheet");
        assertThat(evidence.stream().map(CensusTexts.in(java.util.Locale.ENGLISH)::reason))
                .anyMatch(text -> text.startsWith("10% of the records were rounded by a spreadsheet"));
        assertThat(evidence.stream().map(CensusTexts.in(java.util.Locale.SIMPLIFIED_CHINESE)::reason))
                .anyMatch(text -> text.startsWith("10% 的记录"));
    }

    @Test
    void massPersonalDataIsGradedHigherThanAHandful() {
        TableSample.ColumnSample names = sample(new Labelled("xm", "姓名", List.of("陈志明", "李秀英"), null));
        assertThat(new Classifier()
                        .classify(new TableSample("t", null, 50, List.of(names)))
                        .getFirst()
                        .grade())
                .isEqualTo(Grade.GENERAL_2);
        Classification mass = new Classifier()
                .classify(new TableSample("t", null, 2_000_000, List.of(names)))
                .getFirst();
        assertThat(mass.grade()).isEqualTo(Grade.GENERAL_4);
        assertThat(mass.reason().code()).isEqualTo("grade-mass");
    }

    @Test
    void aCitysThresholdsSayFromWhenATypeIsAssertedAndFromHowManyRowsItIsOfMassScale() {
        TableSample table = new TableSample(
                "t", null, 2000, List.of(sample(new Labelled("xm", "姓名", List.of("陈志明", "李秀英"), null))));
        double confidence = new Classifier()
                .classify(table)
                .getFirst()
                .recognised()
                .orElseThrow()
                .confidence();
        int above = (int) Math.floor(confidence * 100) + 1;
        Classification suspected = new Classifier(new Thresholds(above, 1000, 50, 95))
                .classify(table)
                .getFirst();
        assertThat(suspected.best()).isPresent();
        assertThat(suspected.recognised()).isEmpty();
        assertThat(suspected.personal()).isNull();
        Classification mass = new Classifier(new Thresholds(above - 1, 1000, 50, 95))
                .classify(table)
                .getFirst();
        assertThat(mass.grade()).isEqualTo(Grade.GENERAL_4);
    }

    private @Nullable DataType typeOf(Labelled column) {
        return best(sample(column));
    }

    private static @Nullable DataType best(TableSample.ColumnSample column) {
        return new Classifier()
                .classify(new TableSample("t", null, 1000, List.of(column)))
                .getFirst()
                .best()
                .filter(finding -> finding.confidence() >= CERTAIN_ENOUGH)
                .map(Classification.Finding::type)
                .orElse(null);
    }

    private static TableSample.ColumnSample sample(Labelled column) {
        Map<String, Long> counts = new LinkedHashMap<>();
        column.values().forEach(value -> counts.merge(value, 1L, Long::sum));
        List<TableSample.Value> values = counts.entrySet().stream()
                .map(entry -> new TableSample.Value(entry.getKey(), entry.getValue()))
                .toList();
        return new TableSample.ColumnSample(
                column.name(), column.comment(), "text", column.values().size(), 0, values);
    }

    private void many(String name, @Nullable String comment, IntFunction<String> value, @Nullable DataType expected) {
        List<String> values = new ArrayList<>();
        for (int n = 0; n < 200; n++) {
            values.add(value.apply(n));
        }
        columns.add(new Labelled(name, comment, values, expected));
    }

    private String id() {
        String digits = "441202" + (1880 + random.nextInt(29)) + "%02d11".formatted(1 + random.nextInt(12))
                + three(random.nextInt(1000));
        return digits + ResidentId.check(digits);
    }

    private String mobile() {
        return "13" + (100000000 + random.nextInt(899999999));
    }

    private String name() {
        return "" + "王李张刘陈杨黄赵吴周冼谭".charAt(random.nextInt(12)) + "志秀伟丽建桂文海永家".charAt(random.nextInt(10))
                + "明英强娟国芳静燕康豪".charAt(random.nextInt(10));
    }

    private static String address(int n) {
        return List.of("肇庆市端州区建设三路", "四会市东城街道清塘路", "广宁县南街镇").get(n % 3) + (1 + n) + "号";
    }

    private static String card(int n) {
        String body = "62170000000000%04d".formatted(n);
        for (char check = '0'; check <= '9'; check++) {
            if (Checksums.luhn(body + check)) {
                return body + check;
            }
        }
        throw new IllegalStateException(body);
    }

    private static String organisationCode(int n) {
        String body = "%08d".formatted(n * 7919);
        return body + OrganisationCode.check(body);
    }

    private static String creditCode(int n) {
        String body = "91441202" + organisationCode(n);
        return body + CreditCode.check(body);
    }

    private static String three(int n) {
        return "%03d".formatted(n % 1000);
    }

    private static String wide(String text) {
        StringBuilder wide = new StringBuilder();
        text.chars().forEach(sign -> wide.append((char) (sign - '!' + '！')));
        return wide.toString();
    }
}
