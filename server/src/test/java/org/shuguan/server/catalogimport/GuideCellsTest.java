package org.shuguan.server.catalogimport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.dataplane.source.CellText;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.catalog.OpeningType;
import org.shuguan.server.catalog.SharingType;
import org.shuguan.server.catalog.UpdateCycle;

/// What entries say in the cells of the national guide's workbook, and what its words mean.
class GuideCellsTest {
    @Test
    void anEntrySaysWhatItIsInTheWordsOfTheGuide() {
        Content content = content(SharingType.CONDITIONAL, OpeningType.CONDITIONALLY_OPEN, null);
        assertThat(GuideCells.ofEntry(content))
                .isEqualTo(Map.ofEntries(
                        Map.entry(GuideColumn.TITLE, "低保人员"),
                        Map.entry(GuideColumn.SUMMARY, "摘要"),
                        Map.entry(GuideColumn.FORMAT_CATEGORY, "数据库"),
                        Map.entry(GuideColumn.FORMAT_TYPE, "mysql"),
                        Map.entry(GuideColumn.SHARING_TYPE, "有条件共享"),
                        Map.entry(GuideColumn.SHARING_CONDITION, "核对"),
                        Map.entry(GuideColumn.SHARING_MODE, "库表"),
                        Map.entry(GuideColumn.SHARING_BASIS, "某法"),
                        Map.entry(GuideColumn.OPEN, GuideWords.written("answer", "yes")),
                        Map.entry(GuideColumn.OPENING_CONDITION, "协议"),
                        Map.entry(GuideColumn.UPDATE_CYCLE, "每半年"),
                        Map.entry(GuideColumn.THEME, "社保就业"),
                        Map.entry(GuideColumn.GRADE, "一般数据2级"),
                        Map.entry(GuideColumn.RELATED, "30744102010/000001、X9")));
        assertThat(GuideCells.ofEntry(content(SharingType.CONDITIONAL, OpeningType.NOT_OPEN, null)))
                .containsEntry(GuideColumn.OPEN, GuideWords.written("answer", "no"));
        assertThat(GuideCells.ofEntry(content(null, null, null)))
                .containsEntry(GuideColumn.OPEN, "")
                .containsEntry(GuideColumn.SHARING_TYPE, "");
    }

    @Test
    void anItemSaysWhatItIs() {
        assertThat(GuideCells.ofItem(new Content.Item(
                        "性别",
                        "xb",
                        "C",
                        60,
                        true,
                        Grade.IMPORTANT,
                        "basic",
                        null,
                        null,
                        "注",
                        SharingType.NOT_SHARED,
                        List.of(new Content.Code("0", "女"), new Content.Code("1", "男；旧")))))
                .isEqualTo(Map.of(
                        GuideColumn.ITEM_NAME, "性别",
                        GuideColumn.PHYSICAL_NAME, "xb",
                        GuideColumn.ITEM_TYPE, "字符型C",
                        GuideColumn.ITEM_LENGTH, "60",
                        GuideColumn.ITEM_CODES, "0:女；1:男，旧",
                        GuideColumn.ITEM_KEY, GuideWords.written("answer", "yes"),
                        GuideColumn.ITEM_GRADE, "重要数据",
                        GuideColumn.PERSONAL, "个人基本资料",
                        GuideColumn.ITEM_SHARING, "不予共享",
                        GuideColumn.COMMENT, "注"));
        assertThat(GuideCells.ofItem(
                        new Content.Item("a", null, null, null, false, Grade.GENERAL_1, null, null, null, null, null)))
                .containsEntry(GuideColumn.ITEM_LENGTH, "")
                .containsEntry(GuideColumn.ITEM_KEY, "")
                .containsEntry(GuideColumn.ITEM_TYPE, "")
                .containsEntry(GuideColumn.ITEM_SHARING, "");
    }

    /// Six figures: gigabytes and ten thousands of records in all, of what is shared, of what is open.
    @Test
    void theSixFiguresOfTheCensusFollowFromSharingAndOpening() {
        Content.Mount mount = new Content.Mount(UUID.randomUUID(), "库", "t", 25_000, 3L << 29, Instant.EPOCH);
        assertThat(GuideCells.figures(content(SharingType.UNCONDITIONAL, OpeningType.OPEN, mount)))
                .isEqualTo(figures("1.5", "1.5", "1.5", "2.5", "2.5", "2.5"));
        assertThat(GuideCells.figures(content(SharingType.NOT_SHARED, OpeningType.NOT_OPEN, mount)))
                .isEqualTo(figures("1.5", "0", "0", "2.5", "0", "0"));
        assertThat(GuideCells.figures(content(null, null, mount))).isEqualTo(figures("1.5", "0", "0", "2.5", "0", "0"));
        Content.Mount unknown = new Content.Mount(UUID.randomUUID(), "库", "t", 1, -1, Instant.EPOCH);
        assertThat(GuideCells.figures(content(SharingType.CONDITIONAL, OpeningType.NOT_OPEN, unknown)))
                .isEqualTo(Map.of(
                        GuideColumn.TOTAL_WAN, new BigDecimal("0.0001"),
                        GuideColumn.SHARED_WAN, new BigDecimal("0.0001"),
                        GuideColumn.OPENED_WAN, BigDecimal.ZERO));
        Content.Mount empty = new Content.Mount(UUID.randomUUID(), "库", "t", 0, 0, Instant.EPOCH);
        assertThat(GuideCells.figures(content(SharingType.CONDITIONAL, OpeningType.NOT_OPEN, empty)))
                .containsKey(GuideColumn.TOTAL_GB);
        assertThat(GuideCells.figures(content(SharingType.CONDITIONAL, OpeningType.NOT_OPEN, null)))
                .isEmpty();
    }

