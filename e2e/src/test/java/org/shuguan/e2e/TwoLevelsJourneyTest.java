package org.shuguan.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A district and its bureaus: they decide what is theirs, and the city sees what is its business.
@ExtendWith(Shared.class)
class TwoLevelsJourneyTest {
    private static final String MAKE_AND_SUBMIT =
            "const made = await call('POST', '/api/catalog/entries', { unit: '1101', content: { title: argument,"
                    + " summary: '辖区医疗机构', formatCategory: 'database', sharingType: 'unconditional',"
                    + " sharingMode: 'table', openingType: 'not-open', updateCycle: 'monthly', theme: '7',"
                    + " grade: 'general-2', items: [{ name: '机构名称', key: false, grade: 'general-2', type: 'C' }] } });"
                    + " await call('POST', `/api/catalog/entries/${made.entry}/versions/1/submit`);"
                    + " return made.entry";
    private static final String TITLE = "辖区诊所执业登记";

    private static City city;
    private static Browser browser;

    @BeforeAll
    static void open(City shared, Browser visit) {
        city = shared;
        browser = visit;
    }

    @Test
    void aBureausEntryIsSignedByTheDistrictsCdoAndPublishedByTheDistrict() {
        try (Desk steward = desk(false).signIn("dzws.steward")) {
            steward.runs(MAKE_AND_SUBMIT, TITLE);
        }
        try (Desk cdo = desk(false).signIn("dzq.cdo")) {
            cdo.open("/office/todos").follow(TITLE).press("签发").confirm("签发").sees("已签发");
            assertThat(cdo.page().locator("figure.seal")).containsText("何军红");
        }
        try (Desk stranger = desk(false).signIn("gy.bureau")) {
            stranger.open("/office/todos").heads("待办事项");
            assertThat(stranger.page().getByText(TITLE)).hasCount(0);
        }
        try (Desk bureau = desk(false).signIn("dz.bureau")) {
            bureau.open("/office/todos").follow(TITLE).press("发布").confirm("发布").sees("已发布，全市可见。");
        }
    }

    @Test
    void theRegisterShowsBothLevelsAndADistrictKeepsItsOwn() {
        try (Desk reader = desk(false)) {
            reader.open("/roster").sees("由端州区首席数据官负责").lookAtEveryWidth("roster-two-levels-zh");
        }
        try (Desk bureau = desk(false).signIn("dz.bureau")) {
            bureau.open("/office/institution?district=11").sees("端州区卫健局").lookAtEveryWidth("units-of-a-district-zh");
            bureau.open("/office/institution/1101").sees("由端州区首席数据官何军红负责").sees("更正信息");
            bureau.lookAtEveryWidth("bureau-zh");
            bureau.open("/office/institution/1301").heads("高要区农业农村局");
            assertThat(bureau.page().getByText("更正信息")).hasCount(0);
            bureau.open("/office/institution")
                    .press("新增单位")
                    .fill("code", "1109")
                    .fill("name", "端州区文化局");
            bureau.fill("nameEn", "Duanzhou Culture Bureau").look("new-bureau-zh");
            bureau.confirm("确定").sees("已新增 端州区文化局。");
        }
        try (Desk reader = desk(true).signIn("dzws.steward")) {
            reader.open("/office/institution/11").heads("Duanzhou District").lookAtEveryWidth("district-en");
        }
    }

    private static Desk desk(boolean english) {
        return new Desk(browser, city.address(), english, 1440);
    }
}
