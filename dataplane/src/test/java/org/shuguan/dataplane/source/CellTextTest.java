package org.shuguan.dataplane.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CellTextTest {
    /// Blanks and invisible characters, as a class of characters for the check; written apart from the code.
    private static final String HIDDEN =
            "^[\\p{C}\\p{Z}\\s\\x{34F}\\x{115F}\\x{1160}\\x{17B4}\\x{17B5}\\x{180B}-\\x{180F}\\x{2800}\\x{3164}"
                    + "\\x{FE00}-\\x{FE0F}\\x{FFA0}\\x{E0100}-\\x{E01EF}]+";

    @Test
    void aFormulaIsDefusedHoweverItIsHidden() {
        for (String text : List.of(
                "=1+1",
                "＝1+1",
                " =1",
                "\t=1",
                "\u00a0=1",
                "\u200b=1",
                "\ufeff＋1",
                "\u2060\u3000﹦1",
                "\u00ad@SUM(1)",
                "-1+cmd|' /C calc'!A0",
                "－1",
                "|calc",
                "％1",
                "\rx",
                "\tx",
                "\n=1",
                "\u3164=1",
                "\ufe0f=1",
                "=\u03381",
                "⩵1")) {
            assertThat(CellText.written(text)).as(text).isEqualTo("'" + text);
        }
    }

    @Test
    void everythingElseStaysAsItIs() {
        for (String text : List.of("", " ", "甲", "a=1", "'", "'5", "'甲'", "1-2", " 1", "\u200b", "（=1）")) {
            assertThat(CellText.written(text)).as(text).isEqualTo(text);
            assertThat(CellText.read(text)).as(text).isEqualTo(text);
        }
    }

    @Property
    void noCellStartsAFormula(@ForAll("texts") String text) {
        String shown = CellText.written(text).replaceFirst(HIDDEN, "");
        String folded = Normalizer.normalize(shown, Normalizer.Form.NFKC).replaceFirst(HIDDEN, "");
        for (String first : List.of(shown, folded)) {
            assertThat(first.isEmpty() || "=+-@|%\t\r".indexOf(first.charAt(0)) < 0)
                    .isTrue();
        }
    }

    @Property
    void whatIsWrittenIsReadBack(@ForAll("texts") String text) {
        assertThat(CellText.read(CellText.written(text))).isEqualTo(text);
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> hidden = Arbitraries.of(
                        "", "", " ", "\t", "\r", "\n", "\u00a0", "\u200b", "\u2060", "\ufeff", "\u3000", "\u00ad",
                        "\u3164", "\ufe0f", "\u2800", "'", "\u0000", "\uD83D")
                .list()
                .ofMaxSize(4)
                .map(parts -> String.join("", parts));
        Arbitrary<String> start = Arbitraries.oneOf(
                Arbitraries.of("=", "+", "-", "@", "|", "%", "＝", "＋", "－", "＠", "｜", "％", "﹦", "﹢", "﹣", "﹪", "﹫"),
                Arbitraries.strings().all().ofMaxLength(2));
        return Combinators.combine(hidden, start, Arbitraries.strings().ofMaxLength(4))
                .as((blank, sign, rest) -> blank + sign + rest);
    }
}
