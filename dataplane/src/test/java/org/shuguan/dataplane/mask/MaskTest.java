package org.shuguan.dataplane.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shuguan.dataplane.detect.Classification;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.dataplane.detect.ResidentId;

class MaskTest {
    @ParameterizedTest
    @CsvSource({
        "IDENTITY, 441202190001010013, 441202********0013",
        "IDENTITY, 441202050101001, 441202*****1001",
        "IDENTITY, E12345678, *********",
        "NUMBER, 13812345678, 138****5678",
        "NUMBER, 0758-2212345, 075*****2345",
        "NUMBER, 2212345, *******",
        "NAME, 李静, 李*",
        "NAME, 欧阳静, 欧阳*",
        "NAME, 陈志明, 陈**",
        "NAME, 王, *",
        "NAME, 𬱖明, 𬱖*",
        "NAME, 阿不都·买买提, 阿******",
        "LAST_FOUR, 6228480000000000000, ***************0000",
        "LAST_FOUR, 1234, ****",
        "FIRST_TWO, 粤H12345, 粤H*****",
        "DISTRICT, 肇庆市端州区建设三路8号2栋301房, 肇庆市端州区************",
        "DISTRICT, 肇庆市星湖大道9号, 肇庆市******",
        "DISTRICT, 建设三路阳光小区3栋, **********",
        "EMAIL, zhangsan@example.cn, z*******@example.cn",
        "EMAIL, nonsense, ********",
        "YEAR, 1900-02-01, 1900******",
        "YEAR, 19000201, 1900****",
        "YEAR, 1/2/1900, ********",
        "NEIGHBOURHOOD, 112.465432, 112.46****",
        "NETWORK, 192.168.10.25, 192.168.*****",
        "NETWORK, 00:1A:2B:3C:4D:5E, 00:1A:***********",
        "ALL, 糖尿病, ***"
    })
    void enoughStaysToRecogniseAndTooLittleToFindSomebody(Mask mask, String value, String shown) {
        assertThat(mask.apply(value)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "代办人身份证441202190001010013已核, 代办人身份证441202********0013已核",
        "身份证号44120219000101001X。, 身份证号441202********001X。",
        "电话13812345678或13912345678, 电话138****5678或139****5678",
        "联系 a.b@example.cn, 联系 ***@example.cn",
        "卡号6228480000000000000, 卡号***************0000",
        "'长文……身份证4412021900…', 长文……身份证**********…"
    })
    void numbersOfPeopleInARemarkAreHiddenThoughTheColumnIsNotPersonal(String value, String shown) {
        assertThat(Mask.NONE.apply(value)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "91441202MA00000156",
        "914412021234567890",
        "441202000012GB00001F0001",
        "2024-01-01 00:00:00",
        "123456.789",
        "0.13812345678",
        "正常参保"
    })
    void whatLeadsToNobodyIsShownAsItIs(String value) {
        assertThat(Mask.NONE.apply(value)).isEqualTo(value);
    }

    @Property
    void aMaskKeepsTheLengthAndIsConstant(@ForAll Mask mask, @ForAll String value) {
        String shown = mask.apply(value);
        assertThat(shown).isEqualTo(mask.apply(value));
        assertThat(shown.codePointCount(0, shown.length())).isEqualTo(value.codePointCount(0, value.length()));
    }

    @Property
    void noMaskShowsAWholeResidentId(@ForAll Mask mask, @ForAll @IntRange(max = 9999) int sequence) {
        String digits = "4412021900%02d01%03d".formatted(1 + sequence % 12, sequence / 10);
        String id = digits + ResidentId.check(digits);
        assertThat(mask.apply(id)).isNotEqualTo(id).contains("********");
    }

    @Test
    void whatIsGradedHighAndNotRecognisedIsHiddenWhole() {
        Classification high = new Classification(
                "x", List.of(), Grade.GENERAL_3, new Classification.Reason("grade-usual", Map.of()), null, false);
        assertThat(Mask.of(high)).isEqualTo(Mask.ALL);
    }
}
