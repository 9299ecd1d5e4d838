package org.shuguan.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// From a demand to the data, and the catalog out of a workbook and into one.
@ExtendWith(Shared.class)
class ListsJourneyTest {
    private static City city;
    private static Browser browser;

    @BeforeAll
    static void open(City shared, Browser visit) {
        city = shared;
        browser = visit;
    }

    @Test
    void aDemandIsAgreedAssignedAndMetByTheEntryThatIsPublished() {
        publish("参保单位缴费信息", "rsj", "04");
        String demand = demandOfTheDistrict();
        try (Desk cdo = desk().signIn("dzq.cdo")) {
            cdo.open("/office/todos").follow("社保缴费记录").press("同意").confirm("同意").sees("已同意，转提供方答复或市政数局协调。");
            cdo.look("demand-agreed-zh");
        }
        try (Desk district = desk().signIn("dz.bureau")) {
            district.open("/office/todos").follow("社保缴费记录").press("报市政数局").confirm("报市政数局");
            district.sees("已报市政数局。").look("demand-escalated-zh");
        }
        try (Desk bureau = desk().signIn("bureau")) {
            bureau.open(demand).press("确定责任单位").pick("unit", "市人社局").confirm("确定责任单位");
            bureau.sees("已列入责任清单。").look("demand-assigned-zh");
        }
        try (Desk steward = desk().signIn("rsj.steward")) {
            steward.open("/office/todos").sees("社保缴费记录");
            steward.open(demand).press("新建目录草稿");
            steward.page().waitForURL(Pattern.compile(".*/office/catalog/.*"));
            String entry = steward.page().url().substring(city.address().length());
            steward.sees("社保缴费记录").fill("summary", "参保人员逐月缴费记录");
            steward.choose("sharingType", "unconditional").choose("sharingMode", "table");
            steward.choose("openingType", "not-open").choose("formatCategory", "database");
            steward.choose("updateCycle", "monthly").choose("theme", "3");
            steward.press("保存").sees("已保存。").press("提交签发").sees("已提交");
            decide(entry);
        }
        try (Desk asker = desk().signIn("dzq.steward")) {
            asker.open(demand);
            asker.page().waitForCondition(() -> {
                asker.page().reload();
                return asker.page().locator(".head .tag").first().innerText().contains("待确认");
            });
            asker.press("确认满足").confirm("确认满足").sees("已确认满足。");
            assertThat(asker.page().locator("ol.line li.done")).hasCount(5);
            asker.look("demand-met-zh");
            asker.open("/office/demands?list=responsibility").sees("社保缴费记录").look("responsibility-zh");
            Assertions.assertThat(downloaded(asker, "导出 Excel")).endsWith(".xlsx");
        }
        try (Desk bureau = desk().signIn("bureau")) {
            bureau.open("/office/demands?list=negative").sees("企业纳税明细").look("negative-zh");
            Assertions.assertThat(downloaded(bureau, "导出 CSV")).endsWith(".csv");
        }
    }

    private String demandOfTheDistrict() {
        try (Desk steward = desk().signIn("dzq.steward")) {
            steward.open("/office/demands").heads("需求清单").look("demands-zh");
            steward.follow("提出需求").fill("title", "社保缴费记录").fill("items", "姓名\n缴费月份\n缴费基数");
            Locator matches = steward.page().getByLabel("可能已有的数据目录");
            assertThat(matches).containsText("参保单位缴费信息");
            steward.fill("scenario", "人才公寓申请资格核验").fill("legalBasis", "公共租赁住房管理办法第八条");
            steward.choose("frequency", "monthly").choose("mode", "table");
            steward.look("demand-new-zh").press("保存");
            steward.page().waitForURL(Pattern.compile(".*/office/demands/[0-9a-f-]{36}"));
            steward.press("提交").sees("已提交，等待本单位首席数据官同意。");
            return steward.page().url().substring(city.address().length());
        }
    }

    @Test
    void theWorkbookGoesOutAndComesBackUnchangedAndAWrongOneSaysWhatToDo() {
        try (Desk steward = desk().signIn("jyj.steward")) {
            String entry = String.valueOf(steward.runs(
                    "const made = await call('POST', '/api/catalog/entries', { unit: '02', content: { title: '学籍信息',"
                            + " grade: 'general-2', items: [{ name: '姓名', key: false, grade: 'general-2', type: 'C' }] } });"
                            + " return made.entry",
                    null));
            Assertions.assertThat(entry).hasSize(36);
            steward.open("/office/entries").sees("学籍信息");
            Path workbook = Path.of(download(steward, "导出国家目录工作簿"));
            steward.open("/office/imports").look("imports-zh");
            steward.page().locator("#workbook").setInputFiles(workbook);
            steward.sees("工作簿与现有目录一致，没有要写入的内容。").look("import-same-zh");
            steward.open("/office/imports").sees("待确认");
        }
        for (int width : new int[] {1440, 390}) {
            try (Desk reader = new Desk(browser, city.address(), true, width)) {
                reader.signIn("jyj.steward").open("/office/imports").heads("Import a catalog workbook");
                reader.look("imports-en-" + width);
                reader.open("/office/demands").heads("Demand list").look("demands-en-" + width);
                reader.open("/office/demands/new").heads("Ask for data").look("demand-new-en-" + width);
            }
        }
    }

    private void publish(String title, String unit, String code) {
        String entry;
        try (Desk steward = desk().signIn(unit + ".steward")) {
            entry = String.valueOf(steward.runs(
                    "const made = await call('POST', '/api/catalog/entries', { unit: '" + code
                            + "', content: { title: argument, summary: '参保单位与逐月缴费', formatCategory: 'database',"
                            + " sharingType: 'unconditional', sharingMode: 'table', openingType: 'not-open',"
                            + " updateCycle: 'monthly', theme: '3', grade: 'general-2', items: [{ name: '单位名称',"
                            + " key: false, grade: 'general-2', type: 'C' }] } });"
                            + " await call('POST', `/api/catalog/entries/${made.entry}/versions/1/submit`);"
                            + " return made.entry",
                    title));
        }
        decide("/office/catalog/" + entry);
    }

    private void decide(String entry) {
        try (Desk cdo = desk().signIn("rsj.cdo")) {
            cdo.open(entry).press("签发").confirm("签发").sees("已签发");
        }
        try (Desk bureau = desk().signIn("bureau")) {
            bureau.open(entry).press("发布").confirm("发布").sees("已发布，全市可见。");
        }
    }

    private static String downloaded(Desk desk, String link) {
        return awaited(desk, link).suggestedFilename();
    }

    private static String download(Desk desk, String link) {
        Download file = awaited(desk, link);
        Path kept = Path.of("target", "downloads", file.suggestedFilename());
        file.saveAs(kept);
        return kept.toString();
    }

    private static Download awaited(Desk desk, String link) {
        return desk.page()
                .waitForDownload(() -> desk.page()
                        .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link))
                        .first()
                        .click());
    }

    private static Desk desk() {
        return new Desk(browser, city.address(), false, 1440);
    }
}
