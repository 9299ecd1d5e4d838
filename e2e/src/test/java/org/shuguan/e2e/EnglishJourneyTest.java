package org.shuguan.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The main job in English, beginning with a database that nobody has connected yet.
@ExtendWith(Shared.class)
class EnglishJourneyTest {
    private static final Pattern AN_ENTRY = Pattern.compile(".*/office/catalog/.*");
    private static City city;
    private static Browser browser;

    @BeforeAll
    static void open(City shared, Browser visit) {
        city = shared;
        browser = visit;
    }

    @Test
    void fromADatabaseThatIsConnectedByHandToAnEntryThatAnotherUnitFinds() {
        try (Desk steward = desk("swj.steward")) {
            connect(steward);
            takeCensus(steward);
            draftAndSubmit(steward);
        }
        try (Desk cdo = desk("swj.cdo")) {
            cdo.look("home-cdo-en")
                    .open("/office/todos")
                    .follow("纳税人登记信息")
                    .press("Sign")
                    .confirm("Sign");
            cdo.sees("Signed. The bureau reviews it next.").look("signed-en");
        }
        try (Desk bureau = desk("bureau")) {
            bureau.open("/office/todos").follow("纳税人登记信息").press("Publish").confirm("Publish");
            bureau.sees("Published to the whole city.").look("published-en");
        }
        try (Desk other = desk("gaj.steward")) {
            other.open("/office/catalog?q=纳税人").sees("纳税人登记信息").look("found-en");
            other.follow("纳税人登记信息");
            other.sees("Checking of subsidies").look("entry-en");
        }
    }

    /// What is wrong with an address or a password is said before anything is kept.
    private static void connect(Desk steward) {
        steward.open("/office/census").follow("纳税人信息库").heads("纳税人信息库");
        String port = steward.page().locator("#port").inputValue();
        steward.open("/office/census/new").heads("New source");
        steward.press("Save").sees("Required.").look("new-source-en");
        steward.fill("name", "Taxpayers, connected by hand").fill("host", "127.0.0.1");
        steward.fill("port", port).fill("database", "swj_nashui").fill("user", "swj_nashui_census");
        steward.fill("secret", "not the password").press("Test connection");
        steward.sees("User, password or token is wrong").look("refused-en");
        steward.fill("secret", city.secret("swj_nashui_census.password")).press("Test connection");
        steward.sees("Connected:").press("Save").heads("Taxpayers, connected by hand");
        assertThat(steward.page().locator("#secret")).hasValue("");
    }

    private static void takeCensus(Desk steward) {
        steward.press("Start a census");
        assertThat(steward.page().locator(".head .tag"))
                .hasText("Done", new LocatorAssertions.HasTextOptions().setTimeout(Desk.ON_A_BUSY_MACHINE));
        steward.look("run-en")
                .follow("public.dj_nsrxx")
                .sees("unified social credit code")
                .look("table-en");
        steward.page().goBack();
    }

    private static void draftAndSubmit(Desk steward) {
        steward.page().getByLabel("public.dj_nsrxx").check();
        steward.press("Make catalog drafts (1)").page().waitForURL(AN_ENTRY);
        steward.sees("to be completed before it can be submitted").look("editor-en");
        steward.choose("sharingType", "conditional").fill("sharingCondition", "Checking of subsidies");
        steward.choose("openingType", "not-open");
        steward.choose("updateCycle", "monthly").choose("theme", "13");
        steward.press("Save").sees("Saved.");
        steward.press("Submit").sees("Submitted to the CDO for signature.");
    }

    private static Desk desk(String account) {
        return new Desk(browser, city.address(), true, 1440).signIn(account);
    }
}