    /// Text that a program would take for a formula is written as text, and read as what it was.
    @Property
    void aCellSaysWhatWasMeant(@ForAll String text) {
        String cell = GuideCells.text(text);
        assertThat(CellText.written(CellText.read(cell))).isEqualTo(cell);
        assertThat(cell.codePoints())
                .noneMatch(sign -> (sign < ' ' && sign != '\n' && sign != '\t') || sign == 0xFFFE || sign == 0xFFFF);
        assertThat(GuideCells.text(GuideCells.meant(cell))).isEqualTo(cell);
    }

    @Test
    void signsThatXmlCannotSayAreLeftOut() {
        assertThat(GuideCells.text("a\u0000b\u001F\tc\r\nd\re\uD83D\uFFFE\uFFFF\uFFFD\uE000\uD7FF😀"))
                .isEqualTo("ab\tc\nd\ne\uFFFD\uE000\uD7FF😀");
        assertThat(GuideCells.text("a b\u007F")).isEqualTo("a b\u007F");
        assertThat(GuideCells.text("x".repeat(32_001))).hasSize(32_000);
        assertThat(GuideCells.text(null)).isEmpty();
        assertThat(GuideCells.text("  ")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {"=1+1, '=1+1", "＝1+1, '＝1+1", "'=1, ''=1", "+86, '+86", "-5, '-5", "@x, '@x", "a=b, a=b", "'x, 'x"
            })
    void aFormulaIsQuotedAndReadBack(String text, String cell) {
        assertThat(GuideCells.text(text)).isEqualTo(cell);
        assertThat(GuideCells.meant(cell)).isEqualTo(text);
    }

    @Test
    void aQuoteBeforeAnythingElseIsAQuote() {
        assertThat(GuideCells.meant("'")).isEqualTo("'");
        assertThat(GuideCells.meant("'5")).isEqualTo("'5");
        assertThat(GuideCells.meant("")).isEmpty();
        assertThat(GuideCells.meant("=5")).isEqualTo("=5");
    }

    @Test
    void eachWordMeansItsValueHoweverItIsSpelled() {
        assertThat(GuideWords.meant("sharing", "有条件共享")).contains("conditional");
        assertThat(GuideWords.meant("sharing", " 有 条件\u3000")).contains("conditional");
        assertThat(GuideWords.meant("type", "ｃ")).contains("C");
        assertThat(GuideWords.meant("mode", "api")).contains("api");
        assertThat(GuideWords.meant("sharing", "大概")).isEmpty();
        assertThat(GuideWords.written("sharing", null)).isEmpty();
        assertThat(GuideWords.written("format", "自己的")).isEqualTo("自己的");
        assertThat(GuideWords.choices("class")).isEqualTo("基础信息资源类、主题信息资源类、部门信息资源类");
        assertThatThrownBy(() -> GuideWords.written("no-list", "x")).hasMessageContaining("no-list");
        for (UpdateCycle cycle : UpdateCycle.values()) {
            assertThat(GuideWords.meant("cycle", GuideWords.written("cycle", cycle.word())))
                    .contains(cycle.word());
        }
        assertThat(SharingType.NOT_SHARED.word()).isEqualTo("not-shared");
        assertThat(OpeningType.CONDITIONALLY_OPEN.word()).isEqualTo("conditionally-open");
    }

    private static Map<GuideColumn, BigDecimal> figures(String... numbers) {
        return Map.of(
                GuideColumn.TOTAL_GB, new BigDecimal(numbers[0]),
                GuideColumn.SHARED_GB, new BigDecimal(numbers[1]),
                GuideColumn.OPENED_GB, new BigDecimal(numbers[2]),
                GuideColumn.TOTAL_WAN, new BigDecimal(numbers[3]),
                GuideColumn.SHARED_WAN, new BigDecimal(numbers[4]),
                GuideColumn.OPENED_WAN, new BigDecimal(numbers[5]));
    }

    private static Content content(
            @Nullable SharingType sharing, @Nullable OpeningType opening, Content.@Nullable Mount mount) {
        return new Content(
                "低保人员",
                "摘要",
                "database",
                "mysql",
                sharing,
                "核对",
                "table",
                "某法",
                opening,
                "协议",
                UpdateCycle.HALF_YEARLY,
                "3",
                Grade.GENERAL_2,
                null,
                List.of("30744102010/000001", "X9"),
                mount,
                List.of());
    }
}
