package org.shuguan.dataplane.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every check and form of a value, one by one, against the standard that defines it.
class DetectorsTest {
    /// ISO 7064 MOD 11-2 in its iterative form: an independent way to the same sign.
    @Property
    void theCheckSignOfAnIdentityNumberIsThatOfTheStandard(@ForAll @NumericChars @StringLength(17) String digits) {
        int state = 0;
        for (int i = 0; i < digits.length(); i++) {
            state = (state + digits.charAt(i) - '0') * 2 % 11;
        }
        int check = (12 - state) % 11;
        assertThat(ResidentId.check(digits)).isEqualTo(check == 10 ? 'X' : (char) ('0' + check));
    }

    /// GB 32100: the weights are the powers of 3 modulo 31; with the check the weighted sum is a multiple of 31.
    @Property
    void theCheckSignOfACreditCodeIsThatOfTheStandard(@ForAll @NumericChars @StringLength(15) String digits) {
        String alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
        String code = "91" + digits;
        int sum = alphabet.indexOf(CreditCode.check(code));
        int weight = 1;
        for (int i = 0; i < code.length(); i++) {
            sum += alphabet.indexOf(code.charAt(i)) * weight;
            weight = weight * 3 % 31;
        }
        assertThat(sum % 31).isZero();
    }

    /// GB 11714: with the check sign, X for 10, the weighted sum is a multiple of 11.
    @Property
    void theCheckSignOfAnOrganisationCodeIsThatOfTheStandard(@ForAll @NumericChars @StringLength(8) String digits) {
        int[] weights = {3, 7, 9, 10, 5, 8, 4, 2};
        char check = OrganisationCode.check(digits);
        int sum = check == 'X' ? 10 : check - '0';
        for (int i = 0; i < 8; i++) {
            sum += (digits.charAt(i) - '0') * weights[i];
        }
        assertThat(sum % 11).isZero();
        assertThat(OrganisationCode.isValid(digits + check)).isTrue();
        assertThat(OrganisationCode.isValid(digits + "-" + check)).isTrue();
        assertThat(OrganisationCode.isValid(digits + "+" + check)).isFalse();
        assertThat(OrganisationCode.isValid(digits + (check == '0' ? '1' : '0')))
                .isFalse();
    }

