package org.shuguan.dataplane.detect;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifiersTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "11010519491231002X",
                "11010519491231002x",
                "440524188001010014",
                "441202190001010013",
                "441283190102030425",
                "441201190501010056",
                "810000190001010026",
                "441202050101001",
                "44120219050101001X"
            })
    void residentIdsAreTaken(String id) {
        assertThat(ResidentId.isValid(id)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "441224190002290019",
                "441224200102291111",
                "441202190001010014",
                "000000190001010013",
                "",
                "4.41E+17"
            })
    void impossibleDaysAndWrongChecksAreNot(String id) {
        assertThat(ResidentId.isValid(id)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "91350100M000100Y43",
                "11441200007000011D",
                "1244120000700002X2",
                "91441202MA00000156",
                "52441202007000046M"
            })
    void creditCodesAreTaken(String code) {
        assertThat(CreditCode.isValid(code)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"D2143569-X", "D2143569X"})
    void organisationCodesAreTaken(String code) {
        assertThat(OrganisationCode.isValid(code)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"6228480000000000000", "6217000000000000004", "620000000000000005", "4111111111111111"})
    void bankCardsAreTaken(String card) {
        assertThat(Checksums.isBankCard(card)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"11111111111111111", "LSVAA49J332047761"})
    void vehicleNumbersAreTaken(String vin) {
        assertThat(Checksums.isVin(vin)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"490154203237518"})
    void deviceNumbersAreTaken(String imei) {
        assertThat(Checksums.isImei(imei)).isTrue();
    }

    /// ISO 7064 MOD 11-2 guarantees this for every single wrong digit.
    @Property
    void oneWrongDigitOfAResidentIdIsAlwaysFound(
            @ForAll @IntRange(max = 999) int sequence,
            @ForAll @IntRange(max = 16) int at,
            @ForAll @IntRange(min = 1, max = 9) int by) {
        String digits = "44120219050101%03d".formatted(sequence);
        char wrong = (char) ('0' + (digits.charAt(at) - '0' + by) % 10);
        String other = digits.substring(0, at) + wrong + digits.substring(at + 1);
        assertThat(ResidentId.check(other)).isNotEqualTo(ResidentId.check(digits));
    }

    /// A weighted sum modulo a prime detects every swap of two different neighbours.
    @Property
    void twoSwappedSignsOfACreditCodeAreAlwaysFound(
            @ForAll @IntRange(max = 15) int at, @ForAll @IntRange(max = 9999) int n) {
        String code = "91441202MA%04d015".formatted(n);
        String swapped = code.substring(0, at) + code.charAt(at + 1) + code.charAt(at) + code.substring(at + 2);
        if (!swapped.equals(code)) {
            assertThat(CreditCode.check(swapped)).isNotEqualTo(CreditCode.check(code));
        }
    }
}
