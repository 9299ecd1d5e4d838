package org.shuguan.dataplane.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shuguan.dataplane.detect.Classification.Finding;

/// What the table and the columns beside a column say of it, and what values alone do not.
class SurroundingsTest {
    private static final TableSample.ColumnSample SEX = column("sex", "性别", "varchar(1)", List.of("男", "女"));

    @ParameterizedTest
    @CsvSource({
        "employee, , person-name",
        "sys_user, 用户信息表, person-name",
        "t_patient, 患者基本信息, person-name",
        "department, 部门, organisation-name",
        "hospital, , organisation-name",
        "product, 商品, ''",
        "user_role, , ''",
        "area, 地区, ''"
    })
    void aColumnCalledNameHoldsWhatItsTableIsAbout(String table, @Nullable String comment, String type) {
        assertThat(type(table, comment, column("name", null, "varchar(50)", List.of())))
                .isEqualTo(type);
        assertThat(type(table, comment, column("name", "名称", "varchar(50)", List.of())))
                .isEqualTo(type);
    }

    @Test
    void aNameBesideWhatOnlyPeopleHaveIsThatOfAPerson() {
        assertThat(type("t_case", "病例", column("name", null, "varchar(50)", List.of()), SEX))
                .isEqualTo("person-name");
        assertThat(type("t_case", "病例", column("name", null, "varchar(50)", List.of())))
                .isEmpty();
    }

    /// An identifier of a person is no name: leader_user_id with the comment 负责人.
    @Test
    void aDeclaredNumberOrAnIdentifierIsNoName() {
        assertThat(type("dept", "部门", column("leader_user_id", "负责人", "bigint(20)", List.of("1", "104"))))
                .isEmpty();
        assertThat(type("repair", "报修", column("apply_user_id", "申请人", "varchar(30)", List.of())))
                .isEmpty();
        assertThat(type("repair", "报修", column("apply_user", "申请人", "varchar(30)", List.of())))
                .isEqualTo("person-name");
        assertThat(type("repair", "报修", column("staff_id", "处理员工", "varchar(30)", List.of())))
                .isEmpty();
        assertThat(type("dept", "部门", column("leader", "负责人", "varchar(20)", List.of("陈志明", "王小芳"))))
                .isEqualTo("person-name");
    }

    /// Evidence grows with rows: one number that happens to pass a check digit proves nothing.
    @Test
    void oneValueByChanceProvesNothing() {
        assertThat(type("t", null, column("f", null, "varchar(17)", List.of("LSVAA49J332047761"))))
                .isEmpty();
        assertThat(type("t", null, column("qc", "全称", "varchar(50)", values(n -> "张志" + "明伟强军平".charAt(n % 5)))))
                .isEmpty();
    }

    /// The words of a code list are no people; beside a name they are attributes of one.
    @Test
    void aCodeListIsNotPeople() {
        TableSample.ColumnSample nations = column("name", null, "varchar(20)", List.of("汉族", "壮族", "瑶族"));
        Classification list = classify("nation", null, column("id", null, "int(11)", List.of("1", "2", "3")), nations)
                .getLast();
        assertThat(list.best().map(Finding::type)).contains(DataType.NATIONALITY);
        assertThat(list.personal()).isNull();
    }

    /// A company's balance is no income of a person, the weight of a parcel no finding.
    @Test
    void moneyAndMeasuresArePersonalOnlyOfPeople() {
        TableSample.ColumnSample balance = column("balance", "账户余额", "decimal(10,2)", List.of("12.50", "8.00"));
        assertThat(type("company", "企业", balance)).isEmpty();
        assertThat(type("employee", "员工", balance)).isEqualTo("income");
        assertThat(type("goods", "商品", column("weight", null, "decimal(10,2)", List.of("12.5"))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "患者陈志明因咳嗽三天就诊，初步诊断为肺炎",
        "请联系业主 13912345678 处理漏水问题",
        "'投诉人王秀英反映夜间施工噪声扰民，要求处理'",
        "'{\"name\":\"x\",\"idCard\":\"441202190001010013\",\"mobile\":\"1\"}'"
    })
    void sentencesThatMentionPeopleArePersonal(String text) {
        List<String> notes = new ArrayList<>(values(n -> "设备编号" + n + "巡检正常，已按规程记录在案"));
        notes.add(text);
        notes.add(text + "。已回访");
        Classification remark =
                classify("t_log", "工单", column("bz", "备注", "text", notes)).getFirst();
        assertThat(remark.best().map(Finding::type)).contains(DataType.PERSONAL_TEXT);
        assertThat(remark.asserted()).isTrue();
        assertThat(remark.personal()).isNotNull();
    }

    @Test
    void aPersonFarWithinATextIsFound() {
        List<String> notes = new ArrayList<>(values(n -> "第" + n + "次巡检：" + "设备运转正常，已按规程记录在案。".repeat(60)));
        notes.set(0, notes.get(0) + "患者陈志明因胸痛入院，联系电话13912345678。");
        notes.set(1, notes.get(1) + "业主电话13812345679。");
        Classification remark =
                classify("t_log", "工单", column("bz", "备注", "text", notes)).getFirst();
        assertThat(remark.recognised().map(Finding::type)).contains(DataType.PERSONAL_TEXT);
    }

    @Test
    void sentencesWithoutPeopleAreNot() {
        assertThat(type("t_log", "工单", column("bz", "备注", "text", values(n -> "设备编号1380000000" + n + "A巡检正常，已记录"))))
                .isEmpty();
    }

    private static String type(String table, @Nullable String comment, TableSample.ColumnSample... columns) {
        Classification first = classify(table, comment, columns).getFirst();
        return first.recognised().map(found -> found.type().word()).orElse("");
    }

    private static List<Classification> classify(
            String table, @Nullable String comment, TableSample.ColumnSample... columns) {
        return new Classifier().classify(new TableSample(table, comment, 100, List.of(columns)));
    }

    private static List<String> values(IntFunction<String> value) {
        return IntStream.range(0, 30).mapToObj(value).distinct().toList();
    }

    private static TableSample.ColumnSample column(
            String name, @Nullable String comment, String declared, List<String> values) {
        return new TableSample.ColumnSample(
                name,
                comment,
                declared,
                values.size(),
                0,
                values.stream().map(text -> new TableSample.Value(text, 1)).toList());
    }
}
