package org.shuguan.dataplane.detect;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalizedTextTest {
    /// The full-width form of each ASCII character lies 0xFEE0 above it (Unicode block FF00).
    @Property
    void fullWidthSignsAreTheSameAsAscii(
            @ForAll @AlphaChars @NumericChars @StringLength(min = 1, max = 20) String text) {
        StringBuilder wide = new StringBuilder("\uFEFF\u3000");
        text.chars().forEach(sign -> wide.append((char) (sign + 0xFEE0)));
        assertThat(NormalizedText.of(wide.append('\u00A0').toString())).isEqualTo(text);
        assertThat(NormalizedText.of(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"！, !", "～, ~", "〜, 〜", "（Ａ）, (A)", "姓 名, 姓 名"})
    void onlyFullWidthAsciiIsNarrowed(String text, String plain) {
        assertThat(NormalizedText.of(text)).isEqualTo(plain);
    }

    @Property
    void aLongTextIsCut(@ForAll @AlphaChars @StringLength(min = 190, max = 210) String text) {
        assertThat(NormalizedText.of(text)).isEqualTo(text.substring(0, Math.min(200, text.length())));
    }

    @ParameterizedTest
    @CsvSource({
        "138-0013-8000, 13800138000",
        "+86 138 0013, +861380013",
        "44120219000101001x, 44120219000101001X",
        "-5, -5",
        "1+2, 1+2",
        "粤H-1, 粤H-1",
        "a_b, a_b",
        "Az09, AZ09",
        "aZ-1, AZ1",
        "a/b, a/b",
        "a:b, a:b",
        "a@b, a@b",
        "a[b, a[b",
        "a`b, a`b",
        "a{b, a{b"
    })
    void blanksAndHyphensWithinANumberAreTakenOut(String text, String joined) {
        assertThat(NormalizedText.joined(text)).isEqualTo(joined);
    }

    @ParameterizedTest
    @CsvSource({"'', true", "无, true", "N/A, true", "NULL, true", "——, true", "0, false", "无锡, false"})
    void placeholdersAreNoValues(String text, boolean missing) {
        assertThat(NormalizedText.isMissing(text)).isEqualTo(missing);
    }
}
