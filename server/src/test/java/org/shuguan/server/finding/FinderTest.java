package org.shuguan.server.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shuguan.server.platform.InvalidInput;

class FinderTest {
    private static final String INSURED = "社会保险参保人员信息";
    private static final String PROPERTY = "不动产登记权利人信息";
    private static final String AIR = "空气质量小时数据";
    private static final String FIRMS = "企业登记信息";
    private static final String BANK = "银行网点名录";
    private static Shelf shelf;

    @BeforeAll
    static void fill() {
        shelf = new Shelf()
                .with(INSURED, "参加社会保险人员的基本信息", "公民身份号码", "姓名", "参保状态")
                .with(PROPERTY, "权利人和坐落", "公民身份号码", "坐落", "登记时间")
                .with(AIR, "站点每小时监测", "细颗粒物浓度", "监测时间")
                .with(FIRMS, "登记注册的企业", "统一社会信用代码", "企业名称", "法定代表人姓名")
                .with(BANK, "金融机构网点", "网点名称", "GPS坐标")
                .withDraft("05", "秘密草稿信息", "秘密信息项", "公民身份号码")
                .shown();
    }

    @AfterAll
    static void close() {
        shelf.close();
    }

    @ParameterizedTest
    @CsvSource({
        "社会保险, 社会保险参保人员信息",
        "shbx, 社会保险参保人员信息",
        "shehuibaoxian, 社会保险参保人员信息",
        "yinhang, 银行网点名录",
        "社保, 社会保险参保人员信息",
        "social insurance, 社会保险参保人员信息",
        "社會保險參保人員, 社会保险参保人员信息",
        "社会保俭, 社会保险参保人员信息",
        "社会保参保人员, 社会保险参保人员信息",
        "shehuibaoxan, 社会保险参保人员信息",
        "不动产登己, 不动产登记权利人信息",
        "PM2.5, 空气质量小时数据",
        "ＧＰＳ坐标, 银行网点名录",
        "gps坐标, 银行网点名录",
        "企业dengji, 企业登记信息",
        "动产登, 不动产登记权利人信息",
        "参保人员的身份证号, 社会保险参保人员信息",
        "item:身份证号 item:坐落, 不动产登记权利人信息",
        "信息项：信用代码, 企业登记信息",
        "title:权利人, 不动产登记权利人信息",
        "code:30744104010/000003, 空气质量小时数据"
    })
    void whatPeopleTypeIsFoundFirst(String typed, String title) {
        assertThat(shelf.titles(typed)).first().isEqualTo(title);
    }

    @Test
    void fieldsNarrow() {
        assertThat(shelf.titles("unit:人社局")).hasSize(5);
        assertThat(shelf.titles("unit:公安局")).isEmpty();
        assertThat(shelf.titles("grade:3级")).hasSize(5);
        assertThat(shelf.titles("grade:核心")).isEmpty();
        assertThat(shelf.titles("item:公民身份号码")).containsExactlyInAnyOrder(INSURED, PROPERTY);
        assertThat(shelf.titles("item:\"身份号码\"")).isEmpty();
        assertThat(shelf.titles("title:身份证号")).isEmpty();
    }

    @Test
    void quotedIsToTheLetterAndExcludedIsNotThere() {
        assertThat(shelf.titles("\"社保\"")).isEmpty();
        assertThat(shelf.titles("\"社会保险\"")).containsExactly(INSURED);
        assertThat(shelf.titles("身份证号 -参保")).containsExactly(PROPERTY);
        assertThat(shelf.titles("身份证号 －item:坐落")).containsExactly(INSURED);
        assertThat(shelf.titles("-参保")).doesNotContain(INSURED).hasSize(4);
    }

    /// Else nobody would know why it was found.
    @Test
    void wordsOfTheSourceAreLitThere() {
        try (Shelf other =
                new Shelf().withTable("不动产登记库", "public.gddk", "供地地块信息", "地块编号").shown()) {
            Finder.Hit byItsSource = other.find("不动产登记").hits().getFirst();
            assertThat(byItsSource.title().ranges()).isEmpty();
            assertThat(byItsSource.place()).isEqualTo(new Lit("不动产登记库 · public.gddk", List.of(0, 5)));
            assertThat(other.find("地块").hits().getFirst().place()).isNull();
        }
    }

