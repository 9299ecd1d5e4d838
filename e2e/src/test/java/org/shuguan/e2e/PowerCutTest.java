package org.shuguan.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The server is killed in the middle of work: after the restart nothing is lost, doubled or half done, and nobody is
/// signed out.
class PowerCutTest {
    @Test
    void aCensusGoesOnWhereItWasAndTheSessionIsStillOpen() {
        try (Playwright playwright = Chromium.playwright();
                Browser browser = Chromium.launch(playwright);
                City city = new City();
                Desk steward = new Desk(browser, city.address(), false, 1440).signIn("rsj.steward")) {
            steward.open("/office/census").follow("社会保险业务库").sees("历次普查");
            // The demo takes a first census of its own; a source has one at a time.
            while (steward.page().locator(".tag.good").count() == 0) {
                steward.page().reload();
                steward.sees("历次普查");
            }
            steward.press("开始普查").page().waitForURL(Pattern.compile(".*/runs/.*"));
            String run = steward.page().url();
            city.kill();
            city.start();
            steward.page().navigate(run);
            assertThat(steward.page().locator(".head .tag"))
                    .hasText("完成", new LocatorAssertions.HasTextOptions().setTimeout(90_000));
            steward.sees("4 / 4").sees("11,200");
            assertThat(steward.page().locator("tbody tr")).hasCount(4);
        }
    }
}
