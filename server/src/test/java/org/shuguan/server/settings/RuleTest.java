package org.shuguan.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuguan.server.platform.InvalidInput;

/// What values a rule takes, and which of its values is in force on a day; without a database.
class RuleTest {
    private static final Settings DEFAULTS = Settings.defaults();
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);

    @ParameterizedTest
    @CsvSource({"1, true", "60, true", "0, false", "61, false", ", false"})
    void aNumberLiesWithinItsBounds(@Nullable Integer number, boolean right) {
        Rule rule = rule(Kind.WORKING_DAYS, RuleValue.of(5), 1, 60, null);
        assertThat(wrong(rule, new RuleValue(number, null, null)))
                .isEqualTo(right ? List.of() : List.of("number setting-number"));
        assertThat(wrong(rule, null)).containsExactly("number setting-number");
        assertThat(wrong(rule, RuleValue.of("5"))).containsExactly("number setting-number");
    }

    @ParameterizedTest
    @CsvSource({
        "307441, ",
        "30744, text setting-length text setting-pattern",
        "3074411, text setting-length text setting-pattern",
        "407441, text setting-pattern",
        "'', text setting-length text setting-pattern"
    })
    void aTextHasItsLengthAndMatchesItsPatternAsAWhole(String text, @Nullable String told) {
        Rule rule = rule(Kind.TEXT, RuleValue.of("307441"), 6, 6, "[1-3][0-9]{5}");
        assertThat(String.join(" ", wrong(rule, RuleValue.of(text)))).isEqualTo(told == null ? "" : told);
    }

    @Test
    void aTextWithoutAPatternHasALengthOnly() {
        Rule rule = rule(Kind.TEXT, RuleValue.of("x"), 1, 3, null);
        assertThat(wrong(rule, RuleValue.of("甲乙丙"))).isEmpty();
        assertThat(wrong(rule, null)).containsExactly("text setting-length");
        assertThat(wrong(rule, RuleValue.of(7))).containsExactly("text setting-length");
        assertThat(wrong(rule(Kind.TEXT, RuleValue.of(""), 0, 3, null), null)).isEmpty();
    }

    @Test
    void aListHasItsNumberOfCodesEachWithWordsInBothLanguages() {
        Rule rule = rule(Kind.CODE_LIST, RuleValue.of(List.of(code("a"))), 1, 3, null);
        assertThat(wrong(rule, RuleValue.of(codes(1)))).isEmpty();
        assertThat(wrong(rule, RuleValue.of(codes(3)))).isEmpty();
        assertThat(wrong(rule, RuleValue.of(codes(4)))).containsExactly("codes setting-codes");
        assertThat(wrong(rule, RuleValue.of(List.of()))).containsExactly("codes setting-codes");
        assertThat(wrong(rule, null)).containsExactly("codes setting-codes");
        assertThat(wrong(rule, RuleValue.of(7))).containsExactly("codes setting-codes");
        String longest = "字".repeat(60);
        assertThat(wrong(rule, RuleValue.of(List.of(new Code("a", longest, longest)))))
                .isEmpty();
        assertThat(wrong(rule, RuleValue.of(List.of(new Code("a", longest + "字", " ")))))
                .containsExactly("codes[0].zh setting-words", "codes[0].en setting-words");
        assertThat(wrong(rule, RuleValue.of(List.of(code("a"), code("b"), code("a")))))
                .containsExactly("codes[2].code setting-code-twice");
        assertThat(wrong(rule, new RuleValue(null, null, Collections.singletonList(null))))
                .containsExactlyInAnyOrder(
                        "codes setting-codes",
                        "codes[0].code setting-code",
                        "codes[0].zh setting-words",
                        "codes[0].en setting-words");
    }

    @ParameterizedTest
    @CsvSource({"a, true", "9-x, true", "A, false", "-a, false", "a_b, false", "'', false", "a b, false"})
    void aCodeIsOfSmallLettersDigitsAndHyphens(String code, boolean right) {
        Rule rule = rule(Kind.CODE_LIST, RuleValue.of(List.of(code("a"))), 1, 3, null);
        assertThat(wrong(rule, RuleValue.of(List.of(code(code)))))
                .isEqualTo(right ? List.of() : List.of("codes[0].code setting-code"));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aValueIsOfOneKindOnly(Kind kind) {
        boolean number = kind != Kind.TEXT && kind != Kind.CODE_LIST;
        assertThat(RuleValue.of(7).isOf(kind)).isEqualTo(number);
        assertThat(RuleValue.of("x").isOf(kind)).isEqualTo(kind == Kind.TEXT);
        assertThat(RuleValue.of(codes(1)).isOf(kind)).isEqualTo(kind == Kind.CODE_LIST);
        assertThat(new RuleValue(null, null, null).isOf(kind)).isFalse();
        assertThat(new RuleValue(7, "x", null).isOf(kind)).isFalse();
        assertThat(new RuleValue(7, null, codes(1)).isOf(kind)).isFalse();
        assertThat(new RuleValue(null, "x", codes(1)).isOf(kind)).isFalse();
        assertThat(Kind.of(kind.word())).isEqualTo(kind);
    }

    @Test
    void aValueIsRecordedByItsNumberItsTextOrItsCodes() {
        assertThat(RuleValue.of(80)).hasToString("80");
        assertThat(RuleValue.of("307441")).hasToString("307441");
        assertThat(RuleValue.of(List.of(code("law"), code("other")))).hasToString("law, other");
    }

    @Test
    void marksAndKindsHaveTheirWords() {
        for (Mark mark : Mark.values()) {
            assertThat(Mark.of(mark.word())).isEqualTo(mark);
        }
        assertThat(Mark.FROM_MEMORY.word()).isEqualTo("from-memory");
        assertThatThrownBy(() -> Mark.of("seen"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("seen");
        assertThatThrownBy(() -> Kind.of("weeks"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("weeks");
        Code code = new Code("law", "法律", "law in English");
        assertThat(code.words(Locale.UK)).isEqualTo("law in English");
        assertThat(code.words(Locale.SIMPLIFIED_CHINESE)).isEqualTo("法律");
        assertThat(new Code(null, null, null)).isEqualTo(new Code("", "", ""));
    }

    /// The change set last whose day has come prevails, unless it was taken back.
    @Test
    void theLatestChangeInForceHolds() {
        RuleChange undone = change(4, DAY, true);
        RuleChange tomorrow = change(3, DAY.plusDays(1), false);
        RuleChange today = change(2, DAY, false);
        RuleChange earlier = change(1, DAY.minusDays(9), false);
        List<RuleChange> all = List.of(tomorrow, undone, today, earlier);
        assertThat(Settings.inForce(all, DAY)).contains(today);
        assertThat(Settings.inForce(all, DAY.plusDays(1))).contains(tomorrow);
        assertThat(Settings.inForce(all, DAY.minusDays(1))).contains(earlier);
        assertThat(Settings.inForce(all, DAY.minusDays(10))).isEmpty();
        assertThat(Settings.inForce(List.of(undone), DAY)).isEmpty();
        assertThat(undone.isUndone()).isTrue();
        assertThat(today.isUndone()).isFalse();
    }

    /// The starting values, and the source of each: see the rules of the modules.
    @Test
    void theDefaultsAreThoseThatTheModulesDeclare() {
        assertThat(DEFAULTS.workingDays("demand.answer").today()).isEqualTo(10);
        assertThat(DEFAULTS.workingDays("demand.answer").on(DAY)).isEqualTo(10);
        assertThat(DEFAULTS.days("access.longest-delegation").today()).isEqualTo(90);
        assertThat(DEFAULTS.months("demand.review-every").today()).isEqualTo(12);
        assertThat(DEFAULTS.minutes("identity.lock").today()).hasMinutes(15);
        assertThat(DEFAULTS.number("identity.failures").today()).isEqualTo(5);
        assertThat(DEFAULTS.percent("calendar.amber").today()).isEqualTo(80);
        assertThat(DEFAULTS.text("catalog.code-prefix").today()).isEqualTo("307441");
        assertThat(DEFAULTS.codes("demand.refusal-reasons").today())
                .extracting(Code::code)
                .startsWith("law", "secret");
        assertThat(DEFAULTS.code("demand.refusal-reasons", "secret"))
                .map(Code::code)
                .contains("secret");
        assertThat(DEFAULTS.code("demand.refusal-reasons", "never")).isEmpty();
        assertThat(DEFAULTS.changes("demand.answer")).isEmpty();
        assertThat(DEFAULTS.change("demand.answer", DAY)).isEmpty();
        assertThat(DEFAULTS.countsWorkingDays("demand.answer")).isTrue();
        assertThat(DEFAULTS.countsWorkingDays("calendar.amber")).isFalse();
        assertThat(DEFAULTS.countsWorkingDays("no.rule")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"demand.answer", "no.rule"})
    void aRuleOfAnotherKindOrNoneIsABugOfItsReader(String key) {
        assertThatThrownBy(() -> DEFAULTS.percent(key))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(key);
    }

    @Test
    void everyDefaultLiesWithinItsOwnBoundsAndIsNamedAfterItsModule() {
        Rules rules = new Rules();
        assertThat(rules.all()).isNotEmpty().allSatisfy(rule -> {
            assertThat(wrong(rule, rule.value())).isEmpty();
            assertThat(rule.value().isOf(rule.kind())).isTrue();
            assertThat(rule.key()).startsWith(rule.module() + ".");
            assertThat(rules.find(rule.key())).isSameAs(rule);
            assertThat(rules.declared(rule.key())).isSameAs(rule);
            assertThat(DEFAULTS.on(rule, DAY)).isEqualTo(rule.value());
        });
        Rule prefix = rules.declared("catalog.code-prefix");
        assertThat(prefix.module()).isEqualTo("catalog");
        assertThat(List.of(prefix.least(), prefix.most())).containsExactly(6, 6);
        assertThat(rules.declared("demand.answer").validFrom()).isEqualTo(LocalDate.of(2025, 8, 1));
    }

    private static List<Code> codes(int count) {
        return IntStream.range(0, count).mapToObj(n -> code("c" + n)).toList();
    }

    private static Code code(String code) {
        return new Code(code, "词", "word");
    }

    private static Rule rule(Kind kind, RuleValue value, int least, int most, @Nullable String pattern) {
        return new Rule("test.rule", kind, value, least, most, pattern, null, "ours", null, Mark.OURS, null);
    }

    private static RuleChange change(long number, LocalDate from, boolean undone) {
        return new RuleChange(
                new UUID(0, number),
                number,
                "test.rule",
                RuleValue.of((int) number),
                "某办法",
                null,
                Mark.READ,
                from,
                "调整",
                new UUID(0, 0),
                "甲",
                Instant.EPOCH,
                undone ? Instant.EPOCH : null,
                null,
                null);
    }

    private static List<String> wrong(Rule rule, @Nullable RuleValue value) {
        var check = new InvalidInput.Check();
        rule.check(value, check);
        List<String> told = new ArrayList<>();
        try {
            check.orRefuse();
        } catch (InvalidInput wrong) {
            wrong.errors().forEach(error -> told.add(error.field() + " " + error.code()));
        }
        assertThat(check.failed()).isEqualTo(!told.isEmpty());
        return told;
    }
}
