package org.shuguan.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Decisions without the page of each case: a CDO on a phone, reminded by the steward, decides in three taps and asks
/// a question; the bureau decides several at once, of which one was decided meanwhile.
@ExtendWith(Shared.class)
class ReviewJourneyTest {
    private static final String SUBMIT = """
            const session = await call('GET', '/api/session')
            const unit = session.roles.find((held) => held.role === 'data-steward').unit.code
            const ids = []
            for (const title of argument) {
              const content = { title, summary: '各学校的名称和地址', formatCategory: 'database',
                formatType: 'postgresql', sharingType: 'conditional', sharingCondition: '资格核对',
                sharingMode: 'table', openingType: 'not-open', updateCycle: 'monthly', theme: '16',
                grade: 'general-2', items: [{ name: '学校名称', physicalName: 'xxmc', type: 'C',
                  lengthBytes: 60, key: false, grade: 'general-2' }] }
              const { entry } = await call('POST', '/api/catalog/entries', { unit, content })
              await call('POST', `/api/catalog/entries/${entry}/versions/1/submit`)
              ids.push(entry)
            }
            return ids
            """;

    private static final String DECIDE = """
            for (const entry of argument.entries)
              await call('POST', `/api/catalog/entries/${entry}/versions/1/${argument.outcome}`,
                { comment: '已核对' })
            return argument.entries.length
            """;

    private static final String TELLS = """
            for (let i = 0; i < 240; i++) {
              const { items } = await call('GET', '/api/notices?size=100')
              if (items.some((one) => JSON.stringify(one).includes(argument))) return true
              await new Promise((done) => setTimeout(done, 250))
            }
            return false
            """;

    private static City city;
    private static Browser browser;

    @BeforeAll
    static void open(City shared, Browser visit) {
        city = shared;
        browser = visit;
    }

    @Test
    void aCdoIsRemindedAndDecidesOnThePhoneInThreeTaps() {
        String title = "待催办的学校名录";
        String asked = "要问一问的学校名录";
        try (Desk steward = desk(1440).signIn("jyj.steward")) {
            List<?> entries = (List<?>) steward.runs(SUBMIT, List.of(title, asked));
            steward.open("/office/catalog/" + entries.getFirst()).heads(title).press("催办");
            steward.sees("已通知办理人。").sees("催办").look("review-reminded-zh");
        }
        try (Desk cdo = desk(390).signIn("jyj.cdo")) {
            Assertions.assertThat(cdo.runs(TELLS, title)).isEqualTo(true);
            cdo.open("/office/notices");
            // One: open. Two: choose. Three: confirm.
            cdo.page()
                    .getByRole(AriaRole.LINK)
                    .filter(new Locator.FilterOptions().setHasText(title))
                    .filter(new Locator.FilterOptions().setHasText("催办"))
                    .first()
                    .click();
            cdo.heads(title).sees("尚未发布过").look("review-card-zh-390");
            cdo.press("签发");
            cdo.confirm("签发").sees(title + "：签发。").look("review-decided-zh-390");

            cdo.open("/office/todos?q=" + asked).look("review-todos-zh-390");
            cdo.follow("审核“" + asked + "”").heads(asked).press("询问提交人");
            cdo.page().getByRole(AriaRole.DIALOG).getByRole(AriaRole.TEXTBOX).fill("为什么不予开放？");
            cdo.confirm("询问提交人").sees("已询问提交人。").sees("尚未答复");
        }
        try (Desk steward = desk(1440).signIn("jyj.steward")) {
            Assertions.assertThat(steward.runs(TELLS, asked)).isEqualTo(true);
            steward.open("/office/notices");
            steward.page()
                    .getByRole(AriaRole.LINK)
                    .filter(new Locator.FilterOptions().setHasText("询问您提交的“" + asked))
                    .first()
                    .click();
            steward.sees("为什么不予开放？").lookAtEveryWidth("review-question-zh");
            steward.fill("answer", "含学生个人信息。").press("提交答复").sees("已答复，并通知询问人。");
        }
        try (Desk cdo = desk(390).signIn("jyj.cdo")) {
            cdo.open("/office/reviews?q=" + asked).press(asked).sees("含学生个人信息。");
            cdo.lookAtEveryWidth("review-open-zh");
            cdo.press("退回").confirm("退回").sees("请");
            cdo.page().getByRole(AriaRole.DIALOG).getByRole(AriaRole.TEXTBOX).fill("请写明依据");
            cdo.confirm("退回").sees(asked + "：退回。");
        }
    }

    @Test
    void theBureauDecidesSeveralAtOnceAndIsToldWhichWasNot() {
        List<String> titles = List.of("一并发布的名录甲", "一并发布的名录乙", "先行退回的名录丙");
        List<?> entries;
        try (Desk steward = desk(1440).signIn("rsj.steward")) {
            entries = (List<?>) steward.runs(SUBMIT, titles);
        }
        try (Desk cdo = desk(1440).signIn("rsj.cdo")) {
            cdo.runs(DECIDE, Map.of("entries", entries, "outcome", "sign"));
        }
        try (Desk bureau = desk(1440).signIn("bureau");
                Desk colleague = bureau.otherTab()) {
            bureau.open("/office/reviews?kind=catalog-entry&q=名录").heads("审核");
            titles.forEach(title -> choose(bureau, title));
            bureau.sees("已选 3 项").lookAtEveryWidth("reviews-zh");
            colleague.open("/office").runs(DECIDE, Map.of("entries", List.of(entries.getLast()), "outcome", "return"));
            bureau.press("发布").confirm("发布").sees("所选 3 项中已决定 2 项").sees("已经有人办理");
            bureau.look("reviews-decided-zh");
            assertThat(bureau.page().getByRole(AriaRole.CHECKBOX, choice(titles.getFirst())))
                    .hasCount(0);
            bureau.open("/office/catalog/" + entries.getFirst()).sees("已发布");
        }
        try (Desk bureau = new Desk(browser, city.address(), true, 1440).signIn("bureau")) {
            bureau.open("/office/reviews").heads("Decisions").lookAtEveryWidth("reviews-en");
        }
    }

    private static void choose(Desk desk, String title) {
        desk.page().getByRole(AriaRole.CHECKBOX, choice(title)).check();
    }

    private static Page.GetByRoleOptions choice(String title) {
        return new Page.GetByRoleOptions().setName("选择“" + title + "”").setExact(true);
    }

    private static Desk desk(int width) {
        return new Desk(browser, city.address(), false, width);
    }
}
