package org.shuguan.dataplane.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuguan.dataplane.detect.Classification.Finding;
import org.shuguan.dataplane.detect.Classification.Reason;
import org.shuguan.dataplane.mask.Mask;

/// How sure the classifier is, and why: by values, by the name, by both.
class ClassifierTest {
    private static final Classifier CLASSIFIER = new Classifier();
    /// What a name states plainly is kept, whatever the values; with their share the confidence grows.
    @ParameterizedTest
    @CsvSource({"10, 0, 0.99", "5, 5, 0.96", "3, 7, 0.94", "2, 8, 0.69", "0, 10, 0.69"})
    void aNameAndValuesTogetherAreNearlyCertain(int valid, int wrong, double confidence) {
        Finding found = best(column("sfzh", null, mixed(valid, ClassifierTest::id, wrong, ClassifierTest::mistyped)));
        assertThat(found).isNotNull();
        assertThat(found.type()).isEqualTo(DataType.RESIDENT_ID);
        assertThat(found.confidence()).isEqualTo(confidence);
    }

    /// 员工姓名 with test values, 婚姻状况 as codes: named so, the values do not fit; veiled, and asked of the steward.
    @Test
    void whatANameStatesPlainlyIsKeptIfTheValuesDoNotFit() {
        Classification names = classify(column("ygxm", "员工姓名", mixed(10, n -> "测试" + n, 0, n -> "")), 100);
        assertThat(names.best().orElseThrow().type()).isEqualTo(DataType.PERSON_NAME);
        assertThat(names.asserted()).isTrue();
        assertThat(names.personal()).isEqualTo("basic");
        assertThat(names.best().orElseThrow().evidence()).contains(new Reason("misfit", Map.of("percent", "0")));
        Classification codes = CLASSIFIER
                .classify(new TableSample(
                        "t",
                        null,
                        100,
                        List.of(
                                column("hyzk", "婚姻状况", List.of("A1", "B2", "C3")),
                                column("xm", "姓名", mixed(10, ClassifierTest::name, 0, ClassifierTest::name)))))
                .getFirst();
        assertThat(codes.best().orElseThrow().type()).isEqualTo(DataType.MARRIAGE);
        assertThat(codes.personal()).isEqualTo("basic");
        // A word that may mean it is refuted by values that do not fit.
        assertThat(best(column("f", "作者", mixed(10, n -> "admin" + n, 0, n -> ""))))
                .isNull();
    }

    @Test
    void whatIsWrongIsToldAsEvidence() {
        Finding found = best(column("sfzh", null, mixed(5, ClassifierTest::id, 5, ClassifierTest::mistyped)));
        assertThat(found).isNotNull();
        assertThat(found.evidence())
                .containsExactly(
                        new Reason("checksum", Map.of("percent", "50", "values", "10")),
                        new Reason("wrong", Map.of("percent", "50")),
                        new Reason("name", Map.of("word", "sfzh")));
        Finding clean = best(column("sfzh", null, mixed(10, ClassifierTest::id, 0, ClassifierTest::id)));
        assertThat(clean).isNotNull();
        assertThat(clean.evidence()).extracting(Reason::code).containsExactly("checksum", "name");
        Finding none = best(column("sfzh", null, mixed(0, ClassifierTest::id, 10, ClassifierTest::mistyped)));
        assertThat(none).isNotNull();
        assertThat(none.evidence()).extracting(Reason::code).containsExactly("wrong", "name");
    }

    /// A checksum needs half of the values; fewer than five are weaker evidence.
    @ParameterizedTest
    @CsvSource({"10, 0, 0.97", "5, 0, 0.97", "4, 0, 0.57", "8, 2, 0.95", "5, 5, 0.87", "4, 6, 0"})
    void valuesWithAChecksumNeedNoName(int valid, int wrong, double confidence) {
        Finding found = best(column("f7", null, mixed(valid, ClassifierTest::id, wrong, n -> "x" + n)));
        if (confidence == 0) {
            assertThat(found).isNull();
        } else {
            assertThat(found).isNotNull();
            assertThat(found.confidence()).isEqualTo(confidence);
            assertThat(found.evidence()).extracting(Reason::code).containsExactly("checksum");
        }
    }

