package org.shuguan.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The server is killed in the middle of work: after the restart nothing is lost, doubled or half done, and
/// nobody is signed out. A restart in another time zone moves no day.
@ExtendWith(Shared.class)
class PowerCutTest {
    private static final int ENTRIES = 24;

    private static final String SUBMIT = """
            const item = { name: '名称', type: 'C', key: false, grade: 'general-1' }
            const content = (i) => ({ title: `断电试验 ${i}`, summary: '试验', formatCategory: 'database',
              sharingType: 'unconditional', sharingMode: 'table', openingType: 'not-open', updateCycle: 'daily',
              theme: '3', grade: 'general-1', relatedCodes: [], items: [item] })
            const entries = []
            for (let i = 0; i < argument; i++) {
              const { entry } = await call('POST', '/api/catalog/entries', { unit: '04', content: content(i) })
              await call('POST', `/api/catalog/entries/${entry}/versions/1/submit`)
              entries.push(entry)
            }
            return entries
            """;

    private static final String SIGN_ALL_AND_WAIT_FOR_ONE = """
            const all = argument.map((entry) => call('POST', `/api/catalog/entries/${entry}/versions/1/sign`, {}))
            all.forEach((one) => one.catch(() => undefined))
            await Promise.any(all)
            """;

    private static final String STATES = """
            const states = []
            for (const entry of argument) {
              const { version, panel } = await call('GET', `/api/catalog/entries/${entry}`)
              const maySign = panel.actions.some((action) => action.outcome === 'sign')
              const signatures = panel.history.filter((decision) => decision.step === 'sign').length
              states.push(`${version.state}, signatures ${signatures}, may sign ${maySign}`)
            }
            return states
            """;

    private static final String SIGN_THE_REST = """
            for (const entry of argument) {
              const { panel } = await call('GET', `/api/catalog/entries/${entry}`)
              if (panel.actions.some((action) => action.outcome === 'sign')) await call('POST', `/api/catalog/entries/${entry}/versions/1/sign`, {})
            }
            """;

    private static final String RECORDED_SIGNATURES = """
            const { items } = await call('GET', '/api/audit?size=200&q=catalog.sign')
            return items.filter(({ entry }) => entry.actor === 'rsj.cdo').length
            """;

    private static final String DUE_AND_SINCE = """
            const { items } = await call('GET', '/api/todos?size=200')
            return items.map(({ id, due, since }) => `${id} due ${due} since ${since}`).sort()
            """;

    @TempDir
    static Path elsewhere;

    private static City city;
    private static Browser browser;

    @BeforeAll
    static void open(Browser shared) {
        city = new City(Map.of("SHUGUAN_HOME", elsewhere.toString()));
        browser = shared;
    }

    @AfterAll
    static void close() {
        city.close();
    }

    @Test
    void theHomeThatWasNamedHoldsAllWhateverTheEnvironmentSays() {
        Assertions.assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void aCensusGoesOnWhereItWasAndTheSessionIsStillOpen() {
        try (Desk steward = new Desk(browser, city.address(), false, 1440).signIn("rsj.steward")) {
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
                    .hasText("完成", new LocatorAssertions.HasTextOptions().setTimeout(Desk.ON_A_BUSY_MACHINE));
            steward.sees("4 / 4").sees("11,200");
            assertThat(steward.page().locator("tbody tr")).hasCount(4);
        }
    }

    @Test
    void aSignatureIsThereWholeOrNotAtAll() {
        try (Desk steward = new Desk(browser, city.address(), false, 1440).signIn("rsj.steward");
                Desk cdo = new Desk(browser, city.address(), false, 1440).signIn("rsj.cdo");
                Desk auditor = new Desk(browser, city.address(), false, 1440).signIn("auditor")) {
            Object entries = steward.runs(SUBMIT, ENTRIES);
            cdo.runs(SIGN_ALL_AND_WAIT_FOR_ONE, entries);
            city.kill();
            city.start();
            // Whole or not at all: what is signed has one signature, what is not can still be signed.
            Assertions.assertThat(cdo.runs(STATES, entries))
                    .asInstanceOf(InstanceOfAssertFactories.list(String.class))
                    .hasSize(ENTRIES)
                    .contains("signed, signatures 1, may sign false")
                    .allMatch(
                            Set.of("signed, signatures 1, may sign false", "submitted, signatures 0, may sign true")
                                    ::contains);
            cdo.runs(SIGN_THE_REST, entries);
            Assertions.assertThat(cdo.runs(STATES, entries))
                    .asInstanceOf(InstanceOfAssertFactories.list(String.class))
                    .allMatch("signed, signatures 1, may sign false"::equals);
            Assertions.assertThat(auditor.runs(RECORDED_SIGNATURES, null)).isEqualTo(ENTRIES);
            auditor.open("/office/audit").press("立即校验").sees("条记录完整无误");
        }
    }

    @Test
    void aRestartInAnotherZoneMovesNoDueDay() {
        try (Desk steward = new Desk(browser, city.address(), false, 1440).signIn("rsj.steward");
                Desk cdo = new Desk(browser, city.address(), false, 1440).signIn("rsj.cdo")) {
            steward.runs(SUBMIT, 2);
            Object before = cdo.runs(DUE_AND_SINCE, null);
            city.stop();
            city.start(Map.of("TZ", "America/St_Johns"));
            Assertions.assertThat(cdo.runs(DUE_AND_SINCE, null)).isEqualTo(before);
            Assertions.assertThat(before)
                    .asInstanceOf(InstanceOfAssertFactories.list(String.class))
                    .anyMatch(line -> line.matches(".* due \\d{4}-\\d{2}-\\d{2} since .*"));
        }
    }
}