    @Test
    void aNumberThatFailsItsCheckIsNoNumberOfItsType() {
        assertThat(new ResidentId("11010519491231002X").value()).isEqualTo("11010519491231002X");
        assertThat(new ResidentId("441202050101001").birth()).isEqualTo(LocalDate.of(1905, 1, 1));
        assertThatThrownBy(() -> new ResidentId("110105194912310021")).isInstanceOf(IllegalArgumentException.class);
        assertThat(new CreditCode("91350100M000100Y43").value()).isEqualTo("91350100M000100Y43");
        assertThatThrownBy(() -> new CreditCode("91350100M000100Y44")).isInstanceOf(IllegalArgumentException.class);
        assertThat(new OrganisationCode("D2143569-X").value()).isEqualTo("D2143569-X");
        for (String signs : new String[] {"d2143569", "D21435_9", "组2143569"}) {
            assertThat(OrganisationCode.isValid(signs + OrganisationCode.check(signs)))
                    .isFalse();
        }
        assertThatThrownBy(() -> new OrganisationCode("D2143569-1")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aCreditCodeHoldsAValidOrganisationCodeAndBeginsWithAnAuthority() {
        // 9 to 17 is D2143569 with a wrong check; the check of the whole is right.
        String wrong = "91441202" + "D21435691";
        assertThat(CreditCode.isValid(wrong + CreditCode.check(wrong))).isFalse();
        String right = "91441202" + "D2143569X";
        assertThat(CreditCode.isValid(right + CreditCode.check(right))).isTrue();
        String nobody = "21441202" + "D2143569X";
        assertThat(CreditCode.hasForm(nobody + CreditCode.check(nobody))).isFalse();
        assertThat(CreditCode.hasForm("91441202D2143569XI")).isFalse();
        assertThat(CreditCode.hasForm("91441202D2143569XO1")).isFalse();
        assertThat(CreditCode.hasForm("1" + "0".repeat(17))).isTrue();
    }

    @Test
    void nobodyIsBornTomorrowOrBefore1800() {
        LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        assertThat(ResidentId.isValid(id(today))).isTrue();
        assertThat(ResidentId.isValid(id(today.plusDays(2)))).isFalse();
        assertThat(ResidentId.isValid(id(LocalDate.of(1800, 1, 1)))).isTrue();
        assertThat(ResidentId.isValid(id(LocalDate.of(1799, 12, 31)))).isFalse();
    }

    private static String id(LocalDate birth) {
        String digits = "441202" + birth.format(DateTimeFormatter.BASIC_ISO_DATE) + "001";
        return digits + ResidentId.check(digits);
    }

    @ParameterizedTest
    @CsvSource({
        "441202190001010013, true, true",
        "44120219000101001x, true, true",
        "44120219000101001A, false, false",
        "44120219000101001:, false, false",
        "44120219000101/013, false, false",
        "44120219000101:013, false, false",
        "441202190013010013, true, false",
        "991202190001010013, true, false",
        "441202050101001, true, true",
        "441202051301001, true, false",
        "44120205010100A, false, false",
        "44120219000101001, false, false",
        "4.41202E+17, true, false",
        "4E+14, true, false",
        "4.4E+16, false, false",
        "4E+1, false, false"
    })
    void whatLooksLikeAnIdentityNumberHasItsFormAndMayIdentifySomebody(String text, boolean form, boolean resembles) {
        assertThat(ResidentId.hasForm(text)).isEqualTo(form);
        assertThat(ResidentId.resembles(text)).isEqualTo(resembles);
    }

    /// GB/T 2260 with abolished codes; a prefecture's code from before its city; a county of a city that is
    /// listed.
    @ParameterizedTest
    @CsvSource({
        "441202, true, true",
        "441283, true, false",
        "441299, true, false",
        "442801, true, false",
        "449001, true, false",
        "449101, false, false",
        "990000, false, false",
        "440000, true, true",
        "441200, true, true"
    })
    void regionsAreKnownCurrentOrFormer(String code, boolean known, boolean current) {
        assertThat(Regions.isKnown(code)).isEqualTo(known);
        assertThat(Regions.isCurrent(code)).isEqualTo(current);
    }

    @Test
    void countriesHaveLettersDigitsAndNames() {
        assertThat(List.of("CN", "CHN", "156", "中国")).allMatch(Country::contains);
        assertThat(List.of("ZZ", "", "某国")).noneMatch(Country::contains);
        assertThat(Country.isCode("CHN")).isTrue();
        assertThat(Country.isCode("CN")).isFalse();
        assertThat(Country.isNumber("156")).isTrue();
        assertThat(Country.isNumber("CHN")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "A01, true",
        "A05, true",
        "A0511, true",
        "B06, true",
        "A06, false",
        "B05, false",
        "A00, false",
        "T98, false",
        "Z01, false",
        "A1, false",
        "C1399, true",
        "a01, false"
    })
    void anIndustrysDivisionBelongsToItsSection(String code, boolean valid) {
        assertThat(Industry.isCode(code)).isEqualTo(valid);
    }

    @ParameterizedTest
    @CsvSource({
        "A, true",
        "Z, false",
        "01, true",
        "0511, true",
        "00, false",
        "5, false",
        "A05, true",
        "制造业, true",
        "工业, false",
        "纺织业, true",
        "业, false",
        "农业, true",
        "纺织, false"
    })
    void anIndustryUnderItsNameMayBeWrittenShorter(String text, boolean form) {
        assertThat(Industry.hasForm(text)).isEqualTo(form);
    }

    @Test
    void aTaxpayerNumberIsARegionWithAnOrganisationOrAPersonWithTwoDigits() {
        String person = "441202190001010013";
        assertThat(TaxpayerNumber.isValid("441202D2143569X")).isTrue();
        assertThat(TaxpayerNumber.isValid("441202D21435691")).isFalse();
        assertThat(TaxpayerNumber.isValid("440902D2143569X")).isTrue();
        assertThat(TaxpayerNumber.isValid("990202D2143569X")).isFalse();
        assertThat(TaxpayerNumber.isValid("44120XD2143569X")).isFalse();
        assertThat(TaxpayerNumber.isValid("44120:D2143569X")).isFalse();
        assertThat(TaxpayerNumber.isValid("441202050101001" + "09")).isTrue();
        assertThat(TaxpayerNumber.isValid("441202051301001" + "09")).isFalse();
        assertThat(TaxpayerNumber.isValid("441202050101001" + "0A")).isFalse();
        assertThat(TaxpayerNumber.isValid("441202050101001" + "/0")).isFalse();
        assertThat(TaxpayerNumber.isValid("441202050101001" + "0:")).isFalse();
        assertThat(TaxpayerNumber.isValid(person + "09")).isTrue();
        assertThat(TaxpayerNumber.isValid(person + "0X")).isFalse();
        assertThat(TaxpayerNumber.isValid("441202190001010014" + "01")).isFalse();
        assertThat(TaxpayerNumber.isValid(person)).isFalse();
        assertThat(TaxpayerNumber.hasForm("441202D21435691")).isTrue();
        assertThat(TaxpayerNumber.hasForm("441202D2143569")).isFalse();
        assertThat(TaxpayerNumber.hasForm("441202D2143-691")).isFalse();
        assertThat(TaxpayerNumber.hasForm("990202D21435691")).isFalse();
    }

    @Test
    void aResidencePermitNamesProvinceAndCountry() {
        String body = "9" + "44" + "840" + "19050101" + "001";
        String permit = body + ResidentId.check(body);
        assertThat(ResidencePermit.isValid(permit)).isTrue();
        assertThat(ResidencePermit.hasForm(permit)).isTrue();
        for (String wrong : List.of(
                "9" + "99" + "840" + "19050101" + "001",
                "9" + "44" + "000" + "19050101" + "001",
                "9" + "44" + "840" + "19051301" + "001",
                "8" + "44" + "840" + "19050101" + "001")) {
            assertThat(ResidencePermit.isValid(wrong + ResidentId.check(wrong))).isFalse();
        }
        assertThat(ResidencePermit.isValid(body + (ResidentId.check(body) == '1' ? '2' : '1')))
                .isFalse();
        assertThat(ResidencePermit.hasForm("8" + permit.substring(1))).isFalse();
        assertThat(ResidencePermit.hasForm("9")).isFalse();
        assertThat(ResidencePermit.isValid("USA440100000001")).isTrue();
        assertThat(ResidencePermit.isValid("ZZZ440100000001")).isFalse();
        assertThat(ResidencePermit.isValid("USA990100000001")).isFalse();
        assertThat(ResidencePermit.hasForm("ZZZ440100000001")).isTrue();
    }

    /// The number is 9 44 840 …, a body whose check is X.
    @Test
    void aResidencePermitMayEndWithALowerCaseX() {
        String body = IntStream.range(0, 100)
                .mapToObj("94484019050101%03d"::formatted)
                .filter(digits -> ResidentId.check(digits) == 'X')
                .findFirst()
                .orElseThrow();
        assertThat(ResidencePermit.isValid(body + "x")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "490154203237518, true",
        "490154203237517, false",
        "49015420323751, false",
        "4901542032375183, false",
        "49015420323751A, false",
        "/90154203237518, false",
        ":90154203237518, false"
    })
    void deviceNumbersHaveFifteenDigitsAndALuhnDigit(String text, boolean valid) {
        assertThat(Checksums.isImei(text)).isEqualTo(valid);
    }

    @ParameterizedTest
    @CsvSource({
        "LSVAA49J332047761, true",
        "LSVAA49J132047761, false",
        "1M8GDM9AXKP042788, true",
        "1M8GDM9A1KP042788, false",
        "LSVAA49J33204776, false",
        "LSVAAI9J332047761, false"
    })
    void vehicleNumbersHaveTheirCheckAtTheNinthPlace(String text, boolean valid) {
        assertThat(Checksums.isVin(text)).isEqualTo(valid);
    }

    @ParameterizedTest
    @CsvSource({"4111111111111111, true", "4111111111111112, false", "1111111111111117, false", "6217, false"})
    void cardsHaveAnIssuerAndALuhnDigit(String text, boolean valid) {
        assertThat(Checksums.isBankCard(text)).isEqualTo(valid);
    }

    @ParameterizedTest
    @CsvSource({
        "肇庆市端州区建设三路8号, true, true",
        "肇庆市端州区建设三路8号楼, true, true",
        "四会市东城街道清塘路口, false, false",
        "建设路2号标段, true, false",
        "市区8号院, false, false",
        "肇庆市8号, false, false",
        "肇庆市二8号, true, true",
        "8肇庆市端州区8号, false, false",
        "肇庆市端州8号。, false, false",
        "肇庆市端州8号陶瓷公司, false, false",
        "端州建设8号院子, false, false",
        "a肇庆市端州区8号, false, false",
        "肇庆市市8号楼, true, true",
        "建设大道八号院, true, true",
        "端州3路口中间, false, false"
    })
    void anAddressIsAnAreaWithADetailAfterIt(String text, boolean form, boolean alone) {
        assertThat(Address.hasForm(text)).isEqualTo(form);
        assertThat(Address.isUnambiguous(text)).isEqualTo(alone);
    }

    @ParameterizedTest
    @CsvSource({
        "陈志明, true, true, 1", "欧阳志明, true, true, 2", "欧阳明, true, true, 2", "杜仲, true, false, 1",
        "阿不都·买买提, true, true, 1", "陈, false, false, 1", "高中, false, false, 1", "金利镇, false, false, 1",
        "混凝土, false, false, 1", "陈志明亮, false, false, 1", "MARY, false, false, 1", "欧阳, true, true, 1",
        "陈志明亮英, false, false, 1"
    })
    void aNameIsASurnameOfTheListWithOneOrTwoCharacters(String text, boolean form, boolean alone, int surname) {
        assertThat(PersonName.hasForm(text)).isEqualTo(form);
        assertThat(PersonName.isUnambiguous(text)).isEqualTo(alone);
        assertThat(PersonName.surnameLength(text)).isEqualTo(surname);
    }

    /// The first character of a rare surname may take two places of a Java text.
    @Test
    void aSurnameOutsideTheBasicPlaneIsOneCharacter() {
        assertThat(PersonName.surnameLength("𬱖明")).isEqualTo(1);
        assertThat(PersonName.hasForm("𬱖明")).isFalse();
    }

    @Test
    void aCodeOfOneDigitMayHaveLostItsZero() {
        CodeList list = CodeList.of("nationality.txt");
        assertThat(list.contains("01")).isTrue();
        assertThat(list.contains("1")).isTrue();
        assertThat(list.contains("汉族")).isTrue();
        assertThat(list.contains("汉")).isTrue();
        assertThat(list.contains("x")).isFalse();
        assertThat(list.contains("001")).isFalse();
        assertThat(list.contains("")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "region, 441202, true",
        "region, 441202001, true",
        "region, 441202001001, true",
        "region, 441299, false",
        "region, 4412020, false",
        "mobile, +8613812345678, true",
        "mobile, 12812345678, false",
        "plate, 粤H12345, true",
        "plate, 粤H·12345, true",
        "plate, 粤h12345, true",
        "plate, 粤HD12345, true",
        "plate, 粤I12345, false",
        "plate, 粤H1234, false",
        "passport, E12345678, true",
        "passport, X12345678, false",
        "ip-address, 192.168.1.300, false",
        "ip-address, 192.168.1.30, true",
        "ip-address, 2001:db8::1, true",
        "mac-address, 00:1A:2B:3C:4D:5E, true",
        "email, a@b.cn, true",
        "email, a@b, false",
        "postcode, 526040, true",
        "credential, 2020-01-01, false",
        "credential, Ab3$x, true",
        "sex, 男, true",
        "sex, 3, false",
        "blood-type, AB型, true",
        "marriage, 已婚, true",
        "education, 本科, true",
        "politics, 群众, true",
        "religion, 佛教, true",
        "country, CHN, true",
        "industry, C13, true"
    })
    void aTypeTakesItsValuesAndNoOthers(String type, String value, boolean valid) {
        assertThat(Detectors.BY_TYPE.getOrDefault(DataType.of(type), List.of()).stream()
                        .anyMatch(detector -> detector.valid().test(value)))
                .isEqualTo(valid);
    }

    /// Serial numbers of one series are no mobile numbers, versions are no addresses.
    @Test
    void aColumnOfOneSeriesIsNoColumnOfNumbersOfPeople() {
        Detector mobile = detector(DataType.MOBILE);
        assertThat(mobile.together().test(numbers("138000%05d", 20))).isFalse();
        assertThat(mobile.together().test(numbers("138000%05d", 19))).isTrue();
        List<String> three = List.of("13800000000", "13900000000", "13700000000");
        List<String> four = List.of("13800000000", "13900000000", "13700000000", "+8613600000000");
        assertThat(mobile.together().test(repeated(three))).isFalse();
        assertThat(mobile.together().test(repeated(four))).isTrue();
        assertThat(mobile.together().test(repeated(List.of("1", "13800000000", "13900000000", "13700000000"))))
                .isFalse();
        Detector address = detector(DataType.IP_ADDRESS);
        assertThat(address.together().test(List.of("1.8.7.26", "1.8.7.99"))).isFalse();
        assertThat(address.together().test(List.of("1.8.7.26", "1.8.7.100"))).isTrue();
        assertThat(address.together().test(List.of("2001:db8::1"))).isTrue();
    }

    private static Detector detector(DataType type) {
        return Detectors.BY_TYPE.getOrDefault(type, List.of()).getFirst();
    }

    private static List<String> numbers(String form, int count) {
        return IntStream.range(0, count).mapToObj(form::formatted).toList();
    }

    private static List<String> repeated(List<String> numbers) {
        return IntStream.range(0, 20)
                .mapToObj(n -> numbers.get(n % numbers.size()))
                .toList();
    }
}
