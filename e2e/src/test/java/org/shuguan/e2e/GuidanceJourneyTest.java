package org.shuguan.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What a unit asks its bureau, from the question to the answer that helps another unit; and a comment that leads
/// whoever it names to itself.
@ExtendWith(Shared.class)
class GuidanceJourneyTest {
    private static final String TITLE = "纸质档案的扫描件要不要单独编目";
    private static final String QUESTION = "档案扫描件怎么编目？";

    private static City city;
    private static Browser browser;

    @BeforeAll
    static void open(City shared, Browser visit) {
        city = shared;
        browser = visit;
    }

    @Test
    void aUnitAsksTheBureauAnswersAndAnotherUnitFindsTheAnswer() {
        try (Desk steward = desk().signIn("zyj.steward")) {
            steward.open("/office/guidance/new")
                    .heads("提出咨询、问题或建议")
                    .press("发送")
                    .sees("必填。")
                    .look("inquiry-wrong-zh");
            steward.choose("kind", "question")
                    .fill("title", TITLE)
                    .fill("text", "登记簿扫描件约 3 万份，存在档案室服务器上，没有入库。")
                    .look("inquiry-new-zh");
            steward.press("发送").heads(TITLE).sees("待答复").sees("等待");
        }
        try (Desk bureau = desk().signIn("bureau")) {
            bureau.open("/office/todos?q=" + TITLE)
                    .follow(TITLE)
                    .press("答复")
                    .fill("text", "连同索引表编为一条目录，挂接索引表即可。")
                    .look("inquiry-answering-zh");
            bureau.page().locator("form button.primary").first().click();
            bureau.sees("已答复。").follow("整理为常见问题").heads("发布常见问题");
            assertThat(bureau.page().locator("#answer")).hasValue("连同索引表编为一条目录，挂接索引表即可。");
            bureau.choose("topic", "catalog").fill("question", QUESTION).look("faq-new-zh");
            bureau.press("发布").heads(QUESTION).look("faq-zh");
            bureau.open("/office/guidance").heads("业务指导与交流").lookAtEveryWidth("inquiries-zh");
            bureau.open("/office/guidance/visits")
                    .follow("调研环境监测数据归集")
                    .heads("调研环境监测数据归集")
                    .lookAtEveryWidth("visit-zh");
        }
        try (Desk other = desk().signIn("jyj.steward")) {
            other.open("/office/guidance/faq?q=扫描件 索引表").follow(QUESTION).heads(QUESTION);
            other.open("/office/guidance/faq").heads("常见问题").lookAtEveryWidth("faqs-zh");
            other.open("/office/guidance?q=" + TITLE).sees("没有找到");
        }
        try (Desk steward = desk().signIn("zyj.steward")) {
            steward.open("/office/guidance?q=" + TITLE)
                    .follow(TITLE)
                    .press("已解决，办结")
                    .confirm("已解决，办结");
            steward.sees("已办结。").lookAtEveryWidth("inquiry-closed-zh");
        }
    }

    @Test
    void aCommentLeadsWhomItNamesToItself() {
        String title;
        String address;
        try (Desk steward = desk().signIn("rsj.steward")) {
            steward.open("/office/demands?q=户籍人口死亡登记").follow("户籍人口死亡登记信息");
            title = "户籍人口死亡登记信息";
            steward.heads(title).sees("只要当月新增的死亡登记即可");
            Page page = steward.page();
            address = page.url();
            page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("写评论"))
                    .pressSequentially("请 @");
            // Typing @ leads to the persons who can see the page; the arrow and Enter choose.
            var people = page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("提及"));
            assertThat(people).isFocused();
            people.fill("演示专员乙");
            assertThat(page.locator("[role=option]:visible")).hasCount(1);
            people.press("ArrowDown");
            people.press("Enter");
            steward.look("comment-writing-zh");
            page.keyboard().type("确认下月能否提供。");
            steward.press("发表").sees("@演示专员乙").sees("确认下月能否提供。");
        }
        try (Desk named = desk().signIn("gaj.steward")) {
            named.open("/office/notices").follow("在“" + title + "”的评论中提到了您");
            named.heads(title);
            var comment = named.page().locator("li:focus", new Page.LocatorOptions().setHasText("确认下月能否提供。"));
            assertThat(comment).isVisible();
            named.sees("户政系统下月升级").lookAtEveryWidth("comments-zh");
        }
        try (Desk other = desk().signIn("rsj.cdo")) {
            // What the police keep to themselves is not for the unit that asks.
            other.open(URI.create(address).getPath()).heads(title).sees("确认下月能否提供。");
            assertThat(other.page().getByText("户政系统下月升级")).hasCount(0);
        }
        try (Desk english = new Desk(browser, city.address(), true, 1440).signIn("gaj.steward")) {
            english.open(URI.create(address).getPath())
                    .heads(title)
                    .sees("Comments")
                    .look("comments-en");
            english.open("/office/guidance").heads("Guidance and exchange").look("inquiries-en");
            english.open("/office/guidance/faq")
                    .heads("Frequently asked questions")
                    .look("faqs-en");
        }
    }

    private static Desk desk() {
        return new Desk(browser, city.address(), false, 1440);
    }
}
