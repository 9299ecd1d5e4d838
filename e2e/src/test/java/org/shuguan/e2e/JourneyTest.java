package org.shuguan.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Shared.class)
class JourneyTest {
    private static City city;
    private static Browser browser;

    @BeforeAll
    static void open(City shared, Browser visit) {
        city = shared;
        browser = visit;
    }

    @Test
    void fromTheDatabaseToTheSignedCatalogThatAnotherUnitFinds() {
        String entry = draftOfThePeopleTable();
        try (Desk cdo = desk().signIn("rsj.cdo")) {
            cdo.open("/office/todos").sees("参保人员基本信息").look("todo-zh");
            cdo.follow("参保人员基本信息").press("退回").fill("comment", "请补充共享条件的依据").confirm("退回");
            cdo.sees("已退回数据专员修改。");
        }
        try (Desk steward = desk().signIn("rsj.steward")) {
            steward.open(entry).sees("请补充共享条件的依据").look("returned-zh");
            steward.fill("sharingCondition", "社会救助资格核对（社会救助暂行办法）").press("保存").sees("已保存。");
            steward.press("提交签发").sees("已提交，等待首席数据官签发。");
            steward.open("/office/started").sees("参保人员基本信息").look("started-zh");
        }
        try (Desk cdo = desk().signIn("rsj.cdo")) {
            cdo.open("/office/todos")
                    .follow("参保人员基本信息")
                    .press("签发")
                    .confirm("签发")
                    .sees("已签发，等待市政数局审核。");
            assertThat(cdo.page().locator("figure.seal")).containsText("黄文生");
            cdo.look("signed-zh");
        }
        try (Desk bureau = desk().signIn("bureau")) {
            bureau.open("/office/todos")
                    .follow("参保人员基本信息")
                    .press("发布")
                    .confirm("发布")
                    .sees("已发布，全市可见。");
        }
        try (Desk other = desk().signIn("gaj.steward")) {
            other.open("/office/catalog?q=参保").sees("参保人员基本信息").look("search-zh");
            other.follow("参保人员基本信息").sees("公民身份号码").look("published-zh");
        }
    }

    /// The steward connects a database, takes its census, makes a draft, mends and submits it.
    private String draftOfThePeopleTable() {
        try (Desk steward = desk().signIn("rsj.steward")) {
            steward.open("/office/census").look("sources-zh");
            steward.follow("社会保险业务库").sees("开始普查").look("source-zh");
            steward.press("测试连接").sees("连接成功");
            steward.press("开始普查");
            Locator state = steward.page().locator(".head .tag");
            assertThat(state).hasText("完成", new LocatorAssertions.HasTextOptions().setTimeout(Desk.ON_A_BUSY_MACHINE));
            steward.look("run-zh");
            steward.follow("public.ac01").sees("公民身份号码");
            steward.page()
                    .locator("button.mono", new com.microsoft.playwright.Page.LocatorOptions().setHasText("aac002"))
                    .click();
            steward.sees("通过校验码检验").look("table-zh");
            steward.page().goBack();
            steward.page().getByLabel("public.ac01").check();
            steward.press("生成目录草稿（1）").page().waitForURL(Pattern.compile(".*/office/catalog/.*"));
            steward.sees("处需要补充后才能提交").look("editor-zh");
            steward.choose("sharingType", "conditional").fill("sharingCondition", "业务协同");
            steward.choose("openingType", "not-open")
                    .choose("updateCycle", "daily")
                    .choose("theme", "3");
            steward.press("保存").sees("已保存。");
            steward.press("提交签发").sees("已提交，等待首席数据官签发。");
            return steward.page().url().substring(city.address().length());
        }
    }

