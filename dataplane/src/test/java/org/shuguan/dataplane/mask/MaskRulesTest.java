package org.shuguan.dataplane.mask;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/// Properties of every mask for any text: unpaired surrogates, emoji, right-to-left text, and text that resembles
/// a value.
class MaskRulesTest {
    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> pieces = Arbitraries.of(
                "441202190001010013",
                "13812345678",
                "欧阳",
                "陈",
                "志明",
                "端州区",
                "肇庆市",
                "建设三路8号",
                "a.b@example.cn",
                "112.465432",
                "192.168.1.9",
                "00:1A:2B",
                "1900-02-01",
                "粤H12345",
                "😀",
                "👩‍👩‍👧",
                "\uD83D",
                "\uDE00",
                "\u202Eمرحبا",
                "שלום\u200F",
                "𬱖",
                "\u0000",
                "\n",
                " ",
                "…",
                "@",
                ".",
                "*",
                "Ａ１",
                "é");
        Arbitrary<String> any = Arbitraries.strings().all().ofMaxLength(6);
        return Arbitraries.oneOf(pieces, pieces, any).list().ofMaxSize(6).map(parts -> String.join("", parts));
    }

    @Property(tries = 200_000)
    @Tag("deep")
    void everyRuleHoldsForVeryManyTexts(@ForAll Mask mask, @ForAll("texts") String value) {
        noMaskThrowsOrChangesItsMindOrTheLength(mask, value);
        noMaskShowsMoreThanItsRuleAllows(mask, value);
        whatIsShownIsWhatStoodThere(mask, value);
    }

    @Property
    void noMaskThrowsOrChangesItsMindOrTheLength(@ForAll Mask mask, @ForAll("texts") String value) {
        String shown = mask.apply(value);
        assertThat(shown).isEqualTo(mask.apply(new String(value.toCharArray())));
        assertThat(shown.codePointCount(0, shown.length())).isEqualTo(value.codePointCount(0, value.length()));
    }

    @Property
    void noMaskShowsMoreThanItsRuleAllows(@ForAll Mask mask, @ForAll("texts") String value) {
        int[] characters = mask.apply(value).codePoints().toArray();
        long visible = java.util.Arrays.stream(characters).filter(c -> c != '*').count();
        long most = switch (mask) {
            case NONE -> characters.length;
            case IDENTITY -> 10;
            case NUMBER -> 7;
            case NAME, FIRST_TWO -> 2;
            case LAST_FOUR, YEAR -> 4;
            // the area's name including its last character
            case DISTRICT -> 16;
            case NEIGHBOURHOOD -> 7;
            case NETWORK -> 10;
            case EMAIL -> 1 + value.substring(Math.max(0, value.indexOf('@'))).length();
            case ALL -> 0;
        };
        assertThat(visible).isLessThanOrEqualTo(most);
    }

    @Property
    void whatIsShownIsWhatStoodThere(@ForAll Mask mask, @ForAll("texts") String value) {
        int[] shown = mask.apply(value).codePoints().toArray();
        int[] real = value.codePoints().toArray();
        for (int i = 0; i < real.length; i++) {
            assertThat(shown[i]).isIn(real[i], (int) '*');
        }
    }
}
