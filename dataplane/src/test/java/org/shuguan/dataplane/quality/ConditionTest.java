package org.shuguan.dataplane.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shuguan.dataplane.source.Quote;

/// The safe dialect: what is permitted, and that nothing else gets through.
class ConditionTest {
    private static final Set<String> COLUMNS = Set.of("a", "b", "出生日期");

    private static Condition.Accepted accept(String text) throws ConditionRefused {
        return Condition.accept(text, name -> COLUMNS.contains(name) ? Quote.name(name) : null);
    }

    @Test
    void comparisonsListsAndFunctionsOfOneRowArePermitted() throws Exception {
        assertThat(accept("a > 1 and (b like '44%' or 出生日期 is null)").sql())
                .isEqualTo("((\"a\" > (1)) and ((\"b\" ~~ '44%') or (\"出生日期\" is null)))");
        assertThat(accept("length(trim(b)) between 2 and 4 or a not in (1, -2.5)")
                        .columns())
                .containsExactly("\"b\"", "\"a\"");
        assertThat(accept("case when a = 1 then b = 'x' else coalesce(b, '') <> '' end")
                        .sql())
                .contains("case when");
        assertThat(accept("extract(year from 出生日期) >= 1900 and b is distinct from 'o''k'")
                        .sql())
                .contains("'o''k'");
        assertThat(accept("replace(b, '-', '') = '1' -- remark").sql()).contains("replace");
    }

    @Test
    void aConversionThatFailsYieldsNothingInsteadOfEndingTheRun() throws Exception {
        assertThat(accept("cast(b as integer) > 3").sql()).isEqualTo("(try_cast(\"b\" as integer) > (3))");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a in (select a from other) | CONSTRUCT",
                "exists (select 1) | CONSTRUCT",
                "a = (select max(a) from t) | CONSTRUCT",
                "1 = 1) union select (1 | CONSTRUCT",
                "a = 1) limit (1 | CONSTRUCT",
                "a = 1) group by (a | CONSTRUCT",
                "a = 1); drop table t; select (1 | CONSTRUCT",
                "row_number() over () = 1 | CONSTRUCT",
                "a = ? | CONSTRUCT",
                "a = $x | CONSTRUCT",
                "read_text('/etc/passwd') = '' | FUNCTION",
                "getenv('HOME') = '' | FUNCTION",
                "count(a) > 1 | FUNCTION",
                "repeat(b, 1000000000) = '' | FUNCTION",
                "replace(b, 'a', 'aaaaaaaaaa') = '' | FUNCTION",
                "list_contains([1], a) | FUNCTION",
                "nextval('s') > 1 | FUNCTION",
                "c = 1 | COLUMN",
                "other.a = 1 | COLUMN",
                "a = current_user | COLUMN",
                "cast(a as blob) = 'x' | TYPE",
                "a = | SYNTAX",
                "a == 'x | SYNTAX"
            })
    void anythingElseIsRefusedWithItsKind(String text, ConditionRefused.Reason reason) {
        assertThatThrownBy(() -> accept(text))
                .isInstanceOfSatisfying(
                        ConditionRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    @Test
    void whatIsTooLongOrTooDeepIsRefused() {
        assertThatThrownBy(() -> accept("a = 1 or ".repeat(500) + "a = 2")).isInstanceOf(ConditionRefused.class);
        assertThatThrownBy(() -> accept("abs(".repeat(70) + "a" + ")".repeat(70) + " = 1"))
                .isInstanceOfSatisfying(
                        ConditionRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(ConditionRefused.Reason.TOO_LARGE));
    }
}
