package org.shuguan.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A rule from its draft to the rows that break it, and an objection to a value.
@ExtendWith(Shared.class)
class QualityJourneyTest {
    private static final String REGISTER = "流动人口登记信息";

    private static City city;
    private static Browser browser;

    @BeforeAll
    static void open(City shared, Browser visit) {
        city = shared;
        browser = visit;
    }

    /// The register's entry, once the demo has collected and examined its last version.
    private static String examined(Desk desk) {
        return String.valueOf(desk.runs("""
                for (;;) {
                  const found = await call('GET', '/api/quality/entries?q=' + encodeURIComponent(argument))
                  const entry = found.items[0]?.entry
                  const trend = entry ? (await call('GET', '/api/quality/entries/' + entry)).trend : []
                  if (trend.length >= 3) return entry
                  await new Promise((again) => setTimeout(again, 500))
                }
                """, REGISTER));
    }

    @Test
    void aRuleIsApprovedBySomebodyElseAndItsRowsAreListed() {
        String entry;
        try (Desk steward = desk().signIn("gaj.steward")) {
            entry = examined(steward);
            steward.open("/office/quality").heads("数据质量").lookAtEveryWidth("quality-zh");
            steward.open("/office/quality/entries/" + entry).heads(REGISTER).lookAtEveryWidth("quality-entry-zh");
            steward.open("/office/quality/entries/" + entry + "/rules").press("新建规则");
            steward.choose("kind", "condition")
                    .fill("text", "read_text('/etc/passwd') = ''")
                    .press("保存草稿");
            steward.sees("条件中不能使用函数").look("quality-rule-wrong-zh");
            steward.fill("text", "暂住地址 like '%号%'").press("保存草稿");
            steward.sees("草稿").press("提交 1 条草稿待批准");
            steward.sees("须由拟定人以外的人批准。").lookAtEveryWidth("quality-rules-zh");
        }
        try (Desk cdo = desk().signIn("gaj.cdo")) {
            cdo.open("/office/quality/entries/" + entry + "/rules").press("批准全部");
            cdo.sees("已批准").look("quality-approved-zh");
        }
        try (Desk steward = desk().signIn("gaj.steward")) {
            steward.open("/office/quality/entries/" + entry);
            steward.follow("20").heads("校核结果").lookAtEveryWidth("quality-run-zh");
            steward.follow("看问题数据").heads("问题数据").lookAtEveryWidth("quality-failing-zh");
        }
        try (Desk bureau = desk().signIn("bureau")) {
            bureau.open("/office/quality/units").heads("各单位").sees("市公安局").lookAtEveryWidth("quality-units-zh");
        }
    }

    @Test
    void anObjectionIsReportedByOneUnitAndAnsweredByTheOther() {
        String entry;
        try (Desk steward = desk().signIn("gaj.steward")) {
            entry = examined(steward);
        }
        try (Desk reader = desk().signIn("dzq.steward")) {
            reader.open("/office/quality/entries/" + entry + "/report").press("提交");
            reader.sees("必填。").look("objection-wrong-zh");
            reader.fill("key-djbh", "88")
                    .choose("column", "xm")
                    .fill("wrong", "不详")
                    .fill("reason", "与本区台账不一致。")
                    .look("objection-new-zh");
            reader.press("提交").sees("待答复");
        }
        try (Desk cdo = desk().signIn("gaj.cdo")) {
            cdo.open("/office/quality/objections").heads("异议").lookAtEveryWidth("objections-zh");
            cdo.open("/office/quality/objections?state=open&q=姓名").follow(REGISTER);
            cdo.fill("reason", "经核实登记无误。").press("不予认可");
            cdo.sees("已答复。").lookAtEveryWidth("objection-zh");
        }
        try (Desk reader = desk().signIn("dzq.steward")) {
            reader.open("/office/quality/objections?mine=true").sees("不予认可").sees("已更正");
            assertThat(reader.page().locator("h1")).hasText("异议");
        }
    }

    private static Desk desk() {
        return new Desk(browser, city.address(), false, 1440);
    }
}
