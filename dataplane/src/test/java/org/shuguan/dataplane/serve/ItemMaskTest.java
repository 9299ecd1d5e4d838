package org.shuguan.dataplane.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/// What each mask leaves of a value.
class ItemMaskTest {
    private static final PseudonymKey KEY = PseudonymKey.of(new byte[32], "4412");

    @ParameterizedTest
    @CsvSource({
        "13812345678, 3, 4, 138****5678",
        "1381234567, 3, 4, **********",
        "441202199001010010, 6, 4, 441202********0010",
        "张三, 1, 0, 张*",
        "张, 1, 0, *",
        "𠮷田三, 1, 0, 𠮷**",
        "张三, 0, 0, **",
    })
    void someCharactersAreKeptOnlyIfEnoughOthersAreHidden(String value, int first, int last, String seen) {
        assertThat(ItemMask.keep(first, last).apply(value, KEY)).isEqualTo(seen);
    }

    @ParameterizedTest
    @CsvSource({
        "1987-05-01, 1987",
        "1987年5月, 1987",
        "87-05-01, *",
        "19, *",
    })
    void aDateBecomesItsYear(String value, String seen) {
        assertThat(ItemMask.YEAR.apply(value, KEY)).isEqualTo(seen);
    }

    @ParameterizedTest
    @CsvSource({
        "广东省肇庆市端州区建设三路1号, 广东省肇庆市端州区",
        "肇庆市怀集县怀城镇, 肇庆市怀集县",
        "肇庆市星湖小区1栋, 肇庆市",
        "星湖路小区, *",
        "Duanzhou, *",
    })
    void anAddressBecomesItsDistrict(String value, String seen) {
        assertThat(ItemMask.DISTRICT.apply(value, KEY)).isEqualTo(seen);
    }

    @Test
    void aPseudonymIsConstantForOneConsumerAndAnotherForTheNext() {
        PseudonymKey other = PseudonymKey.of(new byte[32], "4413");

        assertThat(ItemMask.PSEUDONYM.apply("张三", KEY))
                .hasSize(PseudonymKey.DIGITS)
                .isEqualTo(ItemMask.PSEUDONYM.apply("张三", KEY))
                .isNotEqualTo(ItemMask.PSEUDONYM.apply("张三", other));
    }

    @Test
    void theJsonIsReadBack() {
        JsonMapper json = JsonMapper.builder().build();

        assertThat(json.writeValueAsString(ItemMask.keep(3, 4)))
                .isEqualTo("{\"kind\":\"keep\",\"first\":3,\"last\":4}");
        assertThat(json.readValue("{\"kind\":\"keep\",\"first\":3,\"last\":4}", ItemMask.class))
                .isEqualTo(ItemMask.keep(3, 4));
    }

    @Test
    void numbersBelongToKeptCharactersOnly() {
        assertThatThrownBy(() -> new ItemMask(ItemMask.Kind.YEAR, 1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ItemMask.keep(-1, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
