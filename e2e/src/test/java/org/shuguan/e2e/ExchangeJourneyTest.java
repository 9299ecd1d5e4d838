package org.shuguan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.LoadState;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// From a grant to its data: the program that the page shows is run as it is, the call is listed, a file is downloaded,
/// and after the owner's suspension the same program is told so.
@ExtendWith(Shared.class)
class ExchangeJourneyTest {
    private static final String RESOURCE = "学校基本信息";

    private static final int MOST_LOOKS = 100;

    private static City city;
    private static Browser browser;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open(City shared, Browser visit) {
        city = shared;
        browser = visit;
    }

    @Test
    void aGrantIsUsedByTheProgramOnItsPageUntilItIsSuspended() throws Exception {
        MachineClient client =
                MachineClient.registered(browser, city, "rsj.steward", "就业见习核对系统", "核对见习基地院校", "exchange:read");
        try (Desk steward = desk().signIn("rsj.steward")) {
            theGrant(steward).click();
            steward.heads(RESOURCE).sees("文件");
            String grant = steward.page().url().replaceAll(".*/", "");
            steward.follow("授权的使用").sees("示例程序");

            String program = program(steward, "curl");
            String rows = client.run(program, folder);
            assertThat(rows).contains("HTTP/1.1 200", "\"records\":[{").containsIgnoringCase("signature-input:");

            String file = client.run(program(steward, "curl：下载文件"), folder);
            assertThat(file).contains("\"ready\"", ".csv: OK");

            steward.choose("format", "csv").choose("encoding", "gb18030").press("生成文件");
            Locator link = steward.page()
                    .getByRole(AriaRole.ROW)
                    .filter(new Locator.FilterOptions().setHasText("GB18030"))
                    .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("下载"))
                    .first();
            Download download = steward.page().waitForDownload(link::click);
            assertThat(Files.readString(download.path(), Charset.forName("GB18030")))
                    .contains("\r\n");
            steward.lookAtEveryWidth("exchange-use-zh");

            steward.open("/office/exchange?grant=" + grant).sees("下载或推送的结果").lookAtEveryWidth("exchange-calls-zh");
            steward.page()
                    .getByRole(AriaRole.ROW)
                    .filter(new Locator.FilterOptions().setHasText("读取"))
                    .getByRole(AriaRole.LINK)
                    .first()
                    .click();
            steward.heads("一次调用").sees("结果的 SHA-256").look("exchange-call-zh");

            try (Desk owner = desk().signIn("jyj.cdo")) {
                owner.open("/office/sharing/grants/" + grant).press("立即暂停");
                owner.fill("reason", "核实用途").confirm("立即暂停").sees("已暂停。");
            }
            assertThat(client.run(program, folder))
                    .contains("HTTP/1.1 403", "没有可用的授权")
                    .doesNotContain("\"records\"");
            steward.open("/office/exchange/grants/" + grant).sees("已删除").look("exchange-suspended-zh");
        }
    }

    @Test
    void theBureauBringsAnArchivedMonthBackForAWhile() {
        try (Desk bureau = desk().signIn("bureau")) {
            bureau.runs("""
                    for (;;) {
                      const { items } = await call('GET', '/api/exchange/archives?state=archived')
                      if (items.length > 0) return items[0].month
                      await new Promise((again) => setTimeout(again, 500))
                    }
                    """, "");
            bureau.open("/office/exchange/archive").heads("归档").sees("已归档").lookAtEveryWidth("exchange-archive-zh");
            bureau.press("调回").sees("在数据库中保留至").look("exchange-archive-back-zh");
            bureau.press("移回归档").sees("已移回归档文件");
            bureau.open("/office/exchange/seals").press("全部验证").sees("次调用全部一致");
        }
    }

    /// The demo gives its grants while it is open already, and the list does not look again by itself.
    private static Locator theGrant(Desk steward) {
        Locator link = steward.page()
                .getByRole(AriaRole.ROW)
                .filter(new Locator.FilterOptions().setHasText(RESOURCE))
                .getByRole(AriaRole.LINK)
                .first();
        for (int looks = 0; looks < MOST_LOOKS && link.count() == 0; looks++) {
            steward.open("/office/sharing/grants?side=received&state=active&q=" + RESOURCE);
            steward.page().waitForLoadState(LoadState.NETWORKIDLE);
        }
        return link;
    }

    private static String program(Desk desk, String name) {
        Locator one = desk.page()
                .locator("details")
                .filter(new Locator.FilterOptions()
                        .setHas(desk.page().getByText(name, new Page.GetByTextOptions().setExact(true))));
        one.locator("summary").click();
        return one.locator("pre").innerText();
    }

    private static Desk desk() {
        return new Desk(browser, city.address(), false, 1440);
    }
}
