package org.shuguan.dataplane.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

/// Properties of every code with a check character: valid codes are accepted, codes with a typing error are not,
/// and any text is handled.
class CodesTest {
    private static final String CREDIT_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    @Provide
    Arbitrary<String> digits8() {
        return digits(8);
    }

    @Provide
    Arbitrary<String> digits14() {
        return digits(14);
    }

    @Provide
    Arbitrary<String> creditBody() {
        return Arbitraries.of("91", "11", "52", "N1", "Y1")
                .flatMap(kind -> digits(6)
                        .flatMap(region -> Arbitraries.strings()
                                .withChars(CREDIT_SIGNS)
                                .ofLength(8)
                                .map(organisation ->
                                        kind + region + organisation + OrganisationCode.check(organisation))));
    }

    @Provide
    Arbitrary<LocalDate> births() {
        return Arbitraries.longs()
                .between(
                        LocalDate.of(1850, 1, 1).toEpochDay(),
                        LocalDate.of(1909, 12, 31).toEpochDay())
                .map(LocalDate::ofEpochDay);
    }

    @Property
    void everyDayOfTheCalendarMakesAResidentIdThatGivesItBack(
            @ForAll("births") LocalDate birth, @ForAll @IntRange(max = 999) int sequence) {
        String digits = "441202" + birth.toString().replace("-", "") + "%03d".formatted(sequence);
        String id = digits + ResidentId.check(digits);
        assertThat(ResidentId.isValid(id)).isTrue();
        assertThat(new ResidentId(id).birth()).isEqualTo(birth);
        assertThat(ResidentId.isValid(id.toLowerCase(java.util.Locale.ROOT))).isTrue();
    }

    @Property
    void daysThatAreNoneMakeNoResidentId(
            @ForAll @IntRange(min = 1800, max = 1909) int year,
            @ForAll @IntRange(max = 99) int month,
            @ForAll @IntRange(max = 99) int day) {
        String digits = "441202%04d%02d%02d001".formatted(year, month, day);
        boolean real = month >= 1
                && month <= 12
                && day >= 1
                && day <= LocalDate.of(year, month, 1).lengthOfMonth();
        assertThat(ResidentId.isValid(digits + ResidentId.check(digits))).isEqualTo(real);
    }

    @Property
    void fifteenDigitsMeanTheSamePersonAsEighteen(
            @ForAll @IntRange(max = 9) int year, @ForAll @IntRange(max = 999) int sequence) {
        String old = "4412020%d0229%03d".formatted(year, sequence);
        boolean leap = LocalDate.of(1900 + year, 1, 1).isLeapYear();
        assertThat(ResidentId.isValid(old)).isEqualTo(leap);
        assertThat(ResidentId.isValid(ResidentId.lengthened(old))).isEqualTo(leap);
    }

    @Property
    void aCreditCodeHoldsAnOrganisationCode(@ForAll("creditBody") String body) {
        String code = body + CreditCode.check(body);
        assertThat(CreditCode.isValid(code)).isTrue();
        assertThat(OrganisationCode.isValid(code.substring(8, 17))).isTrue();
    }

    @Property
    void oneWrongSignOfACreditCodeIsAlwaysFound(
            @ForAll("creditBody") String body,
            @ForAll @IntRange(max = 17) int at,
            @ForAll @IntRange(min = 1, max = 30) int by) {
        String code = body + CreditCode.check(body);
        char wrong = CREDIT_SIGNS.charAt((CREDIT_SIGNS.indexOf(code.charAt(at)) + by) % 31);
        assertThat(CreditCode.isValid(code.substring(0, at) + wrong + code.substring(at + 1)))
                .isFalse();
    }

    @Property
    void oneWrongDigitOfAnOrganisationCodeIsFoundAtAnyPlace(
            @ForAll("digits8") String digits,
            @ForAll @IntRange(max = 7) int at,
            @ForAll @IntRange(min = 1, max = 9) int by) {
        assertThat(OrganisationCode.isValid(digits + OrganisationCode.check(digits)))
                .isTrue();
        assertThat(OrganisationCode.check(changed(digits, at, by))).isNotEqualTo(OrganisationCode.check(digits));
    }

    @Property
    void luhnFindsEveryWrongDigitAndNearlyEverySwap(
            @ForAll("digits14") String digits,
            @ForAll @IntRange(max = 13) int at,
            @ForAll @IntRange(min = 1, max = 9) int by) {
        String number = withLuhn(digits);
        assertThat(Checksums.isImei(number)).isTrue();
        assertThat(Checksums.isImei(changed(number, at, by))).isFalse();
        char left = number.charAt(at);
        char right = number.charAt(at + 1);
        String swapped = number.substring(0, at) + right + left + number.substring(at + 2);
        // Luhn does not detect a swap of 09 and 90.
        boolean blind = left == right || Math.abs(left - right) == 9;
        assertThat(Checksums.isImei(swapped)).isEqualTo(blind);
    }

    @Property
    void aWrongSignOfAVehicleNumberIsFoundWhereItsValueDiffers(
            @ForAll @IntRange(max = 999_999) int serial,
            @ForAll @IntRange(min = 11, max = 16) int at,
            @ForAll @IntRange(min = 1, max = 9) int by) {
        String vin = vin("LSVAA49J032%06d".formatted(serial));
        assertThat(Checksums.isVin(vin)).isTrue();
        assertThat(Checksums.isVin(changed(vin, at, by))).isFalse();
    }

    @Property(tries = 100_000)
    @Tag("deep")
    void noneOfVeryManyTextsBreaksAnyCheck(@ForAll String text) {
        noTextBreaksAnyCheck(text);
    }

    @Property
    void noTextBreaksAnyCheck(@ForAll String text) {
        assertThat(Detectors.BY_TYPE.values().stream().flatMap(List::stream)).allSatisfy(detector -> {
            String plain = NormalizedText.of(text);
            for (String read : new String[] {plain, NormalizedText.joined(plain)}) {
                assertThat(detector.valid().test(read) || !detector.valid().test(read))
                        .isTrue();
                assertThat(detector.form().test(read) || !detector.form().test(read))
                        .isTrue();
                assertThat(detector.alone().test(read) || !detector.alone().test(read))
                        .isTrue();
            }
        });
    }

    @Property
    void blanksAndHyphensWithinANumberMeanNothing(
            @ForAll("digits14") String digits, @ForAll @IntRange(min = 1, max = 12) int at) {
        assertThat(NormalizedText.joined(digits.substring(0, at) + "-" + digits.substring(at)))
                .isEqualTo(digits);
        assertThat(NormalizedText.joined(digits.substring(0, at) + " " + digits.substring(at)))
                .isEqualTo(digits);
    }

    private static Arbitrary<String> digits(int count) {
        return Arbitraries.strings().numeric().ofLength(count);
    }

    private static String changed(String number, int at, int by) {
        char wrong = (char) ('0' + (number.charAt(at) - '0' + by) % 10);
        return number.substring(0, at) + wrong + number.substring(at + 1);
    }

    private static String withLuhn(String digits) {
        for (char check = '0'; check <= '9'; check++) {
            if (Checksums.luhn(digits + check)) {
                return digits + check;
            }
        }
        throw new IllegalStateException(digits);
    }

    private static String vin(String body) {
        for (char check : "0123456789X".toCharArray()) {
            String vin = body.substring(0, 8) + check + body.substring(9);
            if (Checksums.isVin(vin)) {
                return vin;
            }
        }
        throw new IllegalStateException(body);
    }
}
