package org.shuguan.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What somebody typed is not lost: not to another tab, not to a session that ended, not to a reload.
@ExtendWith(Shared.class)
class EditingJourneyTest {
    private static City city;
    private static Browser browser;

    @BeforeAll
    static void open(City shared, Browser visit) {
        city = shared;
        browser = visit;
    }

    @Test
    void twoTabsWithOneDraftShowBothAndTheSecondCanSave() {
        try (Desk first = desk(false).signIn("jyj.steward")) {
            String draft = draft(first, "两个页签的草稿");
            Desk second = first.otherTab().open(draft).sees("处需要补充后才能提交");
            first.open(draft).fill("title", "教师资格证信息").press("保存").sees("已保存。");
            second.fill("title", "教师资格信息").fill("summary", "全市教师资格证书登记").press("保存");
            second.sees("别人刚刚保存过这项内容").sees("教师资格证信息").lookAtEveryWidth("conflict-zh");
            side(second, "资源名称 别人的").check();
            second.press("按所选保存").sees("已保存。");
            assertThat(second.page().locator("#title")).hasValue("教师资格证信息");
            first.page().reload();
            assertThat(first.page().locator("#summary")).hasValue("全市教师资格证书登记");
        }
    }

    @Test
    void whoeverIsSignedOutWhileWritingSignsInOnTheSpotAndTheSaveGoesOn() {
        try (Desk reader = desk(true).signIn("jyj.steward")) {
            String draft = draft(reader, "会话结束时的草稿");
            reader.open(draft).sees("to be completed before it can be submitted");
            reader.fill("summary", "typed before the session ended");
            reader.page().context().clearCookies();
            reader.press("Save").sees("Your session has ended").lookAtEveryWidth("sign-in-again-en");
            reader.fill("again-password", "not the password").confirm("Sign in and continue");
            assertThat(reader.page().getByRole(AriaRole.DIALOG).getByRole(AriaRole.ALERT))
                    .isVisible();
            reader.fill("again-password", "Duanyan-2026!").confirm("Sign in and continue");
            reader.sees("Saved.");
            reader.page().reload();
            assertThat(reader.page().locator("#summary")).hasValue("typed before the session ended");
        }
    }

    @Test
    void whatWasTypedIsOfferedAgainAfterAReload() {
        try (Desk steward = desk(false).signIn("jyj.steward")) {
            String draft = draft(steward, "重新加载的草稿");
            steward.page().onDialog(Dialog::accept);
            steward.open(draft).fill("summary", "还没有保存的说明");
            steward.page().reload();
            steward.sees("输入的内容还没有保存。").look("offered-zh").press("继续编辑");
            assertThat(steward.page().locator("#summary")).hasValue("还没有保存的说明");
            steward.press("保存").sees("已保存。");
        }
    }

    private static Locator side(Desk desk, String name) {
        return desk.page().getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName(name));
    }

    private static String draft(Desk steward, String title) {
        return "/office/catalog/" + steward.runs("""
                        const content = { title: argument, grade: 'general-1', relatedCodes: [], items: [] }
                        return (await call('POST', '/api/catalog/entries', { unit: '02', content })).entry
                        """, title);
    }

    private static Desk desk(boolean english) {
        return new Desk(browser, city.address(), english, 1440);
    }
}