    /// How much open work the dialog for a successor says that the department's chief data officer has.
    private static int openWorkOfTheCdo(Desk bureau) {
        bureau.open("/office/institution/06").sees("陆志宁");
        bureau.page()
                .locator("tr", new com.microsoft.playwright.Page.LocatorOptions().setHasText("陆志宁"))
                .first()
                .getByText("接任", new Locator.GetByTextOptions().setExact(true))
                .click();
        Matcher said = Pattern.compile("有 (\\d+) 项待办将由接任人继续办理。")
                .matcher(bureau.page()
                        .getByText(Pattern.compile("项待办将由接任人继续办理。"))
                        .first()
                        .textContent());
        Assertions.assertThat(said.find()).isTrue();
        return Integer.parseInt(said.group(1));
    }

    @Test
    void aSuccessorHasTheOpenWork() {
        int before;
        try (Desk bureau = desk().signIn("bureau")) {
            before = openWorkOfTheCdo(bureau);
        }
        try (Desk steward = desk().signIn("hjj.steward")) {
            Path file = written("环境处罚.csv", "企业名称,统一社会信用代码\n肇庆市某某有限公司,91441202MA00000156\n");
            steward.open("/office/census/new")
                    .choose("kind", "files")
                    .fill("name", "处罚台账")
                    .press("保存");
            steward.sees("把文件拖到这里");
            steward.page().locator("#file").setInputFiles(file);
            steward.sees("环境处罚.csv").press("开始普查");
            assertThat(steward.page().locator(".head .tag")).hasText("完成");
            steward.press("全选本页").press("生成目录草稿（1）");
            steward.page().waitForURL(Pattern.compile(".*/office/catalog/.*"));
            steward.choose("sharingType", "unconditional").choose("openingType", "not-open");
            steward.choose("updateCycle", "monthly")
                    .choose("theme", "10")
                    .press("保存")
                    .sees("已保存。");
            steward.press("提交签发").sees("已提交");
        }
        try (Desk bureau = desk().signIn("bureau")) {
            bureau.open("/office/institution/06").sees("陆志宁").look("unit-zh");
            Assertions.assertThat(openWorkOfTheCdo(bureau)).isEqualTo(before + 1);
            bureau.fill("officerName", "继任数官").confirm("确定").sees("继任数官 已接任，%d 项待办一并移交。".formatted(before + 1));
            bureau.look("replaced-zh");
        }
    }

    @Test
    void anEnglishReaderGetsAroundOnADesktopAndAPhone() {
        for (int width : new int[] {1440, 390}) {
            try (Desk reader = new Desk(browser, city.address(), true, width)) {
                reader.open("/").sees("Every datum has one responsible owner").look("home-en-" + width);
                reader.open("/roster").sees("Housing Provident Fund Centre").look("roster-en-" + width);
                reader.open("/sign-in").look("sign-in-en-" + width);
                reader.signIn("rsj.steward").heads("Hello").look("home-office-en-" + width);
                reader.open("/office/todos").heads("To do").look("todo-en-" + width);
                reader.open("/office/started").heads("Started by me").look("started-en-" + width);
                reader.open("/office/census").heads("Sources and census").look("sources-en-" + width);
                reader.open("/office/catalog").heads("Find data").look("search-en-" + width);
                reader.open("/office/entries").look("entries-en-" + width);
                reader.open("/office/institution").sees("Tax Bureau").look("institution-en-" + width);
                reader.open("/office/password").sees("Sessions").look("account-en-" + width);
            }
        }
    }

    @Test
    void anAuditorProvesTheRecordAndNobodyElseReadsIt() {
        try (Desk auditor = desk().signIn("auditor")) {
            auditor.open("/office/audit").press("立即校验").sees("条记录完整无误").look("audit-zh");
        }
        Assertions.assertThat(city.says("audit", "verify"))
                .contains("entries in order")
                .endsWith("exit code 0");
        try (Desk steward = desk().signIn("rsj.steward")) {
            steward.open("/office/audit").sees("您的角色不能进行这项操作。");
        }
    }

