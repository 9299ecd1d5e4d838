package org.shuguan.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Units change while people work.
@ExtendWith(Shared.class)
class ReorganisationJourneyTest {
    private static City city;
    private static Browser browser;

    @BeforeAll
    static void open(Browser shared) {
        city = new City();
        browser = shared;
    }

    @AfterAll
    static void close() {
        city.close();
    }

    @Test
    void theBureauMergesTwoUnitsAndTheSuccessorsCdoHasTheOpenWork() {
        LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        entry("05", "zyj", "自然资源地块信息", true);
        entry("05", "zyj", "自然资源矿权信息", false);
        try (Desk bureau = desk().signIn("bureau")) {
            bureau.open("/office/institution").heads("单位与任职").look("units-zh");
            bureau.open("/office/institution/acts/new?unit=05").heads("办理机构变更");
            bureau.pick("units", "市环境局");
            bureau.fill("document", "肇机改〔2026〕1号").fill("reason", "机构改革");
            bureau.fill("heirs[0].code", "16")
                    .fill("heirs[0].name", "市自然资源和环境局")
                    .fill("heirs[0].fullName", "肇庆市自然资源和生态环境局")
                    .fill("heirs[0].nameEn", "Natural Resources and Environment Bureau");
            bureau.sees("任职的去向").press("预览后果").sees("立即生效，不能撤销。").look("act-preview-zh");
            bureau.press("确认变更").sees("已登记。").sees("市资源局、市环境局").look("acts-zh");
            bureau.open("/office/institution/16")
                    .sees("梁海江")
                    .sees("肇机改〔2026〕1号")
                    .look("heir-zh");
            bureau.open("/office/institution/05").sees("由市自然资源和环境局承继").look("gone-zh");
            bureau.open("/office/institution/terms").heads("任期将满与空缺").look("terms-zh");
            bureau.open("/office/institution/duties").heads("职责").look("duties-zh");
            bureau.open("/office/institution/workbook").heads("Excel 导入导出").look("workbook-zh");
        }
        try (Desk cdo = desk().signIn("zyj.cdo")) {
            cdo.open("/office/todos")
                    .follow("自然资源矿权信息")
                    .press("签发")
                    .confirm("签发")
                    .sees("已签发，等待市政数局审核。");
            assertThat(cdo.page().locator("figure.seal")).containsText("肇庆市自然资源和生态环境局");
            cdo.look("signed-by-heir-zh");
            cdo.open("/office/catalog?q=自然资源地块&on=" + today).sees("自然资源地块信息").sees("市自然资源和环境局");
            cdo.look("as-of-zh");
        }
        try (Desk reader = desk()) {
            reader.open("/roster?on=" + today.minusDays(1)).sees("市资源局").look("roster-before-zh");
            reader.open("/roster").sees("市自然资源和环境局");
        }
    }

    @Test
    void theCatalogOfTheDayBeforeShowsTheOldUnitAndAnActAheadCanBeUndone() {
        LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        LocalDate tomorrow = today.plusDays(1);
        entry("03", "gaj", "治安卡口信息", true);
        try (Desk bureau = desk().signIn("bureau")) {
            bureau.open("/office/institution/acts/new?unit=03").heads("办理机构变更");
            bureau.fill("day", tomorrow.toString())
                    .fill("document", "肇机改〔2026〕2号")
                    .fill("reason", "机构改革");
            bureau.page()
                    .getByLabel("现有单位", new Page.GetByLabelOptions().setExact(true))
                    .check();
            bureau.pick("heirs[0].code", "市人社局").press("预览后果").sees("到日自动生效，此前可以撤销。");
            bureau.press("确认变更").sees("待生效").look("act-ahead-zh");
            String catalog = "/office/catalog?q=治安卡口&on=";
            bureau.open(catalog + today).sees("治安卡口信息");
            assertThat(bureau.page().locator("tbody tr")).containsText("市公安局");
            bureau.open(catalog + tomorrow).sees("治安卡口信息");
            assertThat(bureau.page().locator("tbody tr")).containsText("市人社局");
            bureau.open("/office/institution/acts").press("撤销").confirm("撤销").sees("已撤销，相关任职恢复原状。");
            bureau.open(catalog + tomorrow).sees("治安卡口信息");
            assertThat(bureau.page().locator("tbody tr")).containsText("市公安局");
        }
    }

    @Test
    void aRenamedBureauIsFoundByItsFormerName() {
        try (Desk reader = new Desk(browser, city.address(), true, 390)) {
            reader.signIn("rsj.steward").open("/office/institution?q=政务服务数据管理局");
            reader.sees("Government Services and Data Bureau").look("units-en-390");
            reader.open("/office/institution/07").sees("Not verified").look("renamed-en-390");
            reader.open("/office/institution/07?on=2021-12-31").sees("肇庆市政务服务数据管理局");
            reader.open("/office/institution/acts/new").heads("This page is not for you");
        }
    }

    /// Makes an entry of the unit that will go, and hands it in; published it goes all the way.
    private static void entry(String unit, String people, String title, boolean published) {
        Object entry;
        try (Desk steward = desk().signIn(people + ".steward")) {
            entry = steward.runs("""
                    const content = { title: argument.title, summary: '摘要', formatCategory: 'database', sharingType: 'unconditional',
                      sharingMode: 'table', openingType: 'not-open', updateCycle: 'daily', theme: '9', grade: 'general-1',
                      relatedCodes: [], items: [{ name: '名称', physicalName: 'mc', type: 'C', lengthBytes: 100, key: false,
                      grade: 'general-1' }] }
                    const made = await call('POST', '/api/catalog/entries', { unit: argument.unit, content })
                    await call('POST', `/api/catalog/entries/${made.entry}/versions/1/submit`, {})
                    return made.entry
                    """, Map.of("title", title, "unit", unit));
        }
        if (published) {
            try (Desk cdo = desk().signIn(people + ".cdo")) {
                cdo.runs("return call('POST', `/api/catalog/entries/${argument}/versions/1/sign`, {})", entry);
            }
            try (Desk bureau = desk().signIn("bureau")) {
                bureau.runs("return call('POST', `/api/catalog/entries/${argument}/versions/1/publish`, {})", entry);
            }
        }
    }

    private static Desk desk() {
        return new Desk(browser, city.address(), false, 1440);
    }
}
