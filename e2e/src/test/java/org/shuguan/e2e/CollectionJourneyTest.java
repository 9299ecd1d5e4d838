package org.shuguan.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A table is collected by increment while its source changes.
@ExtendWith(Shared.class)
class CollectionJourneyTest {
    private static final String PARCELS = "供地地块信息";

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
    void anIncrementBringsWhatChangedAndABrokenRowIsSeen() throws Exception {
        try (Desk steward = new Desk(browser, city.address(), false, 1440).signIn("zyj.steward")) {
            steward.open("/office/catalog/" + entry(steward)).press("制定归集计划");
            steward.page().waitForURL(url -> url.contains("/office/collection/"));
            String plan = steward.page().url().replaceAll(".*/", "");
            steward.follow("归集方式").heads(PARCELS);
            steward.page().locator("#mode-increment").check();
            steward.sees("源库删除的行，要到下一次全量归集才会去掉").press("保存");
            steward.sees("必填。").look("way-wrong-zh");
            steward.choose("watermark", "cjrq").fill("overlap", "30").fill("fullEvery", "3");
            steward.lookAtEveryWidth("way-zh").press("保存");
            steward.sees("下一次归集为全量");
            collect(steward, "立即归集", 1);
            steward.sees("全量：首次归集").sees("数据截至").lookAtEveryWidth("increment-first-zh");

            change(
                    "insert into gd_dk select 'ZQ-90001', '新地块', 1, '工业', '挂牌', max(cjrq) + 2 from gd_dk",
                    "update gd_dk set yt = '商服用地', cjrq = (select max(cjrq) from gd_dk) where dkbh = 'ZQ-00007'",
                    "delete from gd_dk where dkbh = 'ZQ-00009'");
            collect(steward, "立即归集", 2);
            steward.sees("新增 1，更新 1").lookAtEveryWidth("increment-second-zh");
            steward.open("/office/collection/" + plan + "/versions")
                    .heads(PARCELS)
                    .sees("数据表增量");
            steward.lookAtEveryWidth("increment-versions-zh");
            steward.open("/office/collection/" + plan + "/difference").heads(PARCELS);
            steward.sees("新地块").sees("商服用地").sees("消失 0").look("increment-difference-zh");

            // The mistake of a finger: a year of five digits.
            change("update gd_dk set cjrq = date '20250-06-01' where dkbh = 'ZQ-00011'");
            steward.open("/office/collection/" + plan).heads(PARCELS);
            collect(steward, "立即归集", 3);
            steward.sees("1 行的新值进入隔离区");
            Locator quarantined = steward.page()
                    .locator("tbody tr")
                    .first()
                    .getByRole(com.microsoft.playwright.options.AriaRole.LINK);
            quarantined.first().click();
            steward.heads("隔离区").sees("20250-06-01").lookAtEveryWidth("increment-quarantine-zh");

            change(
                    "update gd_dk set cjrq = (select max(cjrq) from gd_dk where cjrq < '2100-01-01') where dkbh = 'ZQ-00011'");
            steward.open("/office/collection/" + plan).heads(PARCELS);
            collect(steward, "立即归集", 4);
            steward.sees("全量：定期核对").sees("源库已删除 1 行").look("increment-full-zh");
            aSystemSends(steward, plan);
            aRowIsRemovedForGood(steward, plan);
        }
    }

    /// The steward orders it, the CDO confirms it, and the proof says from how many versions.
    private static void aRowIsRemovedForGood(Desk steward, String plan) {
        String removals = "/office/collection/" + plan + "/removals";
        steward.open(removals).heads(PARCELS).sees("这些记录将从所有版本").press("提出删除");
        steward.sees("必填。").look("removal-wrong-zh");
        steward.fill("keys", "ZQ-90002").choose("basis", "consent").fill("reason", "撤回同意申请 2026 年第 5 号");
        steward.lookAtEveryWidth("removal-order-zh").press("提出删除");
        steward.sees("须由另一人确认").lookAtEveryWidth("removal-ordered-zh");
        String removal = steward.page().url().replaceAll(".*/", "");
        try (Desk cdo = new Desk(browser, city.address(), false, 1440).signIn("zyj.cdo")) {
            cdo.open(removals + "/" + removal).sees("确认删除").press("确认删除").confirm("确认删除");
            cdo.sees("已删除并证明").sees("含已删除主键的行数为 0").lookAtEveryWidth("removal-proof-zh");
        }
        steward.open("/office/collection/" + plan + "/versions").sees("彻底删除").look("removal-versions-zh");
    }

    /// The same entry, whose rows a system of the unit sends from now on, with the command of the page.
    private void aSystemSends(Desk steward, String plan) throws Exception {
        steward.follow("归集方式").heads(PARCELS);
        steward.page().locator("#mode-push").check();
        steward.sees("推送只新增和更新行").look("way-push-zh").press("保存");
        steward.sees("Idempotency-Key").lookAtEveryWidth("push-zh");
        String program = steward.page().locator("section pre").innerText();
        MachineClient client =
                MachineClient.registered(browser, city, "zyj.steward", "地块管理系统", "推送新增地块", "collect:write");
        Files.writeString(
                folder.resolve("rows.json"),
                "[{\"dkbh\": \"ZQ-90002\", \"dkmc\": \"推送地块\"}, {\"dkbh\": \"ZQ-90003\", \"cjrq\": \"不详\"}]");
        org.assertj.core.api.Assertions.assertThat(client.run(program, folder)).contains("\"records\":2");
        Files.writeString(folder.resolve("rows.json"), "[{\"dkmc\": \"没有编号\"}]");
        org.assertj.core.api.Assertions.assertThat(client.run(program.replace("curl -f ", "curl "), folder))
                .contains("第 1 条没有主键");
        steward.open("/office/collection/" + plan).heads(PARCELS);
        Locator sent = steward.page().locator("tbody tr").filter(new Locator.FilterOptions().setHasText("系统推送"));
        assertThat(sent.filter(new Locator.FilterOptions().setHasText("完成")))
                .hasCount(1, new LocatorAssertions.HasCountOptions().setTimeout(Desk.ON_A_BUSY_MACHINE));
        steward.follow("推送批次").sees("已归集").sees("地块管理系统").lookAtEveryWidth("push-batches-zh");
        steward.open("/office/collection/" + plan + "/rows").heads(PARCELS);
        steward.open("/office/catalog/" + entry(steward))
                .heads(PARCELS)
                .sees("已归集 5 次")
                .look("entry-chain-zh");
        steward.open("/office/chain").heads("全链条").sees(PARCELS).lookAtEveryWidth("chain-zh");
    }

    /// The published entry of the parcels, once the demo has made it.
    private static String entry(Desk desk) {
        return String.valueOf(desk.runs("""
                for (;;) {
                  const found = await call('GET', '/api/catalog/entries?state=published&q=' + encodeURIComponent(argument))
                  if (found.items.length > 0) return found.items[0].entry
                  await new Promise((again) => setTimeout(again, 500))
                }
                """, PARCELS));
    }

    /// Collects and waits for its line in the list.
    private static void collect(Desk desk, String button, int lines) {
        desk.press(button);
        Locator rows = desk.page().locator("tbody tr");
        LocatorAssertions.HasCountOptions patience =
                new LocatorAssertions.HasCountOptions().setTimeout(Desk.ON_A_BUSY_MACHINE);
        assertThat(rows).hasCount(lines, patience);
        assertThat(rows.filter(new Locator.FilterOptions().setHasText("完成"))).hasCount(lines, patience);
    }

    private static void change(String... statements) throws SQLException {
        city.change("zyj_budongchan", statements);
    }
}
