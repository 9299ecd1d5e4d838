package org.shuguan.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The administrator has a backup made and restored beside the running server, and reads what was found.
@ExtendWith(Shared.class)
class RestoreDrillJourneyTest {
    private static City city;
    private static Browser browser;

    @BeforeAll
    static void open(City shared, Browser visit) {
        city = shared;
        browser = visit;
    }

    @Test
    void aDrillTellsHowLongARestoreTakesAndThatTheRecordVerifies() {
        try (Desk admin = new Desk(browser, city.address(), false, 1440).signIn("admin")) {
            admin.open("/office/jobs/drills").heads("恢复演练").sees("还没有演练过。").press("立即演练");
            Locator row = admin.page().locator("tbody tr").first();
            assertThat(row)
                    .containsText("通过", new LocatorAssertions.ContainsTextOptions().setTimeout(Desk.ON_A_BUSY_MACHINE));
            admin.sees("链条完整").sees("最近一次通过").lookAtEveryWidth("drills-zh");
        }
    }
}