    /// Numbers of many networks are those of people, numbers of one series are not.
    @Test
    void aColumnIsAlsoJudgedAsAWhole() {
        assertThat(best(column(
                        "f7", null, mixed(30, n -> "1%d000000%02d".formatted(30 + n, n), 0, ClassifierTest::id))))
                .isNotNull()
                .extracting(Finding::type)
                .isEqualTo(DataType.MOBILE);
        assertThat(best(column("f7", null, mixed(30, n -> "138000000%02d".formatted(n), 0, ClassifierTest::id))))
                .isNull();
    }

    /// Cards of 18 digits in a column that is called identity number: the values are more certain than the name.
    @Test
    void theMoreCertainFindingComesFirstWhateverTheName() {
        List<String> cards = IntStream.range(0, 10)
                .mapToObj("6200000000000%04d"::formatted)
                .map(body -> IntStream.range(0, 10)
                        .mapToObj(check -> body + check)
                        .filter(Checksums::luhn)
                        .findFirst()
                        .orElseThrow())
                .toList();
        assertThat(classify(column("sfzh", null, cards), 100).findings())
                .extracting(Finding::type)
                .startsWith(DataType.BANK_CARD, DataType.RESIDENT_ID);
    }

    /// Names of people are a hint: twenty different values make it worth reporting.
    @ParameterizedTest
    @CsvSource({"20, 0.6", "19, 0.48"})
    void aHintNeedsMoreValues(int count, double confidence) {
        Finding found = best(column("f7", null, mixed(count, ClassifierTest::name, 0, ClassifierTest::name)));
        assertThat(found).isNotNull();
        assertThat(found.type()).isEqualTo(DataType.PERSON_NAME);
        assertThat(found.confidence()).isEqualTo(confidence);
        assertThat(found.evidence()).extracting(Reason::code).containsExactly("form");
    }

    /// The Chinese words of a list are evidence, two of them at least; its codes and letters are none.
    @Test
    void theWordsOfAListNeedNoNameItsCodesDo() {
        assertThat(best(values("f", value("男", 60), value("女", 40))))
                .isNotNull()
                .extracting(Finding::confidence)
                .isEqualTo(0.7);
        assertThat(best(values("f", value("男", 100)))).isNull();
        assertThat(best(values("f", value("1", 60), value("2", 40)))).isNull();
        assertThat(best(values("f", value("M", 60), value("F", 40)))).isNull();
        assertThat(best(values("f", value("男", 90), value("错", 10)))).isNull();
        assertThat(best(values("f", value("男", 40), value("女", 35), value("M", 25))))
                .isNotNull();
        assertThat(best(values("f", value("男", 40), value("女", 34), value("M", 26))))
                .isNull();
        assertThat(best(values("xb", value("1", 60), value("2", 40))))
                .isNotNull()
                .extracting(Finding::type)
                .isEqualTo(DataType.SEX);
    }

    /// For lists rows count, because few right values stand beside many typing errors.
    @Test
    void rowsCountForListsAndDifferentValuesForTheRest() {
        List<TableSample.Value> dirty = new ArrayList<>(List.of(value("男", 400), value("女", 400)));
        IntStream.range(0, 20).forEach(n -> dirty.add(value("错" + n, 10)));
        assertThat(best(new TableSample.ColumnSample("f", null, "text", 1000, 0, dirty)))
                .isNotNull()
                .extracting(Finding::evidence)
                .isEqualTo(List.of(new Reason("form", Map.of("percent", "80", "values", "22"))));
        dirty.add(value("也错", 100));
        assertThat(best(new TableSample.ColumnSample("f", null, "text", 1100, 0, dirty)))
                .isNull();
        List<TableSample.Value> one = new ArrayList<>(List.of(value(id(1), 1000)));
        IntStream.range(0, 20).forEach(n -> one.add(value("x" + n, 1)));
        assertThat(best(new TableSample.ColumnSample("f", null, "text", 1020, 0, one)))
                .isNull();
    }

