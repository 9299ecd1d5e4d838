package org.shuguan.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Getting around: the menu, the top bar, the way back, the first page.
@ExtendWith(Shared.class)
class ShellJourneyTest {
    private static City city;
    private static Browser browser;

    @BeforeAll
    static void open(City shared, Browser visit) {
        city = shared;
        browser = visit;
    }

    @Test
    void aGroupThatIsFoldedStaysFoldedAndHidesNothingElse() {
        try (Desk steward = desk(false, 1440).signIn("gaj.steward")) {
            Locator menu = steward.page().getByRole(AriaRole.NAVIGATION, named("菜单"));
            Locator sources = menu.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("数据源"));
            menu.getByText("数据家底").click();
            assertThat(sources).isHidden();
            steward.page().reload();
            assertThat(menu.getByText("待办事项")).isVisible();
            assertThat(sources).isHidden();
            menu.getByText("数据家底").press("Enter");
            assertThat(sources).isVisible();
        }
    }

    @Test
    void thePageOfAnEntryLeadsBackToTheListAsItWasFiltered() {
        try (Desk steward = desk(false, 1440).signIn("gaj.steward")) {
            steward.open("/office/entries?state=published");
            steward.page().locator("tbody a").first().click();
            steward.page().waitForURL(Pattern.compile(".*/office/catalog/.*"));
            steward.follow("返回本单位目录");
            assertThat(steward.page()).hasURL(Pattern.compile(".*/office/entries\\?state=published$"));
        }
    }

    @Test
    void whatIsTypedAboveIsSearchedAndCtrlKGoesToAPage() {
        try (Desk reader = desk(true, 1440).signIn("rsj.steward")) {
            reader.page().keyboard().press("/");
            reader.page().keyboard().type("居住证");
            reader.page().keyboard().press("Enter");
            assertThat(reader.page()).hasURL(Pattern.compile(".*/office/catalog\\?q=.*"));
            reader.page().keyboard().press("Control+k");
            reader.page().keyboard().type("Delegat");
            Locator found = reader.page().locator("#palette-found [role=option]");
            assertThat(found.first()).containsText("Delegat");
            reader.look("palette-en").page().keyboard().press("Enter");
            assertThat(reader.page()).hasURL(Pattern.compile(".*/office/delegations$"));
        }
    }

    @Test
    void everyRoleHasAFirstPageInBothLanguagesOnADesktopAndAPhone() {
        for (String account : new String[] {"gaj.steward", "gaj.cdo", "bureau", "admin", "auditor"}) {
            for (boolean english : new boolean[] {false, true}) {
                try (Desk desk = desk(english, 1440).signIn(account)) {
                    desk.heads(english ? "Hello" : "您好")
                            .lookAtEveryWidth("home-" + account + (english ? "-en" : "-zh"));
                }
            }
        }
    }

    @Test
    void whoeverLeadsSeesWhichUnitsAreOverTimeAndWhatStandsBehindTheNumber() {
        try (Desk bureau = desk(false, 1440).signIn("bureau")) {
            bureau.open("/office/overdue").heads("逾期事项").lookAtEveryWidth("overdue-zh");
            bureau.page().locator("tbody td.number a").first().click();
            bureau.heads("待办明细").lookAtEveryWidth("waiting-zh");
        }
        try (Desk reader = desk(true, 390).signIn("rsj.steward")) {
            reader.open("/office/overdue").heads("This page is not for you");
        }
    }

    @Test
    void whoeverSignsOutByTheAvatarLeavesNothingBehind() {
        try (Desk reader = desk(true, 390).signIn("rsj.cdo")) {
            reader.page().getByRole(AriaRole.BUTTON, named("Account")).click();
            reader.look("avatar-en").press("Sign out").heads("Sign in");
            reader.open("/office/todos").heads("Sign in");
        }
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static Desk desk(boolean english, int width) {
        return new Desk(browser, city.address(), english, width);
    }
}
