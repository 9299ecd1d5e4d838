package org.shuguan.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A request for shared data from the catalog, through the agreement, the check and the owner's answer that refuses one
/// item, to the grant and its suspension.
@ExtendWith(Shared.class)
class SharingJourneyTest {
    private static final String REQUEST = "毕业生就业登记核对";

    private static City city;
    private static Browser browser;

    @BeforeAll
    static void open(City shared, Browser visit) {
        city = shared;
        browser = visit;
    }

    @Test
    void aRequestIsGrantedInPartAndTheGrantIsSuspended() {
        LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        try (Desk steward = desk().signIn("rsj.steward")) {
            steward.open("/office/catalog?q=学生基本信息").follow("学生基本信息");
            steward.follow("申请共享").heads("申请共享").lookAtEveryWidth("sharing-new-zh");
            steward.fill("title", REQUEST)
                    .fill("purpose", "按学校代码核对毕业生就业登记")
                    .choose("scenario", "check")
                    .fill("legalBasis", "就业促进法第四十四条")
                    .sees("按用途建议");
            steward.press("勾选这些");
            tick(steward, "姓名");
            steward.page()
                    .getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("姓名的必要性"))
                    .fill("核对同名毕业生");
            steward.press("用实际数据看脱敏效果").sees("尚未归集数据");
            steward.fill("firstDay", today.toString())
                    .fill("lastDay", today.plusMonths(6).toString())
                    .fill("responsible", "何专员")
                    .fill("phone", "0758-2221111");
            steward.press("保存").heads(REQUEST).press("提交").sees("已提交本单位首席数据官。");
            steward.look("sharing-submitted-zh");
        }
        decide("rsj.cdo", "同意", "已同意。");
        decide("bureau", "形式审查通过", "已转提供方。");
        try (Desk owner = desk().signIn("jyj.cdo")) {
            owner.open("/office/todos?q=" + REQUEST).follow(REQUEST).press("同意共享");
            Locator dialog = owner.page().getByRole(AriaRole.DIALOG);
            dialog.getByRole(AriaRole.CHECKBOX, new Locator.GetByRoleOptions().setName("姓名"))
                    .uncheck();
            dialog.getByLabel("不同意姓名的理由").selectOption("not-needed");
            dialog.getByLabel("不同意姓名的依据").fill("个人信息保护法第六条");
            owner.confirm("同意共享").sees("已答复。").sees("部分同意").lookAtEveryWidth("sharing-answered-zh");
            owner.follow("查看授权").sees("学校代码").press("立即暂停");
            owner.fill("reason", "待核实使用情况").confirm("立即暂停").sees("已暂停。");
            owner.lookAtEveryWidth("sharing-grant-zh");
        }
        try (Desk steward = desk().signIn("rsj.steward")) {
            steward.open("/office/sharing?q=" + REQUEST).heads("数据共享").sees("部分同意");
            steward.lookAtEveryWidth("sharing-requests-zh");
            steward.open("/office/sharing/grants?state=suspended&side=received").sees("已暂停");
            steward.lookAtEveryWidth("sharing-grants-zh");
        }
    }

    private static void decide(String account, String act, String done) {
        try (Desk desk = desk().signIn(account)) {
            desk.open("/office/todos?q=" + REQUEST)
                    .follow(REQUEST)
                    .press(act)
                    .confirm(act)
                    .sees(done);
        }
    }

    private static void tick(Desk desk, String item) {
        desk.page()
                .getByRole(
                        AriaRole.CHECKBOX,
                        new Page.GetByRoleOptions().setName(item).setExact(true))
                .check();
    }

    private static Desk desk() {
        return new Desk(browser, city.address(), false, 1440);
    }
}
