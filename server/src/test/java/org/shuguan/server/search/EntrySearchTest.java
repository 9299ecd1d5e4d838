package org.shuguan.server.search;

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

class EntrySearchTest {
    private static final String INSURED = "社会保险参保人员信息";
    private static final String PROPERTY = "不动产登记权利人信息";
    private static final String AIR = "空气质量小时数据";
    private static final String FIRMS = "企业登记信息";
    private static final String BANK = "银行网点名录";
    private static final List<String> READER_OF_THE_UNIT = List.of("all", "unit:05");
    private static SampleIndex sample;

    @BeforeAll
    static void fill() {
        sample = new SampleIndex()
                .with(INSURED, "参加社会保险人员的基本信息", "公民身份号码", "姓名", "参保状态")
                .with(PROPERTY, "权利人和坐落", "公民身份号码", "坐落", "登记时间")
                .with(AIR, "站点每小时监测", "细颗粒物浓度", "监测时间")
                .with(FIRMS, "登记注册的企业", "统一社会信用代码", "企业名称", "法定代表人姓名")
                .with(BANK, "金融机构网点", "网点名称", "GPS坐标")
                .withDraft("05", "秘密草稿信息", "秘密信息项", "公民身份号码")
                .refreshed();
    }

    @AfterAll
    static void close() {
        sample.close();
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
    void theBestMatchIsFirst(String typed, String title) {
        assertThat(sample.titles(typed)).first().isEqualTo(title);
    }

    @Test
    void aFieldRestrictsAClause() {
        assertThat(sample.titles("unit:人社局")).hasSize(5);
        assertThat(sample.titles("unit:公安局")).isEmpty();
        assertThat(sample.titles("grade:3级")).hasSize(5);
        assertThat(sample.titles("grade:核心")).isEmpty();
        assertThat(sample.titles("item:公民身份号码")).containsExactlyInAnyOrder(INSURED, PROPERTY);
        assertThat(sample.titles("item:\"身份号码\"")).isEmpty();
        assertThat(sample.titles("title:身份证号")).isEmpty();
    }

    @Test
    void aQuotedClauseMatchesOnlyItsTextAndAnExcludedOneMustNotMatch() {
        assertThat(sample.titles("\"社保\"")).isEmpty();
        assertThat(sample.titles("\"社会保险\"")).containsExactly(INSURED);
        assertThat(sample.titles("身份证号 -参保")).containsExactly(PROPERTY);
        assertThat(sample.titles("身份证号 －item:坐落")).containsExactly(INSURED);
        assertThat(sample.titles("-参保")).doesNotContain(INSURED).hasSize(4);
    }

    /// Otherwise a reader could not see why the entry was found.
    @Test
    void aMatchInTheSourceOfTheDataIsHighlighted() {
        try (SampleIndex other = new SampleIndex()
                .withTable("不动产登记库", "public.gddk", "供地地块信息", "地块编号")
                .refreshed()) {
            EntrySearch.Hit bySource = other.find("不动产登记").hits().getFirst();
            assertThat(bySource.title().ranges()).isEmpty();
            assertThat(bySource.place()).isEqualTo(new HighlightedText("不动产登记库 · public.gddk", List.of(0, 5)));
            assertThat(other.find("地块").hits().getFirst().place()).isNull();
        }
    }

    @Test
    void mistakesAreToleratedOnlyIfNothingMatchesAsTyped() {
        assertThat(sample.find("社会保俭").relaxation()).isEqualTo(Relaxation.FUZZY);
        assertThat(sample.find("社会保险").relaxation()).isEqualTo(Relaxation.NONE);
        assertThat(sample.titles("\"社会保俭\"")).isEmpty();
        assertThat(sample.titles("火星登陆计划")).isEmpty();
    }

    @Test
    void aQueryOfPunctuationFindsNothingAndABlankOneFindsAll() {
        assertThat(sample.titles("**")).isEmpty();
        assertThat(sample.titles("😀")).isEmpty();
        assertThat(sample.titles("item:")).isEmpty();
        assertThat(sample.titles(" 　")).hasSize(5).first().isEqualTo(BANK);
    }

    @Test
    void whatAReaderMayNotSeeIsNeitherListedNorCountedNorSuggested() {
        Suggestions suggestions = new Suggestions(sample.search);
        assertThat(sample.find("秘密").total()).isZero();
        assertThat(sample.find("秘密", READER_OF_THE_UNIT).total()).isEqualTo(1);
        assertThat(sample.find("身份证号").facets().get("unit")).containsExactly(new FacetCounter.FacetCount("04", 2));
        assertThat(sample.find("身份证号", READER_OF_THE_UNIT).facets().get("unit"))
                .containsExactly(new FacetCounter.FacetCount("04", 2), new FacetCounter.FacetCount("05", 1));
        for (String typed : List.of("秘密", "mimi", "mm")) {
            assertThat(suggestions.of(typed, false, 8, VisibilityQuery.EVERYBODY))
                    .isEmpty();
            assertThat(suggestions.of(typed, false, 8, READER_OF_THE_UNIT)).isNotEmpty();
        }
        assertThat(suggestions.of("公民", true, 8, VisibilityQuery.EVERYBODY))
                .containsExactly(new Suggestions.Suggestion("公民身份号码", 2));
    }

    @Test
    void namesAreSuggestedByCharactersPinyinAndInitials() {
        Suggestions suggestions = new Suggestions(sample.search);
        for (String typed : List.of("社会", "shehui", "shbx", "社會")) {
            assertThat(suggestions.of(typed, false, 8, VisibilityQuery.EVERYBODY))
                    .extracting(Suggestions.Suggestion::text)
                    .contains("社会保险");
        }
        assertThat(suggestions.of("gmsf", true, 8, VisibilityQuery.EVERYBODY))
                .extracting(Suggestions.Suggestion::text)
                .containsExactly("公民身份号码");
    }

    @Test
    void aFacetCountsWhatEachOfItsValuesWouldFind() {
        var filtered = sample.search.search(
                SearchQuery.parse(""),
                Map.of("unit", List.of("03"), "theme", List.of("3")),
                1,
                20,
                VisibilityQuery.EVERYBODY);
        assertThat(filtered.total()).isZero();
        assertThat(filtered.facets().get("unit")).containsExactly(new FacetCounter.FacetCount("04", 5));
        assertThat(filtered.facets().get("theme")).isEmpty();
    }

    @Test
    void entriesThatShareItemsAreRelatedWhereTheReaderMaySeeThem() {
        try (SampleIndex few = new SampleIndex()) {
            few.with("甲", "", "公民身份号码", "参保状态", "姓名")
                    .with("乙", "", "公民身份号码", "参保状态")
                    .with("丙", "", "公民身份号码")
                    .withDraft("05", "丁", "公民身份号码", "参保状态")
                    .refreshed();
            IndexedVersion version = few.find("甲").hits().getFirst().version();
            assertThat(new RelatedEntries(few.search).of(version, VisibilityQuery.EVERYBODY))
                    .singleElement()
                    .satisfies(one -> {
                        assertThat(one.version().title()).isEqualTo("乙");
                        assertThat(one.items()).containsExactly("公民身份号码", "参保状态");
                        assertThat(one.sameTheme()).isTrue();
                    });
            assertThat(new RelatedEntries(few.search).of(version, READER_OF_THE_UNIT))
                    .hasSize(2);
        }
    }

    @Test
    void whereAPlaceHasFewMatchesThoseOfOtherPlacesFollow() {
        try (SampleIndex places = new SampleIndex()) {
            places.with("四会市医疗机构名录", "", "机构名称")
                    .with("端州区医疗机构执业登记名录", "", "机构名称")
                    .with("端州区学校名录", "", "学校名称")
                    .refreshed();
            EntrySearch.SearchResult found = places.find("端州区医疗机构名录");
            assertThat(found.relaxation()).isEqualTo(Relaxation.OTHER_PLACES);
            assertThat(places.titles("端州区医疗机构名录")).containsExactly("端州区医疗机构执业登记名录", "四会市医疗机构名录");
            assertThat(places.find("端州区 医疗机构").relaxation()).isEqualTo(Relaxation.NONE);
            assertThat(places.titles("端州区 医疗机构")).containsExactly("端州区医疗机构执业登记名录");
            for (int n = 0; n < 20; n++) {
                places.with("端州区医疗机构第" + n + "批名录", "", "机构名称");
            }
            places.refreshed();
            assertThat(places.find("端州区医疗机构名录").relaxation()).isEqualTo(Relaxation.NONE);
        }
    }

    @Test
    void theWeakestMatchOfThePlaceRanksBeforeTheBestOfAnother() {
        try (SampleIndex places = new SampleIndex()) {
            places.with("不动产登记", "", "坐落")
                    .withUnits("11", "便民事项", "包括不动产登记，等等等等等等等等等等等等等等等等等等", "名称")
                    .refreshed();
            assertThat(places.titles("端州区不动产登记")).containsExactly("便民事项", "不动产登记");
        }
    }

    @Test
    void charactersOutsideTheBasicPlaneAreFoundWithinLongerNames() {
        try (SampleIndex rare = new SampleIndex()) {
            rare.with("石𬭚山街道党群服务中心名录", "", "名称").refreshed();
            assertThat(rare.titles("石𬭚山街道党群")).hasSize(1);
            assertThat(rare.titles("𬭚山街道党群服务中心")).hasSize(1);
        }
    }

    @Test
    void aQueryOfManyLongSynonymsStaysWithinLucenesLimitOfClauses() {
        List<List<String>> groups = IntStream.range(0, 4)
                .mapToObj(group -> IntStream.range(0, 20)
                        .mapToObj(word -> "甲乙丙丁".charAt(group) + "字".repeat(19 + word) + "号".repeat(20 - word))
                        .toList())
                .toList();
        try (SampleIndex city = new SampleIndex(groups)) {
            city.with("名录", "", "名称").refreshed();
            assertThat(city.titles(groups.stream().map(List::getFirst).collect(Collectors.joining(" "))))
                    .isEmpty();
        }
    }

    @Test
    void anEntryOfThousandsOfItemsHasRelatedEntries() {
        String[] items = IntStream.range(0, 2_000).mapToObj(n -> "指标" + n).toArray(String[]::new);
        try (SampleIndex wide = new SampleIndex()) {
            wide.with("甲", "", items).with("乙", "", items).refreshed();
            IndexedVersion version = wide.find("甲").hits().getFirst().version();
            assertThat(new RelatedEntries(wide.search).of(version, VisibilityQuery.EVERYBODY))
                    .hasSize(1);
        }
    }

    @Test
    void matchesAreHighlightedInTheOriginalSpelling() {
        assertThat(HighlightedText.of("ＡＢ社會保險", List.of("社会", "ab")).ranges()).containsExactly(0, 4);
        assertThat(HighlightedText.of("不动产登记权利人信息", List.of("登记")).ranges()).containsExactly(3, 5);
    }

    @Test
    void aQueryThatIsTooLongIsRefused() {
        assertThatThrownBy(() -> SearchQuery.parse("社".repeat(10_000))).isInstanceOf(InvalidInput.class);
    }
}
