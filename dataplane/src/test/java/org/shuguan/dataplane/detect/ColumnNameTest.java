package org.shuguan.dataplane.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a column's name and comment state: the types, those that are only suggested with a question mark.
class ColumnNameTest {
    @ParameterizedTest
    @CsvSource({
        "sfzh, , resident-id",
        "cz_sfzh, , resident-id",
        "fddbrsfzh, , resident-id",
        "sfzhdm, , resident-id",
        "idCard, , resident-id",
        "ID_CARD_NO, , resident-id",
        "f7, 身份证, resident-id",
        "f7, 身份证号（18位）, resident-id",
        "f7, 户主身份证号码, resident-id",
        "身份证号, , resident-id",
        "身份证号*, , resident-id",
        "*身份证号, , resident-id",
        "成员身份证号_member_idno, , resident-id",
        "cz_身份证号, , resident-id",
        "身份证号_有效期, , ''",
        "sfzh2, , resident-id",
        "sfzh_yxq, , ''",
        "f7, 身份证有效期, ''",
        "f7, 身份证区域号, ''",
        "f7, 身份证正面, identity-image",
        "f7, 证件号类型, ''",
        "f7, 纳税人识别号, credit-code? taxpayer-number",
        "credit_code, 征信单编号, ''",
        "f7, 统一社会信用代码, credit-code"
    })
    void theEndOfANameDecides(String name, @Nullable String comment, String types) {
        assertThat(stated(name, comment)).isEqualTo(types);
    }

    /// Of several words that end a name, the longest decides.
    @ParameterizedTest
    @CsvSource({
        "f, 接收邮箱地址, email",
        "f, 登录IP地址, ip-address",
        "f, 用户 IP, ip-address",
        "f, 请求地址, url",
        "f, 可重定向的 URI 地址, url",
        "f, 所广告的商品页面或者活动页面链接地址, url",
        "f, 图片地址列表，采用JSON数组格式, url",
        "f, 银行卡绑定手机号, mobile",
        "user_name, 用户账号, ''",
        "f, 用户名, person-name?",
        "f, 配偶国籍, country",
        "f, 发生日, ''",
        "f, 生日, birth-date",
        "f, 是否默认地址, ''",
        "f, 是否已婚, marriage",
        "ip, 管理员地址, ip-address",
        "f, 管理员地址, address?",
        "f, 地址, address",
        "f, 家庭住址, address",
        "f, 邮件内容, ''",
        "list_operation_condition, List 查询操作的条件类型, health?",
        "f, 1001 业主本人 1002 家庭成员, ''",
        "owner_flag, 业主标识 T是真实业主 F 是虚拟业主, ''",
        "f, 性别：0 未知， 1男， 1 女, sex",
        "f, （地址）, address"
    })
    void ofSeveralWordsTheLongestDecides(String name, @Nullable String comment, String types) {
        assertThat(stated(name, comment)).isEqualTo(types);
    }

    /// A name is that of whom the word before it says; a number of people is no name.
    @ParameterizedTest
    @CsvSource({
        "f, 收货人名称, person-name",
        "f, 填表人, person-name",
        "f, 质检员, person-name?",
        "f, 申请人编号, ''",
        "f, 员工姓名, person-name",
        "f, 班主任, person-name",
        "f, 处理器的名字, ''",
        "f, 商品名称, ''",
        "f, 供应商名称, organisation-name",
        "f, 单位id, ''",
        "f, 公司编号, ''",
        "employee_name, , person-name",
        "dept_name, , organisation-name",
        "role_name, , ''",
        "patientName, , person-name",
        "to_mails, , email",
        "home_address, , address",
        "is_phone, , ''",
        "phone_type, , ''",
        "phoneNumber2, , mobile phone",
        "destination, , ''",
        "xm, , person-name?",
        "xm, 项目, ''",
        "qyxm, , ''",
        "hyzk, , marriage",
        "openid, , social-account",
        "f, 籍贯, native-place",
        "chief_complaint, , health",
        "past_history, , health"
    })
    void aNameIsThatOfWhomItSays(String name, @Nullable String comment, String types) {
        assertThat(stated(name, comment)).isEqualTo(types);
    }

    @Test
    void wordsWithAnEqualsSignAreTheWholeName() {
        assertThat(stated("f", "收入")).isEqualTo("income");
        assertThat(stated("f", "营业收入")).isEqualTo("income?");
        assertThat(stated("income", null)).isEqualTo("income");
        assertThat(stated("business_income", null)).isEqualTo("income?");
    }

    @Test
    void aBareNameSaysNothingOfWhom() {
        assertThat(ColumnName.of("name", null).bare()).isTrue();
        assertThat(ColumnName.of("name", "名称").bare()).isTrue();
        assertThat(ColumnName.of("name", "角色名称").bare()).isFalse();
        assertThat(ColumnName.of("code", "名称代码").bare()).isFalse();
    }

    /// Name and comment that agree weigh more than one of them.
    @Test
    void agreementWeighsMore() {
        double both = ColumnName.of("sjh", "手机号").types().getFirst().points();
        double comment = ColumnName.of("f", "手机号").types().getFirst().points();
        double name = ColumnName.of("mobile", null).types().getFirst().points();
        assertThat(both).isGreaterThan(comment);
        assertThat(comment).isGreaterThan(name);
    }

    private static String stated(String name, @Nullable String comment) {
        return ColumnName.of(name, comment).types().stream()
                .map(named -> named.type().word() + (named.plain() ? "" : "?"))
                .sorted()
                .collect(Collectors.joining(" "));
    }
}
