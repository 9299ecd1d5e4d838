package org.shuguan.dataplane.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shuguan.dataplane.detect.Classification;
import org.shuguan.dataplane.detect.DataType;
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

    /// A mail address that begins with the sign hides no other.
    @Test
    void aTextThatBeginsWithAnAtSignIsSearchedToo() {
        assertThat(Mask.NONE.apply("@甲 a.b@example.cn")).isEqualTo("@甲 ***@example.cn");
    }

    /// 62 begins a card of a Chinese bank; 13 is no month, so the third is no identity number.
    @ParameterizedTest
    @CsvSource({
        "号6228480000000001812。, 号***************1812。",
        "622848190013011812, **************1812",
        "441202190013011812, 441202190013011812",
        "7412020501010010, 7412020501010010"
    })
    void eighteenDigitsAreACardWhereTheyAreNoIdentity(String value, String shown) {
        assertThat(Mask.NONE.apply(value)).isEqualTo(shown);
    }

    /// A single letter before the sign would be the whole name.
    @ParameterizedTest
    @CsvSource({"a@b.cn, ******", "ab@b.cn, a*@b.cn", "a@b@c.cn, ********"})
    void theNameBeforeTheSignIsHiddenToItsFirstLetter(String value, String shown) {
        assertThat(Mask.EMAIL.apply(value)).isEqualTo(shown);
    }

    @Test
    void noValueStaysNone() {
        for (Mask mask : Mask.values()) {
            assertThat(mask.apply(null)).isNull();
            assertThat(mask.apply("")).isEmpty();
        }
    }

    /// 4 characters at least are hidden, or all of them.
    @ParameterizedTest
    @CsvSource({
        "IDENTITY, 12345678901234, 123456****1234",
        "IDENTITY, 1234567890123, *************",
        "NUMBER, 12345678901, 123****8901",
        "NUMBER, 1234567890, **********",
        "LAST_FOUR, 12345678, ****5678",
        "FIRST_TWO, 123456, 12****",
        "FIRST_TWO, 12345, *****"
    })
    void fewHiddenCharactersWouldBeGuessed(Mask mask, String value, String shown) {
        assertThat(mask.apply(value)).isEqualTo(shown);
    }

    /// The masks of the practice for each type of personal information, and none for what is public.
    @ParameterizedTest
    @CsvSource({
        "resident-id, IDENTITY",
        "residence-permit, IDENTITY",
        "mobile, NUMBER",
        "phone, NUMBER",
        "person-name, NAME",
        "bank-card, LAST_FOUR",
        "passport, LAST_FOUR",
        "permit, LAST_FOUR",
        "vin, LAST_FOUR",
        "imei, LAST_FOUR",
        "plate, FIRST_TWO",
        "address, DISTRICT",
        "email, EMAIL",
        "birth-date, YEAR",
        "coordinate, NEIGHBOURHOOD",
        "ip-address, NETWORK",
        "mac-address, NETWORK",
        "sex, NONE",
        "marriage, NONE",
        "nationality, NONE",
        "education, NONE",
        "politics, NONE",
        "country, NONE",
        "credit-code, NONE",
        "health, ALL",
        "income, ALL",
        "credential, ALL",
        "religion, ALL",
        "blood-type, ALL"
    })
    void aPersonalColumnHasTheMaskOfItsType(String word, Mask mask) {
        DataType type = DataType.of(word);
        assertThat(Mask.of(found(type, Grade.GENERAL_2, "basic"))).isEqualTo(mask);
        assertThat(Mask.of(found(type, Grade.GENERAL_4, "basic")))
                .isEqualTo(DataType.CREDIT_CODE.equals(type) ? Mask.ALL : mask);
        assertThat(Mask.of(found(type, Grade.GENERAL_3, "basic")))
                .isEqualTo(DataType.CREDIT_CODE.equals(type) ? Mask.ALL : mask);
    }

    /// The address, telephone or place of an organisation may be a person's too.
    @ParameterizedTest
    @CsvSource({
        "address, DISTRICT, DISTRICT",
        "phone, NUMBER, NUMBER",
        "coordinate, NEIGHBOURHOOD, NEIGHBOURHOOD",
        "email, NONE, ALL",
        "organisation-name, NONE, ALL"
    })
    void whatIsOfNobodyIsHiddenOnlyIfItMayBeAPersonsOrIsGradedHigh(String word, Mask low, Mask high) {
        DataType type = DataType.of(word);
        assertThat(Mask.of(found(type, Grade.GENERAL_2, null))).isEqualTo(low);
        assertThat(Mask.of(found(type, Grade.GENERAL_3, null))).isEqualTo(high);
    }

    @Test
    void whatIsNotRecognisedIsShownUpToTheSecondGrade() {
        assertThat(Mask.of(found(null, Grade.GENERAL_2, null))).isEqualTo(Mask.NONE);
        assertThat(Mask.of(found(null, Grade.CORE, null))).isEqualTo(Mask.ALL);
    }

    private static Classification found(@Nullable DataType type, Grade grade, @Nullable String personal) {
        List<Classification.Finding> findings =
                type == null ? List.of() : List.of(new Classification.Finding(type, 0.9, List.of()));
        return new Classification(
                "x",
                findings,
                grade,
                new Classification.Reason("grade-usual", Map.of()),
                personal,
                false,
                type != null);
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
                "x",
                List.of(),
                Grade.GENERAL_3,
                new Classification.Reason("grade-usual", Map.of()),
                null,
                false,
                false);
        assertThat(Mask.of(high)).isEqualTo(Mask.ALL);
    }
}
