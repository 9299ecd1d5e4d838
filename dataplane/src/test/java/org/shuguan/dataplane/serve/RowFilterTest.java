package org.shuguan.dataplane.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shuguan.dataplane.serve.Condition.Operator;
import tools.jackson.databind.json.JsonMapper;

/// Filters are read as they are written, as text and as JSON.
class RowFilterTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void aPersonWritesItLikeThis() throws Exception {
        RowFilter filter = RowFilter.parse(
                "区县 = '端州区' AND 出生日期>=1990-01-01 and \"户 号\" in ('1', 'O''Neil') and 面积 < 12.50 and 备注 is empty");

        assertThat(filter.conditions())
                .containsExactly(
                        Condition.text("区县", Operator.EQ, "端州区"),
                        new Condition("出生日期", Operator.GE, Condition.Type.DATE, List.of("1990-01-01")),
                        Condition.text("户 号", Operator.IN, "1", "O'Neil"),
                        new Condition("面积", Operator.LT, Condition.Type.NUMBER, List.of("12.5")),
                        Condition.text("备注", Operator.EMPTY));
        assertThat(filter.text())
                .isEqualTo("区县 = '端州区' and 出生日期 >= 1990-01-01 and \"户 号\" in ('1', 'O''Neil') and 面积 < 12.5 and"
                        + " 备注 is empty");
    }

    @Test
    void nothingWrittenIsAllRows() throws Exception {
        assertThat(RowFilter.parse("  ")).isEqualTo(RowFilter.ALL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "= 1 | ITEM | 1",
                "区县 like 'a' | OPERATOR | 4",
                "区县 = 端州区 | VALUE | 6",
                "区县 = '端州区 | OPEN | 6",
                "区县 in ('a', 1) | MIXED | 1",
                "区县 in ('a' | OPEN | 7",
                "区县 prefix 12 | TYPE | 1",
                "日期 = 2026-02-30 | TYPE | 1",
                "a = 1 or b = 2 | AND | 7",
                "a = 1; drop table x | AND | 6",
                "a = 1e9 | VALUE | 5",
                "and = 1 | ITEM | 4",
            })
    void whatCannotBeReadIsToldWithItsPlace(String text, FilterUnreadable.Reason reason, int at) {
        FilterUnreadable refused = catchThrowableOfType(FilterUnreadable.class, () -> RowFilter.parse(text.strip()));

        assertThat(refused).isNotNull();
        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(refused.at()).isEqualTo(at);
    }

    @Test
    void numbersOfAGigabyteAreRefused() {
        assertThatThrownBy(() -> new Condition("a", Operator.EQ, Condition.Type.NUMBER, List.of("1e999999999")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 500)
    void textAndJsonReturnTheSameFilter(@ForAll("filters") RowFilter filter) throws Exception {
        assertThat(RowFilter.parse(filter.text())).isEqualTo(filter);
        assertThat(JSON.readValue(JSON.writeValueAsString(filter), RowFilter.class))
                .isEqualTo(filter);
    }

    @Property(tries = 500)
    void anyTextIsReadOrRefused(@ForAll("snippets") List<String> parts) {
        try {
            RowFilter read = RowFilter.parse(String.join("", parts));
            assertThat(RowFilter.parse(read.text())).isEqualTo(read);
        } catch (FilterUnreadable e) {
            assertThat(e.at()).isPositive();
        }
    }

    @Provide
    Arbitrary<List<String>> snippets() {
        return Arbitraries.of(
                        "a",
                        "区",
                        " ",
                        "=",
                        "<",
                        ">",
                        "'",
                        "\"",
                        "(",
                        ")",
                        ",",
                        "in",
                        "is",
                        "empty",
                        "and",
                        "1",
                        "-",
                        "2026-01-01",
                        "true",
                        ";",
                        "prefix")
                .list()
                .ofMaxSize(12);
    }

    private static Arbitrary<BigDecimal> numbers() {
        return Arbitraries.bigDecimals()
                .between(new BigDecimal("-1e30"), new BigDecimal("1e30"))
                .ofScale(9);
    }

    @Provide
    Arbitrary<RowFilter> filters() {
        Arbitrary<String> names = Arbitraries.strings()
                .withCharRange('一', '丟')
                .withChars(" \"'ab_1=and")
                .ofMinLength(1)
                .ofMaxLength(8)
                .filter(name -> !name.isBlank());
        Arbitrary<List<String>> texts = Arbitraries.strings()
                .withChars("'\"端州 \n\t-1;)")
                .ofMinLength(1)
                .ofMaxLength(6)
                .list()
                .ofMinSize(1)
                .ofMaxSize(3);
        Arbitrary<Condition> conditions = Arbitraries.oneOf(
                Combinators.combine(names, texts)
                        .as((name, values) -> new Condition(name, Operator.IN, Condition.Type.TEXT, values)),
                Combinators.combine(names, numbers())
                        .as((name, value) -> new Condition(
                                name, Operator.LE, Condition.Type.NUMBER, List.of(value.toPlainString()))),
                names.map(name -> Condition.text(name, Operator.PRESENT)),
                Combinators.combine(names, Arbitraries.integers().between(0, 40_000))
                        .as((name, day) -> new Condition(
                                name,
                                Operator.GT,
                                Condition.Type.DATE,
                                List.of(LocalDate.ofEpochDay(day).toString()))),
                Combinators.combine(names, Arbitraries.integers().between(0, 90_000))
                        .as((name, second) -> new Condition(
                                name,
                                Operator.NE,
                                Condition.Type.TIME,
                                List.of(LocalDateTime.of(2026, 1, 1, 0, 0)
                                        .plusSeconds(second)
                                        .toString()))));
        return conditions.list().ofMaxSize(4).map(RowFilter::new);
    }
}