    /// jbmc may be names of diseases or of levels: an abbreviation and a vague form prove nothing together.
    /// People keep a spreadsheet from changing long numbers by such characters; some are invisible.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "=\"%s\"",
                "'%s",
                "`%s`",
                "\u202D%s\u202C",
                "\u200B%s",
                "%s\u200E",
                "\uFEFF%s",
                "＇%s",
                "\u2068%s\u2069"
            })
    void guardedIdentityNumbersAreRecognisedAndMasked(String guard) {
        Classification guarded =
                classify(column("证件号码", null, mixed(10, n -> guard.formatted(id(n)), 0, ClassifierTest::id)), 100);
        assertThat(guarded.best().orElseThrow().type()).isEqualTo(DataType.RESIDENT_ID);
        String shown = String.valueOf(Mask.of(guarded).apply(guard.formatted(id(1))));
        assertThat(shown).doesNotContain(id(1)).doesNotContain(id(1).substring(6, 14));
    }

    @Test
    void anAbbreviationAloneProvesNothing() {
        List<String> words = IntStream.range(0, 10)
                .mapToObj(n -> "说明甲乙丙丁戊己庚辛壬癸".substring(n, n + 2))
                .toList();
        assertThat(best(column("jbmc", null, words))).isNull();
        assertThat(best(column("f", "疾病名称", words)))
                .isNotNull()
                .extracting(Finding::confidence)
                .isEqualTo(0.79);
    }

    @Test
    void anEmptyColumnIsGradedByItsName() {
        Classification empty = classify(column("sfzh", null, List.of()), 100);
        assertThat(empty.best())
                .contains(new Finding(DataType.RESIDENT_ID, 0.62, List.of(new Reason("name", Map.of("word", "sfzh")))));
        assertThat(empty.grade()).isEqualTo(Grade.GENERAL_4);
        assertThat(empty.personal()).isEqualTo("identity");
        Classification missing = classify(values("f", value("无", 50), value("N/A", 5), value(" ", 3)), 100);
        assertThat(missing.reason()).isEqualTo(new Reason("grade-empty", Map.of()));
        assertThat(missing.grade()).isEqualTo(Grade.GENERAL_1);
        assertThat(classify(column("f", null, List.of()), 100).findings()).isEmpty();
    }

    @Test
    void whatIsNotRecognisedHasTheUsualGrade() {
        Classification usual = classify(column("f", null, mixed(10, n -> "说" + n, 0, ClassifierTest::id)), 100);
        assertThat(usual.grade()).isEqualTo(Grade.GENERAL_2);
        assertThat(usual.reason()).isEqualTo(new Reason("grade-usual", Map.of()));
        Classification guess =
                classify(column("f7", null, mixed(19, ClassifierTest::name, 0, ClassifierTest::name)), 100);
        assertThat(guess.best()).isPresent();
        assertThat(guess.reason().code()).isEqualTo("grade-usual");
        assertThat(guess.personal()).isNull();
    }

    @Test
    void theReasonOfAGradeNamesTypeCategoryAndRows() {
        Classification identity =
                classify(column("sfzh", null, mixed(10, ClassifierTest::id, 0, ClassifierTest::id)), 99_999);
        assertThat(identity.grade()).isEqualTo(Grade.GENERAL_4);
        assertThat(identity.sensitive()).isTrue();
        assertThat(identity.personal()).isEqualTo("identity");
        assertThat(identity.reason())
                .isEqualTo(new Reason(
                        "grade-sensitive", Map.of("type", "resident-id", "category", "identity", "rows", "99999")));
        Classification name =
                classify(column("xm", null, mixed(10, ClassifierTest::name, 0, ClassifierTest::name)), 99_999);
        assertThat(name.grade()).isEqualTo(Grade.GENERAL_2);
        assertThat(name.sensitive()).isFalse();
        assertThat(name.reason().code()).isEqualTo("grade-personal");
        Classification mass =
                classify(column("xm", null, mixed(10, ClassifierTest::name, 0, ClassifierTest::name)), 100_000);
        assertThat(mass.grade()).isEqualTo(Grade.GENERAL_4);
        assertThat(mass.reason())
                .isEqualTo(
                        new Reason("grade-mass", Map.of("type", "person-name", "category", "basic", "rows", "100000")));
        Classification firm = classify(
                column("tyshxydm", null, List.of("91350100M000100Y43", "11441200007000011D", "52441202007000046M")),
                2_000_000);
        assertThat(firm.grade()).isEqualTo(Grade.GENERAL_1);
        assertThat(firm.personal()).isNull();
        assertThat(firm.reason().code()).isEqualTo("grade-type");
    }

    @Test
    void aTypeIsFoundOnceAndThreeAtMostTheMostCertainFirst() {
        Classification found =
                classify(column("f", "银行卡号", mixed(10, n -> "4111111111111111", 0, ClassifierTest::id)), 100);
        assertThat(found.findings()).extracting(Finding::type).doesNotHaveDuplicates();
        assertThat(found.findings()).hasSizeLessThanOrEqualTo(3);
        assertThat(found.findings()).isSortedAccordingTo((a, b) -> Double.compare(b.confidence(), a.confidence()));
        assertThat(found.best().orElseThrow().type()).isEqualTo(DataType.BANK_CARD);
        Classification empty = classify(column("phone", "电话", List.of()), 100);
        assertThat(empty.findings()).hasSizeBetween(2, 3);
    }

    @Test
    void whatASpreadsheetRoundedAndTestValuesAreEvidenceWithTheirRows() {
        Finding found = best(values(
                "sfzh", value(id(1), 50), value(id(2), 20), value("4.41202E+17", 20), value("111111111111111111", 10)));
        assertThat(found).isNotNull();
        assertThat(found.evidence())
                .containsExactly(
                        new Reason("checksum", Map.of("percent", "50", "values", "4")),
                        new Reason("wrong", Map.of("percent", "50")),
                        new Reason("name", Map.of("word", "sfzh")),
                        new Reason("spreadsheet", Map.of("percent", "20")),
                        new Reason("test-values", Map.of("rows", "10", "word", "111111111111111111")));
        Finding names = best(values("xm", value("陈志明", 5), value("张三", 4), value("李四", 3)));
        assertThat(names).isNotNull();
        assertThat(names.evidence()).contains(new Reason("test-values", Map.of("rows", "7", "word", "张三")));
        assertThat(Classifier.isTestValue("张三")).isTrue();
        assertThat(Classifier.isTestValue("１３８００００００００")).isTrue();
        assertThat(Classifier.isTestValue("陈志明")).isFalse();
    }

    /// A level of education belongs to a person only beside something that does.
    @Test
    void aPersonMakesTheOtherColumnsPersonal() {
        var schooling = values("xl", value("本科", 50), value("高中", 50));
        var name = column("xm", null, mixed(10, ClassifierTest::name, 0, ClassifierTest::name));
        var firm = column("tyshxydm", null, List.of("91350100M000100Y43", "11441200007000011D"));
        List<Classification> alone = CLASSIFIER.classify(new TableSample("t", null, 100, List.of(schooling, firm)));
        assertThat(alone.getFirst().reason()).isEqualTo(new Reason("grade-nobody", Map.of("type", "education")));
        assertThat(alone.getFirst().personal()).isNull();
        assertThat(alone.getFirst().grade()).isEqualTo(Grade.GENERAL_2);
        assertThat(alone.getFirst().best().orElseThrow().type()).isEqualTo(DataType.EDUCATION);
        assertThat(alone.getLast().reason().code()).isEqualTo("grade-type");
        List<Classification> beside = CLASSIFIER.classify(new TableSample("t", null, 100, List.of(schooling, name)));
        assertThat(beside.getFirst().personal()).isEqualTo("education-work");
        assertThat(beside).extracting(Classification::column).containsExactly("xl", "xm");
    }

    static List<DataType> delivered() {
        return DataType.delivered();
    }

    @ParameterizedTest
    @MethodSource("delivered")
    void everyTypeHasItsTextsAndItsGrade(DataType type) {
        assertThat(CensusTexts.in(Locale.ENGLISH).type(type)).isNotBlank().doesNotContainPattern("\\p{IsHan}");
        assertThat(CensusTexts.in(Locale.SIMPLIFIED_CHINESE).type(type)).isNotBlank();
        assertThat(DataType.find(type.word())).contains(type);
        KnownTypes.Rule rule = KnownTypes.DELIVERED.forType(type);
        if (rule.sensitive()) {
            assertThat(rule.grade()).isGreaterThanOrEqualTo(Grade.GENERAL_4);
            assertThat(rule.category()).isNotNull();
        }
        if (rule.category() != null) {
            assertThat(CensusTexts.in(Locale.ENGLISH).category(rule.category())).isNotBlank();
        }
    }

    @Test
    void sentencesHaveTheirFactsInTheReadersLanguage() {
        CensusTexts english = CensusTexts.in(Locale.UK);
        CensusTexts chinese = CensusTexts.in(Locale.FRENCH);
        Reason personal = new Reason("grade-personal", Map.of("type", "mobile", "category", "contact", "rows", "7"));
        assertThat(english.reason(personal))
                .isEqualTo("recognised as " + english.type(DataType.MOBILE) + ", personal information ("
                        + english.category("contact") + ")");
        assertThat(chinese.reason(personal))
                .contains(chinese.type(DataType.MOBILE))
                .doesNotContain("{");
        assertThat(english.reason(new Reason("grade-type", Map.of("type", "region", "category", "", "rows", "7"))))
                .isEqualTo("recognised as " + english.type(DataType.REGION) + ", which is not personal information");
        assertThat(english.reason(new Reason("wrong", Map.of("percent", "5"))))
                .isEqualTo("another 5% look like it but fail the check");
        assertThat(english.note("hidden-rows", Map.of("rows", "3"))).isEqualTo("3 hidden rows were also read");
        assertThat(english.note("hidden-sheet", Map.of())).isEqualTo("this sheet is hidden");
        assertThat(english.defect("lost-digits", 4)).startsWith("4 values are long numbers");
        assertThat(english.form("percent")).isEqualTo("percent");
        assertThat(english.format("api")).isEqualTo("API");
        assertThat(english.unread("TIMED_OUT")).startsWith("timed out");
        assertThat(english.reject("NO_JSON")).isEqualTo("not a JSON object");
        assertThat(english.reject("what an older version stored")).isEqualTo("what an older version stored");
        assertThat(english.grade(Grade.CORE)).isNotBlank();
        assertThatThrownBy(() -> english.form("no-such-form")).hasMessageContaining("form.no-such-form");
    }

    @Test
    void gradesHaveWordsLevelsAndAnOrder() {
        for (Grade grade : Grade.values()) {
            assertThat(Grade.of(grade.word())).isEqualTo(grade);
        }
        assertThat(Grade.GENERAL_2.word()).isEqualTo("general-2");
        assertThatThrownBy(() -> Grade.of("general_2"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("general_2");
        assertThat(Grade.general(1)).isEqualTo(Grade.GENERAL_1);
        assertThat(Grade.general(4)).isEqualTo(Grade.GENERAL_4);
        assertThat(Grade.GENERAL_3.orHigher(Grade.GENERAL_2)).isEqualTo(Grade.GENERAL_3);
        assertThat(Grade.GENERAL_3.orHigher(Grade.CORE)).isEqualTo(Grade.CORE);
    }

    private static String id(int n) {
        String digits = "44120219050101%03d".formatted(n);
        return digits + ResidentId.check(digits);
    }

    private static String name(int n) {
        return "" + "王李张刘陈杨黄赵吴周".charAt(n % 10) + "志秀伟".charAt(n / 10 % 3) + "明";
    }

    private static String mistyped(int n) {
        String id = id(n);
        char check = id.charAt(17);
        return id.substring(0, 17) + (check == '0' ? '1' : '0');
    }

    /// Values of two kinds, all different.
    private static List<String> mixed(int first, IntFunction<String> one, int second, IntFunction<String> other) {
        List<String> values = new ArrayList<>();
        IntStream.range(0, first).forEach(n -> values.add(one.apply(n)));
        IntStream.range(0, second).forEach(n -> values.add(other.apply(n + 100)));
        return values;
    }

    private static TableSample.Value value(String text, long count) {
        return new TableSample.Value(text, count);
    }

    private static TableSample.ColumnSample values(String name, TableSample.Value... values) {
        return new TableSample.ColumnSample(name, null, "text", 100, 0, List.of(values));
    }

    private static TableSample.ColumnSample column(String name, @Nullable String comment, List<String> values) {
        return new TableSample.ColumnSample(
                name,
                comment,
                "text",
                values.size(),
                0,
                values.stream().map(text -> value(text, 1)).toList());
    }

    private static @Nullable Finding best(TableSample.ColumnSample column) {
        return classify(column, 1000).best().orElse(null);
    }

    private static Classification classify(TableSample.ColumnSample column, long rows) {
        return CLASSIFIER
                .classify(new TableSample("t", null, rows, List.of(column)))
                .getFirst();
    }
}