    @Test
    void aSlipIsOnlyTriedWhereNothingIsFoundToTheLetterAndIsTold() {
        assertThat(shelf.find("社会保俭").reach()).isEqualTo(Reach.SLIPS);
        assertThat(shelf.find("社会保险").reach()).isEqualTo(Reach.AS_ASKED);
        assertThat(shelf.titles("\"社会保俭\"")).isEmpty();
        assertThat(shelf.titles("火星登陆计划")).isEmpty();
    }

    @Test
    void whatSaysNothingFindsNothingAndNothingTypedFindsAll() {
        assertThat(shelf.titles("**")).isEmpty();
        assertThat(shelf.titles("😀")).isEmpty();
        assertThat(shelf.titles("item:")).isEmpty();
        assertThat(shelf.titles(" 　")).hasSize(5).first().isEqualTo(BANK);
    }

    @Test
    void whatOneMayNotSeeIsNeitherListedCountedNorSuggested() {
        Suggestions suggestions = new Suggestions(shelf.finder);
        List<String> itsUnit = List.of("all", "unit:05");
        assertThat(shelf.find("秘密").total()).isZero();
        assertThat(shelf.find("秘密", itsUnit).total()).isEqualTo(1);
        assertThat(shelf.find("身份证号").facets().get("unit")).containsExactly(new Counting.Count("04", 2));
        assertThat(shelf.find("身份证号", itsUnit).facets().get("unit"))
                .containsExactly(new Counting.Count("04", 2), new Counting.Count("05", 1));
        for (String typed : List.of("秘密", "mimi", "mm")) {
            assertThat(suggestions.of(typed, false, 8, Shelf.EVERYBODY)).isEmpty();
            assertThat(suggestions.of(typed, false, 8, itsUnit)).isNotEmpty();
        }
        assertThat(suggestions.of("公民", true, 8, Shelf.EVERYBODY))
                .containsExactly(new Suggestions.Suggestion("公民身份号码", 2));
    }

    @Test
    void namesAreSuggestedBySignsSoundAndInitials() {
        Suggestions suggestions = new Suggestions(shelf.finder);
        for (String typed : List.of("社会", "shehui", "shbx", "社會")) {
            assertThat(suggestions.of(typed, false, 8, Shelf.EVERYBODY))
                    .extracting(Suggestions.Suggestion::text)
                    .contains("社会保险");
        }
        assertThat(suggestions.of("gmsf", true, 8, Shelf.EVERYBODY))
                .extracting(Suggestions.Suggestion::text)
                .containsExactly("公民身份号码");
    }

    @Test
    void facetsCountWhatTheirValuesWouldFind() {
        var narrowed = shelf.finder.find(
                Question.parse(""), Map.of("unit", List.of("03"), "theme", List.of("3")), 1, 20, Shelf.EVERYBODY);
        assertThat(narrowed.total()).isZero();
        assertThat(narrowed.facets().get("unit")).containsExactly(new Counting.Count("04", 5));
        assertThat(narrowed.facets().get("theme")).isEmpty();
    }

    @Test
    void relatedIsWhatSharesItemsAndIsSeen() {
        try (Shelf few = new Shelf()) {
            few.with("甲", "", "公民身份号码", "参保状态", "姓名")
                    .with("乙", "", "公民身份号码", "参保状态")
                    .with("丙", "", "公民身份号码")
                    .withDraft("05", "丁", "公民身份号码", "参保状态")
                    .shown();
            Shown entry = few.find("甲").hits().getFirst().shown();
            assertThat(new Related(few.finder).of(entry, Shelf.EVERYBODY))
                    .singleElement()
                    .satisfies(one -> {
                        assertThat(one.shown().title()).isEqualTo("乙");
                        assertThat(one.items()).containsExactly("公民身份号码", "参保状态");
                        assertThat(one.sameTheme()).isTrue();
                    });
            assertThat(new Related(few.finder).of(entry, List.of("all", "unit:05")))
                    .hasSize(2);
        }
    }

