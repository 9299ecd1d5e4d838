package org.shuguan.server.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/// Properties of every query: it gets an answer, and each added clause can only reduce the result.
class SearchQueryPropertiesTest {
    private static SampleIndex sample;

    @BeforeContainer
    static void fill() {
        sample = new SampleIndex()
                .with("社会保险参保人员信息", "参加社会保险人员", "公民身份号码", "姓名", "参保状态")
                .with("社会救助对象", "低保与特困", "公民身份号码", "姓名", "救助类别")
                .with("企业登记信息", "登记注册的企业", "统一社会信用代码", "企业名称")
                .with("空气质量 PM2.5 数据", "hourly air quality", "监测时间", "pm25 value")
                .with("不动产登记", "权利人", "坐落", "登记时间")
                .refreshed();
    }

    @AfterContainer
    static void close() {
        sample.close();
    }

    @Provide
    Arbitrary<String> words() {
        return Arbitraries.of(
                "社会",
                "社会保险",
                "社保",
                "身份证号",
                "登记",
                "企业",
                "信息",
                "shbx",
                "pm",
                "PM2.5",
                "air",
                "social insurance",
                "人员",
                "姓名",
                "人员",
                "社會",
                "item:姓名",
                "title:登记",
                "unit:人社局",
                "数据",
                "参保人员信息",
                "社会救助对象身份证号",
                "市人社局参保人员");
    }

    @Provide
    Arbitrary<String> anyText() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(120),
                Arbitraries.of(
                                "\"",
                                "-",
                                "－",
                                "**",
                                "item:",
                                "title:\"",
                                "：",
                                "社",
                                "社会保险",
                                "\u202E",
                                "\u200F-",
                                "😀",
                                "𠮷",
                                "\uD800",
                                "(",
                                ")",
                                "\\",
                                "AND",
                                "~",
                                "^",
                                " ",
                                "　",
                                "a",
                                "grade:",
                                "unit:",
                                "shbx")
                        .list()
                        .ofMaxSize(30)
                        .map(parts -> String.join("", parts))
                        .filter(text -> text.length() <= SearchQuery.MAX_LENGTH));
    }

    @Property(tries = 20_000)
    @Tag("deep")
    void everyOneOfVeryManyTextsIsAnswered(@ForAll("anyText") String typed) {
        everyTextIsAnswered(typed);
    }

    @Property(tries = 400)
    void everyTextIsAnswered(@ForAll("anyText") String typed) {
        EntrySearch.SearchResult found = sample.find(typed);
        assertThat(found.total()).isBetween(0L, 5L);
        assertThat(found.hits()).hasSize((int) found.total());
        assertThat(SearchQuery.parse(SearchQuery.parse(typed).toString())
                        .clauses()
                        .size())
                .isGreaterThanOrEqualTo(0);
        new Suggestions(sample.search).of(typed, false, 8, VisibilityQuery.EVERYBODY);
    }

    @Property(tries = 300)
    void aFurtherClauseOnlyNarrows(@ForAll("words") String one, @ForAll("words") String other) {
        Set<UUID> both = withoutRelaxation(one + " \"" + other.replaceAll(".*:", "") + "\"");
        assertThat(withoutRelaxation(one)).containsAll(both);
        Set<UUID> two = withoutRelaxation(one + " " + other.replaceAll(".*:", "title:"));
        assertThat(withoutRelaxation(one)).containsAll(two);
    }

    @Property(tries = 200)
    void quotingOnlyNarrows(@ForAll("words") String word) {
        String plain = word.replaceAll(".*:", "");
        assertThat(withoutRelaxation(plain)).containsAll(withoutRelaxation("\"" + plain + "\""));
        assertThat(withoutRelaxation("item:" + plain)).containsAll(withoutRelaxation("item:\"" + plain + "\""));
    }

    @Property(tries = 300)
    void anExcludedClauseLeavesExactlyTheOthers(@ForAll("words") String one, @ForAll("words") String other) {
        String plain = other.replaceAll(".*:", "");
        Set<UUID> all = withoutRelaxation(one);
        Set<UUID> without = withoutRelaxation(one + " -\"" + plain + "\"");
        Set<UUID> with = withoutRelaxation(one + " \"" + plain + "\"");
        Set<UUID> together = new HashSet<>(without);
        together.addAll(with);
        assertThat(without).doesNotContainAnyElementsOf(with.isEmpty() ? Set.of(new UUID(9, 9)) : with);
        assertThat(together).isEqualTo(all);
    }

    /// The matches of the query without relaxation.
    private static Set<UUID> withoutRelaxation(String typed) {
        EntrySearch.SearchResult found = sample.find(typed);
        assertThat(found.hits()).hasSize((int) found.total());
        return found.relaxation() != Relaxation.NONE
                ? Set.of()
                : found.hits().stream().map(hit -> hit.version().entry()).collect(Collectors.toSet());
    }
}
