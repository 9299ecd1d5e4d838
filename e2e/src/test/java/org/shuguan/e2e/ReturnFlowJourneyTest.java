package org.shuguan.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.LoadState;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Data are given back to a district: the bureau orders it, the district's CDO agrees, the owner grants it, and the
/// district's steward has the rows put into a table of its own database.
@ExtendWith(Shared.class)
class ReturnFlowJourneyTest {
    private static final String ORDER = "毕业生学籍信息回流";
    private static final int MOST_LOOKS = 100;

    private static City city;
    private static Browser browser;

    @BeforeAll
    static void open(City shared, Browser visit) {
        city = shared;
        browser = visit;
    }

    @Test
    void theBureauOrdersAReturnFlowAndTheUnitAnswersForIt() {
        LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        try (Desk bureau = desk().signIn("bureau")) {
            bureau.open("/office/sharing").follow("安排数据回流").heads("安排数据回流").look("return-order-zh");
            bureau.open("/office/catalog?q=学生基本信息").follow("学生基本信息");
            bureau.follow("安排数据回流").heads("安排数据回流");
            Locator unit = bureau.page().getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("接收单位"));
            unit.fill("市人社局");
            bureau.page()
                    .getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName("市人社局"))
                    .first()
                    .click();
            bureau.fill("title", ORDER)
                    .fill("purpose", "核对就业登记")
                    .choose("scenario", "check")
                    .fill("legalBasis", "就业促进法第四十四条")
                    .sees("按用途建议");
            bureau.press("勾选这些");
            bureau.fill("firstDay", today.toString())
                    .fill("lastDay", today.plusMonths(6).toString())
                    .fill("responsible", "何专员")
                    .fill("phone", "0758-2221111");
            bureau.press("发出安排").heads(ORDER).sees("回流").look("return-ordered-zh");
        }
        try (Desk cdo = desk().signIn("rsj.cdo")) {
            cdo.open("/office/todos?q=" + ORDER)
                    .follow(ORDER)
                    .sees("安排把这些数据回流到本单位")
                    .press("同意")
                    .confirm("同意")
                    .sees("已同意。");
        }
        try (Desk owner = desk().signIn("jyj.cdo")) {
            owner.open("/office/todos?q=" + ORDER).follow(ORDER).press("同意共享");
            owner.confirm("同意共享").sees("已答复。");
        }
    }

    @Test
    void aDistrictsTableGetsTheRowsOfItsResidents() {
        try (Desk steward = desk().signIn("dzws.steward")) {
            theGrant(steward).click();
            steward.heads("流动人口")
                    .follow("授权的使用")
                    .sees("huiliu.ldrk")
                    .sees("已推送")
                    .sees("最新变更");
            steward.press("立即推送").sees("推送记录");
            steward.lookAtEveryWidth("return-table-zh");
            steward.press("停止推送").confirm("停止推送").sees("已停止推送。");
            steward.fill("table-path", "huiliu.ldrk").press("保存").sees("必填").look("return-table-form-zh");
        }
        try (Desk owner = desk().signIn("gaj.steward")) {
            owner.open("/office/notices").sees("不再推送到 huiliu.ldrk");
        }
    }

    /// The demo gives its grants while it is open already, and the list does not look again by itself.
    private static Locator theGrant(Desk steward) {
        Locator link = steward.page()
                .getByRole(AriaRole.ROW)
                .filter(new Locator.FilterOptions().setHasText("流动人口"))
                .getByRole(AriaRole.LINK)
                .first();
        for (int looks = 0; looks < MOST_LOOKS && link.count() == 0; looks++) {
            steward.open("/office/sharing/grants?side=received&state=active&q=流动人口");
            steward.page().waitForLoadState(LoadState.NETWORKIDLE);
        }
        return link;
    }

    private static Desk desk() {
        return new Desk(browser, city.address(), false, 1440);
    }
}
