package org.shuguan.dataplane.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentAnalysisTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,234.50 | 1234.5",
                "１，２３４ | 1234",
                "1.2万 | 12000",
                "3.5亿 | 350000000",
                "12万亿 | 12000000000000",
                "¥1,200元 | 1200",
                "(1,234) | -1234",
                "12.5% | 0.125",
                "-3 | -3",
                "1.5E+6 | 1500000",
                "2021年8月10日 | 2021-08-10",
                "２０２１年８月１０日 | 2021-08-10",
                "2021/8/1 | 2021-08-01",
                "2021.8.1 | 2021-08-01",
                "20210810 | 2021-08-10",
                "2021-08-10 12:30:00 | 2021-08-10"
            })
    void aValueMeansOneThingHoweverItIsWritten(String written, String meant) {
        ColumnContent content = of(written);
        assertThat(content.min()).isEqualTo(meant);
        assertThat(content.other()).isZero();
    }

    @Test
    void signsForMissingValuesDoNotTurnNumbersIntoTexts() {
        ColumnContent content = of("12", "--", "—", "15", "--", "/", "——", "20");
        assertThat(content).isNotNull();
        assertThat(content.kind()).isEqualTo(ColumnContent.Kind.NUMBER);
        assertThat(content.other()).isEqualTo(5);
        assertThat(of("--", "—", "甲")).isNull();
    }

    @Test
    void howManyValuesHaveWhichFormIsCounted() {
        ColumnContent content = of("1,234", "2,345", "1.2万", "１２", "7", "无");
        assertThat(content.kind()).isEqualTo(ColumnContent.Kind.NUMBER);
        assertThat(content.forms())
                .contains(
                        new ColumnProfile.Count("thousands", 2),
                        new ColumnProfile.Count("ten-thousands", 1),
                        new ColumnProfile.Count("full-width", 1));
        assertThat(content.other()).isEqualTo(1);
        assertThat(content.examples()).containsExactly(new ColumnProfile.Count("无", 1));
        assertThat(content.min()).isEqualTo("7");
        assertThat(content.max()).isEqualTo("12000");
    }

    @Test
    void longNumbersThatBecamePowersOfTenAreADefect() {
        assertThat(of("4.41E+17", "4.41203E+17", "4.4120219000101E+17", "441202190001010013")
                        .lostDigits())
                .isEqualTo(3);
        assertThat(of("1.5E+6", "2E-3").lostDigits()).isZero();
    }

    @Test
    void plainWordsHaveNoContent() {
        assertThat(of("张三", "李四")).isNull();
        assertThat(of("2021年13月40日", "2021-02-30")).isNull();
        assertThat(of("1,23,4", "12:30")).isNull();
    }

    private static ColumnContent of(String... values) {
        List<ColumnProfile.Count> counts = Arrays.stream(values)
                .map(value -> new ColumnProfile.Count(value, 1))
                .toList();
        return ContentAnalysis.of(counts, 1);
    }
}
