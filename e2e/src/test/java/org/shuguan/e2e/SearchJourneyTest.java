package org.shuguan.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A steward searches the catalog, saves the search, and gets a notice of what is published later.
@ExtendWith(Shared.class)
class SearchJourneyTest {
    private static final String CREATE = """
            const unit = (await call('GET', '/api/session')).roles.find((held) => held.role === 'data-steward').unit.code
            const made = await call('POST', '/api/catalog/entries', { unit, content: {
              title: argument.title, summary: argument.title + '的基本情况', formatCategory: 'database', formatType: 'postgresql',
              sharingType: 'conditional', sharingCondition: '按职责使用', sharingMode: 'table', openingType: 'not-open',
              updateCycle: 'daily', theme: '3', grade: 'general-2', relatedCodes: [],
              items: argument.items.map((name) => ({ name, type: 'C', lengthBytes: 50, key: false, grade: 'general-2' })) } })
            const answer = await fetch(`/api/catalog/entries/${made.entry}/versions/1/submit`, { method: 'POST',
              headers: { 'X-XSRF-TOKEN': token() } })
            if (!answer.ok) throw new Error(await answer.text())
            return made.entry
            """;
    private static final String DECIDE =
            "return (await call('POST', `/api/catalog/entries/${argument.entry}/versions/1/${argument.what}`, {})).version.state";

    private static City city;
    private static Browser browser;

    @BeforeAll
    static void open(City shared, Browser visit) {
        city = shared;
        browser = visit;
        publish("社会保险待遇发放明细", "姓名", "公民身份号码", "发放金额", "银行卡号");
        publish("社会保险个人权益记录", "姓名", "公民身份号码", "累计缴费月数");
    }

    @Test
    void aStewardNarrowsASearchSavesItAndGetsANotice() {
        try (Desk seeker = desk(false).signIn("gaj.steward")) {
            seeker.open("/office/catalog");
            Locator ask = seeker.page().locator("#ask");
            ask.pressSequentially("shbx");
            Locator choices = seeker.page().locator("#ask-choices [role=option]");
            assertThat(choices.first()).containsText("社会保险");
            ask.press("ArrowDown");
            seeker.look("suggestions-zh");
            ask.press("Enter");
            assertThat(ask).hasValue("社会保险 ");
            seeker.sees("社会保险").page().locator("aside label", has("市人社局")).click();
            assertThat(hits(seeker, "社会保险待遇发放明细")).hasCount(1);
            assertThat(hits(seeker, "社会保险个人权益记录")).hasCount(1);
            // The click on the facet took the focus: without End the driver would type at the start of the text.
            ask.press("End");
            ask.pressSequentially("-待遇");
            assertThat(ask).hasValue("社会保险 -待遇");
            ask.press("Enter");
            assertThat(hits(seeker, "社会保险待遇发放明细")).hasCount(0);
            assertThat(hits(seeker, "社会保险个人权益记录")).hasCount(1);
            seeker.look("search-narrowed-zh");
            seeker.press("保存这个搜索").fill("name", "社保新目录").confirm("保存").sees("已保存，有新发布时通知您。");
            publish("社会保险参保登记事项", "公民身份号码", "登记日期");
            publish("社会保险待遇核定结果", "公民身份号码", "核定日期");
            seeker.open("/office/notices")
                    .sees("您保存的搜索“社保新目录”有新发布的目录：社会保险参保登记事项")
                    .look("notice-of-search-zh");
            assertThat(seeker.page().getByText("社会保险待遇核定结果")).hasCount(0);
            seeker.open("/office/saved-searches").sees("社保新目录").look("saved-searches-zh");
            seeker.press("暂停：社保新目录").sees("已暂停");
            seeker.open("/office/catalog?q=item:身份证号 item:银行账号").sees("社会保险待遇发放明细");
            assertThat(hits(seeker, "社会保险个人权益记录")).hasCount(0);
            seeker.follow("社会保险待遇发放明细").sees("相关数据资源");
            assertThat(seeker.page().getByRole(AriaRole.REGION, named("相关数据资源")))
                    .containsText("社会保险个人权益记录");
            seeker.look("related-zh");
        }
        try (Desk bureau = desk(false).signIn("bureau")) {
            bureau.open("/office/synonyms")
                    .fill("words", "五险, 社会保险")
                    .press("新增")
                    .sees("已新增。");
            bureau.look("synonyms-zh").open("/office/catalog?q=五险").sees("社会保险个人权益记录");
        }
        try (Desk phone = new Desk(browser, city.address(), false, 390).signIn("gaj.steward")) {
            phone.open("/office/catalog?q=社会保俭").sees("没有完全一致的结果").look("search-phone-zh");
        }
    }

    @Test
    void aSearchIsSavedInEnglish() {
        try (Desk seeker = desk(true).signIn("jyj.steward")) {
            seeker.open("/office/catalog?q=social insurance").sees("社会保险个人权益记录").look("search-en");
            seeker.press("Save this search")
                    .fill("name", "Insurance")
                    .confirm("Save")
                    .sees("Saved. You will get a notice");
            seeker.open("/office/saved-searches")
                    .heads("Saved searches")
                    .sees("Insurance")
                    .look("saved-searches-en");
        }
    }

    private static void publish(String title, String... items) {
        Object entry;
        try (Desk steward = desk(false).signIn("rsj.steward")) {
            entry = steward.runs(CREATE, Map.of("title", title, "items", List.of(items)));
        }
        try (Desk cdo = desk(false).signIn("rsj.cdo")) {
            cdo.runs(DECIDE, Map.of("entry", entry, "what", "sign"));
        }
        try (Desk bureau = desk(false).signIn("bureau")) {
            bureau.runs(DECIDE, Map.of("entry", entry, "what", "publish"));
        }
    }

    private static Locator hits(Desk seeker, String title) {
        return seeker.page().locator("article", has(title));
    }

    private static Page.LocatorOptions has(String text) {
        return new Page.LocatorOptions().setHasText(text);
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static Desk desk(boolean english) {
        return new Desk(browser, city.address(), english, 1440);
    }
}
