package org.shuguan.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// One number, one source: the censuses found the same people with the police and in the district, and the city
/// decides who is their source.
@ExtendWith(Shared.class)
class SourceQuestionJourneyTest {
    private static final String POLICE = "流动人口登记信息";
    private static final String DISTRICT = "外来人员台账";
    private static final Pattern A_QUESTION = Pattern.compile(".*/office/authority/[0-9a-f-]{36}");
    /// The demo's censuses and what is made of them come after its start.
    private static final int FIRST_CENSUSES = 600_000;

    private static final String FOUND = """
            const duplicates = await call('GET', '/api/census/duplicates?q=' + argument[0])
            const entries = await Promise.all(argument.map((title) => call('GET', '/api/catalog/search?q=' + title)))
            return duplicates.total > 0 && entries.every(({ items }, i) => items.some((hit) => hit.title.text === argument[i]))
            """;

    private static City city;
    private static Browser browser;

    @BeforeAll
    static void open(City shared, Browser visit) {
        city = shared;
        browser = visit;
    }

    @Test
    void whatTwoUnitsHoldIsProposedHeardAndNamedAndBothEntriesSayWhoIsTheSource() {
        String question = propose();
        try (Desk cdo = desk(false).signIn("gaj.cdo")) {
            cdo.open("/office/todos")
                    .follow(POLICE + " ↔ " + DISTRICT)
                    .heads(POLICE)
                    .press("同意");
            cdo.look("source-agree-zh").confirm("同意").sees("意见已提交。");
        }
        try (Desk cdo = desk(false).signIn("dzq.cdo")) {
            cdo.open("/office/todos")
                    .follow(POLICE + " ↔ " + DISTRICT)
                    .press("不同意")
                    .confirm("不同意")
                    .sees("必填。");
            cdo.look("source-object-empty-zh");
            cdo.fill("comment", "台账另有网格员上门登记的人员").confirm("不同意").sees("意见已提交。");
            entry(cdo, DISTRICT).sees("与市公安局的数据相同，正在认定数源。").lookAtEveryWidth("source-undecided-zh");
        }
        // The bureau asked: somebody else names the source.
        try (Desk executive = desk(false).signIn("executive")) {
            executive.open(question).sees("台账另有网格员上门登记的人员").press("确定数源单位");
            executive.fill("basis", "居住证暂行条例第五条").lookAtEveryWidth("source-naming-zh");
            executive.confirm("确定数源单位").sees("数源单位已确定。").lookAtEveryWidth("source-named-zh");
            executive.open("/office/authority?state=named").sees("市公安局").lookAtEveryWidth("sources-zh");
        }
        bothEntriesSayIt(question);
    }

    /// What the censuses found becomes a question. A sentence without its reason is not taken.
    private static String propose() {
        try (Desk bureau = desk(false).signIn("bureau")) {
            awaitFirstCensuses(bureau);
            bureau.open("/office/authority").heads("一数一源").lookAtEveryWidth("sources-none-zh");
            bureau.page()
                    .getByRole(
                            AriaRole.LINK,
                            new Page.GetByRoleOptions().setName("重复数据").setExact(true))
                    .click();
            bureau.heads("重复数据");
            assertThat(duplicate(bureau)).hasCount(1);
            bureau.lookAtEveryWidth("twins-zh");
            duplicate(bureau)
                    .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("提议数源"))
                    .click();
            bureau.sees("据普查建议由市公安局作为数源单位").lookAtEveryWidth("source-new-zh");
            bureau.press("提交提议").sees("必填。").look("source-new-empty-zh");
            bureau.fill("reason", "流动人口由公安机关登记").press("提交提议").page().waitForURL(A_QUESTION);
            bureau.heads(POLICE).lookAtEveryWidth("source-asked-zh");
            return bureau.page().url().substring(city.address().length());
        }
    }

    /// The row of the two tables.
    private static Locator duplicate(Desk desk) {
        return desk.page()
                .locator("tbody tr", new Page.LocatorOptions().setHasText(POLICE))
                .filter(new Locator.FilterOptions().setHasText(DISTRICT));
    }

    private static void awaitFirstCensuses(Desk desk) {
        desk.page()
                .waitForCondition(
                        () -> Boolean.TRUE.equals(desk.runs(FOUND, List.of(POLICE, DISTRICT))),
                        new Page.WaitForConditionOptions().setTimeout(FIRST_CENSUSES));
    }

    private static void bothEntriesSayIt(String question) {
        try (Desk steward = desk(false).signIn("gaj.steward")) {
            entry(steward, POLICE).sees("本目录是数源，端州区以此为准。").lookAtEveryWidth("source-here-zh");
        }
        try (Desk reader = desk(true).signIn("dzq.steward")) {
            entry(reader, DISTRICT).sees("the source is Public Security Bureau").lookAtEveryWidth("source-there-en");
            Locator says = reader.page()
                    .getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Authoritative sources"));
            assertThat(says).containsText(POLICE);
            says.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Open the question"))
                    .click();
            reader.heads(POLICE).sees("居住证暂行条例第五条").lookAtEveryWidth("source-named-en");
            reader.open("/office/census/duplicates").heads("Duplicate data").lookAtEveryWidth("twins-en");
            duplicate(reader)
                    .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Propose a source"))
                    .click();
            reader.sees("has been asked for already").lookAtEveryWidth("source-known-en");
            reader.open("/office/authority").heads("Authoritative sources");
            assertThat(reader.page().locator("tbody tr", new Page.LocatorOptions().setHasText(POLICE)))
                    .containsText("named");
            reader.lookAtEveryWidth("sources-en");
        }
        try (Desk stranger = desk(false).signIn("swj.steward")) {
            stranger.open(question).sees("没有这项内容，或您无权查看。");
        }
    }

    private static Desk entry(Desk desk, String title) {
        return desk.open("/office/catalog?q=" + title).follow(title);
    }

    private static Desk desk(boolean english) {
        return new Desk(browser, city.address(), english, 1440);
    }
}
