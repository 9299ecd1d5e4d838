package org.shuguan.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A follow-up from the bureau that gives it, through the lead unit that works on it, to its closing.
@ExtendWith(Shared.class)
class FollowUpJourneyTest {
    private static final String TASK = "核对纳税人识别号空值";

    private static City city;
    private static Browser browser;

    @TempDir
    Path files;

    @BeforeAll
    static void open(City shared, Browser visit) {
        city = shared;
        browser = visit;
    }

    @Test
    void theBureauGivesAFollowUpAndTheLeadUnitBringsItToItsEnd() throws IOException {
        try (Desk bureau = desk().signIn("bureau")) {
            bureau.open("/office/follow-ups/new")
                    .heads("新交办")
                    .press("交办")
                    .sees("必填。")
                    .look("follow-up-wrong-zh");
            bureau.fill("title", TASK)
                    .choose("origin", "finding")
                    .fill("originText", "质量检查")
                    .pick("lead", "市税务局");
            bureau.page().getByText("若干工作日").click();
            bureau.fill("workingDays", "10").look("follow-up-new-zh");
            bureau.press("交办").heads(TASK).sees("待签收");
        }
        try (Desk cdo = desk().signIn("swj.cdo")) {
            cdo.open("/office/todos?q=" + TASK)
                    .follow(TASK)
                    .press("签收")
                    .confirm("签收")
                    .sees("已签收。");
            cdo.press("反馈进展")
                    .fill("whole-percent", "60")
                    .fill("whole-text", "已核对六成")
                    .confirm("反馈进展");
            cdo.sees("进展已报送，待交办方确认。");
            Path file = Files.writeString(files.resolve("核对表.csv"), "识别号,结果\n91441202MA00000156,补全\n");
            cdo.page().locator("#evidence-file").setInputFiles(file);
            cdo.sees("已添加 核对表.csv。").lookAtEveryWidth("follow-up-working-zh");
            cdo.press("申请办结").fill("whole-text", "全部补全").confirm("申请办结").sees("待复核");
        }
        try (Desk bureau = desk().signIn("bureau")) {
            bureau.open("/office/todos?q=" + TASK)
                    .follow(TASK)
                    .press("确认")
                    .confirm("确认")
                    .sees("已确认。");
            bureau.press("办结销号").confirm("办结销号").sees("已办结。").look("follow-up-closed-zh");
            bureau.open("/office/follow-ups?q=" + TASK).sees("已办结");
            bureau.open("/office/follow-ups").heads("督办").lookAtEveryWidth("follow-ups-zh");
            bureau.open("/office/follow-ups/calendar").heads("日历").lookAtEveryWidth("follow-up-calendar-zh");
            bureau.open("/office/follow-ups/chart?state=open").heads("进度图").lookAtEveryWidth("follow-up-chart-zh");
            bureau.open("/office/follow-ups/rates").heads("按期办结率").look("follow-up-rates-zh");
            bureau.open("/office/follow-ups/papers")
                    .follow("肇庆市首席数据官制度试点实施方案")
                    .sees("2021年10月底前")
                    .look("paper-zh");
            bureau.open("/office/follow-ups/workbook").heads("工作计划表").look("follow-up-workbook-zh");
            bureau.open("/office/settings/calendar").heads("工作日历").sees("暂定").look("work-calendar-zh");
        }
        try (Desk stranger = desk().signIn("jyj.steward")) {
            stranger.open("/office/follow-ups?q=" + TASK).sees("没有找到");
            assertThat(stranger.page().getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(TASK)))
                    .hasCount(0);
        }
    }

    @Test
    void theExecutiveOfficerGrantsMoreTimeOnAPhone() {
        try (Desk executive = new Desk(browser, city.address(), false, 390).signIn("executive")) {
            executive
                    .open("/office/todos?q=公共信用")
                    .follow("编制公共信用数据共享目录")
                    .press("同意")
                    .confirm("同意")
                    .sees("已同意。");
            executive.sees("已延期 1 次").look("follow-up-granted-phone-zh");
        }
    }

    private static Desk desk() {
        return new Desk(browser, city.address(), false, 1440);
    }
}