    @Test
    void whoeverIsNewChoosesAPasswordFirst() {
        try (Desk newcomer = desk().signIn("newcomer")) {
            newcomer.open("/office/catalog").sees("首次登录请先修改密码。").look("first-password-zh");
            newcomer.fill("current", "Duanyan-2026!")
                    .fill("next", "short")
                    .press("修改密码")
                    .sees("密码至少 12 位。");
            newcomer.fill("next", "Xingyan-2026-ok").press("修改密码").sees("密码已修改");
            newcomer.open("/office").sees("待办事项");
        }
    }

    /// One asks and has the code, another confirms and has the link; the person needs both.
    @Test
    void twoAdministratorsResetThePasswordOfWhoeverHasPowers() {
        String code;
        try (Desk admin = desk().signIn("admin")) {
            admin.open("/office/accounts?q=dz.reviewer").press("重置密码").fill("reason", "本人忘记密码");
            admin.look("ask-second-zh").confirm("提交申请").sees("验证码只显示这一次");
            code = admin.page().locator("code.code").innerText();
            admin.open("/office/two-persons").sees("重置").look("two-persons-zh");
        }
        try (Desk security = desk().signIn("security");
                Desk reviewer = new Desk(browser, city.address(), true, 390)) {
            security.open("/office/todos").sees("dz.reviewer");
            security.page().getByText("dz.reviewer").first().click();
            security.sees("本人忘记密码")
                    .look("matter-zh")
                    .press("确认并办理")
                    .confirm("确认并办理")
                    .sees("已确认并办理");
            reviewer.open(welcome(security)).sees("Set your password").look("welcome-en-390");
            reviewer.fill("code", code)
                    .fill("next", "Shenhe-2026-stone")
                    .fill("repeated", "Shenhe-2026-stone")
                    .press("Set password")
                    .sees("The password is set");
            reviewer.signIn("dz.reviewer", "Shenhe-2026-stone")
                    .open("/office/notices")
                    .sees("was reset on");
        }
    }

    /// The page of the one-time link that is shown.
    private static String welcome(Desk desk) {
        String link = desk.page().locator("code.link").innerText();
        return link.substring(link.indexOf("/welcome#"));
    }

    @Test
    void anAdministratorOpensAnAccountAndTakesItBack() {
        try (Desk admin = desk().signIn("admin");
                Desk clerk = desk()) {
            admin.open("/office/accounts?q=newcomer")
                    .heads("账号管理")
                    .sees("newcomer")
                    .look("accounts-zh");
            admin.press("开通账号").fill("officer", "冯新员").fill("name", "feng.xin");
            admin.look("open-account-zh").confirm("开通账号").sees("只显示这一次");
            clerk.open(welcome(admin)).sees("冯新员，请为您的账号 feng.xin 设置密码").look("welcome-zh");
            clerk.fill("next", "Xinyuan-2026-ok")
                    .fill("repeated", "Xinyuan-2026-ok")
                    .press("设置密码")
                    .sees("密码已设置");
            clerk.signIn("feng.xin", "Xinyuan-2026-ok");
            admin.open("/office/accounts?q=冯新员").press("停用").confirm("停用").sees("已停用，其会话已结束");
            clerk.open("/office").sees("登录");
            assertThat(clerk.page()).hasURL(Pattern.compile(".*/sign-in.*"));
        }
    }

    @Test
    void aCdoOnLeaveLetsSomebodyElseDecide() {
        try (Desk cdo = desk().signIn("gaj.cdo")) {
            cdo.open("/office/delegations").fill("to", "梁海江");
            cdo.page().locator("#to-choices [role=option]").first().click();
            String until =
                    LocalDate.now(ZoneId.of("Asia/Shanghai")).plusDays(30).toString();
            cdo.fill("until", until).press("委托").sees("已委托 梁海江 代为办理。").look("delegations-zh");
            cdo.press("结束委托").confirm("结束委托").sees("委托已结束。");
        }
    }

    private static Desk desk() {
        return new Desk(browser, city.address(), false, 1440);
    }

    private static Path written(String name, String text) {
        try {
            return Files.writeString(Files.createTempDirectory("shuguan-e2e").resolve(name), text);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
