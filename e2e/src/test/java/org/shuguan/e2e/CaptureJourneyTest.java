package org.shuguan.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.LoadState;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A table follows its source: what a department's office enters is in the copy and in a consumer's feed within
/// seconds, without a collection.
@ExtendWith(Shared.class)
class CaptureJourneyTest {
    private static final String POLLUTERS = "重点排污单位名录";
    private static final int MOST_LOOKS = 100;

    private static City city;
    private static Browser browser;

    @BeforeAll
    static void open(City shared, Browser visit) {
        city = shared;
        browser = visit;
    }

    @Test
    void whatAnOfficeEntersIsInTheCopyAndInTheFeedWithinSeconds() throws Exception {
        try (Desk owner = desk().signIn("hjj.steward");
                Desk consumer = desk().signIn("swj.steward")) {
            looked(owner, "/office/collection?q=" + POLLUTERS, POLLUTERS).click();
            owner.heads(POLLUTERS).sees("正在跟随").lookAtEveryWidth("capture-zh");
            looked(consumer, "/office/sharing/grants?side=received&state=active&q=" + POLLUTERS, POLLUTERS)
                    .click();
            consumer.heads(POLLUTERS).follow("授权的使用").sees("直接取自跟随变更的来源库副本");
            long before = lastChange(consumer);
            city.change("hjj_jiance", "update wry_qy set hylb = '陶瓷制造' where tyshxydm = '91441200MA4UKT3M7D'");
            for (int looks = 0; looks < MOST_LOOKS && lastChange(consumer) == before; looks++) {
                consumer.page().reload();
                consumer.sees("直接取自跟随变更的来源库副本");
            }
            org.assertj.core.api.Assertions.assertThat(lastChange(consumer)).isEqualTo(before + 1);
            consumer.lookAtEveryWidth("capture-feed-zh");
            owner.page().reload();
            owner.follow("归集方式").heads(POLLUTERS).sees("条件齐备。").look("capture-way-zh");
        }
    }

    /// The number of the feed's last change, as the page says it.
    private static long lastChange(Desk desk) {
        String text = desk.page().locator("dt:has-text('最新变更') + dd").first().innerText();
        return Long.parseLong(text.replaceAll("[^0-9].*", ""));
    }

    /// The demo makes its plans and grants while it is open already, and lists do not look again by themselves.
    private static Locator looked(Desk desk, String path, String text) {
        Locator link = desk.page()
                .getByRole(AriaRole.ROW)
                .filter(new Locator.FilterOptions().setHasText(text))
                .getByRole(AriaRole.LINK)
                .first();
        for (int looks = 0; looks < MOST_LOOKS && link.count() == 0; looks++) {
            desk.open(path);
            desk.page().waitForLoadState(LoadState.NETWORKIDLE);
        }
        return link;
    }

    private static Desk desk() {
        return new Desk(browser, city.address(), false, 1440);
    }
}
