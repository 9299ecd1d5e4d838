package org.shuguan.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The bureau changes a deadline: who did it and why stays to be read, what has begun keeps its day, what begins
/// goes by the new one. At the end the old value is set again.
@ExtendWith(Shared.class)
class SettingsJourneyTest {
    private static final String RULE = "/office/settings/demand/agree";
    private static final String SUBMIT = """
            const unit = (await call('GET', '/api/session')).roles.find((held) => held.role === 'data-steward').unit.code
            const wanted = { title: argument, items: ['姓名'], scenario: '资格核验', legalBasis: '办事指南',
              frequency: 'monthly', mode: 'table' }
            const { id } = await call('POST', '/api/demands', { unit, wanted })
            await call('POST', `/api/demands/${id}/submit`)
            return id
            """;

    private static City city;
    private static Browser browser;

    @BeforeAll
    static void open(City shared, Browser visit) {
        city = shared;
        browser = visit;
    }

    @Test
    void aDeadlineIsChangedFromADayOnAndWhatHasBegunKeepsItsOwn() {
        String begun = submitted("修改期限之前的需求");
        String due = due(begun);
        String editor;
        try (Desk bureau = desk(false).signIn("bureau")) {
            editor = name(bureau);
            bureau.open("/office/settings").heads("规则配置").look("rules-zh");
            bureau.page().getByLabel("类别").selectOption("demand");
            bureau.follow("首席数据官同意需求").heads("首席数据官同意需求").press("修改规则");
            bureau.fill("number", "0").press("设定").sees("请填写 1 到 60 之间的整数。");
            bureau.fill("number", "9").fill("source", "市政数局工作规则").fill("article", "第三条");
            bureau.fill("reason", "基层来不及办理").look("rule-change-zh").press("设定");
            bureau.sees("已设定，自").look("rule-changed-zh");
            assertThat(history(bureau, "基层来不及办理")).containsText("9 个工作日");
            assertThat(history(bureau, "基层来不及办理")).containsText(editor);
        }
        String fresh = submitted("修改期限之后的需求");
        Assertions.assertThat(due(begun)).isEqualTo(due);
        Assertions.assertThat(due(fresh)).isGreaterThan(due);
        try (Desk steward = desk(false).signIn("dzq.steward")) {
            steward.open(RULE).heads("首席数据官同意需求");
            assertThat(history(steward, "基层来不及办理")).containsText(editor);
            assertThat(steward.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("修改规则")))
                    .hasCount(0);
            steward.look("rule-read-zh");
        }
        try (Desk bureau = desk(true).signIn("bureau")) {
            bureau.open("/office/settings?module=demand").heads("Rules").lookAtEveryWidth("rules-en");
            bureau.open(RULE).heads("CDO agrees to a demand").press("Change the rule");
            bureau.fill("number", "5").fill("source", "Decided by the bureau");
            bureau.fill("reason", "The trial is over").press("Set").sees("Set, in force from");
            assertThat(history(bureau, "The trial is over")).containsText("in force");
            assertThat(history(bureau, "基层来不及办理")).containsText("superseded");
            bureau.lookAtEveryWidth("rule-en");
        }
    }

    private static String submitted(String title) {
        try (Desk steward = desk(false).signIn("dzq.steward")) {
            return String.valueOf(steward.runs(SUBMIT, title));
        }
    }

    /// The day by which the unit's CDO must agree, as the demand's page says it.
    private static String due(String demand) {
        try (Desk cdo = desk(false).signIn("dzq.cdo")) {
            Locator due = cdo.open("/office/demands/" + demand).page().locator(".desk .muted");
            assertThat(due).containsText("办理期限");
            return due.innerText();
        }
    }

    private static String name(Desk desk) {
        return String.valueOf(desk.runs("return (await call('GET', '/api/session')).officer.name", null));
    }

    private static Locator history(Desk desk, String reason) {
        return desk.page().locator("tr", new Page.LocatorOptions().setHasText(reason));
    }

    private static Desk desk(boolean english) {
        return new Desk(browser, city.address(), english, 1440);
    }
}
