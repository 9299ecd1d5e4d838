package org.shuguan.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The City CDO at the cockpit: from a figure to its rows, from an overdue unit to a follow-up, on a wall, at a desk
/// and on a phone; and a unit's officer, who sees their own unit.
@ExtendWith(Shared.class)
class CockpitJourneyTest {
    private static final Pattern TOTAL = Pattern.compile("\\d+");

    private static City city;
    private static Browser browser;

    @BeforeAll
    static void open(City shared, Browser visit) {
        city = shared;
        browser = visit;
    }

    @Test
    void aFigureOpensItsRowsAndAnOverdueUnitIsFollowedUp() {
        try (Desk cdo = desk(false, 1440).signIn("city.cdo")) {
            cdo.open("/office/cockpit").heads("驾驶舱").sees("从普查到使用");
            assertThat(funnel(cdo, "有效的授权").locator(".value")).not().hasText(Pattern.compile("^(—|0)$"));
            for (String figure : new String[] {"已发布的目录", "有效的授权"}) {
                cdo.open("/office/cockpit");
                funnel(cdo, figure).click();
                cdo.page().getByRole(AriaRole.DIALOG).getByText("查看明细").click();
                Locator pager = cdo.page().locator(".pager > span").first();
                assertThat(pager).isVisible();
                String rows = total(pager.innerText());
                // The page asks again by itself, so that it comes to the number of rows even while the demo grows.
                cdo.open("/office/cockpit");
                assertThat(funnel(cdo, figure).locator(".value")).hasText(rows);
            }
            cdo.open("/office/cockpit?figure=followup.open").sees("空心点").lookAtEveryWidth("cockpit-zh");
            cdo.page().setViewportSize(1920, 1080);
            cdo.look("cockpit-wall-zh");
            cdo.page().setViewportSize(1440, 900);
            cdo.page()
                    .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^市税务局: 督办按时办结率")))
                    .click();
            cdo.sees("按时办结的比例").look("cockpit-figure-zh");
            cdo.confirm("关闭");

            cdo.page().locator("section.overdue a").first().click();
            cdo.heads("新交办");
            String title = cdo.page().locator("#title").inputValue();
            Assertions.assertThat(title).startsWith("处理“逾期督办”");
            Assertions.assertThat(cdo.page().locator("#origin").inputValue()).isEqualTo("finding");
            Assertions.assertThat(cdo.page().locator("#originLink").inputValue())
                    .contains("/office/follow-ups?lead=");
            cdo.look("cockpit-follow-up-zh");
            cdo.fill(
                            "due",
                            LocalDate.now(ZoneId.of("Asia/Shanghai"))
                                    .plusDays(14)
                                    .toString())
                    .press("交办")
                    .heads(title)
                    .sees("待签收");
        }
        try (Desk cdo = desk(false, 390).signIn("city.cdo")) {
            cdo.open("/office/cockpit").heads("驾驶舱").sees("单位比较");
            cdo.page().keyboard().press("Tab");
            funnel(cdo, "已发布的目录").focus();
            cdo.page().keyboard().press("Enter");
            cdo.sees("当前有已发布版本").look("cockpit-figure-phone-zh");
        }
    }

    @Test
    void aUnitsOfficerSeesTheirOwnUnit() {
        try (Desk officer = desk(true, 1440).signIn("swj.cdo")) {
            officer.open("/office/cockpit").heads("Cockpit").sees("From census to use");
            assertThat(officer.page().locator("section[aria-labelledby=cockpit-compare] tbody tr"))
                    .hasCount(1);
            officer.lookAtEveryWidth("cockpit-own-en");
        }
        try (Desk executive = desk(true, 1440).signIn("executive")) {
            executive.open("/office/cockpit").sees("schematic").lookAtEveryWidth("cockpit-en");
        }
    }

    private static Locator funnel(Desk desk, String name) {
        return desk.page().locator("section.funnel button").filter(new Locator.FilterOptions().setHasText(name));
    }

    private static String total(String sentence) {
        Matcher number = TOTAL.matcher(sentence.replace(",", ""));
        Assertions.assertThat(number.find()).as(sentence).isTrue();
        return number.group();
    }

    private static Desk desk(boolean english, int width) {
        return new Desk(browser, city.address(), english, width);
    }
}