    @Test
    void whatIsAskedForOnePlaceIsShownOfOthersBelowWhereThePlaceHasLittle() {
        try (Shelf places = new Shelf()) {
            places.with("四会市医疗机构名录", "", "机构名称")
                    .with("端州区医疗机构执业登记名录", "", "机构名称")
                    .with("端州区学校名录", "", "学校名称")
                    .shown();
            Finder.Found found = places.find("端州区医疗机构名录");
            assertThat(found.reach()).isEqualTo(Reach.OTHER_PLACES);
            assertThat(places.titles("端州区医疗机构名录")).containsExactly("端州区医疗机构执业登记名录", "四会市医疗机构名录");
            assertThat(places.find("端州区 医疗机构").reach()).isEqualTo(Reach.AS_ASKED);
            assertThat(places.titles("端州区 医疗机构")).containsExactly("端州区医疗机构执业登记名录");
            for (int n = 0; n < 20; n++) {
                places.with("端州区医疗机构第" + n + "批名录", "", "机构名称");
            }
            places.shown();
            assertThat(places.find("端州区医疗机构名录").reach()).isEqualTo(Reach.AS_ASKED);
        }
    }

    @Test
    void theWeakestAnswerOfThePlaceComesBeforeTheBestOfAnother() {
        try (Shelf places = new Shelf()) {
            places.with("不动产登记", "", "坐落")
                    .withOf("11", "便民事项", "包括不动产登记，等等等等等等等等等等等等等等等等等等", "名称")
                    .shown();
            assertThat(places.titles("端州区不动产登记")).containsExactly("便民事项", "不动产登记");
        }
    }

    @Test
    void rareSignsThatTakeTwoCharsAreFoundInLongerNames() {
        try (Shelf rare = new Shelf()) {
            rare.with("石𬭚山街道党群服务中心名录", "", "名称").shown();
            assertThat(rare.titles("石𬭚山街道党群")).hasSize(1);
            assertThat(rare.titles("𬭚山街道党群服务中心")).hasSize(1);
        }
    }

    @Test
    void aCityWithLongSynonymsAsksNoMoreThanAnIndexTakes() {
        List<List<String>> groups = IntStream.range(0, 4)
                .mapToObj(group -> IntStream.range(0, 20)
                        .mapToObj(word -> "甲乙丙丁".charAt(group) + "字".repeat(19 + word) + "号".repeat(20 - word))
                        .toList())
                .toList();
        try (Shelf city = new Shelf(groups)) {
            city.with("名录", "", "名称").shown();
            assertThat(city.titles(groups.stream().map(List::getFirst).collect(Collectors.joining(" "))))
                    .isEmpty();
        }
    }

    @Test
    void anEntryOfThousandsOfItemsHasRelationsToo() {
        String[] items = IntStream.range(0, 2_000).mapToObj(n -> "指标" + n).toArray(String[]::new);
        try (Shelf wide = new Shelf()) {
            wide.with("甲", "", items).with("乙", "", items).shown();
            Shown entry = wide.find("甲").hits().getFirst().shown();
            assertThat(new Related(wide.finder).of(entry, Shelf.EVERYBODY)).hasSize(1);
        }
    }

    @Test
    void foundWordsAreLitInTheReadersOwnSpelling() {
        assertThat(Lit.in("ＡＢ社會保險", List.of("社会", "ab")).ranges()).containsExactly(0, 4);
        assertThat(Lit.in("不动产登记权利人信息", List.of("登记")).ranges()).containsExactly(3, 5);
    }

    @Test
    void tooLongIsRefusedRatherThanCutShort() {
        assertThatThrownBy(() -> Question.parse("社".repeat(10_000))).isInstanceOf(InvalidInput.class);
    }
}
